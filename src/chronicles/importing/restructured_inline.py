"""Running text of docutils as Markdown: emphasis, code, links, pictures and roles.

Rules: The Docutils Document Tree, "Inline Elements".
"""

import re
from typing import Any

from docutils import nodes

from chronicles.importing.plain_signs import code_mark, with_plain_signs

ROLE = re.compile(r":(?P<role>[\w:+.-]+):`(?P<text>[^`]*)`")
TARGET = re.compile(r"(?P<text>.+?)\s*<(?P<to>[^<>]*)>")
AROUND = {
    "emphasis": ("*", "*"),
    "title_reference": ("*", "*"),
    "strong": ("**", "**"),
    "subscript": ("<sub>", "</sub>"),
    "superscript": ("<sup>", "</sup>"),
}


def inline_markdown(node: nodes.Node) -> str:
    """Return what stands in a paragraph as Markdown."""
    return "".join(map(_marked, node.children))


def _marked(node: Any) -> str:
    if isinstance(node, nodes.Text):
        return with_plain_signs(node.astext().replace("\\", "\\\\"))
    name = type(node).__name__
    if name in AROUND:
        before, behind = AROUND[name]
        return f"{before}{inline_markdown(node)}{behind}"
    if name in ("literal", "math"):
        return code_mark(" ".join(node.astext().split()))
    if name in ("footnote_reference", "citation_reference"):
        return f"[^{node.astext()}]"
    if name == "image":
        return picture_markdown(node)
    if name == "problematic":
        return _role(node.astext())
    if name == "reference":
        return _linked(node)
    return "" if name == "target" else inline_markdown(node)


def _linked(node: Any) -> str:
    text, to = inline_markdown(node), node.get("refuri", "")
    if not to:
        return text
    if node.astext() in (to, to.removeprefix("mailto:")):
        return f"<{node.astext()}>"
    return f"[{text}]({_address(to)})"


def picture_markdown(node: Any) -> str:
    """Return an image as Markdown."""
    alt = " ".join(str(node.get("alt", "")).split()).replace("[", "(").replace("]", ")")
    return f"![{alt}]({_address(node.get('uri', ''))})"


def _address(text: str) -> str:
    return text.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _role(text: str) -> str:
    """A role that only Sphinx or a plug-in knows, such as `:func:`: its text as code."""
    match = ROLE.fullmatch(text)
    if match is None:
        return with_plain_signs(text.replace("\\", "\\\\"))
    inside = match["text"].strip()
    if named := TARGET.fullmatch(inside):
        return with_plain_signs(named["text"])
    if match["role"] in ("ref", "doc", "term", "abbr", "guilabel", "menuselection"):
        return with_plain_signs(inside)
    return code_mark(inside.lstrip("~!").strip() or match["role"])
