"""The history of a project that was merged as a subtree."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.journal.project_state import commits
from tests.git.test_objects import Opened
from tests.journals import Story, refused, settle

UTC = ZoneInfo("UTC")


def day(number: int) -> str:
    return f"2025-08-{number:02} 12:00:00 +0000"


class Merged:
    """A journal of the 5th, into which a project of the 1st to the 3rd was merged on the 10th, as `shop`."""

    def __init__(self, folder: Path) -> None:
        self.origin = Story(folder / "origin")
        self.first = self.origin.commit({"a.py": "one\n"}, day(1))
        self.second = self.origin.commit({"a.py": "two\n", "b.py": "new\n"}, day(3))
        self.story = Story(folder / "journal")
        self.start = self.story.commit({"docs/index.md": "# Home\n", "a.py": "no part of it\n"}, day(5))
        self.story.git("branch", "aside")
        self.merge = added(self.story, self.origin, "shop", 10)
        self.project = folder / "journal/shop"

    def merged_again(self, number: int) -> str:
        """What `git subtree merge` does."""
        fetch(self.story, self.origin)
        self.story.git("merge", "--quiet", "--no-commit", "--strategy-option=subtree=shop", "FETCH_HEAD")
        return told(self.story, number)


def added(story: Story, other: Story, folder: str, number: int) -> str:
    """What `git subtree add` does, which not every git has; return the merge."""
    fetch(story, other)
    words = ("--no-commit", "--strategy=ours", "--allow-unrelated-histories")
    story.git("merge", "--quiet", *words, "FETCH_HEAD")
    story.git("read-tree", f"--prefix={folder}/", "-u", "FETCH_HEAD")
    return told(story, number)


def fetch(story: Story, other: Story) -> None:
    story.git("fetch", "--quiet", str(other.folder), "main")


def told(story: Story, number: int) -> str:
    story.git("commit", "--quiet", "--message=a merge", day=day(number))
    return story.git("rev-parse", "HEAD")


@pytest.fixture
def merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Merged:
    settle(monkeypatch, tmp_path)
    return Merged(tmp_path)


NOT_THERE = "the project was not there yet at {}\nName a later revision."


def test_a_commit_before_the_merge_has_the_files(merged: Merged) -> None:
    with Opened(merged.project) as opened:
        assert opened.read(f"git:{merged.first}") == "one"
        assert opened.read(f"git:{merged.second}") == "two"
        assert opened.read(f"git:{merged.merge}") == "two"
        assert opened.read("git:HEAD^2~1") == "one"
        assert opened.before(f"git:{merged.second}") == "one"
        assert opened.before(f"git:{merged.merge}") is None


def test_a_commit_of_the_journal_alone_has_none(merged: Merged) -> None:
    state = f"git:{merged.start}"
    with Opened(merged.project) as opened:
        assert refused(lambda: opened.read(state)) == NOT_THERE.format(state)


@pytest.mark.parametrize(
    ("number", "what"),
    [(1, "one"), (2, "one"), (3, "two"), (6, "two"), (9, "two"), (10, "two"), (20, "two")],
)
def test_a_day_before_the_merge_is_found_in_what_was_merged(merged: Merged, number: int, what: str) -> None:
    state = f"2025-08-{number:02}"
    with Opened(merged.project) as opened:
        assert opened.read(state) == what
        expected = {1: merged.first, 2: merged.first}.get(
            number, merged.second if number < 10 else merged.merge
        )
        assert opened.pinned(state) == f"git:{expected}"


def test_a_day_before_all_is_told(merged: Merged) -> None:
    said = "there is no commit on or before 2025-07-31\nName a later day, or 'now'."
    with Opened(merged.project) as opened:
        assert refused(lambda: opened.read("2025-07-31")) == said


def test_a_later_merge_with_changes_of_the_journal_beside_it(merged: Merged) -> None:
    changed = merged.story.commit({"shop/c.py": "mine\n"}, day(11))
    third = merged.origin.commit({"a.py": "three\n"}, day(12))
    again = merged.merged_again(14)
    with Opened(merged.project) as opened:
        assert opened.read(f"git:{third}") == "three"
        assert opened.read(f"git:{again}") == "three"
        assert opened.read(f"git:{again}", "c.py") == "mine"
        assert opened.pinned("2025-08-13") == f"git:{changed}"


def test_an_ordinary_merge_brings_no_subtree(merged: Merged) -> None:
    merged.story.git("checkout", "--quiet", "aside")
    aside = merged.story.commit({"docs/b.md": "# B\n"}, day(12))
    merged.story.git("checkout", "--quiet", "main")
    merged.story.git("merge", "--quiet", "--no-ff", "--message=an ordinary one", "aside", day=day(13))
    with Opened(merged.project) as opened:
        assert refused(lambda: opened.read(f"git:{aside}")) == NOT_THERE.format(f"git:{aside}")
        assert opened.read(f"git:{merged.first}") == "one"


def test_another_subtree_is_another_project(merged: Merged, tmp_path: Path) -> None:
    other = Story(tmp_path / "other")
    foreign = other.commit({"a.py": "foreign\n"}, day(2))
    added(merged.story, other, "other", 15)
    with Opened(merged.project) as opened:
        assert refused(lambda: opened.read(f"git:{foreign}")) == NOT_THERE.format(f"git:{foreign}")
    with Opened(merged.story.folder / "other") as opened:
        assert opened.read(f"git:{foreign}") == "foreign"
        assert refused(lambda: opened.read(f"git:{merged.first}")) == NOT_THERE.format(f"git:{merged.first}")


def test_week_tells_of_what_was_merged(merged: Merged) -> None:
    merged.story.commit({"docs/b.md": "# B\n"}, day(11))
    later = merged.story.commit({"shop/c.py": "mine\n"}, day(12))

    def names(first: int, last: int) -> list[str]:
        return [n for n, _ in commits(merged.project, UTC, date(2025, 8, first), date(2025, 8, last))]

    assert names(1, 31) == [merged.first, merged.second, merged.merge, later]
    assert names(2, 9) == [merged.second]
