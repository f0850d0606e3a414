"""Taking the example out of a clone, and putting it back."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.built_line import untimed
from tests.commands import ROOT, run
from tests.journals import Story, settle, write
from tests.terminals import terminal


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone as it is on this disk, committed; of the generator, what tells that it is one."""
    settle(monkeypatch, tmp_path)
    root = tmp_path / "clone"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a clone")
    for name in listed.stdout.decode().split("\0"):
        if (
            name.startswith(("src/", "tests/", "bench/", "findings/"))
            and name != "src/chronicles/__init__.py"
        ):
            continue
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    Story(root).commit()
    return root


def status(root: Path) -> str:
    return Story.at(root).git("status", "--porcelain", "--untracked-files=all")


def test_a_clone_without_its_example_is_a_journal_and_gets_it_back(clone: Path) -> None:
    gone = run(clone, "example", "remove", "--yes")
    assert (gone.status, gone.err) == (0, "")
    assert "gone     docs/steps/ (" in gone.out
    assert not (clone / "demo_project").exists()
    assert not (clone / "docs/steps").exists()
    assert not (clone / "requirements-demo.txt").exists()
    assert not (clone / "generator").exists()
    assert (clone / "build.py").read_bytes() == (ROOT / "build.py").read_bytes()
    checked, built = run(clone, "check"), run(clone, "build", "--no-live")
    assert (checked.status, built.status) == (0, 0), checked.err + built.err
    assert "Built 8 pages into site/\n" in untimed(built.out)
    back = run(clone, "example", "restore", "--yes")
    assert (back.status, back.err) == (0, "")
    assert status(clone) == ""
    assert not (clone / "project").exists()


def test_pages_that_were_committed_go_and_those_that_were_not_stay(clone: Path) -> None:
    assert run(clone, "example", "remove", "--yes").status == 0
    Story.at(clone).commit({"docs/mine.md": "# Mine\n"})
    write(clone, {"docs/more.md": "# More\n"})
    said = run(clone, "example", "restore", "--yes")
    assert (said.status, said.err.splitlines()[:2]) == (
        1,
        [
            "docs/more.md: it has changes that are in no commit",
            "    Commit it, or undo it: 'git stash' keeps it for later.",
        ],
    )
    write(clone, {"docs/more.md": None})
    assert run(clone, "example", "restore", "--yes").status == 0
    assert not (clone / "docs/mine.md").exists()
    assert (clone / "docs/steps/students/index.md").is_file()


def test_changes_are_not_taken_out(clone: Path) -> None:
    write(clone, {"docs/about.md": "# Mine\n", "docs/new.md": "# New\n"})
    before = status(clone)
    said = run(clone, "example", "remove", "--yes")
    assert said.status == 1
    assert [line.partition(":")[0] for line in said.err.splitlines() if line.startswith("docs/")] == [
        "docs/about.md",
        "docs/new.md",
    ]
    assert status(clone) == before


def test_it_asks_first(clone: Path) -> None:
    with terminal(clone, "example", "remove") as at:
        at.sees("Take them out, and begin a journal of your own? [Y/n]")
        at.types("n\n")
        assert at.end() == 130
    assert status(clone) == ""
    said = run(clone, "example", "remove")
    assert (said.status, said.err.splitlines()[-1]) == (2, "Error: nobody is there to be asked. Add --yes.")


def test_the_commit_may_be_named(clone: Path) -> None:
    head = Story.at(clone).git("rev-parse", "HEAD")
    assert run(clone, "example", "remove", "--yes").status == 0
    later = Story.at(clone).commit()
    (clone / ".chronicles/example.json").unlink()
    said = run(clone, "example", "restore", "--yes")
    mend = "Name it: --from COMMIT."
    assert said.err.splitlines()[-1] == f"Error: it is not known which commit has the example. {mend}"
    assert run(clone, "example", "remove", "--yes").err.splitlines()[-1] == (
        "Error: the example is not here any more. 'example restore' puts it back."
    )
    assert run(clone, "example", "restore", "--from", head, "--yes").status == 0
    assert (clone / "docs/steps/students/index.md").is_file()
    assert later != head


def test_elsewhere_there_is_none(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: Mine\n"})
    said = run(tmp_path, "example", "remove", "--yes")
    assert (said.status, said.err.splitlines()[-1]) == (
        2,
        "Error: this is not a clone of Chronicles, so it has no example. Go to one.",
    )
