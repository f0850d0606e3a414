"""Links, and paths that nobody can have."""

import re
from pathlib import Path

import pytest

from chronicles.disk.paths import followed, found, is_file, is_folder, is_there
from chronicles.disk.writing import replace_text
from chronicles.source.trees import WorkingTree
from tests.journals import Content, Link, refused, write

SOURCES = Path(__file__).parents[2] / "src" / "chronicles"
LONG = "a" * 300
FILES: dict[str, Content] = {
    "README.md": "read me\n",
    "students/models.py": "x = 1\n",
    "folder": Link("students"),
    "file": Link("folder/models.py"),
    "ring": Link("ring"),
    "there": Link("students/back"),
    "students/back": Link("../there"),
    "gone": Link("nowhere/x.py"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(followed(tmp_path) / "project", FILES)


@pytest.mark.parametrize(
    ("path", "there", "kind"),
    [
        ("README.md", "README.md", "file"),
        ("file", "students/models.py", "file"),
        ("folder", "students", "folder"),
        ("folder/models.py", "students/models.py", "file"),
        ("folder/../README.md", "README.md", "file"),
        ("README.md/x", "README.md/x", "nothing"),
        ("gone", "nowhere/x.py", "nothing"),
        ("ring", "ring", "ring"),
        ("ring/x", "ring/x", "ring"),
        ("there", "there", "ring"),
        ("there/x", "there/x", "ring"),
        (LONG, LONG, "nothing"),
    ],
)
def test_where_a_path_leads(folder: Path, path: str, there: str, kind: str) -> None:
    assert followed(folder / path) == folder / there
    assert (is_file(folder / path), is_folder(folder / path)) == (kind == "file", kind == "folder")
    assert is_there(folder / path) == (kind in ("file", "folder"))
    if is_there(folder / path):
        assert found(folder / path) == folder / there
    else:
        with pytest.raises(OSError):
            found(folder / path)


def test_no_path_holds_a_nul(folder: Path) -> None:
    path = folder / "a\0b"
    assert (is_file(path), is_folder(path), is_there(path)) == (False, False, False)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("ring", "ring is a link to itself\nName a file."),
        ("ring/x.py", "ring/x.py is a link to itself\nName a file."),
        ("there", "there is a link to itself\nName a file."),
        ("students/back", "students/back is a link to itself\nName a file."),
        ("gone", "the project has no file 'gone'\nName a file of it."),
        ("folder", "folder is not a file\nName a file."),
        ("README.md/x", "README.md/x is not a file\nName a file."),
    ],
)
def test_what_is_no_file_of_the_project(folder: Path, path: str, said: str) -> None:
    assert refused(lambda: WorkingTree(folder).read(path)) == said


@pytest.mark.parametrize("name", ["ring", "there"])
def test_nothing_is_written_through_links_in_a_ring(folder: Path, name: str) -> None:
    said = refused(lambda: replace_text(folder / name, None, "new\n"))
    assert re.fullmatch(r"it cannot be written: .+\nMake room, or make it writable\.", said)
    assert (folder / name).is_symlink()


def test_links_are_followed_in_one_place() -> None:
    """`pathlib` raises `RuntimeError` for a ring until 3.12, `OSError` or nothing since 3.13."""
    rooms = [room for name in ("cli", "journal", "progress", "site", "source") for room in [SOURCES / name]]
    assert [
        str(path) for room in rooms for path in room.rglob("*.py") if ".resolve(" in path.read_text("utf-8")
    ] == []
