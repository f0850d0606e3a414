"""Which commit brought a line: in real repositories, whole and shallow, and where there is none."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.git.line_commits import LineCommit, line_commits, read_line_commits
from tests.journals import Story, refused, settle, write

LOCK = "proofs.lock"
UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path / "journal")


def test_a_line_is_of_the_commit_that_brought_it_as_it_is_now(story: Story) -> None:
    first = story.commit({LOCK: "a 1\nb 1\n"}, "2025-08-29T12:00:00+00:00")
    second = story.commit({LOCK: "a 1\nb 2\nc 1\n"}, "2025-09-05T23:30:00-04:00")
    story.commit({"other.md": "Text.\n"}, "2025-10-01T12:00:00+00:00")
    history = line_commits(story.folder, LOCK, ZoneInfo("America/New_York"))
    assert history is not None and history.cut == frozenset()
    assert history.commits == {
        "a 1": LineCommit(first, date(2025, 8, 29)),
        "b 2": LineCommit(second, date(2025, 9, 5)),
        "c 1": LineCommit(second, date(2025, 9, 5)),
    }


def test_a_line_that_came_back_is_of_the_commit_that_brought_it_back(story: Story) -> None:
    story.commit({LOCK: "a 1\n"})
    story.commit({LOCK: "\n"})
    again = story.commit({LOCK: "a 1\n"}, "2025-09-05T12:00:00+00:00")
    history = line_commits(story.folder, LOCK, UTC)
    assert history is not None and history.commits["a 1"].hash == again


def test_a_merge_brings_no_line_that_a_branch_had(story: Story) -> None:
    story.commit({LOCK: "a 1\n\n\n\nz 1\n"})
    story.git("checkout", "--quiet", "-b", "side")
    side = story.commit({LOCK: "a 2\n\n\n\nz 1\n"}, "2025-09-01T12:00:00+00:00")
    story.git("checkout", "--quiet", "-")
    main = story.commit({LOCK: "a 1\n\n\n\nz 2\n"}, "2025-09-02T12:00:00+00:00")
    story.git("merge", "--quiet", "--no-edit", "side", day="2025-09-09T12:00:00+00:00")
    history = line_commits(story.folder, LOCK, UTC)
    assert history is not None
    assert (history.commits["a 2"].hash, history.commits["z 2"].hash) == (side, main)


def test_a_shallow_clone_tells_of_no_line_from_before_its_border(story: Story, tmp_path: Path) -> None:
    story.commit({LOCK: "a 1\n"})
    story.commit({"other.md": "Text.\n"})
    newest = story.commit({LOCK: "a 1\nb 1\n"})
    clone = tmp_path / "clone"
    for depth, known in (("1", set()), ("2", {"b 1"})):
        story.git("clone", "--quiet", f"--depth={depth}", f"file://{story.folder}", f"{clone}{depth}")
        history = line_commits(Path(f"{clone}{depth}"), LOCK, UTC)
        assert history is not None and history.commits.keys() == known
        assert history.cut == {"a 1", "b 1"} - known
        assert all(one.hash == newest for one in history.commits.values())


def test_without_a_history_of_the_file_nothing_is_said(story: Story, tmp_path: Path) -> None:
    assert line_commits(story.folder, LOCK, UTC) is None  # no commit yet
    story.commit({"other.md": "Text.\n"})
    assert line_commits(story.folder, LOCK, UTC) is None
    alone = tmp_path / "alone"
    alone.mkdir()
    assert line_commits(alone, LOCK, UTC) is None


def test_settings_of_the_user_change_nothing(story: Story) -> None:
    story.commit({LOCK: "a 1\n", ".gitattributes": "*.lock diff=odd\n"})
    newest = story.commit({LOCK: "a 2\n"})
    write(story.folder, {"ignored": f"{newest}\n"})
    for name, value in (
        ("blame.ignoreRevsFile", "ignored"),
        ("blame.showRoot", "true"),
        ("blame.date", "relative"),
        ("diff.odd.textconv", "rev"),
    ):
        story.git("config", name, value)
    history = line_commits(story.folder, LOCK, UTC)
    assert history is not None and history.commits["a 2"].hash == newest


def test_without_git_that_is_said(story: Story, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refused(lambda: line_commits(story.folder, LOCK, UTC))
    assert said.splitlines()[0] == "there is no git program here"


@pytest.mark.parametrize("told", ["committer-time 99999999999999", "committer-time soon", "summary No time"])
def test_a_clock_that_was_wrong_gives_no_day(told: str) -> None:
    history = read_line_commits(f"{'a' * 40} 1 1 1\n{told}\n\tA line\n", UTC)
    assert (history.commits, history.cut) == ({}, {"A line"})
