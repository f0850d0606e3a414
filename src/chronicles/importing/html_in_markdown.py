"""Blocks of HTML in a Markdown text: Markdown where that says the same, and what can be folded away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from chronicles.importing.formats.html_allowed import RUNS, TAGS
from chronicles.importing.formats.html_markdown import markdown_of
from chronicles.importing.github_tree import GithubNode
from chronicles.importing.inline_tags import NEUTRAL
from chronicles.problems import Refused

NAMES = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
KNOWN = TAGS | NEUTRAL | {"tt", "strike", "colgroup", "col"}
FOLD = re.compile(r"<(?P<end>/?)details(?P<rest>[^<>]*)>", re.IGNORECASE)
SUMMARY = re.compile(r"\s*<summary[^<>]*>(?P<title>.*?)</summary>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
UNTITLED = "Details"  # what browsers show (WHATWG HTML, "The details element")


@dataclass(frozen=True, slots=True)
class FoldPart:
    """A piece of a block of HTML: the opening (`begins`) or the end of what can be folded, or other HTML."""

    begins: bool = False
    ends: bool = False
    is_open: bool = False
    html: str = ""


def html_as_lines(html: str) -> list[str] | None:
    """Return a block of HTML as lines of Markdown, without any where it shows nothing.

    `None` stands for one that has to stay as it is: it may run, has tags that no page has, or cannot be read.
    """
    names = {match[1].lower() for match in NAMES.finditer(html)}
    if not names <= KNOWN or RUNS.search(html) or "<!" in html or "<?" in html:
        return None
    try:
        text = markdown_of(html)
    except Refused:
        return None
    return text.split("\n") if text.strip() else []


def folded(nodes: Sequence[GithubNode]) -> list[GithubNode]:
    """Return blocks with those between `<details>` and `</details>` in one of the kind `details`.

    Its `markup` is how this site marks it. Where one is never closed, all stays as it is.
    """
    found: list[GithubNode] = []
    opened = [found]
    for node in nodes:
        if node.kind != "html_block" or not FOLD.search("\n".join(node.lines)):
            opened[-1].append(node)
            continue
        for part in _parts("\n".join(node.lines)):
            if part.begins:
                sign = "???+" if part.is_open else "???"
                opened[-1].append(GithubNode("details", node.first, node.last, "", sign))
                opened.append(opened[-1][-1].children)
            elif part.ends:
                if len(opened) == 1:
                    return list(nodes)
                opened.pop()
                opened[-1][-1].last = node.last
            elif part.html.strip():
                opened[-1].append(
                    GithubNode("html_block", node.first, node.last, lines=part.html.strip("\n").split("\n"))
                )
    if len(opened) > 1:
        return list(nodes)
    return found


def titled(node: GithubNode) -> tuple[str, list[GithubNode]]:
    """Return the title of a block of the kind `details`, and what stands below it."""
    first = node.children[0] if node.children else None
    html = "\n".join(first.lines) if first and first.kind == "html_block" else ""
    match = SUMMARY.match(html)
    if first is None or match is None:
        return UNTITLED, node.children
    words = html_as_lines(match["title"])
    title = " ".join(" ".join(words or [escape(TAG.sub("", match["title"]))]).split())
    rest = html[match.end() :].strip("\n")
    left = [GithubNode("html_block", first.first, first.last, lines=rest.split("\n"))] if rest.strip() else []
    return title.replace('"', "&quot;") or UNTITLED, [*left, *node.children[1:]]


def _parts(html: str) -> list[FoldPart]:
    parts: list[FoldPart] = []
    at = 0
    for match in FOLD.finditer(html):
        parts.append(FoldPart(html=html[at : match.start()]))
        is_open = re.search(r"\bopen\b", match["rest"]) is not None
        parts.append(FoldPart(begins=not match["end"], ends=bool(match["end"]), is_open=is_open))
        at = match.end()
    return [*parts, FoldPart(html=html[at:])]
