"""Three readers of feeds, each made to say in the same words what it found."""

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser

from chronicles.suite.packages import NoPackages, find_packages
from tests.browsers import lacking

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("read_feeds.mjs")
XML = ("feed.xml", "rss.xml")


@dataclass(frozen=True)
class ReadEntry:
    """An entry as a reader shows it."""

    id: str
    title: str
    summary: str
    content: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True)
class ReadFeed:
    """A feed as a reader shows it; `id` is `""` where its form has none."""

    id: str
    title: str
    description: str
    entries: tuple[ReadEntry, ...]


Reader = Callable[[Path], ReadFeed]


def by_feedparser(path: Path) -> ReadFeed:
    """The reader that most others are measured by; it knows no JSON Feed."""
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == ("atom10" if path.name == "feed.xml" else "rss20")
    feed = found.feed
    entries = tuple(
        ReadEntry(
            entry.id,
            entry.title,
            entry.summary if "content" in entry else "",
            entry.content[0].value if "content" in entry else entry.summary,
            tuple(tag.term for tag in entry.get("tags", ())),
            tuple(author.name for author in entry.get("authors", ()) if author),
        )
        for entry in found.entries
    )
    return ReadFeed(feed.get("id", ""), feed.title, feed.subtitle, entries)


def by_fastfeedparser(path: Path) -> ReadFeed:
    """A reader on top of libxml2."""
    found = fastfeedparser.parse(path.read_text("utf-8"))
    feed = found.feed
    entries = tuple(
        ReadEntry(
            entry["id"],
            entry["title"],
            entry["description"] if path.name != "rss.xml" else "",
            entry["content"][0]["value"],
            tuple(tag["term"] for tag in entry.get("tags") or ()),
            (),  # it keeps no list of them
        )
        for entry in found.entries
    )
    return ReadFeed(feed["id"] or "", feed["title"], feed["subtitle"], entries)


def by_feedsmith(path: Path) -> ReadFeed:
    """A reader of JavaScript; skips the test where this machine has none of it."""
    try:
        node = find_packages(ROOT, ROOT / ".chronicles" / "live", lambda line: None)
    except NoPackages as reason:
        lacking(str(reason))
        raise
    done = subprocess.run([*node, str(SCRIPT), str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    form: Mapping[str, Callable[[Any], ReadFeed]] = {"atom": _atom, "rss": _rss, "json": _json}
    return form[said["format"]](said["feed"])


def _atom(feed: Any) -> ReadFeed:
    entries = tuple(
        ReadEntry(
            entry["id"],
            entry["title"]["value"],
            entry["summary"]["value"],
            entry["content"]["value"],
            tuple(category["term"] for category in entry.get("categories", ())),
            tuple(author["name"] for author in entry.get("authors", ())),
        )
        for entry in feed["entries"]
    )
    return ReadFeed(feed["id"], feed["title"]["value"], feed["subtitle"]["value"], entries)


def _rss(feed: Any) -> ReadFeed:
    entries = tuple(
        ReadEntry(
            item["guid"]["value"],
            item["title"],
            "",
            item["description"],
            tuple(category["name"] for category in item.get("categories", ())),
            tuple(item.get("dc", {}).get("creators", ())),
        )
        for item in feed["items"]
    )
    return ReadFeed("", feed["title"], feed["description"], entries)


def _json(feed: Any) -> ReadFeed:
    entries = tuple(
        ReadEntry(
            item["id"],
            item["title"],
            item["summary"],
            item["content_html"],
            tuple(item.get("tags", ())),
            tuple(author["name"] for author in item.get("authors", ())),
        )
        for item in feed["items"]
    )
    return ReadFeed(feed["feed_url"], feed["title"], feed["description"], entries)
