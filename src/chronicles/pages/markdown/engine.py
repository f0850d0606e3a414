"""The Markdown engine as a dialect sets it up, run as far as a page has to be understood.

A second parser would agree with Python-Markdown in most pages and fool authors in the rest, so this
is Python-Markdown itself, with highlighting left out. It takes about a millisecond a page.
"""

from itertools import dropwhile
from xml.etree.ElementTree import Element

from markdown import Markdown

from chronicles.pages.markdown.bounds import FEWER, MOST_LEVELS, NESTED, check_lines, check_text
from chronicles.pages.markdown.dialect import READERS, Dialect
from chronicles.pages.markdown.elements import ElementTree, depth, texts
from chronicles.pages.markdown.locator import Locator
from chronicles.problems import Refused


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

        Raises `Refused` for a page that the engine cannot end with, or not in time: see `bounds`.
        """
        check_lines(lines)
        self._markdown.reset()
        try:
            root = self._root(lines)
            # Whether a comment in running text is one, only inline markup can tell.
            if inline or any("<!--" in text for text in texts(root)):
                self._markdown.treeprocessors["inline"].run(root)
        except RecursionError:
            raise Refused(NESTED, FEWER) from None
        references = [address for address, _ in self._markdown.references.values()]
        return ElementTree(root, self._markdown.htmlStash.rawHtmlBlocks, references)

    def _root(self, lines: list[str]) -> Element:
        written, checked = lines, self.locator or self._steps[0]
        for step in self._steps:
            lines = step.run(lines)
            if step is checked:  # the blocks of code are out, and what takes its time is still to come
                self._check(lines, written)
        root = self._markdown.parser.parseDocument(lines).getroot()
        assert root is not None, "a document has a root, though it may be empty"
        if depth(root) > MOST_LEVELS:
            raise Refused(NESTED, FEWER)
        if "footnote" in self._markdown.treeprocessors:
            self._markdown.treeprocessors["footnote"].run(root)
        return root

    def _check(self, lines: list[str], written: list[str]) -> None:
        """Refuse what costs too much, at its line as it is written."""
        try:
            check_text("\n".join(lines))
        except Refused as refused:
            found = lines[refused.line - 1].strip()
            places = (number for number, line in enumerate(written, 1) if line.strip() == found)
            raise Refused(refused.message, refused.mend, next(places, 0)) from None
