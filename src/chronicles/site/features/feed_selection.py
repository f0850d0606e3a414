"""Which feeds a site has: one of everything, one of the weekly updates, one of each guide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from chronicles.dates.instants import in_zone
from chronicles.guides.outline import Guide
from chronicles.journal.week import CATEGORY
from chronicles.site.features.feed_formats import Feed, FeedItem, feed, whole


class Site:
    """What feeds need of a site: its name, its address, where its days begin, its pages by their path."""

    def __init__(
        self, name: str, description: str, url: str, zone: ZoneInfo, pages: Mapping[str, Any]
    ) -> None:
        self.name, self.description, self.url, self.zone, self.pages = name, description, url, zone, pages

    def feeds(self, posts: Sequence[Any], guides: Iterable[Guide]) -> list[Feed]:
        """Return the feeds that have something in them; none where the address of the site is not known.

        `posts` are the pages of Material's blog plugin.
        """
        if not self.url:
            return []
        entries = {id(post): self._item(post, post.config.date.created) for post in posts}
        weekly = [entries[id(post)] for post in posts if CATEGORY in (post.config.categories or [])]
        found = [
            feed("", self.name, self.description, self.url, list(entries.values())),
            feed("weekly/", f"{self.name}: weekly updates", "", self.url, weekly),
            *(self._guide(guide, posts, entries) for guide in guides if guide.index in self.pages),
        ]
        return [one for one in found if one.items]

    def _guide(self, guide: Guide, posts: Sequence[Any], entries: Mapping[int, FeedItem]) -> Feed:
        """The entries that speak of a guide's states, and those of its steps that have a date."""
        index = self.pages[guide.index]
        folder = guide.index.rpartition("/")[0] + "/"
        name = folder.rstrip("/").rpartition("/")[2]
        items = [
            entries[id(post)] for post in posts if str(post.meta.get("state", "")).startswith(f"{name}/")
        ]
        steps = [self.pages[step.page] for step in guide.steps if step.page in self.pages]
        items += [self._item(page, day) for page in steps if (day := _day(page.meta.get("date")))]
        said = str(index.meta.get("description") or "")
        return feed(folder, f"{self.name}: {_text(index)}", said, index.canonical_url, items)

    def _item(self, page: Any, day: date) -> FeedItem:
        dates = getattr(getattr(page, "config", None), "date", None)
        changed = dates.updated if dates is not None and "updated" in dates else None
        written = self._moment(day)
        tags = [str(tag) for tag in page.meta.get("tags") or []]
        return FeedItem(
            page.canonical_url,
            _text(page),
            unescape(str(page.meta.get("description") or "")),
            whole(page.content or "", page.canonical_url),
            written,
            self._moment(changed) if changed else written,
            tuple(tags),
        )

    def _moment(self, day: date) -> datetime:
        """A day as the moment when it begins here; a time has its zone by now."""
        return day if isinstance(day, datetime) else in_zone(day, self.zone)


def _text(page: Any) -> str:
    return unescape(str(page.meta.get("title") or page.title))


def _day(value: Any) -> date | None:
    """The day or the time that a page says of itself, which may say more days below it."""
    value = value.get("created") if isinstance(value, Mapping) else value
    return value if isinstance(value, date) else None
