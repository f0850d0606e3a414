"""Cut the lines that an address names out of a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import takewhile
from typing import TypeVar

from chronicles.disk.line_ends import letters, word
from chronicles.pages.selectors import Selector, read_selector, spelled
from chronicles.problems import Absent, Refused, count, nearest
from chronicles.source.definitions import Definitions, LineSpan
from chronicles.source.regions import Regions, regions
from chronicles.source.symbols import has_symbols, symbols

# How a comment is written, to say that something is left out.
COMMENTS = {
    "# …": (".py", ".pyi", ".toml", ".yml", ".yaml", ".sh", ".cfg", ".env", ".txt", "Dockerfile", "Makefile"),
    "/* … */": (".css", ".scss"),
    "// …": (".js", ".mjs", ".ts", ".jsx", ".tsx", ".json"),
    "-- …": (".sql",),
    "<!-- … -->": (".html", ".htm", ".xml", ".svg", ".md"),
}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a file, ready to show, and the number that each has there (0: it is not from there).

    `ends` says how they end there (see `disk/line_ends.py`).
    """

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    ends: str = ""

    @property
    def text(self) -> str:
        """The lines with LF between them."""
        return "\n".join(self.lines)


class Index:
    """What can be selected in one file: its regions, and what its language gives a name.

    The file is parsed when the first selector is looked up, and only then.
    """

    def __init__(self, source: str, path: str, ends: str = "") -> None:
        self.source = source
        self.path = path
        self.ends = ends

    def cut(self, selectors: tuple[str, ...] = ()) -> Excerpt:
        """Return the parts of the file that `selectors` name, in its order; without any, the file as it is.

        What lies between two parts is shown as a comment of one `…`; what is only blank lines stays.
        Indentation that all lines share is taken off. Raises `Refused` for a selector that names nothing or
        more than one thing.
        """
        lines = self.source.split("\n")
        if not selectors:
            return Excerpt(tuple(lines), tuple(range(1, len(lines) + 1)), self.ends)
        wanted = [read_selector(selector) for selector in selectors]
        spans = [span for selector in wanted for span in self.spans(selector)]
        found = _cut(lines, _merged(spans), self._left_out(wanted), _ellipsis(self.path))
        known = letters(self.ends, len(lines))  # what is put between two parts ends as the first line does
        return replace(
            found, ends=word(known[number - 1] if number else known[0] for number in found.numbers)
        )

    @cached_property
    def known(self) -> dict[str, list[LineSpan]]:
        """Every name that can be selected in the file, and where it leads, in the order of the file."""
        known = {name: sorted(spans) for name, spans in self._regions[0].spans.items() if name}
        for name, spans in self._symbols[0].places.items():
            known[name] = sorted([*known.get(name, []), *spans])
        return known

    @property
    def defined(self) -> list[str]:
        """The names that lead to one thing each; what is only imported from elsewhere is defined there."""
        imported = self._symbols[0].imported
        return [name for name in self.known if name not in imported and self._is_one(name)]

    @cached_property
    def _regions(self) -> tuple[Regions, Refused | None]:
        return _attempt(lambda: regions(self.source), Regions({}, frozenset()))

    @cached_property
    def _symbols(self) -> tuple[Definitions, Refused | None]:
        found, refused = _attempt(lambda: symbols(self.source, self.path), Definitions())
        return found, refused or found.refused

    def spans(self, selector: Selector) -> list[LineSpan]:
        """Return the lines that `selector` names; raises `Refused` where it names none, or several things."""
        places = self.known.get(selector.name, [])
        if not places:
            if wrong := self._symbols[1] or self._regions[1]:
                raise wrong
            raise Absent(f"there is no {selector.name!r} in {self.path}", partial(self._hint, selector.name))
        if selector.which == "*" or (not selector.which and self._is_one(selector.name)):
            return places
        lines = " and ".join(str(span.first) for span in places)
        what = f"{selector.name!r} is {count(len(places), 'thing')} in {self.path} (lines {lines})"
        name = spelled(selector.name)
        if not selector.which:
            raise Refused(what, f"Select one of them, such as {name}[1], or all of them: {name}[*].")
        if selector.which > len(places):
            what = what.replace("(lines", "(line") if len(places) == 1 else what
            raise Absent(f"{what}, not {selector.which}", f"Select one up to {name}[{len(places)}].")
        return [places[selector.which - 1]]

    def _is_one(self, name: str) -> bool:
        is_whole = name in self._symbols[0].wholes and name not in self._regions[0].spans
        return is_whole or len(self.known[name]) == 1

    def _left_out(self, selectors: Iterable[Selector]) -> frozenset[int]:
        """The lines that are not shown: the markers around and inside the selected regions.

        Those inside a symbol are lines like any.
        """
        found = self._regions[0]
        regions = [(selector, found.spans.get(selector.name, [])) for selector in selectors]
        chosen = [span for selector, spans in regions for span in self.spans(selector) if span in spans]
        around = [LineSpan(span.first - 1, span.last + 1) for span in chosen]
        return frozenset(line for line in found.markers if any(line in span for span in around))

    def _hint(self, name: str) -> str:
        if self.known or has_symbols(self.path):
            return nearest(spelled(name), map(spelled, self.known))
        return "Only regions can be selected here: put 'region NAME' and 'endregion' into comments."


