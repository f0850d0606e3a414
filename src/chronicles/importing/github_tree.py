"""The blocks of a text as GitHub sees them, each with the lines that it has (CommonMark; GFM, "Tables")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chronicles.importing.plain_blocks import PlainBlock, plain_blocks

MOST_NESTED = 80  # lists, items and quotations in one another; a list and its item are two
LEAVES = frozenset({"paragraph", "heading", "fence", "code_block", "html_block", "hr", "table"})


@dataclass(slots=True)
class GithubNode:
    """A block: the lines from `first` to before `last` (from 0), and what stands in it.

    `kind` is the name of its token in markdown-it, `markup` its sign. `lines` has the text without what
    belongs to the blocks around, `info` the words behind a fence, an item's number, or how a cell is aligned.
    """

    kind: str
    first: int
    last: int
    info: str = ""
    markup: str = ""
    tag: str = ""
    lines: list[str] = field(default_factory=list)
    children: list["GithubNode"] = field(default_factory=list)


def github_tree(lines: Sequence[str]) -> GithubNode | None:
    """Return a text as a tree of blocks; `None` where not each of its lines has a place in it.

    That is so where it is nested deeper than `MOST_NESTED`.
    """
    root = block_tree(lines)
    return root if _is_whole(root, lines) else None


def block_tree(lines: Sequence[str]) -> GithubNode:
    """Return a text as a tree of blocks, of which only those are parsed that are not plain."""
    root = GithubNode("root", 0, len(lines))
    for block in plain_blocks(lines):
        root.children += [_of_plain(block)] if block.kind else _parsed(lines, block)
    return root


def _of_plain(block: PlainBlock) -> GithubNode:
    node = GithubNode(block.kind, block.first, block.last, tag="p", lines=list(block.lines))
    if block.kind == "heading":
        node.tag, node.markup = f"h{len(block.info)}", block.info
    elif block.kind == "fence":
        node.tag, node.markup, node.info = "code", "```", block.info
    return node


def _parsed(lines: Sequence[str], block: PlainBlock) -> list[GithubNode]:
    """The nodes of a part of a text. What follows there ends it, as it does in the whole text."""
    inside = lines[block.first : block.last + 1]
    nodes = parsed_tree(inside).children
    for node in _all(GithubNode("root", 0, 0, children=nodes)):
        node.first, node.last = node.first + block.first, node.last + block.first
    return nodes[:-1] if block.last < len(lines) else nodes


def parsed_tree(lines: Sequence[str]) -> GithubNode:
    """Return a text as a tree of blocks, all of it parsed."""
    root = GithubNode("root", 0, len(lines))
    opened = [root]
    for token in _BLOCKS.parse("\n".join(line if line.strip() else "" for line in lines)):
        if token.type == "inline":
            opened[-1].lines = token.content.split("\n")
        elif token.nesting < 0:
            opened.pop()
        else:
            node = _node(token, opened[-1])
            opened[-1].children.append(node)
            if token.nesting:
                opened.append(node)
    return root


def _node(token: Token, around: GithubNode) -> GithubNode:
    first, last = token.map or (around.first, around.last)
    name = token.type.removesuffix("_open")
    info = token.info or str(token.attrs.get("style", ""))
    content = token.content.removesuffix("\n").split("\n") if token.content else []
    return GithubNode(name, first, last, info, token.markup, token.tag, content)


def _is_whole(root: GithubNode, lines: Sequence[str]) -> bool:
    seen: set[int] = set()
    for node in _all(root):
        if node.kind in LEAVES:
            seen.update(range(node.first, node.last))
            if node.kind in ("paragraph", "html_block") and len(node.lines) > node.last - node.first:
                return False
            if node.kind == "paragraph" and len(node.lines) != node.last - node.first:
                return False
    return all(index in seen or not line.strip("> \t-+*.)0123456789") for index, line in enumerate(lines))


def _all(root: GithubNode) -> Iterator[GithubNode]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children


_BLOCKS = MarkdownIt("commonmark", {"maxNesting": MOST_NESTED}).enable("table").disable("reference")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
