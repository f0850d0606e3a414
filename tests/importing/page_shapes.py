"""What a rendered page says, without how it is marked up: for a comparison of two engines.

A shape is a list of words and of elements, each a list that begins with its name. Left out is what only one
of the engines writes and no reader sees: ids, classes, wrappers, and whether the texts of a list stand apart.
"""

import re
from typing import Any

import cmarkgfm
from bs4 import BeautifulSoup, NavigableString, Tag
from cmarkgfm.cmark import Options
from markdown import Markdown

from chronicles.pages.markdown.dialect import Dialect

NAMES = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
UNWRAPPED = frozenset({"span", "label", "thead", "tbody", "div", "section"})
KEPT = {"a": ("href",), "img": ("src", "alt"), "ol": ("start",)}
BLOCKS = frozenset(
    {
        *(
            "p",
            "ul",
            "ol",
            "li",
            "pre",
            "table",
            "tr",
            "td",
            "th",
            "blockquote",
            "details",
            "summary",
            "hr",
            "br",
        )
    }
    | {f"h{level}" for level in range(1, 7)}
)
DIALECT = Dialect()
MARKDOWN = Markdown(
    extensions=list(DIALECT.extensions),
    extension_configs={name: dict(settings) for name, settings in DIALECT.settings.items()},
)


def github_shape(text: str) -> list[Any]:
    """The shape of Markdown as GitHub's own parser has it, with its footnotes."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return shape_of(cmarkgfm.github_flavored_markdown_to_html(text, options))


def site_shape(text: str) -> list[Any]:
    """The shape of Markdown as this site has it."""
    MARKDOWN.reset()
    return shape_of(MARKDOWN.convert(text))


def shape_of(html: str) -> list[Any]:
    """The shape of HTML."""
    return _joined(_shapes(BeautifulSoup(html, "html.parser")))


def _lists(shapes: list[Any]) -> list[Any]:
    """Two lists of a kind that follow each other are one: Python-Markdown has no sign to part them."""
    found: list[Any] = []
    for shape in shapes:
        is_list = isinstance(shape, list) and shape[0] in ("ul", "ol") and bool(found)
        if is_list and isinstance(found[-1], list) and found[-1][0] == shape[0]:
            found[-1] = [*found[-1], *shape[1:]]
        else:
            found.append(shape)
    return found


def _shapes(around: Tag) -> list[Any]:
    found: list[Any] = []
    for node in around.children:
        if type(node) is NavigableString:
            found.append(re.sub(r"\s+", " ", str(node)))
        elif isinstance(node, Tag):
            found += _shape(node)
    return found


def _shape(tag: Tag) -> list[Any]:
    name = NAMES.get(tag.name, tag.name)
    classes = tag.get_attribute_list("class")
    if name == "pre":
        return [["pre", tag.get_text().expandtabs(4).rstrip("\n")]]
    if name == "code":
        return [["code", re.sub(r"\s+", " ", tag.get_text())]]
    if name == "input":
        return [["task", tag.has_attr("checked")]]
    if "footnote-backref" in classes or (name == "hr" and around_of(tag) == "footnote"):
        return []
    if name == "sup" and tag.find("a"):
        return [["note", tag.get_text()]]
    inside = _joined(_shapes(tag))
    if name in UNWRAPPED or (name == "p" and around_of(tag) in ("li", "details")):
        return [" ", *inside, " "] if name in ("p", "div", "section") else inside
    kept = [str(tag[key]) for key in KEPT.get(name, ()) if tag.has_attr(key)]
    if name in ("td", "th"):
        kept = re.findall(r"left|center|right", f"{tag.get('align', '')}{tag.get('style', '')}")
    return [[name, *kept, *inside]]


def around_of(tag: Tag) -> str:
    """What an element stands in: the name, or the class of a footnote."""
    around = tag.parent
    if around is None:
        return ""
    return "footnote" if "footnote" in around.get_attribute_list("class") else around.name


def _joined(shapes: list[Any]) -> list[Any]:
    """The texts that follow each other as one, those of space between blocks left out."""
    found: list[Any] = []
    for shape in shapes:
        if isinstance(shape, str) and found and isinstance(found[-1], str):
            found[-1] = re.sub(r"\s+", " ", found[-1] + shape)
        else:
            found.append(shape)

    def is_block(index: int) -> bool:
        if not 0 <= index < len(found):
            return True
        return isinstance(found[index], list) and found[index][0] in BLOCKS

    kept: list[Any] = []
    for index, shape in enumerate(found):
        if isinstance(shape, str):
            shape = shape.lstrip() if is_block(index - 1) else shape
            shape = shape.rstrip() if is_block(index + 1) else shape
            if not shape:
                continue
        kept.append(shape)
    return _lists(kept)
