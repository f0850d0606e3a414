"""The marks within a paragraph of Org as those of Markdown: emphasis, code, links, footnotes.

Rules: Org Syntax (orgmode.org/worg/org-syntax.html), "Objects"; Org Manual, "Markup for Rich Contents".
"""

import re
from collections.abc import Callable

from chronicles.importing.plain_signs import code_mark, with_plain_signs

LONGEST = 500  # characters of one mark: without an end of it, the search for one would be quadratic
# What is held stands between two signs of their own, which are no letters.
BEFORE, BEHIND = r"(?:^|(?<=[\s\-({'\"\ue001]))", r"(?=[\s\-.,;:!?'\")}\\\[\ue000]|$)"
# A mark holds at most one end of line (org-emphasis-regexp-components).
WITHIN = rf"(?:[^\n]|\n(?!\s*\n)){{0,{LONGEST}}}?"
CODE = re.compile(
    rf"{BEFORE}(?P<sign>[~=])(?P<code>[^\s](?:{WITHIN}[^\s])?)(?P=sign){BEHIND}"
    rf"|src_[\w+#-]{{1,40}}(?:\[[^\]\n]{{0,200}}\])?\{{(?P<source>[^{{}}\n]{{1,{LONGEST}}})\}}",
    re.MULTILINE,
)
# An export snippet for a back-end that there is not (Org Manual, "Comment Lines").
REMARK = re.compile(rf"@@comment:[^@]{{0,{LONGEST}}}@@")
LINK = re.compile(r"\[\[(?P<to>[^\[\]\n]{1,2000})\](?:\[(?P<text>[^\[\]]{1,1000})\])?\]")
NOTE = re.compile(r"\[fn:(?P<name>[\w-]{0,100})(?::(?P<text>[^\[\]\n]{0,1000}))?\]")
PLAIN_LINK = re.compile(r"<?\b(?:https?|mailto):[^\s<>\[\]]{1,2000}>?")
EMPHASIS = re.compile(
    rf"{BEFORE}(?P<sign>[*/_+])(?P<text>[^\s](?:{WITHIN}[^\s])?)(?P=sign){BEHIND}", re.MULTILINE
)
MARKS = {"*": ("**", "**"), "/": ("*", "*"), "_": ("<u>", "</u>"), "+": ("~~", "~~")}
RAISED = re.compile(r"(?<=[^\s^_])(?P<sign>[_^])\{(?P<text>[^{}\s]{1,100})\}")
BREAK = re.compile(r"\\\\[ \t]*$", re.MULTILINE)
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
WEB = ("http:", "https:", "mailto:", "ftp:", "//")
HELD = re.compile("\ue000(?P<number>[0-9]+)\ue001")
MOST_LEVELS = 4  # of emphasis within emphasis


def org_marks(text: str) -> str:
    """Return a paragraph of Org, of as many lines, as Markdown."""
    held: list[str] = []

    def hold(new: str) -> str:
        held.append(new)
        return f"\ue000{len(held) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = REMARK.sub(lambda match: "\n" * match[0].count("\n"), text)
    text = CODE.sub(lambda match: hold(code_mark(match["code"] or match["source"])), text)
    text = NOTE.sub(
        lambda match: hold(_note(match)) + (f" ({match['text'].strip()})" if match["text"] else ""), text
    )
    text = LINK.sub(lambda match: _link(match, hold), text)
    text = PLAIN_LINK.sub(lambda match: hold(match[0]), text)
    text = BREAK.sub(lambda match: hold("<br>"), text)
    text = _emphasis(text, hold)
    text = RAISED.sub(
        lambda match: hold(_raised(match["sign"])) + match["text"] + hold(_raised(match["sign"], "/")), text
    )
    text = with_plain_signs(text)
    for _ in range(MOST_LEVELS + 2):  # what is held may hold marks itself
        text = HELD.sub(lambda match: held[int(match["number"])], text)
    return text


def _emphasis(text: str, hold: Callable[[str], str]) -> str:
    for _ in range(MOST_LEVELS):
        new = EMPHASIS.sub(
            lambda match: f"{hold(MARKS[match['sign']][0])}{match['text']}{hold(MARKS[match['sign']][1])}",
            text,
        )
        if new == text:
            break
        text = new
    return text


def _note(match: re.Match[str]) -> str:
    return "" if match["text"] else f"[^{match['name']}]"


def _link(match: re.Match[str], hold: Callable[[str], str]) -> str:
    """A link; one to a place within a collection of notes is its text alone."""
    to = match["to"].strip()
    address = to.removeprefix("file:").partition("::")[0]
    text = match["text"]
    if to.startswith(("id:", "roam:", "*", "#")) or (":" not in to and "/" not in to and "." not in to):
        return text or to.partition(":")[2] or to.lstrip("*#")
    address = "".join(SPECIAL.get(sign, sign) for sign in address)
    if address.lower().endswith(PICTURES) and not text:
        return hold(f"![{address.rpartition('/')[2]}]({address})")
    if text is None:
        return hold(f"<{address}>" if address.startswith(WEB) else f"[{address}]({address})")
    return f"{hold('[')}{text}{hold(f']({address})')}"


SPECIAL = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E"}


def _raised(sign: str, end: str = "") -> str:
    return f"<{end}{'sub' if sign == '_' else 'sup'}>"
