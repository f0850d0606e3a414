"""Feeds of the journal: Atom, RSS and JSON Feed, with the whole of each entry.

The forms are those of RFC 4287 (Atom), RSS 2.0 (rssboard.org/rss-specification) and JSON Feed 1.1
(jsonfeed.org/version/1.1).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Protocol, TypeVar
from urllib.parse import urljoin

NEWEST = 50  # entries in a feed


@dataclass(frozen=True, slots=True)
class FeedAuthor:
    """Who wrote an entry or a whole feed; `url` is a full address or `""`."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry as feeds have it; `url` is its full address and its identity.

    `html` is the whole entry, `summary` says in plain text what it is about, and is left out where it is
    empty. `tags` has the categories, too. Without `authors`, the entry is by the author of the feed. Times
    have a zone: Atom and JSON Feed want those of RFC 3339.
    """

    url: str
    title: str
    summary: str
    html: str
    written: datetime
    changed: datetime
    tags: tuple[str, ...] = ()
    authors: tuple[FeedAuthor, ...] = ()


class HasDate(Protocol):
    """What a feed has, or may have: an address, and when it was written."""

    @property
    def url(self) -> str:
        """The full address."""

    @property
    def written(self) -> datetime:
        """The time, with a zone."""


Dated = TypeVar("Dated", bound=HasDate)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the folder that its files are in (`""` or ending in `/`), its title, its page, its items.

    `page` is a full address. Each of its files is known by its own address, which is the `id` of Atom.
    `about` has the paths below `docs` of the pages that this feed is nearest to.
    """

    folder: str
    title: str
    description: str
    page: str
    author: FeedAuthor
    items: tuple[FeedItem, ...]
    about: frozenset[str] = frozenset()

    @property
    def files(self) -> dict[str, tuple[str, str]]:
        """The path of each file, with its media type and its title.

        The types are those of RFC 4287, section 7, and of JSON Feed 1.1; that of RSS is only usual.
        """
        return {
            f"{self.folder}{name}": (media, f"{self.title} ({form})")
            for name, (media, form, _) in FORMS.items()
        }


def newest(items: Iterable[Dated]) -> tuple[Dated, ...]:
    """Return the newest of `items`, `NEWEST` at most, the newest first."""
    return tuple(sorted(items, key=lambda item: (item.written, item.url), reverse=True)[:NEWEST])


def written(one: Feed, site: str, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file of a feed; `site` is the address of the site.

    Paths are relative to the site, the bytes UTF-8; `language` is a tag such as `en`.
    """
    for name, (_, _, write) in FORMS.items():
        path = one.folder + name
        yield path, write(one, urljoin(site, path), language).encode()


def _atom(one: Feed, url: str, language: str) -> str:
    made = _generator("AtomFeed", one, url, language)
    for item in one.items:
        short = escape(item.summary, quote=False) if item.summary else None  # its type is HTML
        made.add_item(**_shared(item), description=short, content=item.html, updateddate=item.changed)
    return str(made.writeString("utf-8"))


def _rss(one: Feed, url: str, language: str) -> str:
    made = _generator("RssFeed", one, url, language)
    for item in one.items:
        made.add_item(**_shared(item), description=item.html, unique_id_is_permalink=True)
    return str(made.writeString("utf-8"))


def _shared(item: FeedItem) -> dict[str, Any]:
    """What both XML forms say of an entry."""
    return {
        "title": item.title,
        "link": item.url,
        "unique_id": item.url,
        "pubdate": item.written,
        "categories": item.tags,
        "authors": [(author.name, author.url) for author in item.authors],
    }


def _json(one: Feed, url: str, language: str) -> str:
    items = [
        {
            "id": item.url,
            "url": item.url,
            "title": item.title,
            **({"summary": item.summary} if item.summary else {}),
            "content_html": item.html,
            "date_published": item.written.isoformat(),
            "date_modified": item.changed.isoformat(),
            **({"authors": _people(item.authors)} if item.authors else {}),
            **({"tags": list(item.tags)} if item.tags else {}),
        }
        for item in one.items
    ]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one.title,
        "home_page_url": one.page,
        "feed_url": url,
        "description": one.description,
        "authors": _people([one.author]),
        "language": language,
        "items": items,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _people(authors: Iterable[FeedAuthor]) -> list[dict[str, str]]:
    return [{"name": one.name, **({"url": one.url} if one.url else {})} for one in authors]


def _generator(kind: str, one: Feed, url: str, language: str) -> Any:
    from chronicles.site.features import xml_feeds  # with half of Django: only who writes feeds waits for it

    more: dict[str, Any] = {"language": language, "feed_url": url}
    if kind == "AtomFeed":
        more |= {"feed_guid": url, "subtitle": one.description}
        more |= {"author_name": one.author.name, "author_link": one.author.url or None}
    return getattr(xml_feeds, kind)(one.title, one.page, one.description, **more)


FORMS: dict[str, tuple[str, str, Callable[[Feed, str, str], str]]] = {
    "feed.xml": ("application/atom+xml", "Atom", _atom),
    "rss.xml": ("application/rss+xml", "RSS", _rss),
    "feed.json": ("application/feed+json", "JSON Feed", _json),
}
