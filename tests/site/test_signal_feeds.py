"""Feeds of goals and of lost proofs, held against the rules of their formats."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from chronicles.language.site_words import ENGLISH
from chronicles.progress.goals import Evidence
from chronicles.site.features.feed_formats import Feed, FeedAuthor, written
from chronicles.site.features.signal_feeds import SignalFeeds
from chronicles.workspace.lost_proofs import LostProof, LostProofs
from tests.progress.test_record import told
from tests.site.feed_rules import broken

SITE = "https://example.org/journal/"
ENTRY = Evidence("page", "journal/posts/2025-09-01.md", "a <b>", 1)
FEEDS = SignalFeeds(
    "J & <co>", FeedAuthor("Ada", SITE), ZoneInfo("UTC"), f"{SITE}goals/", "goals.md",
    {ENTRY: f"{SITE}journal/a/"}, ENGLISH,
)  # fmt: skip
GOALS = (
    "- [x] Tell <i>it</i>: [a <b>](journal/posts/2025-09-01.md) (2025-09-02)\n- [x] No day\n- [ ] Open\n"
    "- [x] Newer (2025-10-01)"
)
LOST = LostProofs(
    (LostProof("a.<b>", "12" * 20, datetime(2025, 10, 2, tzinfo=UTC), "https://github.com/a/b/commit/12"),),
    datetime(2025, 9, 1, tzinfo=UTC),
)


def feeds() -> list[Feed]:
    return [FEEDS.goals(told(GOALS).goals), FEEDS.lost(LOST)]


@pytest.mark.parametrize("feed", feeds(), ids=["goals", "lost"])
def test_each_format_keeps_its_rules(feed: Feed) -> None:
    for path, data in written(feed, SITE, "en"):
        assert broken(path.rpartition("/")[2], data) == []


def test_a_tick_is_an_item_with_its_day_and_its_evidence() -> None:
    newer, older = FEEDS.goals(told(GOALS).goals).items
    assert (newer.title, newer.written.date()) == ("Newer", date(2025, 10, 1))
    assert older.title == "Tell <i>it</i>" and older.url == f"{SITE}goals/#goal:tell-i-it-i"
    assert f'<li><a href="{SITE}journal/a/">a &lt;b&gt;</a></li>' in older.html
    assert FEEDS.goals(told("- [x] A").goals).items == ()


def test_a_lost_proof_is_an_item_and_the_oldest_says_since_when_that_is_known() -> None:
    lost, since = FEEDS.lost(LOST).items
    assert lost.title == "a.<b> no longer passes"
    assert "a.&lt;b&gt;" in lost.html and 'href="https://github.com/a/b/commit/12"' in lost.html
    assert since.title == "Proofs are followed from 1 September 2025 on"
    assert FEEDS.lost(LostProofs()).items == ()
    (item, _) = json.loads(dict(written(FEEDS.lost(LOST), SITE, "en"))["proofs-lost/feed.json"])["items"]
    assert item["id"] == f"{SITE}goals/#lost:a.%3Cb%3E:1212121212"
