"""Which feeds a site has: one of everything, one of the weekly updates, one of each guide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from chronicles.dates.instants import in_zone
from chronicles.guides.outline import Guide
from chronicles.journal.entries import WEEKLY
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.features.feed_content import summary, whole
from chronicles.site.features.feed_formats import Feed, FeedAuthor, FeedItem, newest


@dataclass(frozen=True, slots=True)
class _Dated:
    """A page that may be in a feed: its text is made only for one that is."""

    written: datetime
    url: str
    page: Any


@dataclass(frozen=True, slots=True)
class Site:
    """What feeds need of a site: where its days begin, and its pages by their path below `docs`.

    `url` is its full address; it and all other texts may be `""`. `categories` has the pages of the blog's
    categories by their names.
    """

    name: str
    description: str
    author: str
    url: str
    zone: ZoneInfo
    pages: Mapping[str, Any]
    categories: Mapping[str, Any]
    words: SiteWords = ENGLISH

    def feeds(self, posts: Sequence[Any], guides: Iterable[Guide]) -> list[Feed]:
        """Return the feeds that have something in them; none where the address of the site is not known.

        `posts` are the pages of Material's blog plugin. The first feed is that of everything.
        """
        if not self.url:
            return []
        entries = {id(post): self._dated(post, post.config.date.created) for post in posts}
        found = [
            self._feed("", self.name, self.description or self.name, self.url, [*entries.values()], ()),
            self._weekly(posts, entries),
            *(self._guide(guide, posts, entries) for guide in guides if guide.index in self.pages),
        ]
        return [one for one in found if one.items]

    def _feed(
        self,
        folder: str,
        title: str,
        description: str,
        page: str,
        items: list[_Dated],
        about: Iterable[str],
    ) -> Feed:
        author = FeedAuthor(self.author or self.name, self.url)
        shown = tuple(map(self._item, newest(items)))
        return Feed(folder, title, description, page, author, shown, frozenset(about))

    def _weekly(self, posts: Sequence[Any], entries: Mapping[int, _Dated]) -> Feed:
        own = [post for post in posts if WEEKLY in (post.config.categories or [])]
        pages = [*own, *(self.categories[name] for name in (WEEKLY,) if name in self.categories)]
        url = self.categories[WEEKLY].canonical_url if WEEKLY in self.categories else self.url
        items, about = [entries[id(post)] for post in own], [page.file.src_uri for page in pages]
        title = f"{self.name}: {self.words.say('head.weekly')}"
        said = self.words.say("head.weekly_about", site=self.name)
        return self._feed("weekly/", title, said, url, items, about)

    def _guide(self, guide: Guide, posts: Sequence[Any], entries: Mapping[int, _Dated]) -> Feed:
        """The entries that speak of a guide's states, and those of its steps that have a date."""
        index = self.pages[guide.index]
        folder = guide.index.rpartition("/")[0] + "/"
        name = folder.rstrip("/").rpartition("/")[2]
        own = [post for post in posts if str(post.meta.get("state", "")).startswith(f"{name}/")]
        steps = [self.pages[step.page] for step in guide.steps if step.page in self.pages]
        items = [entries[id(post)] for post in own]
        items += [self._dated(page, day) for page in steps if (day := _day(page.meta.get("date")))]
        title = _text(index)
        said = unescape(str(index.meta.get("description") or "")) or self.words.say(
            "head.guide_news", title=title
        )
        about = [page.file.src_uri for page in (index, *steps, *own)]
        return self._feed(folder, f"{self.name}: {title}", said, index.canonical_url, items, about)

    def _dated(self, page: Any, day: date) -> _Dated:
        return _Dated(self._moment(day), page.canonical_url, page)

    def _item(self, dated: _Dated) -> FeedItem:
        page, written = dated.page, dated.written
        dates = getattr(getattr(page, "config", None), "date", None)
        changed = dates.updated if dates is not None and "updated" in dates else None
        html = whole(page.content or "", page.canonical_url)
        return FeedItem(
            page.canonical_url,
            _text(page),
            unescape(str(page.meta.get("description") or "")) or summary(html),
            html,
            written,
            self._moment(changed) if changed else written,
            tuple(_labels(page)),
            tuple(
                FeedAuthor(author.name, urljoin(self.url, author.url) if author.url else "")
                for author in getattr(page, "authors", ())
            ),
        )

    def _moment(self, day: date) -> datetime:
        """A day as the moment when it begins here; a time has its zone by now."""
        return day if isinstance(day, datetime) else in_zone(day, self.zone)


def announced(feeds: Sequence[Feed], uri: str) -> list[Feed]:
    """Return the feeds that the page at the path `uri` tells readers of, those that it is of first.

    That of everything comes last, and is the only one on a page that no other is about.
    """
    return [*(one for one in feeds if uri in one.about), *feeds[:1]]


def _labels(page: Any) -> Iterable[str]:
    """The categories and the tags of a page, each once."""
    categories = getattr(getattr(page, "config", None), "categories", None) or []
    return dict.fromkeys(map(str, (*categories, *(page.meta.get("tags") or []))))


def _text(page: Any) -> str:
    return unescape(str(page.meta.get("title") or page.title))


def _day(value: Any) -> date | None:
    """The day or the time that a page says of itself, which may say more days below it."""
    value = value.get("created") if isinstance(value, Mapping) else value
    return value if isinstance(value, date) else None
