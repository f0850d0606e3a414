"""Files are replaced whole or not at all, and never over what changed in the meantime."""

import os
from pathlib import Path

import pytest

from chronicles.proof.writing import replace_text
from tests.journals import Link, as_nobody, folder_for_all, refused, write

CHANGED = "the file was changed meanwhile, so it was left alone\nRun the command again."


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("text", ["two\n", "", "\ufeffé\r\n\u2028", "no end"])
def test_a_file_is_replaced_byte_for_byte(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a.md": "one\r\n"})
    replace_text(tmp_path / "a.md", "one\r\n", text)
    assert (tmp_path / "a.md").read_bytes() == text.encode()
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    write(tmp_path, {"a.md": "one"})
    (tmp_path / "a.md").chmod(mode)
    replace_text(tmp_path / "a.md", "one", "two")
    assert (tmp_path / "a.md").stat().st_mode & 0o7777 == mode


def test_a_new_file(tmp_path: Path) -> None:
    replace_text(tmp_path / "a.md", None, "new\n")
    assert (tmp_path / "a.md").read_text() == "new\n"
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize(
    ("there", "before"),
    [("other", "one"), (None, "one"), ("one", None), ("one\r\n", "one\n"), (b"\xff", "one"), ("", None)],
)
def test_what_changed_meanwhile_is_left_alone(
    tmp_path: Path, there: str | bytes | None, before: str | None
) -> None:
    if there is not None:
        write(tmp_path, {"a.md": there})
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert refused(lambda: replace_text(tmp_path / "a.md", before, "two")) == CHANGED
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == left


def test_a_folder_that_may_not_be_written_to() -> None:
    with folder_for_all() as folder:
        write(folder, {"a.md": "one"})
        folder.chmod(0o555)
        with as_nobody():
            said = refused(lambda: replace_text(folder / "a.md", "one", "two"))
        folder.chmod(0o755)
        assert said == "it cannot be written: Permission denied\nMake room, or make it writable."
        assert ((folder / "a.md").read_text(), names(folder)) == ("one", ["a.md"])


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path, {"a.md": "one"})
    monkeypatch.setattr(os, step, full)
    monkeypatch.setattr(Path, "replace", full) if step == "replace" else None
    said = refused(lambda: replace_text(tmp_path / "a.md", "one", "two"))
    assert said == "it cannot be written: No space left on device\nMake room, or make it writable."
    assert ((tmp_path / "a.md").read_text(), names(tmp_path)) == ("one", ["a.md"])


def test_ctrl_c_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, {"a.md": "one"})
    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        replace_text(tmp_path / "a.md", "one", "two")
    assert ((tmp_path / "a.md").read_text(), names(tmp_path)) == ("one", ["a.md"])


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    """Pages may be links to others below docs/; pulling one must not tear them apart."""
    write(tmp_path, {"real.md": "one", "link.md": Link("real.md")})
    replace_text(tmp_path / "link.md", "one", "two")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "two"


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    name = "x" * 252 + ".md"
    write(tmp_path, {name: "one"})
    replace_text(tmp_path / name, "one", "two")
    assert (tmp_path / name).read_text() == "two"


@pytest.mark.parametrize(
    ("path", "why"), [("none/a.md", "No such file or directory"), ("folder", "Is a directory")]
)
def test_where_no_file_can_be(tmp_path: Path, path: str, why: str) -> None:
    (tmp_path / "folder").mkdir()
    said = refused(lambda: replace_text(tmp_path / path, None, "x"))
    assert said == f"it cannot be written: {why}\nMake room, or make it writable."
    assert names(tmp_path) == ["folder"]
