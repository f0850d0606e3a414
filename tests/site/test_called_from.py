"""build.py called from another folder: paths are seen from there, and the journal is that of build.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Run, run
from tests.journals import write
from tests.starting.test_init import GIVEN

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
PAGE = '# A\n\n```python {data-from="b.py#c"}\nc = 1\n```\n'
FILES = {"docs/a.md": PAGE, "demo_project/b.py": "c = 1\n"}


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """The folder where somebody is, which is no part of the journal."""
    return write(tmp_path / "away", {"src/b.py": "c = 1\n", "docs/a.md": PAGE.replace("c = 1", "c = 2")})


def called(door: Path, away: Path, *words: str) -> Run:
    """Run a command as the build.py in the folder `door` does, called from `away`."""
    return run(door, *words, CHRONICLES_CALLED_FROM=str(away))


def test_a_journal_begins_in_the_folder_that_is_named_from_where_one_is(tmp_path: Path) -> None:
    clone, shop = tmp_path / "chronicles", tmp_path / "shop"
    write(clone, {"build.py": "", "src/chronicles/__init__.py": ""})
    write(shop, {"setup.py": "", "shop.py": "def price(): ...\n", "notes/a.md": "# 2025-08-29\n\nA day.\n"})
    made = called(clone, shop, "init", ".", *GIVEN, "--project", ".", "--import", "notes")
    assert made.status == 0
    assert made.out.splitlines()[-1] == "The journal is here. To see it: python3 build.py serve"
    assert (shop / "mkdocs.yml").is_file()
    assert 'project: "."  # its code' in (shop / "mkdocs.yml").read_text()
    assert {path.name for path in clone.rglob("*") if path.is_file()} == {"__init__.py", "build.py"}


def test_a_clone_of_chronicles_is_no_place_for_a_journal(tmp_path: Path) -> None:
    write(tmp_path, {"build.py": "", "src/chronicles/__init__.py": ""})
    made = run(tmp_path, "init", ".", *GIVEN)
    assert (made.status, made.err.splitlines()[-1]) == (
        2,
        "Error: '.' is a clone of Chronicles itself. Name another folder; to begin a journal in the place of "
        "the clone's own: 'python3 build.py example remove'.",
    )
    assert not (tmp_path / "mkdocs.yml").exists()


def test_docs_of_no_journal_are_those_of_the_folder_where_one_is(journal: Make, away: Path) -> None:
    door = journal(FILES).root
    checked = called(door, away, "check", "docs", "--project", "src")
    assert checked.err.splitlines()[0] == "docs/a.md:3: b.py#c has drifted: 1 line differs"
    pulled = called(door, away, "pull", "docs", "--project", "src")
    assert pulled.out.splitlines()[-1] == "1 block refreshed in 1 page"
    assert (away / "docs/a.md").read_text() == PAGE
    code = "def f():\n    return 1\n"
    write(away, {"src/f.py": f"import os\n\n\n{code}", "docs/a.md": f"```python\n{code}```\n"})
    adopted = called(door, away, "adopt", "docs", "--project", "src")
    assert (adopted.status, adopted.out.splitlines()[0]) == (0, "docs/a.md:1: f.py#f (exact)")


def test_a_command_is_about_the_journal_of_its_door(journal: Make, away: Path) -> None:
    made = journal(FILES)
    assert called(made.root, away, "check") == made.run("check")
    assert called(made.root, away, "new", "A day").status == 0
    assert len([*made.root.glob("docs/journal/posts/*.md")]) == 1
    assert [*away.rglob("posts")] == []


@pytest.mark.parametrize("page", ["../{}/docs/a.md", "docs/a.md", "a.md"])
def test_a_page_may_be_named_from_there_and_as_problems_name_it(
    journal: Make, tmp_path: Path, page: str
) -> None:
    made, away = journal(FILES), write(tmp_path / "away", {"b": ""})
    checked = called(made.root, away, "check", page.format(made.root.name))
    assert (checked.status, checked.err) == (0, "")
    assert checked.out.splitlines()[0] == "1 of 1 block proven in 1 page"


def test_what_is_read_and_written_for_a_person_is_where_they_are(journal: Make, away: Path) -> None:
    made = journal(FILES)
    write(away, {"log.md": "# 2025-08-29\n\nA day.\n"})
    assert called(made.root, away, "import", "--verbose", "log.md").out.startswith(
        "log.md: 1 entry from 4 lines\n"
    )
    assert called(made.root, away, "export", "out").out.endswith(" into out/\n")
    assert (away / "out/docs/a.md").is_file()
    assert called(made.root, away, "publish", "public", "--no-exec", "--yes").status == 0
    assert (away / "public/index.html").is_file()
    assert not (made.root / "out").exists() and not (made.root / "public").exists()


def test_extensions_take_their_paths_from_the_journal(journal: Make, away: Path) -> None:
    made = journal({"mkdocs.yml": f"{CONFIG}  - pymdownx.snippets\n", "words.txt": "Hello from a file\n"})
    made.write({"docs/index.md": '# A\n\n--8<-- "words.txt"\n'})
    assert called(made.root, away, "build").status == 0
    assert "Hello from a file" in made.read("site/index.html")


def test_a_folder_that_may_not_be_entered_is_told(journal: Make, tmp_path: Path) -> None:
    gone = called(journal().root, tmp_path / "gone", "check")
    assert (gone.status, gone.err.splitlines()[0]) == (1, f"{tmp_path / 'gone'}: no such file or directory")
