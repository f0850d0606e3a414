"""Pages with the day on which they were written, for lists that have a line for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from material.plugins.blog.structure import Post

from chronicles.dates.instants import order


@dataclass(frozen=True, slots=True)
class DatedPage:
    """A page, and when it was written: a moment of a known zone, or a day."""

    day: date
    page: Any


def dated_pages(pages: Iterable[Any]) -> list[DatedPage]:
    """Return those of the pages that say when they were written, the newest first.

    An entry knows it from the blog, any other page from its front matter.
    """
    found = [DatedPage(day, page) for page in pages if isinstance(day := _day(page), date)]
    return sorted(found, key=lambda one: (order(one.day), one.page.file.src_uri), reverse=True)


def _day(page: Any) -> Any:
    if isinstance(page, Post):
        return page.config.date.created
    said = getattr(page, "meta", {}).get("date")
    return said.get("created") if isinstance(said, dict) else said
