"""Pieces of plain Markdown: text that stands for itself, links, tables, lists."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.progress.record import title

CODE = re.compile(r"(?P<fence>`+)(?!`).+?(?<!`)(?P=fence)(?!`)")
# What the lines of a person keep in another place: emphasis and escapes, which `inline` keeps as well.
OTHER = re.compile(r"[\[\]<>|~$]|!(?=\[)|&(?=#?\w+;)")

MARKS = re.compile(r"[`*]|\\(?=\W)")


def relative(here: str, there: str, part: str = "") -> str:
    """Return the link from the page `here` to the file `there`, both below `docs/`; `part` has its `#`."""
    return quote(posixpath.relpath(there, posixpath.dirname(here) or ".")) + part


def link(text: str, url: str) -> str:
    """Return a link; `text` is Markdown already."""
    return f"[{text}]({url})" if url else text


def inline_words(text: str) -> str:
    """Return a line of somebody's Markdown for another place: code and emphasis stay, links are text.

    >>> inline_words("What `<ul>` *is* & [does](x)")
    'What `<ul>` *is* & \\\\[does\\\\](x)'
    """
    out, at = [], 0
    for found in CODE.finditer(text):
        out += [OTHER.sub(r"\\\g<0>", text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*out, OTHER.sub(r"\\\g<0>", text[at:])])


def shown_title(reading: Reading) -> str:
    """Return the title of a page as Markdown: in its front matter it is text, in its heading Markdown."""
    if isinstance(said := reading.front_matter.values.get("title"), str):
        return escaped(said)
    return inline_words(title(reading))


def plain_title(reading: Reading) -> str:
    """Return the title of a page as text."""
    said = reading.front_matter.values.get("title")
    return said if isinstance(said, str) else MARKS.sub("", title(reading))


def code(text: str) -> str:
    """Return `text` as code in a line (CommonMark, "Code spans"), with marks that it does not hold."""
    runs = [len(run) for run in re.findall("`+", text)]
    marks = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"


def cell(text: str) -> str:
    """Return `text`, which is Markdown already, as it can stand in a table: one line, and no bare `|`."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as GitHub Flavored Markdown has it; what is in it is Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def items(lines: Iterable[str], otherwise: str = "") -> str:
    """Return a list of these items, or `otherwise` where there are none."""
    return "\n".join(f"- {line}" for line in lines) or otherwise


def section(name: str, *parts: str) -> list[str]:
    """Return a heading of level 2 and what is below it, without what is empty."""
    return [f"## {name}", *filter(None, parts)]


def joined(parts: Iterable[str]) -> str:
    """Return the parts with a blank line between them, without what is empty."""
    return "\n\n".join(part for part in parts if part)
