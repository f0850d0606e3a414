"""Tables of GitHub as Python-Markdown reads them: rows with their bars, and none that ends a cell in it."""

import re
from collections.abc import Callable, Sequence

from chronicles.importing.code_spans import code_spans
from chronicles.importing.github_tree import GithubNode

ALIGNED = {"left": ":---", "center": ":---:", "right": "---:"}


def site_table(
    table: GithubNode, lines: Sequence[str], text: Callable[[str, int], str]
) -> list[tuple[int, str]]:
    """Return the rows of a table, each with the index of its line; `lines` are those of the whole text.

    `text` gets what stands in a cell and the index of its line, and returns it as the site has it. The rules
    are those of GFM, "Tables (extension)".
    """
    head, *rows = [row for part in table.children for row in part.children]
    found = [(table.first, _row(head.children, table.first, lines[table.first], text))]
    dashes = f"| {' | '.join(_dashes(cell.info) for cell in head.children)} |"
    written = lines[table.first + 1].strip("> \t")
    found.append((table.first + 1, written if written.startswith("|") else dashes))
    return [*found, *((row.first, _row(row.children, row.first, lines[row.first], text)) for row in rows)]


def _row(cells: Sequence[GithubNode], index: int, line: str, text: Callable[[str, int], str]) -> str:
    old = ["\n".join(cell.lines) for cell in cells]
    new = [text(cell, index) for cell in old]
    written = line.strip("> \t")
    is_right = new == old and written.startswith("|") and not ("`" in written and "\\|" in written)
    return written if is_right else f"| {' | '.join(map(_with_bars, new))} |"


def _with_bars(text: str) -> str:
    """A cell whose bars are escaped, but not in code: there Python-Markdown shows the backslash."""
    parts, at = [], 0
    for start, end in code_spans(text).items():
        parts += [_escaped(text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _dashes(style: str) -> str:
    return ALIGNED.get(style.removeprefix("text-align:"), "---")
