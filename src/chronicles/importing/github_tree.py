"""The blocks of a text as GitHub sees them, each with the lines that it has (CommonMark; GFM, "Tables")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

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
    return root if _is_whole(root, lines) else None


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
