"""Pages of which no rendering is needed to know that nothing in them can do harm: they lack the signs for it.

A page may be quiet and not be known to be, never the other way round: `Cleaner` renders what is not known.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from chronicles.pages.markdown.dialect import EXTENSIONS, Dialect

# Extensions of Python-Markdown and PyMdown that make nothing that runs from a text without the signs below.
KNOWN = frozenset(
    {
        *EXTENSIONS,
        *("fenced_code", "nl2br"),
        *("pymdownx.betterem", "pymdownx.caret", "pymdownx.mark"),
    }
)
# Settings with which a journal names functions of its own that write HTML.
OWN_WRITERS = frozenset({"custom_fences", "custom_inline", "slugify"})
# HTML and addresses in brackets, attributes, entities, definitions of addresses, files to include, and what
# the engine marks its own places with.
SIGN = "<"
SIGNS = re.compile(r"[<{\x00-\x08\x0b-\x1f\x7f]|&(?=#|\w+;)|\]:|8<")
FENCES = ("```", "~~~")
FENCE = re.compile(r"```(?P<language>[\w+#.-]*)")
INCLUDED = "8<"  # also in a block of code
LINK = re.compile(r"\]\((?P<to>[^()\s<>\"'`{}\\&]*)(?P<end>.?)", re.DOTALL)
WEB = ("https://", "http://")
# An engine that writes one thing within another comes to an end of its room.
NESTED = re.compile(r"[ \t]{25}|[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){6}")
MARK = re.compile(r"[*_~^=`\[]")
MOST_MARKS = 200  # of a paragraph


def are_known(dialect: Dialect) -> bool:
    """Whether all extensions of a dialect are known, and write nothing by functions of the journal's own."""
    names = {name.removeprefix("markdown.extensions.") for name in dialect.extensions}
    settings = {key for one in dialect.settings.values() for key in one}
    return names <= KNOWN and not settings & OWN_WRITERS


def is_quiet(lines: Sequence[str], places: Collection[str]) -> bool:
    """Whether a page has no sign that could do harm, in a dialect whose extensions `are_known`.

    Links may lead to the web and to `places`, which are relative.
    """
    prose = list(_prose(lines))
    text = "\n".join(prose)
    if SIGNS.search(text) or any(map(NESTED.match, prose)):
        return False
    if any(len(MARK.findall(paragraph)) > MOST_MARKS for paragraph in text.split("\n\n")):
        return False
    links = LINK.finditer(text)
    return all(link["end"] == ")" and (link["to"].startswith(WEB) or link["to"] in places) for link in links)


def _prose(lines: Sequence[str]) -> Iterator[str]:
    """The lines outside of blocks of code whose fences every engine reads alike; a sign for any other."""
    is_open = False
    for line in lines:
        if any(fence in line for fence in FENCES):
            match = FENCE.fullmatch(line)
            if match is None or (is_open and match["language"]):
                yield SIGN
            is_open = not is_open
            yield ""
        elif not is_open:
            yield line
        elif INCLUDED in line:
            yield SIGN
    if is_open:
        yield SIGN
