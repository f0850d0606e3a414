"""Words of a web page that Markdown would take for marks: they are escaped, and stay words."""

import re
from collections.abc import Collection

from bs4.element import NavigableString, Tag

# Python-Markdown's "Backslash Escapes"; a sign that it has no escape for is written as HTML's reference.
ALWAYS = re.compile(r"\\(?=[^\w\s])|[`*]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])")
OPENS = re.compile(r"\](?=[(\[:])|\[(?=[\^!]|[ xX]\])")
REFERENCE = re.compile(r"&(?=#?\w+;)")
BEGINS = re.compile(
    r"(?P<space>^[ \t]*)(?:(?P<escaped>[#>|]|[-+*](?=\s|$)|-(?=-)|!!!)"
    r"|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
    r"|(?P<sign>[=?:])(?=\1?(?:=|\?\?|\s|$)))",
    re.MULTILINE,
)
BLOCKS = frozenset(
    {*("p", "div", "li", "td", "th", "blockquote", "dd", "dt", "article", "section", "header", "footer")}
    | {
        *(
            "main",
            "aside",
            "nav",
            "center",
            "figure",
            "figcaption",
            "caption",
            "summary",
            "details",
            "ul",
            "ol",
        )
    }
    | {*("table", "thead", "tbody", "tfoot", "tr", "dl", "pre", "hr", "br", "[document]")}
    | {*("h1", "h2", "h3", "h4", "h5", "h6")}
)


def escaped_words(text: str, parents: Collection[str], begins_line: bool) -> str:
    """Return running text with what could be a mark escaped.

    `parents` are the names of the elements around it, `begins_line` whether it is the first on its line.
    """
    text = REFERENCE.sub("&amp;", text)
    text = ALWAYS.sub(lambda match: "\\" + match[0], text)
    text = OPENS.sub(lambda match: "\\" + match[0], text)
    text = text.replace("<", "&lt;")
    if "a" in parents:
        text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)
    if "td" in parents or "th" in parents:
        text = text.replace("|", "\\|")
    first, *others = text.split("\n")
    lines = [_begun(first) if begins_line else first, *map(_begun, others)]
    return "\n".join(lines)


def _begun(line: str) -> str:
    """A line of text that would begin a heading, a list, a quote, a note or a table."""
    return BEGINS.sub(_sign, line, count=1)


def _sign(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"{match['space']}&#{ord(match['sign'])};"
    if match["dot"]:
        return f"{match['space']}{match['number']}\\{match['dot']}"
    return f"{match['space']}\\{match['escaped']}"


def begins_line(text: NavigableString) -> bool:
    """Whether nothing that is seen stands before a text in its block."""
    node: NavigableString | Tag = text
    while True:
        before = node.previous_sibling
        while before is not None and not isinstance(before, Tag) and not str(before).strip():
            before = before.previous_sibling
        if before is not None:
            return isinstance(before, Tag) and before.name in BLOCKS
        parent = node.parent
        if parent is None or parent.name in BLOCKS:
            return True
        node = parent
