"""Which commits took lines out of a file: in whole and in shallow repositories, and where there is none."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.git import commands
from chronicles.git.line_losses import line_losses
from tests.journals import Story, settle

LOCK = "proofs.lock"
UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


def key(line: str) -> str:
    return line.partition(" ")[0]


def test_what_was_proven_anew_is_not_lost_and_a_shallow_clone_says_from_when_on_it_knows(
    tmp_path: Path,
) -> None:
    story = Story(tmp_path / "journal")
    story.commit({LOCK: "a 1\nb 1\nc 1\n"}, "2025-08-29T12:00:00+00:00")
    second = story.commit({LOCK: "a 2\nc 1\n"}, "2025-09-05T12:00:00+00:00")
    third = story.commit({LOCK: "b 1\nc 1\n"}, "2025-09-07T12:00:00+00:00")
    history = line_losses(story.folder, LOCK, key, UTC)
    assert history is not None and history.since.date() == date(2025, 8, 29)
    assert [(one.key, one.hash) for one in history.losses] == [("a", third), ("b", second)]
    clone = tmp_path / "clone"
    done = commands.run(("git", "clone", "-q", "--depth=2", f"file://{story.folder}", str(clone)))
    assert done.returncode == 0
    short = line_losses(clone, LOCK, key, UTC)
    assert short is not None and short.since.date() == date(2025, 9, 5)
    assert [one.key for one in short.losses] == ["a"]


def test_without_a_history_nothing_is_known(tmp_path: Path) -> None:
    assert line_losses(tmp_path, LOCK, key, UTC) is None
    story = Story(tmp_path / "journal")
    assert line_losses(story.folder, LOCK, key, UTC) is None
    story.commit({"other.md": "Text.\n"})
    assert line_losses(story.folder, LOCK, key, UTC) is None
