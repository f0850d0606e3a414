"""The attributes of a piece of HTML, one by one, whoever wrote it. Pure."""

import re
from collections.abc import Callable

ATTRIBUTES = r"""(?>[^"'<>]|"[^"]*"|'[^']*')*"""
# A tag; of an element whose text is none of HTML, the opening tag; a comment, in which nothing is a tag.
TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    rf"|(?P<raw><(?P<name>script|style|textarea|title)\b{ATTRIBUTES}>)(?P<text>.*?)(?=</(?P=name)|\Z)"
    rf"|<[a-z]{ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"""(?P<key>[^\s"'<>/=]+)(?P<is>\s*=\s*)(?P<quote>["']?)(?P<value>(?<=")[^"]*|(?<=')[^']*|[^\s"'=<>`]+)(?P=quote)"""
)


def each_attribute(html: str, change: Callable[[str, str], str]) -> str:
    """Return the HTML with other values of its attributes: what `change` makes of the name and the value.

    Names are in small letters. What is in comments, and in elements whose text is none of HTML, stays.
    """

    def attribute(match: re.Match[str]) -> str:
        value = change(match["key"].lower(), match["value"])
        quote = match["quote"]
        return match[0] if value == match["value"] else f"{match['key']}{match['is']}{quote}{value}{quote}"

    def tag(match: re.Match[str]) -> str:
        if match[0].startswith("<!--"):
            return match[0]
        opening = match["raw"] or match[0]
        return ATTRIBUTE.sub(attribute, opening) + (match["text"] or "")

    return TAG.sub(tag, html)
