"""The nodes of docutils as Markdown: each kind of node has a method that writes it.

Rules: The Docutils Document Tree.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils import nodes

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.plain_signs import code_mark
from chronicles.importing.restructured_inline import inline_markdown, picture_markdown
from chronicles.pages.weave import fence_around

INDENT = 4
ADMONITIONS = {
    **{
        name: name
        for name in ("note", "warning", "tip", "danger", "attention", "important", "caution", "hint")
    },
    "error": "failure",
}
# What docutils says of text that stands in the tree all the same.
KEPT = ("Title underline too short", "Title overline too short")
ITEM_SIGN = re.compile(r"^(?:[-+]|\d{1,9}(?=[.)]))(?=[ .)]|$)")
MORE = frozenset({"more", "teaser_end"})


class NodeWriter:
    """Writes nodes as lines; those of one block, such as a list, stand together."""

    def __init__(self, before: int, notes: list[ImportNote]) -> None:
        self.before, self.notes = before, notes
        self.at = before + 1
        self.level = 1

    def blocks(self, children: Iterable[nodes.Node], depth: int) -> list[SourceLine]:
        """Return the blocks of a container, a blank line between them."""
        found: list[SourceLine] = []
        for node in children:
            lines = self.block(node, depth)
            if lines:
                found += [SourceLine(lines[0].number, ""), *lines] if found else lines
        return found

    def block(self, node: nodes.Node, depth: int) -> list[SourceLine]:
        """Return one block; none for what a reader does not see."""
        if node.line:
            self.at = max(self.at, node.line + self.before)
        write = getattr(self, f"_{type(node).__name__}", None)
        if write is not None:
            found: list[SourceLine] = write(node, depth)
            return found
        if type(node).__name__ in ADMONITIONS:
            return self._noted(ADMONITIONS[type(node).__name__], "", node.children, depth)
        if isinstance(node, nodes.TextElement):
            return self._paragraph(node, depth)
        return self.blocks(node.children, depth)

    def _lines(self, text: str) -> list[SourceLine]:
        found = [SourceLine(self.at + index, line.strip()) for index, line in enumerate(text.split("\n"))]
        self.at = found[-1].number
        return found

    def _section(self, node: Any, depth: int) -> list[SourceLine]:
        self.level += 1
        found = self.blocks(node.children, depth)
        self.level -= 1
        return found

    def _title(self, node: Any, depth: int) -> list[SourceLine]:
        marks = "#" * min(self.level, 6)
        return [SourceLine(self.at, f"{marks} {' '.join(inline_markdown(node).split())}")]

    def _paragraph(self, node: Any, depth: int) -> list[SourceLine]:
        text = inline_markdown(node)
        text = ITEM_SIGN.sub(r"\g<0>\\" if text[:1].isdigit() else r"\\\g<0>", text)
        return self._lines(text)

    def _rubric(self, node: Any, depth: int) -> list[SourceLine]:
        return [SourceLine(self.at, f"**{inline_markdown(node)}**")]

    def _attribution(self, node: Any, depth: int) -> list[SourceLine]:
        return [SourceLine(self.at, f"— {' '.join(inline_markdown(node).split())}")]

    def _bullet_list(self, node: Any, depth: int) -> list[SourceLine]:
        return self._items(node, lambda _: "- ", depth)

    def _enumerated_list(self, node: Any, depth: int) -> list[SourceLine]:
        start = int(node.get("start", 1))
        return self._items(node, lambda index: f"{start + index}. ", depth)

    def _items(self, node: Any, sign: Callable[[int], str], depth: int) -> list[SourceLine]:
        is_loose = any(_is_loose(item) for item in node.children)
        found: list[SourceLine] = []
        for index, item in enumerate(node.children):
            parts = [part for child in item.children if (part := self.block(child, depth + 1))]
            lines = parts[0] if parts else [SourceLine(self.at, "")]
            for part in parts[1:]:
                lines = [*lines, *([SourceLine(part[0].number, "")] if is_loose else []), *part]
            if found and is_loose:
                found.append(SourceLine(lines[0].number, ""))
            found += _led(lines, sign(index))
        return found

    def _definition_list(self, node: Any, depth: int) -> list[SourceLine]:
        found: list[SourceLine] = []
        for item in node.children:
            terms = [
                inline_markdown(x) for x in item.children if isinstance(x, nodes.term | nodes.classifier)
            ]
            number = self.at
            body = self.blocks(item.children[-1].children, depth + 1)
            found += [SourceLine(number, "")] if found else []
            if depth > 1:  # within an item, Python-Markdown knows no definitions
                found += [SourceLine(number, f"**{' : '.join(terms)}**"), SourceLine(number, ""), *body]
                continue
            found += [SourceLine(number, " : ".join(terms)), *_led(body, ":   ")]
        return found

    def _field_list(self, node: Any, depth: int) -> list[SourceLine]:
        return self._pairs(
            [(f"**{inline_markdown(one.children[0])}**: ", one.children[1]) for one in node.children], depth
        )

    def _option_list(self, node: Any, depth: int) -> list[SourceLine]:
        return self._pairs(
            [(f"{code_mark(one.children[0].astext())}: ", one.children[1]) for one in node.children], depth
        )

    def _pairs(self, pairs: Sequence[tuple[str, Any]], depth: int) -> list[SourceLine]:
        found: list[SourceLine] = []
        for name, value in pairs:
            body = self.blocks(value.children, depth + 1) or [SourceLine(self.at, "")]
            found += _led([SourceLine(body[0].number, name + body[0].text), *body[1:]], "- ")
        return found

    def _literal_block(self, node: Any, depth: int) -> list[SourceLine]:
        classes = [name for name in node.get("classes", []) if name not in ("code", "literal-block")]
        return self._fenced(node.astext(), classes[0] if classes else "")

    def _doctest_block(self, node: Any, depth: int) -> list[SourceLine]:
        return self._fenced(node.astext(), "pycon")

    def _math_block(self, node: Any, depth: int) -> list[SourceLine]:
        return self._fenced(node.astext(), "latex")

    def _fenced(self, text: str, language: str) -> list[SourceLine]:
        inside = text.split("\n")
        fence = fence_around("```", inside)
        language = re.sub(r"[^\w#.+-]", "", language)
        return [SourceLine(self.at, line) for line in (fence + language, *inside, fence)]

    def _line_block(self, node: Any, depth: int) -> list[SourceLine]:
        texts = list(self._verses(node, 0))
        return [
            SourceLine(self.at, f"{text}<br>" if text and index + 1 < len(texts) else text or "&nbsp;<br>")
            for index, text in enumerate(texts)
        ]

    def _verses(self, node: Any, level: int) -> Iterable[str]:
        for child in node.children:
            if isinstance(child, nodes.line_block):
                yield from self._verses(child, level + 1)
            else:
                text = inline_markdown(child)
                yield "&emsp;" * level + text if text.strip() else ""

    def _block_quote(self, node: Any, depth: int) -> list[SourceLine]:
        return [SourceLine(x.number, f"> {x.text}".rstrip()) for x in self.blocks(node.children, depth + 1)]

    def _admonition(self, node: Any, depth: int) -> list[SourceLine]:
        title = " ".join(node.children[0].astext().split())
        return self._noted("note", title, node.children[1:], depth)

    def _topic(self, node: Any, depth: int) -> list[SourceLine]:
        if "contents" in node.get("classes", []):
            return []
        return self._admonition(node, depth)

    _sidebar = _topic

    def _noted(self, kind: str, title: str, children: Sequence[nodes.Node], depth: int) -> list[SourceLine]:
        said = title.replace('"', "'")
        head = SourceLine(self.at, f'!!! {kind} "{said}"' if title else f"!!! {kind}")
        inside = self.blocks(children, depth + 1)
        return [head, SourceLine(self.at, ""), *_set_in(inside)] if inside else [head]

    def _table(self, node: Any, depth: int) -> list[SourceLine]:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        heads = [row for head in node.findall(nodes.thead) for row in head.children]
        rows = [row for body in node.findall(nodes.tbody) for row in body.children]
        width = max((_width(row) for row in [*heads, *rows]), default=0)
        head = self._row(heads[0], width) if heads else SourceLine(self.at, "|" + "  |" * width)
        divider = SourceLine(head.number, "|" + " --- |" * width)
        found = [head, divider, *(self._row(row, width) for row in [*heads[1:], *rows])]
        return (
            found
            if title is None
            else [
                SourceLine(found[0].number, inline_markdown(title)),
                SourceLine(found[0].number, ""),
                *found,
            ]
        )

    def _row(self, row: Any, width: int) -> SourceLine:
        cells: list[str] = []
        for entry in row.children:
            lines = self.blocks(entry.children, 1)
            text = "<br>".join(" ".join(part.split("\n")) for part in _paragraphs(lines))
            cells += [text.replace("|", "\\|"), *[""] * int(entry.get("morecols", 0))]
        return SourceLine(
            self.at, "|" + "".join(f" {cell} |" for cell in [*cells, *[""] * (width - len(cells))])
        )

    def _footnote(self, node: Any, depth: int) -> list[SourceLine]:
        label = node.children[0].astext() if node.children else ""
        return _led(self.blocks(node.children[1:], depth + 1), f"[^{label}]: ")

    _citation = _footnote

    def _image(self, node: Any, depth: int) -> list[SourceLine]:
        return [SourceLine(self.at, picture_markdown(node))]

    def _transition(self, node: Any, depth: int) -> list[SourceLine]:
        return [SourceLine(self.at, "---")]

    def _comment(self, node: Any, depth: int) -> list[SourceLine]:
        text = node.astext().strip()
        if text.lower() in MORE:
            return [SourceLine(self.at, "<!-- more -->")]
        if text:
            first = self.at
            message = "a comment, which reStructuredText shows nowhere"
            self.notes.append(ImportNote(first, first + text.count("\n"), Fate.PRIVATE, message))
        return []

    def _system_message(self, node: Any, depth: int) -> list[SourceLine]:
        number = int(node.get("line", 0)) + self.before or self.at
        text = message_shown(node)
        if not text:
            return []
        what = " ".join(node.children[0].astext().split())
        last = number + text.count("\n")
        self.notes.append(
            ImportNote(number, last, Fate.CHANGED, f"shown as text, since docutils says: {what}")
        )
        return self._fenced(text, "text")

    def _nothing(self, node: Any, depth: int) -> list[SourceLine]:
        return []

    _target = _substitution_definition = _pending = _label = _meta = _nothing


def _is_loose(item: Any) -> bool:
    """Whether the blocks of an item need blank lines between them."""
    blocks = [child for child in item.children if not _is_list(child)]
    return len(blocks) > 1 or any(not isinstance(child, nodes.paragraph) for child in blocks)


def _is_list(node: nodes.Node) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)


def _led(lines: Sequence[SourceLine], sign: str) -> list[SourceLine]:
    """The lines as those of an item: its sign before the first, the others set in."""
    if not lines:
        return []
    return [SourceLine(lines[0].number, (sign + lines[0].text).rstrip()), *_set_in(lines[1:])]


def _set_in(lines: Sequence[SourceLine]) -> list[SourceLine]:
    return [SourceLine(line.number, " " * INDENT + line.text if line.text else "") for line in lines]


def _paragraphs(lines: Sequence[SourceLine]) -> list[str]:
    text = "\n".join(line.text.strip() for line in lines)
    return [part for part in re.split(r"\n{2,}", text) if part.strip()]


def _width(row: Any) -> int:
    return sum(1 + int(entry.get("morecols", 0)) for entry in row.children)


def message_shown(message: nodes.system_message) -> str:
    """Return text that docutils could not read and has put aside; nothing where it stands in the tree."""
    literal = next((node for node in message.children if isinstance(node, nodes.literal_block)), None)
    return (
        "" if literal is None or message.children[0].astext().startswith(KEPT) else literal.astext().rstrip()
    )
