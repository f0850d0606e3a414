"""Drafts: what a file has for one entry, and the entry that is made of it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import yaml

from chronicles.dates.instants import Moment
from chronicles.importing.account import SourceLine
from chronicles.importing.stamps.moments import spoken
from chronicles.pages.characters import fit
from chronicles.pages.page import BOM, split_lines

LONGEST_TITLE, LONGEST_SUMMARY = 120, 300
HASH = 16  # hex digits: enough that no two texts of one person share them
EMPTY = "0" * HASH
SLUG_MOST, SLUG_BYTES = 60, 230  # with a day, a number and an ending, a name has at most 255 bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry to be: its moment, its text line by line, and what the file says of it.

    `at` is the line of `file` (from 1) that it begins in, `stamp` the line that dates it, as it stands.
    `source` is a `digest` that tells this text from all others; `draft_because` says why it is a draft.
    """

    file: str
    at: int
    when: Moment
    body: tuple[SourceLine, ...]
    stamp: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    description: str = ""
    is_draft: bool = False
    draft_because: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """The name of its file, without a number and an ending: as much of the title as fits."""
        day = f"{self.when:%Y-%m-%d}" if self.when.year > 999 else self.when.isoformat()[:10]
        slug = re.sub(r"[\W_]+", "-", self.title.casefold()).strip("-")[:SLUG_MOST]
        slug = slug.encode()[:SLUG_BYTES].decode("utf-8", "ignore").strip("-")
        if slug:
            return f"{day}-{slug}"
        return f"{day}-{self.when:%H%M}" if isinstance(self.when, datetime) else day

    @property
    def spoken_title(self) -> str:
        """The title, or where it has none, its day."""
        return self.title or spoken(self.when)


def with_source(draft: Draft, lines: Sequence[str]) -> Draft:
    """Return the draft with the hash of the lines that it is made of."""
    text = "\n".join(line.rstrip() for line in [draft.stamp, *lines])
    return replace(draft, source=digest(text))


def digest(text: str) -> str:
    """Return a short hash of a text: the first 16 hexadecimal digits of the SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]


def plain_title(text: str) -> str:
    """Return a title as plain text: without marks and without what HTML would take for a tag.

    It is one line of `LONGEST_TITLE` characters at most. The marks of a heading are those of CommonMark, "ATX
    headings", where a closing `#` has a space before it.
    """
    text = re.sub(r"^#+|(?:^|\s)#+$", "", text.strip()).strip()
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = "".join(sign for sign in re.sub(r"[*`<>]+", "", text) if sign.isprintable())
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def plain_summary(text: str) -> str:
    """Return a sentence or two as plain text, on one line of `LONGEST_SUMMARY` characters at most."""
    return " ".join(re.sub(r"[<>`*]+", "", fit(text)).split())[:LONGEST_SUMMARY]


def compose(draft: Draft, body: Sequence[str], state: str = "") -> str:
    """Return the text of the entry, Markdown below a front matter in YAML, sealed with the hash of itself.

    `body` has its lines without their ends; with `state`, the entry speaks of that state of the project.
    """
    values: dict[str, object] = {"title": draft.spoken_title, "date": draft.when}
    values |= {"state": state} if state else {}
    values |= {"description": draft.description} if draft.description else {}
    values |= {"tags": list(draft.tags)} if draft.tags else {}
    values |= {"categories": list(draft.categories)} if draft.categories else {}
    values |= {"draft": True} if draft.is_draft else {}
    values["imported"] = {"file": draft.file, "stamp": draft.stamp, "source": draft.source, "text": EMPTY}
    front = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10**9)
    text = "\n".join(["---", front + "---", "", *body]).rstrip("\n") + "\n"
    return sealed(text)


def sealed(text: str) -> str:
    """Return the text with its hash in the place of the zeros."""
    return text.replace(f"text: '{EMPTY}'", f"text: '{digest(text)}'", 1)


SEAL = re.compile(rf"^  text: '?([0-9a-f]{{{HASH}}})'?[ \t]*$", re.MULTILINE)


def is_untouched(text: str) -> bool:
    """Whether an entry still is what `compose` made."""
    text = "\n".join(line for line, _ in split_lines(text.removeprefix(BOM)))
    match = SEAL.search(text)
    if match is None:
        return False
    blank = f"{text[: match.start()]}  text: '{EMPTY}'{text[match.end() :]}"
    return digest(blank) == match[1]
