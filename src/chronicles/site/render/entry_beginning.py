"""Where the beginning of an entry ends in its Markdown, so that a list need not render the rest. Pure."""

import re
from dataclasses import dataclass

STUB = "chronicles"  # a paragraph in the place of the rest
FENCE = "```", "~~~"
ATTRIBUTE = r'(?:[.#][\w-]+|(?:data-[\w-]+|title)="[^"{}]*"|hl_lines="\d+(?: \d+)*")'
# Lines that begin a block of code in every reading of superfences.
OPENING = re.compile(rf"(?P<mark>`{{3,}}|~{{3,}})[\w#+-]*(?: \{{ ?{ATTRIBUTE}(?: {ATTRIBUTE})* ?\}})?")
# What may go on behind the cut (HTML), or be made of all that the page has: what it includes, its contents.
OPEN = re.compile(r"<[A-Za-z/!?]|8<|^[ \t]*\[[^\]\n]*\][ \t]*$|^ *///", re.MULTILINE)
# What may mean something above it: references, notes, abbreviations, names that are taken, a second title.
REFERRED = re.compile(
    r"^[ \t>]*\*?\[[^\n]+\]:|\{[^{}\n]*(?:#|\bid\s*=)|<[^<>]*\b(?:markdown|id)\b|8<|^ *///"
    r"|^[>\s]*(?:#[^#]|=+\s*$)",
    re.MULTILINE,
)
# How a block begins that takes part of what is before it.
JOINED = re.compile(r"[ \t]|[:/={]")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The Markdown of the beginning of an entry, with its separator; whether there is a rest behind it."""

    text: str
    has_rest: bool


def beginning(markdown: str, separator: str, *, fences: bool = True) -> Beginning | None:
    """Return the beginning of an entry that is rendered alone as it is with the rest, `None` for all others.

    `separator` ends it. It has to be a comment on a line and a paragraph of its own; where the text before
    it may be another with the rest than without, as with references that are defined there, there is no
    such beginning. Without `fences` this is so with each block of code.

    >>> beginning("# One\\n\\nText.\\n\\n<!-- more -->\\n\\nRest.", "<!-- more -->")
    Beginning(text='# One\\n\\nText.\\n\\n<!-- more -->\\n\\nchronicles', has_rest=True)
    """
    head, found, rest = markdown.partition(separator)
    if not (found and separator.startswith("<!--") and separator.find("-->") == len(separator) - 3):
        return None
    if not head.endswith("\n\n") or not (rest.startswith("\n\n") or not rest.strip()):
        return None
    follows = rest.strip("\n")
    prose, more = _without_code(head, fences=fences), _without_code(rest, fences=fences)
    if prose is None or OPEN.search(prose) or JOINED.match(follows):
        return None
    if REFERRED.search(rest if more is None else more):
        return None
    return Beginning(f"{head}{separator}" + (f"\n\n{STUB}" if rest.strip() else ""), bool(rest.strip()))


def _without_code(text: str, *, fences: bool) -> str | None:
    """A text without its blocks of code, `None` where it cannot be said for sure where they begin and end."""
    if not any(mark in text for mark in FENCE):
        return text
    prose, mark = [], ""
    for line in text.split("\n"):
        if mark:
            if line == mark:
                mark = ""
            elif line.lstrip("> \t").startswith(FENCE):
                return None
        elif any(one in line for one in FENCE):
            if not fences or not (match := OPENING.fullmatch(line)):
                return None
            mark = match["mark"]
        else:
            prose.append(line)
    return None if mark else "\n".join(prose)
