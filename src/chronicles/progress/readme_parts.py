"""The parts of a README that are kept for its author: what stands between two markers.

GitHub renders that file, so the markers are found as CommonMark has them ("HTML blocks", "Raw HTML"): HTML
comments, and not what stands in code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from chronicles.pages.page import BOM, Page, split_lines
from chronicles.problems import Place, Problem, Refused, nearest

NAMES = ("skills", "roadmap", "entries")
END = "<!-- /chronicles -->"
COMMENT = re.compile(r"<!--(?P<said>.*?)-->", re.DOTALL)
BEGIN = re.compile(r"\s*chronicles:[ \t]*(?P<name>.*?)\s*")
CLOSE = re.compile(r"\s*/chronicles\b(?P<name>.*?)\s*")


@dataclass(frozen=True, slots=True)
class ReadmePart:
    """A part by its name, and the lines (from 1) of its two markers."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A comment that begins a part, or ends one: at its line, and whether it has the line for itself."""

    line: int
    name: str
    is_end: bool
    is_alone: bool


def read_parts(page: Page) -> tuple[tuple[ReadmePart, ...], list[Problem]]:
    """Return the parts of `page` in their order, and what is wrong with its markers."""
    parts: list[ReadmePart] = []
    problems: list[Problem] = []
    begun: Marker | None = None
    for marker in _markers(page.lines):
        try:
            _check(marker, begun, parts)
        except Refused as refused:
            problems.append(refused.at(Place(page.path, marker.line)))
            # What is open is closed by any end, so that one mistake is told once.
            begun = None if marker.is_end else begun or marker
            continue
        if begun and marker.is_end:
            parts.append(ReadmePart(begun.name, begun.line, marker.line))
        begun = None if marker.is_end else marker
    if begun:
        mend = f"Put {END} on a line of its own below it."
        problems.append(
            Problem(Place(page.path, begun.line), f"the part {begun.name!r} is never closed", mend)
        )
    return tuple(parts), problems


def is_marked(page: Page) -> bool:
    """Whether a page has any marker, right or wrong."""
    return any(_markers(page.lines))


def with_parts(page: Page, contents: Mapping[ReadmePart, Sequence[str]]) -> str:
    """Return the text of `page` with new lines between the markers of parts; all other bytes stay.

    The lines come without their ends, and get that of the marker above them.
    """
    bom = BOM if page.text.startswith(BOM) else ""
    lines = split_lines(page.text.removeprefix(BOM))
    out: list[str] = []
    at = 0
    for part in sorted(contents, key=lambda part: part.first):
        ending = lines[part.first - 1][1]
        out += ["".join(line) for line in lines[at : part.first]]
        out += [line + ending for line in contents[part]]
        at = part.last - 1
    return bom + "".join(out + ["".join(line) for line in lines[at:]])


def between(page: Page, part: ReadmePart) -> list[str]:
    """Return the lines that stand between the markers of a part."""
    return page.lines[part.first : part.last - 1]


def _check(marker: Marker, begun: Marker | None, parts: Sequence[ReadmePart]) -> None:
    said = END if marker.is_end else f"<!-- chronicles: {marker.name} -->"
    if marker.is_end and marker.name:
        raise Refused(f"<!-- /chronicles{marker.name} --> closes nothing", f"Write {END}.")
    if not marker.is_end and marker.name not in NAMES:
        raise Refused(f"there is no part {marker.name!r}", nearest(marker.name, NAMES))
    if not marker.is_alone:
        raise Refused(f"{said} shares its line, or stands in a list or a quote", _ALONE)
    if marker.is_end and begun is None:
        raise Refused(f"{said} closes nothing", "Take it out, or put <!-- chronicles: skills --> above it.")
    if begun and not marker.is_end:
        message = (
            f"the part {marker.name!r} begins inside of {begun.name!r}, which began at line {begun.line}"
        )
        raise Refused(message, f"Put {END} on a line of its own above it.")
    if same := next((part for part in parts if part.name == marker.name), None):
        message = f"the part {marker.name!r} is there already, at line {same.first}"
        raise Refused(message, "Take one of them out, with its two markers.")


_ALONE = "Put it on a line of its own, outside of all lists and quotes."


def _markers(lines: Sequence[str]) -> Iterator[Marker]:
    """The markers of a page, in their order."""
    # Joined with LF, the lines are the same to CommonMark as they are to us.
    for token in MarkdownIt("commonmark").parse("\n".join(lines)):
        if token.map is None:
            continue
        if token.type == "html_block":
            yield from _in_html(token.content, token.map[0], lines, is_top=token.level == 0)
        elif token.type == "inline":
            inside = [child.content for child in token.children or [] if child.type == "html_inline"]
            yield from _in_text(inside, lines, *token.map)


def _in_html(text: str, first: int, lines: Sequence[str], *, is_top: bool) -> Iterator[Marker]:
    for match in COMMENT.finditer(text):
        number = first + text.count("\n", 0, match.start())
        is_alone = is_top and lines[number].strip() == match[0]
        yield from _marker(match, number + 1, is_alone=is_alone)


def _in_text(texts: Sequence[str], lines: Sequence[str], first: int, last: int) -> Iterator[Marker]:
    """The comments in running text, each at the first line of its paragraph that has it."""
    for match in filter(None, map(COMMENT.fullmatch, texts)):
        number = next((number for number in range(first, last) if match[0] in lines[number]), first)
        yield from _marker(match, number + 1, is_alone=False)


def _marker(comment: re.Match[str], line: int, *, is_alone: bool) -> Iterator[Marker]:
    for form in (BEGIN, CLOSE):
        if match := form.fullmatch(comment["said"]):
            yield Marker(line, match["name"], form is CLOSE, is_alone)
