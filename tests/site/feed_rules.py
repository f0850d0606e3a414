"""The rules of the three formats of feeds, as far as a file alone can be held against them."""

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
AUTHOR = {"name", "url", "avatar"}


def broken(name: str, data: bytes) -> list[str]:
    """Return which rules a feed breaks, by what the file is called: `feed.xml`, `rss.xml`, `feed.json`."""
    rules = {"feed.xml": _atom, "rss.xml": _rss, "feed.json": _json}[name]
    return [*rules(json.loads(data) if name == "feed.json" else ElementTree.fromstring(data))]


def _atom(feed: Element) -> Iterator[str]:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    entries = feed.findall(f"{ATOM}entry")
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{name}")) != 1:
                yield f"{part.tag} has not one {name}"
        if not RFC_3339.fullmatch(str(part.findtext(f"{ATOM}updated"))):
            yield f"{part.tag} was updated at no time"
        links = [(link.get("rel", "alternate"), link.get("type")) for link in part.findall(f"{ATOM}link")]
        if len(links) != len(set(links)):
            yield f"{part.tag} has two links of one kind"
    if feed.find(f"{ATOM}author") is None and any(one.find(f"{ATOM}author") is None for one in entries):
        yield "an entry is of nobody"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "the feed does not say where it is"
    for entry in entries:
        has_text = entry.find(f"{ATOM}content") is not None
        if not has_text and not any(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link")):
            yield "an entry has neither a text nor a link"
    yield from _twice(str(entry.findtext(f"{ATOM}id")) for entry in entries)


def _rss(feed: Element) -> Iterator[str]:
    """RSS 2.0 Specification: "Required channel elements", "Elements of <item>"."""
    channel = feed.find("channel")
    if feed.get("version") != "2.0" or channel is None:
        yield "it is no channel of RSS 2.0"
        return
    yield from (
        f"the channel has no {name}"
        for name in ("title", "link", "description")
        if not channel.findtext(name)
    )
    items = channel.findall("item")
    for item in items:
        if not item.findtext("title") and not item.findtext("description"):
            yield "an item says nothing"
        if not parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo:
            yield "an item is of no zone"
        guid = item.find("guid")
        if guid is None or (
            guid.get("isPermaLink", "true") == "true" and not str(guid.text).startswith("http")
        ):
            yield "an item has no address that stays"
    yield from _twice(str(item.findtext("guid")) for item in items)


def _json(feed: dict[str, Any]) -> Iterator[str]:
    """JSON Feed 1.1: "Top-level", "Items"."""
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "it is no titled feed of version 1.1"
    items = feed.get("items")
    if not isinstance(items, list):
        yield "it has no items"
        return
    for item in items:
        if not isinstance(item.get("id"), str) or not (item.get("content_html") or item.get("content_text")):
            yield "an item has no id or no text"
        for key in item.keys() & {"date_published", "date_modified"}:
            if not RFC_3339.fullmatch(item[key]):
                yield f"{key} is no time"
        for author in [*feed.get("authors", []), *item.get("authors", [])]:
            if not author.keys() & AUTHOR or not all(isinstance(author[key], str) for key in author):
                yield "an author has no name, address or picture"
        if not all(isinstance(tag, str) for tag in item.get("tags", [])):
            yield "a tag is no text"
    yield from _twice(str(item.get("id")) for item in items)


def _twice(names: Iterator[str]) -> Iterator[str]:
    known = [*names]
    yield from (
        f"{name} is there twice" for name in sorted({name for name in known if known.count(name) > 1})
    )
