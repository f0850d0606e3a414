"""What is taken out of a reStructuredText before docutils reads it: heads of posts, what is only Sphinx's.

Rules: Nikola's Handbook, "Metadata"; ABlog, "Posting and Listing"; Sphinx, "Directives". Each line
stays in its place, changed or blank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chronicles.importing.account import Fate, ImportNote, SourceLine

NIKOLA = re.compile(r"^\.\. (?P<key>[a-z_]+):(?: +(?P<value>.*))?$")
FLAGS = {"exclude": "true"}  # options of ABlog's that need no value
FIRST_KEYS = frozenset({"title", "slug", "date"})
POST = re.compile(r"^\.\. post::(?: +(?P<value>.*))?$")
OPTION = re.compile(r"^(?P<space>[ \t]+):(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*))?$")
CODE = re.compile(r"^(?P<space>[ \t]*)\.\. (?:code-block|sourcecode|code)::")
# Directives that show no text of their own, or run on for a site: their lines, and those set in below.
GONE = re.compile(
    r"^(?P<space>[ \t]*)\.\. "
    r"(?:highlight|index|currentmodule|toctree|contents|sectnum|default-role|role|meta|postlist)::"
)
SHOWS_NONE = "a directive that shows no text"
DATE = re.compile(r"^(?P<before>[ \t]*\.\. \|[^|]{1,100}\| )date::")
RENAMED = {
    "seealso": "See also",
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
}
# What Sphinx shows in some builds alone (Sphinx, Directives: only; sphinx.ext.todo, sphinx.ext.ifconfig).
HIDDEN = re.compile(r"^(?P<space>[ \t]*)\.\. (?P<name>todo|ifconfig|only)::(?!\s*(?:html|not latex)\s*$)")
ONLY = re.compile(r"^(?P<space>[ \t]*)\.\. only::.*$")
SPHINX = re.compile(rf"^(?P<space>[ \t]*)\.\. (?P<name>{'|'.join(RENAMED)})::(?P<rest>.*)$")


@dataclass(slots=True)
class RestructuredSource:
    """The lines that docutils gets, what the heads said, and what was left out."""

    lines: list[SourceLine] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    is_post: bool = False  # ABlog's `.. post::`, which is a draft without a date
    notes: list[ImportNote] = field(default_factory=list)


def prepared(lines: Sequence[SourceLine]) -> RestructuredSource:
    """Return a file without the heads of Nikola and ABlog, and with what docutils can read of Sphinx's."""
    found = RestructuredSource(list(lines))
    at = _nikola(found)
    while at < len(found.lines):
        text = found.lines[at].text
        if match := POST.match(text):
            at = _post(found, at, match["value"] or "")
        elif match := CODE.match(text):
            at = _options(found, at + 1, len(match["space"]))
        elif match := GONE.match(text):
            at = _gone(found, at, len(match["space"]), SHOWS_NONE, Fate.LEFT)
        elif match := HIDDEN.match(text):
            message = f"a directive, {match['name']}, that Sphinx shows in some builds alone"
            at = _gone(found, at, len(match["space"]), message, Fate.PRIVATE)
        else:
            found.lines[at] = SourceLine(found.lines[at].number, _renamed(text))
            at += 1
    return found


def _take(found: RestructuredSource, at: int, message: str, fate: Fate) -> None:
    line = found.lines[at]
    if not line.is_blank:
        text = "" if fate is Fate.PRIVATE else line.text.strip()
        found.notes.append(ImportNote(line.number, line.number, fate, message, text=text))
    found.lines[at] = SourceLine(line.number, "")


def _nikola(found: RestructuredSource) -> int:
    """The comments at the top, `.. title: …`; they end at the first line that is none."""
    at = 0
    while at < len(found.lines) and found.lines[at].is_blank:
        at += 1
    first = NIKOLA.match(found.lines[at].text) if at < len(found.lines) else None
    if first is None or first["key"] not in FIRST_KEYS:
        return 0
    while at < len(found.lines) and (match := NIKOLA.match(found.lines[at].text)):
        found.values.setdefault(match["key"], (match["value"] or "").strip())
        _take(found, at, "the head of the post", Fate.CHANGED)
        at += 1
    return at


def _post(found: RestructuredSource, at: int, value: str) -> int:
    found.is_post = True
    if value.strip():
        found.values.setdefault("date", value.strip())
    _take(found, at, "the head of the post", Fate.CHANGED)
    at += 1
    while at < len(found.lines) and (match := OPTION.match(found.lines[at].text)):
        found.values.setdefault(match["key"], (match["value"] or FLAGS.get(match["key"], "")).strip())
        _take(found, at, "the head of the post", Fate.CHANGED)
        at += 1
    return at


def _options(found: RestructuredSource, at: int, space: int) -> int:
    while (
        at < len(found.lines)
        and (match := OPTION.match(found.lines[at].text))
        and len(match["space"]) > space
    ):
        _take(found, at, "how a block of code is shown", Fate.LEFT)
        at += 1
    return at


def _gone(found: RestructuredSource, at: int, space: int, message: str, fate: Fate) -> int:
    """Take out a directive with all that is set in below it."""
    _take(found, at, message, fate)
    at += 1
    while at < len(found.lines):
        text = found.lines[at].text
        if text.strip() and len(text) - len(text.lstrip()) <= space:
            break
        _take(found, at, message, fate)
        at += 1
    return at


def _renamed(text: str) -> str:
    """What docutils would not know, or would fill with the day of today."""
    if match := SPHINX.match(text):
        return f"{match['space']}.. admonition:: {RENAMED[match['name']]}{match['rest']}"
    text = ONLY.sub(r"\g<space>.. container:: only", text)
    return DATE.sub(r"\g<before>replace:: date", text)
