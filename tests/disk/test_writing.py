"""Files are replaced whole or not at all, and never over what changed in the meantime."""

import os
from pathlib import Path

import pytest

from chronicles.disk.writing import Replacement, replace_all, replace_text, replace_together, unlike
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


TOO_LONG = "the name is too long for a file: it has 256 bytes\nGive it a shorter name, of 255 bytes at most."


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("none/a.md", "it cannot be written: No such file or directory\nMake room, or make it writable."),
        ("folder", "a folder is where a file has to be\nMove it away."),
        (
            "file/a.md",
            "it cannot be written: file is where a folder has to be\nMove file away, or delete it.",
        ),
        (f"{'x' * 253}.md", TOO_LONG),
    ],
)
def test_where_no_file_can_be(tmp_path: Path, path: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert refused(lambda: replace_text(tmp_path / path, None, "x")) == told
    assert names(tmp_path) == ["file", "folder"]


# Several files at once


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changes(folder: Path, files: dict[str, tuple[str | None, str | None]]) -> list[Replacement]:
    def data(text: str | None) -> bytes | None:
        return None if text is None else text.encode()

    return [Replacement(folder / name, data(before), data(after)) for name, (before, after) in files.items()]


def test_files_are_changed_made_and_deleted(tmp_path: Path) -> None:
    write(tmp_path, {"old": "1", "gone/away/x": "1", "gone/stays": "1", "same": "1"})
    planned = changes(
        tmp_path,
        {"old": ("1", "2"), "gone/away/x": ("1", None), "new/folder/x": (None, "2"), "same": ("1", "1")},
    )
    assert unlike(planned) == []
    replace_all(planned)
    after = {"old": b"2", "gone/stays": b"1", "new/folder/x": b"2", "same": b"1"}
    assert contents(tmp_path) == after
    assert not (tmp_path / "gone/away").exists()


@pytest.mark.parametrize("done", range(4))
def test_a_second_run_finishes_what_a_first_one_began(tmp_path: Path, done: int) -> None:
    write(tmp_path, {"a": "1", "b": "1"})
    planned = changes(tmp_path, {"a": ("1", "2"), "b": ("1", None), "c": (None, "2")})
    replace_all(planned[:done])
    assert unlike(planned) == []
    replace_all(planned)
    replace_all(planned)
    assert contents(tmp_path) == {"a": b"2", "c": b"2"}


@pytest.mark.parametrize(
    ("there", "change"), [("x", ("1", "2")), (None, ("1", "2")), ("x", (None, "2")), ("x", ("1", None))]
)
def test_a_file_that_is_neither_before_nor_after_is_found(
    tmp_path: Path, there: str | None, change: tuple[str | None, str | None]
) -> None:
    if there is not None:
        write(tmp_path, {"a": there})
    planned = changes(tmp_path, {"b": (None, "2"), "a": change})
    assert unlike(planned) == planned[1:]
    assert refused(lambda: replace_all(planned)) == f"a: {CHANGED}"
    assert contents(tmp_path).get("a") == (None if there is None else there.encode())


def test_files_that_belong_together_are_made_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"old": "1", "gone": "1"})
    changes = [
        Replacement(tmp_path / "a/b/new", None, b"1"),
        Replacement(tmp_path / "old", b"1", b"2"),
        Replacement(tmp_path / "gone", b"1", None),
        Replacement(tmp_path / "last", None, b"1"),
    ]
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    replace = Path.replace

    def stopped(path: Path, target: Path) -> Path:
        if Path(target).name == "last":
            raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            replace_together(changes)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    replace_together(changes)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "last", "old"]


def test_a_folder_where_a_file_is_to_be_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a/b": "1"})
    said = refused(lambda: replace_all(changes(tmp_path, {"a": (None, "2")})))
    assert said == "a: a folder is where a file has to be\nMove it away."
    assert contents(tmp_path) == {"a/b": b"1"}


def test_a_file_where_a_folder_is_to_be_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1"})
    said = refused(lambda: replace_all(changes(tmp_path, {"a/b": (None, "2")})))
    assert said == "b: it cannot be written: a is where a folder has to be\nMove a away, or delete it."


@pytest.mark.parametrize(
    ("mode", "wanted", "expected"),
    [
        (0o644, True, 0o755),
        (0o600, True, 0o700),
        (0o664, True, 0o775),
        (0o755, False, 0o644),
        (0o755, True, 0o755),
        (0o755, None, 0o755),
        (0o640, False, 0o640),
    ],
)
def test_whether_a_file_may_be_run(tmp_path: Path, mode: int, wanted: bool | None, expected: int) -> None:
    for after in (b"1", b"2"):
        write(tmp_path, {"a": "1"})
        (tmp_path / "a").chmod(mode)
        replace_all([Replacement(tmp_path / "a", b"1", after, wanted)])
        assert (tmp_path / "a").stat().st_mode & 0o7777 == expected
