"""Superfences, made to say where it finds the blocks of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE
from pymdownx.superfences import SuperFencesBlockPreprocessor


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """The lines of a block's fences (from 1), its body, and what stands for it in the engine's tree."""

    placeholder: str
    first: int
    last: int
    body: tuple[str, ...]


def placeholders(text: str) -> list[str]:
    """Return the numbers, as digits, of what the engine has put away and left a placeholder for in `text`."""
    return [match[1] for match in HTML_PLACEHOLDER_RE.finditer(text)] if "\x02" in text else []


class _Counted(list[str]):
    """Lines that know, while they are walked over, how many were handed out."""

    at = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(super().__iter__(), 1):
            self.at = number
            yield line


class Locator(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """Superfences that notes where it found a block, and highlights nothing.

    After a run, `spans` has the blocks, and `abandoned` the lines of fences that nothing closed, each
    with the lines that it swallowed before that was clear.
    """

    @classmethod
    def in_place_of(cls, markdown: Markdown) -> "Locator | None":
        """Put a locator where `markdown` has superfences; without superfences there is none."""
        if "fenced_code_block" not in markdown.preprocessors:
            return None
        original: Any = markdown.preprocessors["fenced_code_block"]
        if not isinstance(original, SuperFencesBlockPreprocessor):
            return None
        locator = cls(markdown)
        locator.config = {**original.config, "preserve_tabs": False}
        locator.extension = original.extension
        markdown.preprocessors.register(locator, "fenced_code_block", 25)
        if "fenced_raw_block" in markdown.preprocessors:
            markdown.preprocessors.deregister("fenced_raw_block")
        return locator

    def run(self, lines: list[str]) -> list[str]:
        """Return `lines` with a placeholder for each block."""
        self.spans: list[BlockSpan] = []
        self.abandoned: dict[int, range] = {}
        self.opened = 0
        self.lines = _Counted(lines)
        found: list[str] = super().run(self.lines)
        self.lines.at += 1
        self.fence = None  # a fence that is open at the end was never closed
        return found

    @property
    def fence(self) -> str | None:
        """The marker of the open fence; superfences sets it, and so tells where one opens."""
        return self._fence

    @fence.setter
    def fence(self, marker: str | None) -> None:
        if marker is not None:
            self.opened = self.lines.at
        elif self.opened:
            self.abandoned[self.opened] = range(self.opened + 1, self.lines.at)
            self.opened = 0
        self._fence = marker

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:
        """Called at the closing fence: note the block and keep its place, as superfences does."""
        self.last = ws + self.normalize_ws(content)
        if self.formatter is not None:
            lines = self.rebuild_block(self.code).split("\n") if self.code else []
            body = tuple(line if line.strip() else "" for line in lines)
            self._store(self.normalize_ws("\n".join(self.code)) + "\n", "", start, end)
            self.spans += [BlockSpan(key, self.opened, end, body) for key in placeholders(self.stack[-1][0])]
            self.opened = 0
        self.clear()
