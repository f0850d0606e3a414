"""Marks of Markdown around words that were HTML: spans, breaks, indents, addresses."""

import re
from collections.abc import Collection

INDENT = "    "  # by which a block is a part of a list's item to Python-Markdown
SPACE = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Return Markdown with one blank line between blocks, and a break only where a line follows.

    A break is two blanks at the end of a line.
    """
    lines = [line if line.strip() else "" for line in text.replace("\u2028", "\n").split("\n")]
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        lines[number] = line.rstrip() + ("  " if line.endswith("  ") and follows.strip("> ") else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def one_line(text: str) -> str:
    """Return words on one line, one blank between each."""
    return SPACE.sub(" ", text).strip()


def indented(text: str, first: str, indent: str = INDENT) -> str:
    """Return a block below a mark such as `-`: its first line behind it, the others as deep as they need."""
    lines = [indent + line if line.strip() else "" for line in text.split("\n")]
    return first + lines[0][len(indent) :] + "".join(f"\n{line}" for line in lines[1:])


def code_span(text: str) -> str:
    """Return a code span, which as many signs enclose as it needs (CommonMark, "Code spans")."""
    if not text.strip():
        return ""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    space = " " if longest else ""
    return f"{'`' * (longest + 1)}{space}{text}{space}{'`' * (longest + 1)}"


def marked(text: str, opening: str, closing: str, parents: Collection[str]) -> str:
    """Return words with marks around them: not around blanks at their ends, and not around several blocks."""
    words = text.strip()
    if not words or "pre" in parents or "code" in parents:
        return text
    if re.search(r"\n\s*\n|\n(?:[-#>|]|\d+\.) ", text):
        return text
    words = words.replace("  \n", "<br>").replace("\n", " ") if opening.startswith("<") else words
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{opening}{words}{closing}{text[len(text.rstrip()) :]}"


def plain_address(text: str) -> str:
    """Return an address without the signs that would end it."""
    signs = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C"}
    return "".join(signs.get(sign, sign) for sign in SPACE.sub(" ", text.strip()))
