"""Repositories that git does not trust: its reason and its advice are passed on, and the advice helps."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.git.newest_commit import newest_commit
from chronicles.guides.series.series import Series
from chronicles.journal.project_state import commits, moment
from chronicles.pages.states import State
from chronicles.source.projects import Projects
from tests.commands import run_anew
from tests.journals import Story, git_in_the_way, refused, settle
from tests.site.conftest import Journal, journal

__all__ = ["journal"]

UTC = ZoneInfo("UTC")
ANOTHERS = 'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "$GIT" "$@"'


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """A project with a commit, of somebody else than whoever asks: as a checkout in a container often is."""
    settle(monkeypatch, tmp_path)
    made = Story(tmp_path / "demo")
    made.commit({"a.py": "x\n"}, "2025-08-29 12:00:00 +0000")
    git_in_the_way(monkeypatch, tmp_path, ANOTHERS)
    return made


def said(folder: Path) -> str:
    return (
        f"git cannot use the repository: detected dubious ownership in repository at '{folder}'\n"
        f"To add an exception for this directory, call: git config --global --add safe.directory {folder}"
    )


HEAD = State("git", "HEAD")


def with_projects(folder: Path, ask: Callable[[Projects], object]) -> object:
    with Projects({"": folder}, UTC) as projects:
        return ask(projects)


def moment_of(folder: Path) -> object:
    series = Series(folder.parent / "series.git", ())
    return with_projects(folder, lambda projects: moment(folder, series, projects))


ASKED: list[Callable[[Path], object]] = [
    lambda folder: with_projects(folder, lambda projects: projects.tree("", HEAD)),
    lambda folder: with_projects(folder, lambda projects: projects.stored("", HEAD)),
    lambda folder: newest_commit(folder, UTC),
    lambda folder: list(commits(folder, UTC, date.min, date.max)),
    moment_of,
]


@pytest.mark.parametrize("ask", ASKED)
def test_gits_reason_and_advice_are_passed_on_whole(story: Story, ask: Callable[[Path], object]) -> None:
    assert refused(lambda: ask(story.folder)) == said(story.folder)


def trust(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what git advises."""
    path = story.folder.parent / "user.gitconfig"
    path.write_text(f"[safe]\n\tdirectory = {story.folder}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(path))


@pytest.mark.parametrize("ask", ASKED)
def test_gits_advice_helps(
    story: Story, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Path], object]
) -> None:
    trust(story, monkeypatch)
    assert ask(story.folder)


def test_files_at_a_revision_are_read(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(story, monkeypatch)
    with Projects({"": story.folder}, UTC) as projects:
        (file,) = projects.stored("", HEAD)
    assert (file.path, file.data) == ("a.py", b"x\n")


@pytest.mark.parametrize("folder", ["demo", "empty", "."])
def test_where_there_is_no_commit_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    settle(monkeypatch, tmp_path)
    Story(tmp_path / "demo")
    (tmp_path / "empty").mkdir()
    assert newest_commit(tmp_path / folder, UTC) is None
    assert list(commits(tmp_path / folder, UTC, date.min, date.max)) == []


def test_whoever_writes_is_told_and_not_kept_from_it(
    journal: Callable[..., Journal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    made = journal()
    Story(made.root).commit({"a.py": "x\n"}, "2025-08-29 12:00:00 +0000")
    git_in_the_way(monkeypatch, tmp_path, ANOTHERS)
    reason, advice = said(made.root).split("\n")
    told = f"the entry names no state: {reason}\n    {advice}\n"
    new = run_anew(made.root, "new", "Hello", "--date", "2025-08-29", PATH=os.environ["PATH"])
    assert (new.status, new.out, new.err) == (0, "docs/journal/posts/2025-08-29-hello.md\n", told)
    week = run_anew(made.root, "week", "--date", "2025-08-29", PATH=os.environ["PATH"])
    assert week.out == "docs/journal/posts/2025-week-35.md\n"
    assert week.err == f"its commits are left out: {reason}\n    {advice}\n{told}"


def test_a_day_that_only_git_could_know_comes_with_gits_reason(
    journal: Callable[..., Journal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    pages = {
        f"docs/journal/posts/{day}.md": f"---\ndate: {day}\n---\n# A\n"
        for day in ("2019-01-01", "2025-01-01")
    }
    made = journal(pages)
    Story(made.root).commit({"a.py": "x\n"}, "2025-08-29 12:00:00 +0000")
    git_in_the_way(monkeypatch, tmp_path, ANOTHERS)
    reason, advice = said(made.root).split("\n")
    run = run_anew(made.root, "check", "--no-exec", PATH=os.environ["PATH"])
    assert f"mkdocs.yml: {reason}\n    {advice}\n" in run.err
