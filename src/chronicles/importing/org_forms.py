"""What the lines of Org look like: a pattern for each kind.

Rules: Org Syntax (orgmode.org/worg/org-syntax.html), "Elements"; Org Manual, "Plain Lists", "Tables",
"Drawers", "Comment Lines", "Structure Template".
"""

import re
from collections.abc import Sequence

HEADING = re.compile(r"^(?P<stars>\*+)[ \t]+(?P<rest>.*)$")
BEGIN = re.compile(r"^(?P<space>[ \t]*)#\+begin_(?P<kind>\w+)(?:[ \t]+(?P<words>.*))?$", re.IGNORECASE)
END = re.compile(r"^[ \t]*#\+end_(?P<kind>\w+)[ \t]*$", re.IGNORECASE)
DRAWER = re.compile(r"^[ \t]*:(?P<name>[\w-]+):[ \t]*$")
DRAWER_END = re.compile(r"^[ \t]*:end:[ \t]*$", re.IGNORECASE)
PLANNING = re.compile(r"^[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[]")
CLOCK = re.compile(r"^[ \t]*CLOCK:[ \t]")
COMMENT = re.compile(r"^[ \t]*#(?:[ \t].*)?$")
KEYWORD = re.compile(r"^[ \t]*#\+(?P<key>[\w-]+)(?:\[[^\]]*\])?:(?P<value>.*)$")
FIXED = re.compile(r"^(?P<space>[ \t]*):(?: (?P<text>.*))?$")
ITEM = re.compile(
    r"^(?P<space>[ \t]*)(?P<sign>[-+]|\d{1,9}[.)]|(?<=[ \t])\*)(?:[ \t]+\[@\d+\])?"
    r"(?:[ \t]+\[(?P<box>[ xX-])\])?(?:[ \t]+(?P<text>.*))?$"
)
TERM = re.compile(r"^(?P<term>.{1,200}?)[ \t]+::(?:[ \t]+(?P<text>.*))?$")
RULE = re.compile(r"^[ \t]*-{5,}[ \t]*$")
FOOTNOTE = re.compile(r"^\[fn:(?P<name>[\w-]{1,100})\][ \t]*(?P<text>.*)$")
COOKIES = re.compile(r"^[ \t]*\|(?:[ \t]*(?:<[lcr]?\d*>|/)?[ \t]*\|)+[ \t]*$")
UNESCAPED = re.compile(r"^([ \t]*),(?=,*(?:\*|#\+))")


def item_of(text: str) -> re.Match[str] | None:
    """Return the parts of a line that begins an item of a list, `None` for any other."""
    match = ITEM.match(text)
    return match if match and (match["text"] or match["box"] or text.strip() == match["sign"]) else None


def space_of(text: str) -> str:
    """Return the white space that a line begins with."""
    return text[: len(text) - len(text.lstrip())]


def common_space(texts: Sequence[str]) -> str:
    """Return the white space with which all lines begin that are not blank."""
    spaces = [space_of(text) for text in texts if text.strip()]
    common = min(spaces, key=len, default="")
    while common and not all(space.startswith(common) for space in spaces):
        common = common[:-1]
    return common
