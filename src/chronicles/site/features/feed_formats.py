"""Feeds of the journal: Atom, RSS and JSON Feed, with the whole of each entry.

The forms are those of RFC 4287 (Atom), RSS 2.0 (rssboard.org/rss-specification) and JSON Feed 1.1
(jsonfeed.org/version/1.1).
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import nh3

NEWEST = 50  # entries in a feed
# What a reader of feeds has no use for: controls, and the marks of our own pages.
GONE = {"script", "style", "button", "input", "label", "form", "nav", "svg", "iframe"}
PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
TITLE = re.compile(r"\s*<h1\b[^>]*>.*?</h1>", re.DOTALL)
MEDIA = {
    "video": {"src", "poster", "controls", "width", "height", "loop", "muted", "preload"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "source": {"src", "type", "media"},
}
TAGS = (nh3.ALLOWED_TAGS | {"video", "audio", "source"}) - GONE - {"span"}


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry as feeds have it; `url` is its full address and its identity.

    `html` is the whole entry; an empty `summary` is left out. Times have a zone: Atom and JSON Feed want
    those of RFC 3339.
    """

    url: str
    title: str
    summary: str
    html: str
    written: datetime
    changed: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the folder that its files are in (`""` or ending in `/`), its title, its page, its items."""

    folder: str
    title: str
    description: str
    page: str
    items: tuple[FeedItem, ...]

    @property
    def files(self) -> dict[str, tuple[str, str]]:
        """The path of each file, with its media type and its title.

        The types are those of RFC 4287, section 7, and of JSON Feed 1.1; that of RSS is only usual.
        """
        return {
            f"{self.folder}{name}": (media, f"{self.title} ({form})")
            for name, (media, form, _) in FORMS.items()
        }


def feed(folder: str, title: str, description: str, page: str, items: Sequence[FeedItem]) -> Feed:
    """Return the feed of the newest of `items`, `NEWEST` at most, the newest first."""
    newest = sorted(items, key=lambda item: (item.written, item.url), reverse=True)[:NEWEST]
    return Feed(folder, title, description, page, tuple(newest))


def written(one: Feed, site: str, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file of a feed; `site` is the address of the site.

    Paths are relative to the site, the bytes UTF-8; `language` is a tag such as `en`.
    """
    for name, (_, _, write) in FORMS.items():
        path = one.folder + name
        yield path, write(one, urljoin(site, path), language).encode()


def whole(html: str, base: str) -> str:
    """Return the HTML of an entry for another place than its page: every address in full, no title.

    `base` is the address of the page, from which relative ones are followed (RFC 3986, section 5). What
    could run, or needs the page's own styles, is gone.
    """
    html = TITLE.sub("", PERMALINK.sub("", html), count=1)

    def full(tag: str, attribute: str, value: str) -> str:
        return urljoin(base, value) if attribute in ("href", "src", "poster", "cite") else value

    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | MEDIA
    return nh3.clean(
        html, tags=TAGS, clean_content_tags=GONE, attributes=attributes, attribute_filter=full, link_rel=None
    ).strip()


def _atom(one: Feed, url: str, language: str) -> str:
    made = _django("Atom1Feed", one, url, language)
    for item in one.items:
        made.add_item(**_shared(item), updateddate=item.changed)
    return str(made.writeString("utf-8"))


def _rss(one: Feed, url: str, language: str) -> str:
    made = _django("Rss201rev2Feed", one, url, language)
    for item in one.items:
        made.add_item(**_shared(item), unique_id_is_permalink=True)
    return str(made.writeString("utf-8"))


def _shared(item: FeedItem) -> dict[str, Any]:
    """What both XML forms say of an entry."""
    return {
        "title": item.title,
        "link": item.url,
        "description": item.html,
        "unique_id": item.url,
        "pubdate": item.written,
        "categories": item.tags,
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
            **({"tags": list(item.tags)} if item.tags else {}),
        }
        for item in one.items
    ]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one.title,
        "home_page_url": one.page,
        "feed_url": url,
        **({"description": one.description} if one.description else {}),
        "language": language,
        "items": items,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _django(kind: str, one: Feed, url: str, language: str) -> Any:
    from django.utils import feedgenerator  # with half of Django: only who writes feeds waits for it

    author = {"author_name": one.title} if kind == "Atom1Feed" else {}
    return getattr(feedgenerator, kind)(
        one.title, one.page, one.description, language=language, feed_url=url, **author
    )


FORMS: dict[str, tuple[str, str, Callable[[Feed, str, str], str]]] = {
    "feed.xml": ("application/atom+xml", "Atom", _atom),
    "rss.xml": ("application/rss+xml", "RSS", _rss),
    "feed.json": ("application/feed+json", "JSON Feed", _json),
}
