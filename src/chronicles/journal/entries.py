"""Entries as text: a new one, and one more block at the end of it."""

from collections.abc import Iterable
from datetime import date

from chronicles.pages.addresses import Address
from chronicles.pages.front_matter.front_matter import FrontMatter
from chronicles.pages.front_matter.quoting import quoted
from chronicles.pages.headers import read_header
from chronicles.pages.reading import Reading, at_state
from chronicles.pages.slugs import slug
from chronicles.pages.weave import fence_around

# The categories of looks back: they are drafts of what was, and no day's own entry.
WEEKLY = "Weekly"
CHECKPOINT = "Checkpoint"


def file_name(day: date, title: str) -> str:
    """Return the name of the file of an entry, with its title as `slug` writes it.

    >>> file_name(date(2025, 8, 29), "The superuser surprise!")
    '2025-08-29-the-superuser-surprise.md'
    """
    words = slug(title)
    return f"{day.isoformat()}-{words}.md" if words else f"{day.isoformat()}.md"


def new_entry(day: date, title: str, *more: str) -> str:
    """Return an entry that has nothing yet but its front matter, with `more` lines in it."""
    lines = ["---", f"title: {quoted(title)}", f"date: {day.isoformat()}", *more, "---"]
    return "\n".join(lines) + "\n"


def is_published(front_matter: FrontMatter, as_of: date | None) -> bool:
    """Return whether an entry is for readers: no draft, and its day reached if it waits for that."""
    values = front_matter.values
    if values.get("draft") is True:
        return False
    day = front_matter.date
    return values.get("scheduled") is not True or (as_of is not None and day is not None and day <= as_of)


def with_block(text: str, block: str) -> str:
    """Return `text` with a fenced block behind it, a blank line between, its line endings kept."""
    ending = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith(ending * 2) else ending if text.endswith("\n") else ending * 2
    return text + gap + block.replace("\n", ending) + ending


def entry_of(readings: Iterable[Reading], day: date, posts: str) -> Reading | None:
    """Return the entry of a day, the last one of several; `posts` is the folder of the entries.

    A look back, such as the update of the week, is the entry of no day.
    """
    entries = [
        reading
        for reading in readings
        if reading.front_matter.date == day
        and reading.page.path.startswith(f"{posts}/")
        and not _looks_back(reading.front_matter)
    ]
    return entries[-1] if entries else None


def block_line(reading: Reading, address: Address) -> int:
    """Return the line of the first block that shows what is at `address`; 0 where none does.

    Where the address names no state, it is that of the page.
    """
    wanted = at_state(address, reading.state)
    return next((c.block.first for c in reading.code if c.ask and c.ask.address == wanted), 0)


def _looks_back(front_matter: FrontMatter) -> bool:
    said = front_matter.values.get("categories")
    return isinstance(said, list) and not {WEEKLY, CHECKPOINT}.isdisjoint(map(str, said))


def fenced(language: str, address: str, lines: tuple[str, ...]) -> str:
    """Return a snippet as it stands in a page, with a fence that none of its lines can close.

    Raises `Refused` for an address that no header can hold.
    """
    header = f'{language} {{data-from="{address}"}}'
    _, wrong = read_header(header)
    if wrong:
        raise wrong[0]
    fence = fence_around("```", lines)
    return "\n".join([fence + header, *lines, fence])
