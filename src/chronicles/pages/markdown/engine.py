"""The Markdown engine as a dialect sets it up, run as far as a page has to be understood.

A second parser would agree with Python-Markdown in most pages and fool authors in the rest, so this
is Python-Markdown itself, with highlighting left out. It takes about a millisecond a page.
"""

import re
from itertools import dropwhile
from xml.etree.ElementTree import Element

from markdown import Markdown

from chronicles.pages.markdown.dialect import READERS, Dialect
from chronicles.pages.markdown.elements import ElementTree, depth, texts
from chronicles.pages.markdown.locator import Locator
from chronicles.problems import Refused

# The engine calls itself for each level, and a site of pages has half of Python's stack in use.
MOST_LEVELS = 200
MOST_BRACKETS = 1000  # it looks for the end of each to the end of the text: 10,000 take ten seconds
# Superfences takes twice as long for every option that is followed by something else at last.
MOST_OPTIONS = 16
FENCE = re.compile(r"[> \t]*(?:`{3,}|~{3,})[ \t]*(?:\.?[\w#.+-]+(?=[\t ]|$))?[ \t]*(?P<rest>.*)")
ITEM = re.compile(r"(?P<before>[> ]*)(?:[-*+]|\d+[.)]|!!!|\?\?\?|===)[ +]")
BRACKET = re.compile(r"[\[\]]")
NESTED = "the page is nested too deeply"


class Engine:
    """Parses pages that are written in one dialect; `locator` is `None` where it has no superfences."""

    def __init__(self, dialect: Dialect) -> None:
        names = [name for name in dialect.extensions if name not in READERS]
        settings = {name: dict(dialect.settings[name]) for name in names if name in dialect.settings}
        self._markdown = Markdown(extensions=names, extension_configs=settings)
        self.locator = Locator.in_place_of(self._markdown)
        self._steps = list(self._markdown.preprocessors)
        if self.locator:
            # What else comes before superfences may take lines away, and they are counted there.
            behind = dropwhile(lambda step: step is not self.locator, self._steps)
            self._steps = [self._markdown.preprocessors["normalize_whitespace"], *behind]

    def parse(self, lines: list[str], inline: bool = False) -> ElementTree:
        """Return what the engine makes of `lines`: the blocks, with `inline` also what is in their text.

        Raises `Refused` for a page that the engine cannot end with, or not in time: beyond `MOST_LEVELS`,
        `MOST_BRACKETS` or `MOST_OPTIONS`.
        """
        _check(lines)
        self._markdown.reset()
        try:
            root = self._root(lines)
            # Whether a comment in running text is one, only inline markup can tell.
            if inline or any("<!--" in text for text in texts(root)):
                self._markdown.treeprocessors["inline"].run(root)
        except RecursionError:
            raise _nested() from None
        references = [address for address, _ in self._markdown.references.values()]
        return ElementTree(root, self._markdown.htmlStash.rawHtmlBlocks, references)

    def _root(self, lines: list[str]) -> Element:
        for step in self._steps:
            lines = step.run(lines)
        root = self._markdown.parser.parseDocument(lines).getroot()
        assert root is not None, "a document has a root, though it may be empty"
        if depth(root) > MOST_LEVELS:
            raise _nested()
        if "footnote" in self._markdown.treeprocessors:
            self._markdown.treeprocessors["footnote"].run(root)
        return root


def _nested() -> Refused:
    return Refused(NESTED, "Take some of its levels out.")


def _check(lines: list[str]) -> None:
    """Refuse what would keep the engine busy for minutes, before it begins."""
    text = "\n".join(lines)
    if text.count("[") > MOST_BRACKETS and _brackets(text) > MOST_BRACKETS:
        raise _nested()
    for number, line in enumerate(lines, 1):
        if line.count("=") > MOST_OPTIONS and _is_endless(line):
            message = f"line {number} opens a block with more words than the engine can read"
            raise Refused(message, 'Write them in braces, as in ```python {title="…"}, and nothing behind.')
        # A list and its item are two levels, and four columns.
        if len(line) > MOST_LEVELS / 2 and _indentation(line) > MOST_LEVELS * 2:
            raise _nested()


def _indentation(line: str) -> int:
    """How far in a list item or the like begins."""
    match = ITEM.match(line.expandtabs(4))
    return match.end("before") if match else 0


def _brackets(text: str) -> int:
    """How many brackets are open at once, at most."""
    level = deepest = 0
    for bracket in BRACKET.findall(text):
        level = level + 1 if bracket == "[" else max(0, level - 1)
        deepest = max(deepest, level)
    return deepest


def _is_endless(line: str) -> bool:
    match = FENCE.match(line)
    rest = match["rest"].rstrip(" \t") if match else "{}"
    return not (rest.startswith("{") and rest.endswith("}"))
