"""Signs that mean nothing where a text comes from and something in Markdown: they stay what they are."""

import re

# Emphasis within words is none (CommonMark, "Emphasis and strong emphasis"), so snake_case needs no escape.
SIGNS = re.compile(r"`|\*|~~|\](?=\()|(?<![^\W_])_|_(?![^\W_])")
AT_START = re.compile(r"^(?P<space>[ \t]*)(?P<sign>#|>|!!!|(?:-+|~{3,})[ \t]*$)", re.MULTILINE)
UNDERLINE = re.compile(r"^([ \t]*)=(?==*[ \t]*$)", re.MULTILINE)  # which no backslash takes its meaning


def with_plain_signs(text: str) -> str:
    """Return running text of one paragraph with its signs escaped.

    >>> with_plain_signs("2 * 3 is snake_case")
    '2 \\\\* 3 is snake_case'
    """
    text = AT_START.sub(r"\g<space>\\\g<sign>", SIGNS.sub(r"\\\g<0>", text))
    return UNDERLINE.sub(r"\1&#61;", text)


def code_mark(text: str) -> str:
    """Return inline code, with more backticks around it than stand in a row inside it.

    >>> code_mark("a`b")
    '``a`b``'
    """
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"
