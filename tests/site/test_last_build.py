"""When the next build knows that nothing has changed."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.site import last_build as module
from chronicles.site.last_build import LastBuild, SeenInputs, forget, last_build
from tests.journals import GIT

OPTIONS = "as of None, live True"
COMMIT = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", "one"]


def git(folder: Path, *words: str) -> None:
    subprocess.run([GIT, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal in a folder of a repository, with a project outside of it, that was built a while ago."""
    monkeypatch.setattr(module, "TICK", -(10**10))  # what was written just before is old
    git(tmp_path, "init", "--quiet")
    top = tmp_path / "journal"
    write(top, "mkdocs.yml", "docs/index.md", "site/index.html", ".venv/bin/python", "../project/models.py")
    git(tmp_path, "add", "project")
    remember(top)
    assert last_build(top, OPTIONS) is None, "nobody has looked at the project yet"
    remember(top)
    assert last_build(top, OPTIONS) == LastBuild(top / "site", 3, 4)
    return top


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"words of {name}")


def remember(root: Path) -> None:
    SeenInputs.now(root, OPTIONS).remember(root / "site", [root / "docs", root.parent / "project"], 3, 4)


NOTICED: dict[str, Callable[[Path], object]] = {
    "a page": lambda root: (root / "docs/index.md").write_text("other"),
    "a file anywhere": lambda root: (root / "new.py").touch(),
    "the settings": lambda root: (root / "mkdocs.yml").write_text("other"),
    "the project outside": lambda root: (root.parent / "project/models.py").write_text("other"),
    "a commit of the repository around": lambda root: git(root.parent, *COMMIT),
    "a page of the site": lambda root: (root / "site/index.html").write_text("other"),
    "a file more in the site": lambda root: (root / "site/stray.html").touch(),
    "no site": lambda root: (root / "site").rename(root.parent / "away"),
    "what is kept is cut": lambda root: (root / ".chronicles/store/last-build").write_bytes(b"short"),
    "what is kept is forgotten": forget,
}


@pytest.mark.parametrize("change", NOTICED)
def test_what_makes_the_next_build_look(root: Path, change: str) -> None:
    NOTICED[change](root)
    assert last_build(root, OPTIONS) is None


NOT_NOTICED: dict[str, Callable[[Path], object]] = {
    "what is kept for builds": lambda root: (root / ".chronicles/other").touch(),
    "the virtual environment": lambda root: (root / ".venv/bin/other").touch(),
    "the new site of a build that was killed": lambda root: (root / ".site-new").mkdir(),
    "a file outside": lambda root: (root.parent / "letter.txt").touch(),
}


@pytest.mark.parametrize("change", NOT_NOTICED)
def test_what_does_not(root: Path, change: str) -> None:
    NOT_NOTICED[change](root)
    assert last_build(root, OPTIONS) is not None


def test_what_the_command_says_counts(root: Path) -> None:
    assert last_build(root, "as of 2025-08-29, live True") is None


def test_the_code_at_work_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "installed_code", lambda: "another")
    assert last_build(root, OPTIONS) is None


@pytest.mark.parametrize("said", ["x: !ENV HOME", "INHERIT: base.yml"])
def test_variables_count_where_the_settings_may_ask_for_any(
    root: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    (root / "mkdocs.yml").write_text(said)
    remember(root)
    assert last_build(root, OPTIONS) is not None
    monkeypatch.setenv("CHRONICLES_TEST", "1")
    assert last_build(root, OPTIONS) is None


def test_without_settings_there_is_no_build_before(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    remember(root)
    assert last_build(root, OPTIONS) is None


def test_variables_do_not_count_elsewhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHRONICLES_TEST", "1")
    assert last_build(root, OPTIONS) is not None


def test_a_file_that_changed_just_now_may_change_once_more(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK", 10**18)
    assert SeenInputs.now(root, OPTIONS).stamp is None
    remember(root)
    assert last_build(root, OPTIONS) is None


def test_what_changed_while_it_was_built_is_noticed(root: Path) -> None:
    seen = SeenInputs.now(root, OPTIONS)
    (root / "docs/index.md").write_text("saved meanwhile")
    seen.remember(root / "site", [root.parent / "project"], 3, 4)
    assert last_build(root, OPTIONS) is None


def test_a_time_that_is_set_back_does_not_hide_a_change(root: Path) -> None:
    page = root / "docs/index.md"
    about = page.stat()
    page.write_bytes(bytes(reversed(page.read_bytes())))
    os.utime(page, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert last_build(root, OPTIONS) is None


def test_a_site_elsewhere_is_remembered_with_its_place(root: Path) -> None:
    write(root, "public/index.html")
    seen = SeenInputs.now(root, OPTIONS)
    seen.remember(root / "public", [root.parent / "project"], 1, 1)
    assert last_build(root, OPTIONS) is None, "what was seen had the folder as a source"
    SeenInputs.now(root, OPTIONS).remember(root / "public", [root.parent / "project"], 1, 1)
    assert last_build(root, OPTIONS) == LastBuild(root / "public", 1, 1)
