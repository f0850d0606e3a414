"""reStructuredText as Markdown: docutils reads it, and its tree of nodes is written as people write Markdown.

Rules: reStructuredText Markup Specification; The Docutils Document Tree.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree

from chronicles.importing.account import ImportNote, SourceLine
from chronicles.importing.restructured_nodes import NodeWriter, message_shown
from chronicles.problems import Refused

MOST, LONGEST_LINE = 1_000_000, 10_000  # characters of a file, and of a line, that docutils is given
MARK = re.compile(r"[*`|\[]|_(?!\w)")
MOST_EFFORT = 6_000**2  # some seconds
DEEPEST = 50  # levels of nodes in one another
# docutils reads no other file, runs nothing, prints nothing, never ends the process (Docutils Configuration).
SETTINGS: dict[str, Any] = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "traceback": True,
    "docinfo_xform": False,
    "doctitle_xform": False,
    "syntax_highlight": "none",
    "input_encoding": "unicode",
    "output_encoding": "unicode",
    "line_length_limit": LONGEST_LINE,
    "toc_backlinks": False,
}


@dataclass(slots=True)
class RestructuredText:
    """A document: its title, the fields above its text, and the text as Markdown, each line with its number.

    `numbers` are those of the lines that say the title and the fields.
    """

    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    lines: list[SourceLine] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)


def read_restructured(lines: Sequence[SourceLine]) -> RestructuredText:
    """Return a document as Markdown. Raises `Refused` for what docutils cannot read, or what is too large."""
    texts = [line.text for line in lines]
    too_long = sum(map(len, texts)) > MOST or max(map(len, texts), default=0) > LONGEST_LINE
    if too_long or _effort(texts) > MOST_EFFORT:
        raise Refused("it is too large to be read as reStructuredText", "Split it, and import the parts.")
    tree = _tree("\n".join(texts))
    found = RestructuredText()
    writer = NodeWriter(lines[0].number - 1, found.notes)
    content = [node for node in tree.children if not _is_aside(node)]
    body = list(tree.children)
    if len(content) == 1 and isinstance(content[0], nodes.section):
        [section] = content
        found.title = section.children[0].astext()
        body = [*(node for node in tree.children if node is not section), *section.children[1:]]
        writer.level = 0
    else:
        writer.level = 1
    fields = next((node for node in body if isinstance(node, nodes.field_list)), None)
    first = next((node for node in body if not _is_aside(node) or node is fields), None)
    if fields is not None and first is fields:
        found.fields = _fields(fields)
        body.remove(fields)
    found.lines = _trimmed(writer.blocks(body, 1))
    return found


def _effort(texts: Sequence[str]) -> int:
    """How long docutils may be busy with the marks in running text.

    Where they are never closed it looks for the end of each in all of its paragraph: the time grows with the
    square of how many there are.
    """
    runs = [0]
    for text in texts:
        if text.strip():
            runs[-1] += len(MARK.findall(text))
        else:
            runs.append(0)
    return sum(run * run for run in runs)


def _tree(text: str) -> nodes.document:
    try:
        tree = publish_doctree(text, settings_overrides=dict(SETTINGS))
    except Exception as error:  # whatever a directive makes of a text that nobody wrote for it
        raise _unreadable(type(error).__name__) from None
    level: list[nodes.Node] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.children]
    if level:
        raise _unreadable("it is nested too deeply")
    return tree


def _unreadable(why: str) -> Refused:
    return Refused(f"it cannot be read as reStructuredText: {why}", "Write it as Markdown, and import that.")


def _is_aside(node: nodes.Node) -> bool:
    """Whether a node is nothing that a reader sees."""
    kinds = (nodes.comment, nodes.target, nodes.substitution_definition, nodes.pending, nodes.field_list)
    return isinstance(node, kinds) or (isinstance(node, nodes.system_message) and not message_shown(node))


def _fields(found: nodes.field_list) -> dict[str, str]:
    pairs = [(one.children[0].astext(), one.children[1].astext()) for one in found.children]
    return {name.casefold(): " ".join(value.split()) for name, value in pairs}


def _trimmed(lines: Sequence[SourceLine]) -> list[SourceLine]:
    start, end = 0, len(lines)
    while start < end and lines[start].is_blank:
        start += 1
    while end > start and lines[end - 1].is_blank:
        end -= 1
    return list(lines[start:end])
