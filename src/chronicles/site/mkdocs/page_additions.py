"""What a site has added to a page besides its own text, and where: so it can be added to another text."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageAdditions:
    """In the HTML of a page, `added` stands in the place of `replaced`, between `before` and `after`.

    `headings` stand at the end of its contents.
    """

    before: str
    replaced: str
    added: str
    after: str
    headings: Sequence[Any] = ()

    def into(self, html: str) -> str | None:
        """Return the HTML of another text with what is added; `None` where that has no place there."""
        if self.replaced == self.added:
            return html
        if html.startswith(begins := self.before + self.replaced):
            return self.before + self.added + html[len(begins) :]
        if html.endswith(ends := self.replaced + self.after):
            return html[: len(html) - len(ends)] + self.added + self.after
        return None

    def add_to(self, page: Any) -> bool:
        """Add all of it to a page that was rendered anew; whether that could be."""
        html = self.into(page.content)
        if html is None:
            return False
        page.content = html
        below_title(page.toc.items).extend(self.headings)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | {one.id for one in self.headings}
        return True


def additions_of(own: str, whole: str, own_items: Any, whole_items: Any) -> PageAdditions | None:
    """Return what makes a page of its `own` HTML and contents the `whole` one.

    It is `None` where the contents have become other ones otherwise than at their end.
    """
    mine, all_of_it = below_title(own_items), below_title(whole_items)
    if _told(mine) != _told(all_of_it[: len(mine)]):
        return None
    first = _common(own, whole)
    rest, whole_rest = own[first:], whole[first:]
    last = _common(rest[::-1], whole_rest[::-1])
    end, whole_end = len(rest) - last, len(whole_rest) - last
    headings = all_of_it[len(mine) :]
    return PageAdditions(own[:first], rest[:end], whole_rest[:whole_end], rest[end:], headings)


def below_title(items: Any) -> Any:
    """Return the list that headings are added to: that below the title, where the page has one."""
    return items[0].children if items and items[0].level == 1 else items


def _common(one: str, other: str) -> int:
    """How long the beginning is that two texts have in common."""
    return bisect_left(
        range(min(len(one), len(other))), True, key=lambda at: one[: at + 1] != other[: at + 1]
    )


def _told(items: Sequence[Any]) -> list[Any]:
    return [(one.level, one.id, one.title, _told(one.children)) for one in items]
