"""An extension of Python-Markdown that lets no HTML of a page through but what cannot hurt a reader.

It is the setting `html: false`, and named by `NAME` among a page's other extensions, behind all of them. What
is not let through shows as it was written; comments stay, since the marks of this project are comments.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from chronicles.pages.web_addresses import SCRIPTS, scheme_of

NAME = __name__
# Tags that may stand in running text.
VOID = frozenset({"br", "hr"})
INLINE = frozenset(
    {*("b", "i", "em", "strong", "u", "s", "del", "ins", "sub", "sup", "kbd", "mark", "small"), "abbr", "q"}
    | {"cite", "var", "samp"}
)
NAMES = "|".join(sorted(INLINE))
# The innermost one first, whose place a sign takes that the pattern after it passes over.
PAIR = rf"<(?P<name>{NAMES})(?:\s[^<>]*)?>(?P<inside>(?:(?!<(?:{NAMES})[\s>]).)*?)</(?P=name)\s*>"
LEVELS = 4  # of such tags in each other
ALONE = rf"<(?P<name>{'|'.join(sorted(VOID))})(?:\s[^<>]*)?/?>"
# A browser ends a comment at '--!>' too, and one that begins with '>' or '->' at once (WHATWG HTML,
# "Comments"): so none of ours holds such a sign.
COMMENT = "<!--[^<>]*-->"
COMMENTS = re.compile(rf"^[ ]{{0,3}}({COMMENT})[ \t]*$", re.MULTILINE)
ALIGNMENT = re.compile(r"text-align:\s*(?:left|right|center);?")  # of the cells of a table
PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp|avif);", re.IGNORECASE)


class LimitedHtml(Extension):
    """Puts the parts below in the place of those that let HTML through."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Register them, each where Python-Markdown has its own."""
        md.preprocessors.register(_Comments(md), "html_block", 20)
        md.inlinePatterns.deregister("html", strict=False)
        md.inlinePatterns.register(_Comment(COMMENT, md), "html", 90)
        md.inlinePatterns.register(_Tag(ALONE, md), "html_alone", 89)
        for level in range(LEVELS):
            md.inlinePatterns.register(_Tag(PAIR, md), f"html_pair_{level}", 88 - level / LEVELS)
        md.treeprocessors.register(_Attributes(md), "limited_html", -100)


class _Comments(Preprocessor):
    """Puts away the comments that stand on a line of their own, as blocks of raw HTML are."""

    def run(self, lines: list[str]) -> list[str]:
        text = COMMENTS.sub(lambda match: f"\n{self.md.htmlStash.store(match[1])}\n", "\n".join(lines))
        return text.split("\n")


class _Comment(InlineProcessor):
    """Puts away the comments in running text."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        return self.md.htmlStash.store(m[0]), m.start(0), m.end(0)


class _Tag(InlineProcessor):
    """Makes an element of a tag that may stand in running text, without its attributes."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        element = Element(m["name"])
        element.text = m.groupdict().get("inside")
        return element, m.start(0), m.end(0)


class _Attributes(Treeprocessor):
    """Takes out the attributes that could run something, wherever they came from."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for key in [key for key, value in element.items() if _can_run(key, value)]:
                del element.attrib[key]


def _can_run(key: str, value: str) -> bool:
    """Whether an attribute is an event handler, a style, or an address with a program in it."""
    name = key.lower()
    if (name == "src" and PICTURE.match(value)) or (name == "style" and ALIGNMENT.fullmatch(value)):
        return False
    return name.startswith("on") or name in ("style", "srcdoc") or scheme_of(value) in SCRIPTS


def makeExtension(**settings: object) -> LimitedHtml:  # noqa: N802  # the library's name
    """Return the extension: what Python-Markdown asks a module for."""
    return LimitedHtml(**settings)
