"""What the system refuses, and what is said of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.disk.system_errors import explained, in_the_way, too_long
from chronicles.problems import Refused

OTHERWISE = Refused("something else", "Look at it.")


def told(folder: Path, do: Callable[[], object]) -> tuple[str, str, str]:
    """The place, the message and the mend for the error that `do` runs into; paths as seen from `folder`."""
    try:
        do()
    except OSError as error:
        path, said = explained(error, folder / "asked", OTHERWISE)
        return os.path.relpath(path, folder), said.message, said.mend
    raise AssertionError("no error")


FILE = ("a file is where a folder has to be", "Move it away, or delete it.")
LINK = ("a link that leads nowhere is where a folder has to be", "Move it away, or delete it.")
ELSE = ("something else", "Look at it.")


@pytest.mark.parametrize(
    ("path", "do", "place", "said"),
    [
        ("file", Path.mkdir, "file", FILE),
        ("file/a/b", lambda path: path.mkdir(parents=True), "file", FILE),
        ("file/a/b", Path.read_bytes, "file", FILE),
        ("lost", lambda path: path.mkdir(exist_ok=True), "lost", LINK),
        ("lost/a", lambda path: path.mkdir(parents=True, exist_ok=True), "lost", LINK),
        ("file", lambda path: list(path.iterdir()), "file", FILE),
        ("folder", Path.read_bytes, "folder", ("a folder is where a file has to be", "Move it away.")),
        ("folder", Path.mkdir, "folder", ELSE),
        ("none", Path.read_bytes, "none", ELSE),
        (
            "x" * 256,
            Path.read_bytes,
            "x" * 256,
            (
                "the name is too long for a file: it has 256 bytes",
                "Give it a shorter name, of 255 bytes at most.",
            ),
        ),
    ],
)
def test_what_is_in_the_way_is_named_and_what_is_too_long(
    tmp_path: Path, path: str, do: Callable[[Path], object], place: str, said: tuple[str, str]
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "lost").symlink_to("nowhere")
    assert told(tmp_path, lambda: do(tmp_path / path)) == (place, *said)


def test_an_error_that_names_no_path_is_about_what_was_asked(tmp_path: Path) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    assert told(tmp_path, fail) == ("asked", *ELSE)


def test_letters_count_as_their_bytes() -> None:
    said = too_long(Path("docs", "\N{LATIN SMALL LETTER E WITH ACUTE}" * 200))
    assert said.message == "the name is too long for a file: it has 400 bytes"


def test_a_path_may_be_too_long_as_a_whole() -> None:
    said = too_long(Path(*["x" * 200] * 30))
    assert said.message == "the path is too long: it has 6029 bytes"
    assert said.mend == "Put it into fewer folders, or shorten their names, to 4095 bytes in all."


def test_nothing_is_in_the_way_of_a_path_that_can_be(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert in_the_way(tmp_path / "a" / "b" / "c") is None
