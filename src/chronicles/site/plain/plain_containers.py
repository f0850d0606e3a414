"""Notes, folded parts and tabs as quotations and headings in bold, which need no extension.

The forms are those of Python-Markdown's "Admonition" and of "Details" and "Tabbed" of PyMdown Extensions.
"""

import re
from collections.abc import Collection, Sequence

from chronicles.pages.markdown.blocks import OPENING

TAB = re.compile(r' {0,3}===[!+]* +"(?P<title>.*?)"[ \t]*')
NOTE = re.compile(
    r" {0,3}(?P<kind>!!!|\?\?\?)\+? ?(?P<classes>[\w-]+(?: +[\w-]+)*)?(?: *\"(?P<title>.*?)\")?[ \t]*"
)
NAMES = {
    "===": ("pymdownx.tabbed",),
    "!!!": ("admonition", "markdown.extensions.admonition"),
    "???": ("pymdownx.details",),
}
CLOSING = re.compile(r"[> \t]*(?P<marker>`{3,}|~{3,})[ \t]*")


def uncontained(text: str, extensions: Collection[str]) -> str:
    """Return the Markdown of a page without containers, those in containers too.

    A tab becomes its title in bold and what is in it, a note or a folded part a quotation. Only what one of
    the `extensions` makes something of is one; in a list it stays as it is.
    """
    known = {kind for kind, names in NAMES.items() if not set(names).isdisjoint(extensions)}
    return "\n".join(_lines(text.split("\n"), known)) if known else text


def _lines(lines: Sequence[str], known: Collection[str]) -> list[str]:
    out: list[str] = []
    at, before = 0, ""
    while at < len(lines):
        line = lines[at]
        end = _end_of_fence(lines, at)
        if end is None and (shown := _head(line, known)) is not None and not before.strip():
            end = _end_of_container(lines, at + 1)
            title, mark = shown
            inside = _lines([one[4:] if one[:4].isspace() else "" for one in lines[at + 1 : end]], known)
            whole = [*([f"**{title}**", ""] if title else []), *_stripped(inside)]
            out += [(mark + one).rstrip() for one in whole]
            out += [""] if end == len(lines) or lines[end].strip() else []
            before = ""
        else:
            end = end or at + 1
            out += lines[at:end]
            before = lines[end - 1]
        at = end
    return out


def _head(line: str, known: Collection[str]) -> tuple[str, str] | None:
    """The title of the container that a line begins, and what stands before its lines."""
    if "===" in known and (tab := TAB.fullmatch(line)):
        return tab["title"], ""
    note = NOTE.fullmatch(line)
    if note is None or note["kind"] not in known or not (note["classes"] or note["title"]):
        return None
    title = note["title"]
    return (note["classes"].split()[0].capitalize() if title is None else title), "> "


def _end_of_fence(lines: Sequence[str], at: int) -> int | None:
    """The line behind the block that begins at a line, `None` where none does."""
    if (opening := OPENING.match(lines[at])) is None:
        return None
    marker = opening["marker"]
    for number in range(at + 1, len(lines)):
        closing = CLOSING.fullmatch(lines[number])
        if closing and closing["marker"].startswith(marker):
            return number + 1
    return None


def _end_of_container(lines: Sequence[str], at: int) -> int:
    """The line behind the last that is set in by four spaces."""
    end = at
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith("    ")):
        at += 1
        end = at if lines[at - 1].strip() else end
    return end


def _stripped(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")
