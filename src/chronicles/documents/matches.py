"""Where a text stands in a project: the addresses of whole files, of what has a name, of several things."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.selectors import Selector, spelled
from chronicles.problems import Refused
from chronicles.source.definitions import LineSpan
from chronicles.source.excerpts import Index
from chronicles.source.trees import Tree

Words = tuple[str, ...]
# Pages quote code: to find a text in another page says nothing of where it is from. The last is a copy of the
# README (Python Packaging User Guide, "Core metadata").
NO_SOURCE = (".md", ".markdown", ".mdx", ".qmd", ".rst", ".ipynb", "PKG-INFO")


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Lines of a file that a text equals, up to white space.

    `lines` is what the `address` gives; without one, no name stands for just these lines.
    """

    path: str
    span: LineSpan
    address: Address | None = None
    lines: tuple[str, ...] = ()


def words_of(lines: Iterable[str]) -> Words:
    """Return what is compared: the lines that are not blank, white space within each as one space."""
    return tuple(joined for line in lines if (joined := " ".join(line.split())))


def find_matches(texts: Iterable[Words], tree: Tree, paths: Iterable[str]) -> dict[Words, list[Match]]:
    """Return the parts of the files at `paths` that each text (see `words_of`) equals.

    Files that cannot be read or quoted are passed over.
    """
    found: dict[Words, list[Match]] = {text: [] for text in texts if text}
    by_longest: dict[str, list[Words]] = {}
    for text in found:
        by_longest.setdefault(max(text, key=len), []).append(text)
    for path in paths:
        try:
            parse_address(path)
            source = SourceFile(Index(tree.read(path).text, path))
        except Refused:
            continue
        for text, first in source.places(by_longest):
            found[text] += source.matches(text, first)
    return found


class SourceFile:
    """A file as the words of its lines, in which texts are found."""

    def __init__(self, index: Index) -> None:
        self._index = index
        lines = index.source.split("\n")
        shown = [(number, " ".join(line.split())) for number, line in enumerate(lines, 1)]
        self._numbers = [number for number, line in shown if line]
        self._words = tuple(line for _, line in shown if line)

    def places(self, by_longest: Mapping[str, Sequence[Words]]) -> Iterator[tuple[Words, int]]:
        """Each text that stands here, with the place of its first line, from 0, among those not blank.

        The texts are given by the longest line of each.
        """
        for at, line in enumerate(self._words):
            for text in by_longest.get(line, ()):
                first = at - text.index(line)
                if first >= 0 and self._words[first : first + len(text)] == text:
                    yield text, first

    def matches(self, text: Words, first: int) -> list[Match]:
        """The match that the text at a place is; of a whole file, what has a name there is another one."""
        last = first + len(text) - 1
        path, span = self._index.path, LineSpan(self._numbers[first], self._numbers[last])
        if path.endswith(NO_SOURCE) and len(text) < len(self._words):
            return []
        named = self._selectors(first, last)
        choices: list[tuple[str, ...]] = [()] if len(text) == len(self._words) else []
        choices += [named] if named else []
        given = [(selectors, self._given(selectors, text)) for selectors in choices]
        found = [Match(path, span, Address(path, selectors), lines) for selectors, lines in given if lines]
        return found or [Match(path, span)]

    def _given(self, selectors: tuple[str, ...], text: Words) -> tuple[str, ...]:
        """What the selectors give, where that is the text."""
        try:
            lines = self._index.cut(selectors).lines
        except Refused:
            return ()
        return lines if words_of(lines) == text else ()

    def _selectors(self, first: int, last: int) -> tuple[str, ...]:
        """The names that together are the lines from one place to another; none where they are not."""
        chosen = list[tuple[str, int]]()
        at = first
        while at <= last:
            fits = [(end, name, which) for end, name, which in self._named.get(at, ()) if end <= last]
            if not fits:
                return ()
            # Of the names of the same lines the first, but for `imports`, which will also have those to come.
            end, name, which = max(fits, key=lambda one: (one[0], one[1] == "imports"))
            chosen.append((name, which))
            at = end + 1
        return tuple(dict.fromkeys(self._spelled(name, which, chosen) for name, which in chosen))

    def _spelled(self, name: str, which: int, chosen: Sequence[tuple[str, int]]) -> str:
        number = len(self._index.known[name])
        if number == 1:
            return spelled(name)
        if sum(name == one for one, _ in chosen) == number:
            return spelled(name) if name in self._index.defined else str(Selector(name, "*"))
        return str(Selector(name, which))

    @cached_property
    def _named(self) -> dict[int, list[tuple[int, str, int]]]:
        """What has a name, by the place of its first line: that of its last one, the name, which it is."""
        places = {number: at for at, number in enumerate(self._numbers)}
        named: dict[int, list[tuple[int, str, int]]] = {}
        for name, spans in self._index.known.items():
            for which, span in enumerate(spans, 1):
                own = [places[number] for number in range(span.first, span.last + 1) if number in places]
                if own:
                    named.setdefault(own[0], []).append((own[-1], name, which))
        return named