T = TypeVar("T")


def _attempt(make: Callable[[], T], otherwise: T) -> tuple[T, Refused | None]:
    try:
        return make(), None
    except Refused as refused:
        return otherwise, refused


def _ellipsis(path: str) -> str:
    return next((comment for comment, ends in COMMENTS.items() if path.endswith(ends)), "…")


def _merged(spans: Iterable[LineSpan]) -> list[LineSpan]:
    merged: list[LineSpan] = []
    for span in sorted(spans):
        if merged and span.first <= merged[-1].last + 1:
            merged[-1] = LineSpan(merged[-1].first, max(span.last, merged[-1].last))
        else:
            merged.append(span)
    return merged


def _cut(lines: list[str], spans: list[LineSpan], left_out: frozenset[int], ellipsis: str) -> Excerpt:
    shown: list[tuple[int, str]] = []
    for before, span in zip([None, *spans], spans, strict=False):
        if before is not None:
            shown += _between(lines, before, span, ellipsis, left_out)
        shown += [(n, lines[n - 1]) for n in range(span.first, span.last + 1) if n not in left_out]
    while shown and not shown[-1][1].strip():
        shown.pop()
    return Excerpt(_dedented([line for _, line in shown]), tuple(number for number, _ in shown))


def _dedented(lines: list[str]) -> tuple[str, ...]:
    """The lines without the white space that all begin with; of blank ones, no more than they have.

    `textwrap.dedent` took a form feed for text until 3.14, and for white space since then.
    """
    begins = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line.strip()]
    ends = zip(min(begins, default=""), max(begins, default=""), strict=False)  # all others lie between them
    margin = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return tuple(line[margin:] if line.strip() else _less(line, margin) for line in lines)


def _less(line: str, margin: int) -> str:
    return line[:margin].lstrip(" \t") + line[margin:]


def _between(
    lines: list[str], before: LineSpan, after: LineSpan, ellipsis: str, markers: frozenset[int]
) -> list[tuple[int, str]]:
    """The blank lines between two parts; where anything else lies there, a comment among them."""
    between = range(before.last + 1, after.first)
    gap = [(number, lines[number - 1]) for number in between if number not in markers]
    if not any(line.strip() for _, line in gap):
        return gap
    shown = (lines[number - 1] for number in range(after.first, after.last + 1) if number not in markers)
    first = next((line for line in shown if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    head = _blank_run(gap)
    tail = _blank_run(gap[::-1])[::-1]
    return [*head, (0, indent + ellipsis), *tail]


def _blank_run(gap: list[tuple[int, str]]) -> list[tuple[int, str]]:
    for at, (_, line) in enumerate(gap):
        if line.strip():
            return gap[:at]
    return gap
