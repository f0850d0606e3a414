"""Entries as text: a new one, and one more block at the end of it."""

import re
from collections.abc import Iterable
from datetime import date

from chronicles.pages.front_matter.front_matter import FrontMatter
from chronicles.pages.headers import read_header
from chronicles.pages.reading import Reading
from chronicles.pages.weave import fence_around

# A file's name may have 255 bytes on most systems, and a letter up to four of them.
LONGEST_SLUG = 60
UNWRITTEN = re.compile(
    "[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def file_name(day: date, title: str) -> str:
    """Return the name of the file of an entry, with `LONGEST_SLUG` characters of its title at most.

    >>> file_name(date(2025, 8, 29), "The superuser surprise!")
    '2025-08-29-the-superuser-surprise.md'
    """
    slug = re.sub(r"[\W_]+", "-", title.lower()).strip("-")
    if len(slug) > LONGEST_SLUG:
        slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return f"{day.isoformat()}-{slug}.md" if slug else f"{day.isoformat()}.md"


def quoted(text: str) -> str:
    """Return `text` as a value of a front matter: in double quotes (YAML 1.2.2, section 7.3.1).

    What YAML has no room for, and what would end the line, is written by its number (section 5.7).
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + UNWRITTEN.sub(lambda match: f"\\U{ord(match[0]):08x}", escaped) + '"'


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
    """Return the entry of a day, the last one of several; `posts` is the folder of the entries."""
    entries = [
        reading
        for reading in readings
        if reading.front_matter.date == day and reading.page.path.startswith(f"{posts}/")
    ]
    return entries[-1] if entries else None


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
