"""What a person wrote as Markdown that shows just that."""

import re

# What GitHub or Python-Markdown makes something of: Markdown, HTML, its entities, strikethrough and formulas.
MARKUP = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
# …and only at the beginning of a line: a heading, a rule or another list.
OPENING = re.compile(r"(?=[#+=-])|(?<=\d)(?=[.)])")


def escaped(text: str) -> str:
    """Return `text` on one line, with signs behind backslashes where Markdown would make something of them.

    CommonMark, "Backslash escapes", has which signs these may be; Python-Markdown lacks `<` among them,
    which is written as an entity. What begins a line wants `escaped_item`.

    >>> escaped("a_b &amp; <i>")
    'a\\\\_b \\\\&amp; &lt;i\\\\>'
    """
    return MARKUP.sub(r"\\\g<0>", " ".join(text.split())).replace(r"\<", "&lt;")


def escaped_item(text: str) -> str:
    """Return `text` as the whole of a list item or paragraph, where its beginning may begin nothing else.

    >>> escaped_item("#12 fix"), escaped_item("1. what")
    ('\\\\#12 fix', '1\\\\. what')
    """
    first, space, rest = escaped(text).partition(" ")
    return OPENING.sub(r"\\", first, count=1) + space + rest
