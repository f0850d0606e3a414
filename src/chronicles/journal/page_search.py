"""Finds pages by their words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from chronicles.dates.instants import order
from chronicles.pages.reading import Reading


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page, and the line (from 1) that has the most of the words; 0 where the page was not looked into."""

    reading: Reading
    line: int = 0

    @property
    def text(self) -> str:
        """The line without the blanks around it."""
        return self.reading.page.lines[self.line - 1].strip() if self.line else ""


def find_pages(readings: Sequence[Reading], words: Sequence[str]) -> list[FoundPage]:
    """Return the pages that hold all of `words`, the newest first, and those without a date at the end.

    Capitals and accents make no difference. The words may stand anywhere, in the front matter too.
    """
    wanted = [plain(word) for word in words if word.strip()]
    found = (_found(reading, wanted) for reading in readings)
    return sorted(filter(None, found), key=_newest_first)


def list_entries(
    readings: Sequence[Reading], tag: str = "", since: date | None = None, until: date | None = None
) -> list[Reading]:
    """Return the pages of a day from `since` to `until`, with the `tag` if one is named; the newest first."""
    found = [
        reading
        for reading in readings
        if (day := reading.front_matter.date)
        and (since is None or day >= since)
        and (until is None or day <= until)
        and (not tag or plain(tag) in map(plain, labels(reading)))
    ]
    return sorted(found, key=lambda reading: _newest_first(FoundPage(reading)))


def labels(reading: Reading) -> list[str]:
    """Return the tags and the categories of a page."""
    return [*reading.front_matter.words("tags"), *reading.front_matter.words("categories")]


def plain(text: str) -> str:
    """Return `text` as it is compared: in small letters, without accents.

    >>> plain("Été")
    'ete'
    """
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))


def _found(reading: Reading, wanted: Sequence[str]) -> FoundPage | None:
    lines = [plain(line) for line in reading.page.lines]
    text = "\n".join(lines)
    if not wanted or not all(word in text for word in wanted):
        return None
    head = reading.front_matter.length  # what the page says of itself comes behind its text
    has = [(sum(word in line for word in wanted), number > head) for number, line in enumerate(lines, 1)]
    return FoundPage(reading, has.index(max(has)) + 1)


def _newest_first(found: FoundPage) -> tuple[float, str]:
    moment = found.reading.front_matter.moment
    when = order(moment)[0].timestamp() if moment else float("-inf")
    return -when, found.reading.page.path
