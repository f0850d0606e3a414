"""The fenced blocks of a page as CommonMark sees them, and as the dialects that add to it do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chronicles.pages.markdown.blocks import OPENING, Block

# What takes a fence into itself by four spaces: admonitions, tabs and blocks of Python-Markdown and pymdown,
# items, definitions and footnotes.
HOLDER = re.compile(r"[> \t]*(?:!!!|\?\?\?|===|///|[-*+][ \t]|\d+[.)][ \t]|:[ \t]|\[\^)")
FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*")
# Directives of MyST whose text is Markdown (MyST-Parser, "Roles and Directives"; sphinx-design): a fence may
# stand within their own.
CONTAINERS = frozenset(
    {
        *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso"),
        *("tip", "warning", "versionadded", "versionchanged", "deprecated", "topic", "sidebar", "margin"),
        *("container", "only", "dropdown", "card", "grid", "grid-item", "grid-item-card", "tab-set"),
        *("tab-item", "details", "epigraph"),
    }
)
DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}")
# Directives of MyST that show code (Sphinx, "Showing code examples"; MyST-NB): their options stand before it.
SHOWING = frozenset({"code-block", "code", "sourcecode", "code-cell", "code-block-example"})
OPTION = re.compile(r"[ \t]*:[\w-]+:(?:[ \t].*)?")
CELL_OPTION = re.compile(r"[ \t]*(?:#|//|--|%)\|.*")  # Quarto, "Execution Options"


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; `info` is what stands behind its opening marks.

    The `block` has the text without the `options` that some engines read at its beginning. Nothing can be
    written to one that is not closed, or that begins in the line of its list item (`is_apart` is false).
    """

    block: Block
    info: str
    options: tuple[str, ...] = ()
    is_closed: bool = True
    is_apart: bool = True


def find_fences(lines: Sequence[str], *, is_mdx: bool = False) -> list[Fence]:
    """Return the fenced blocks of a page, in their order. In MDX nothing is code by its indentation."""
    left = _without_front_matter(lines)
    while True:
        found = _fences(left, is_mdx=is_mdx)
        opened = [fence for fence in found if _is_container(fence.info)]
        if not opened:
            return found
        for fence in opened:  # their own lines are taken out, and what is in them is read as the rest
            left[fence.block.first - 1] = ""
            if fence.is_closed:
                left[fence.block.last - 1] = ""


def language_of_info(info: str) -> str:
    """Return the language that is named behind the marks of a fence, `""` where none is.

    >>> language_of_info("python {1,3}"), language_of_info("{.html #a}"), language_of_info("{code-block} css")
    ('python', 'html', 'css')
    """
    if (match := DIRECTIVE.match(info)) and match["name"] in SHOWING:
        info = info[match.end() :].strip()
    match = re.match(r"\{?[ \t]*\.?(?P<language>[\w#+.-]+)(?![\w-]*=)(?=[\s{},:]|$)", info)
    return match["language"] if match else ""


def _without_front_matter(lines: Sequence[str]) -> list[str]:
    """The lines, those of the front matter empty: YAML, or TOML as in Hugo."""
    first = FRONT_MATTER.fullmatch(lines[0]) if lines else None
    if first is None:
        return list(lines)
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == first[1]), None)
    return list(lines) if end is None else [""] * (end + 1) + list(lines[end + 1 :])


def _fences(lines: Sequence[str], *, is_mdx: bool) -> list[Fence]:
    parser = MarkdownIt("commonmark", {"html": not is_mdx})
    found = [_parsed(lines, token) for token in parser.parse("\n".join(lines)) if token.type == "fence"]
    taken = {number for fence in found for number in range(fence.block.first, fence.block.last + 1)}
    for number in range(1, len(lines) + 1):
        if number in taken or not OPENING.match(lines[number - 1]):
            continue
        if (is_mdx or _is_held(lines, number)) and (fence := _indented(lines, number)):
            found.append(fence)
            taken.update(range(fence.block.first, fence.block.last + 1))
    return sorted(found, key=lambda fence: fence.block.first)


def _indented(lines: Sequence[str], number: int) -> Fence | None:
    """The fenced block that begins at a line which CommonMark takes for indented code, or for more text."""
    opening = OPENING.match(lines[number - 1])
    if opening is None or "`" in opening["header"]:
        return None
    prefix, marker = opening["prefix"], opening["marker"]
    closes = re.compile(rf"[> \t]*{re.escape(marker)}{re.escape(marker[0])}*[ \t]*")
    last = next((at for at in range(number, len(lines)) if closes.fullmatch(lines[at])), None)
    if last is None:
        return None
    raw = [_unprefixed(line, prefix) for line in lines[number:last]]
    return _fence(lines, (number, last + 1), marker, opening["header"], raw)


def _unprefixed(line: str, prefix: str) -> str:
    same = next((at for at, sign in enumerate(prefix) if line[at : at + 1] != sign), len(prefix))
    return line[same:]


def _is_held(lines: Sequence[str], number: int) -> bool:
    """Whether the indentation of a line is that of something above, and does not make it code."""
    own = _indentation(lines[number - 1])
    above = (line for line in reversed(lines[: number - 1]) if line.strip() and _indentation(line) < own)
    return HOLDER.match(next(above, "")) is not None


def _indentation(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())


def _parsed(lines: Sequence[str], token: Token) -> Fence:
    assert token.map is not None, "a fence has its lines"
    span = token.map[0] + 1, token.map[1]
    return _fence(lines, span, token.markup, token.info, token.content.split("\n")[:-1])


def _fence(lines: Sequence[str], span: tuple[int, int], marker: str, header: str, raw: list[str]) -> Fence:
    first, last = span
    opening = OPENING.match(lines[first - 1])
    info = header.strip()
    closing = lines[last - 1].strip("> \t")
    is_closed = last > first and len(closing) >= len(marker) and not closing.strip(marker[0])
    options = _options(raw, info)
    text = tuple(raw[len(options) :])
    body = tuple(line if line.strip() else "" for line in text)
    block = Block(first, last, opening["prefix"] if opening else "", marker, info, body, text)
    return Fence(block, info, tuple(options), is_closed, opening is not None)


def _is_container(info: str) -> bool:
    match = DIRECTIVE.match(info)
    return match is not None and match["name"] in CONTAINERS


def _options(body: list[str], info: str) -> list[str]:
    """The lines at the beginning that tell the engine how to show the block, or to run it."""
    match = DIRECTIVE.match(info)
    if match is None:
        return []
    form = OPTION if match["name"] in SHOWING else CELL_OPTION
    if form is OPTION and body[:1] == ["---"] and "---" in body[1:]:
        end = body.index("---", 1) + 1
    else:
        end = next((at for at, line in enumerate(body) if not form.fullmatch(line)), len(body))
    while end and end < len(body) and not body[end].strip():
        end += 1
    return body[:end]
