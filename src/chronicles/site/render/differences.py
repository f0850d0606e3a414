"""What a step does to a file, as HTML: complete, so that the file can be made from the page alone.

New lines stand in `<ins>` and old ones in `<del>`. Markers are added by the styles, so what is read
without `<del>` is the new text, byte for byte.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from urllib.parse import quote

from chronicles.guides.series.patches import FileChange
from chronicles.guides.series.series import Stored
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.render.highlighting import escaped, highlighted

HEAD = re.compile(r"@@ -\d+(?:,\d+)? \+(?P<start>\d+)(?:,(?P<count>\d+))? @@ ?(?P<where>.*)")
PYTHON = re.compile(r"\s*(?:class|def|async def) |[A-Z_]+ = ")  # else git takes any line for a heading
WORDS = {"added": "new", "changed": "changed", "deleted": "deleted"}
FILE_BYTES, FILE_ELEMENTS = 400, 8  # of the heading of a file, and of what is said of it
PART_BYTES, PART_ELEMENTS = 600, 9  # of what stands around its lines


# The lines of a file as HTML, from its path and its text.
Highlight = Callable[[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class HunkLine:
    """A line of a hunk: `kind` is `+`, `-` or a space; the last line of a file may have no end."""

    kind: str
    text: str
    end: str = "\n"


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines of a file that stand together: `title` says where, `html` shows them."""

    title: str
    where: str
    html: str


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file that a step changes.

    `word` says what becomes of it, `notes` what its lines do not show. `whole` is the HTML of a new
    file, `hunks` the parts of a changed one; what cannot be shown as text has neither, but `data`.
    """

    path: str
    word: str
    added: int
    removed: int
    notes: tuple[str, ...] = ()
    whole: str = ""
    hunks: tuple[Hunk, ...] = ()
    data: bytes | None = None

    @property
    def html_bytes(self) -> int:
        """About how many bytes of HTML show it: its lines, and what stands around each part."""
        shown = (self.whole, *(hunk.html for hunk in self.hunks))
        return FILE_BYTES + sum(
            len(html.encode("utf-8", "surrogatepass")) + PART_BYTES for html in shown if html
        )

    @property
    def html_elements(self) -> int:
        """About how many elements that are."""
        return FILE_ELEMENTS + sum(html.count("</") + PART_ELEMENTS for html in self._parts())

    @property
    def anchor(self) -> str:
        """The fragment of its place on the page, without `#`, which holds nothing that has to be escaped."""
        return "change-" + quote(self.path).replace("~", "%7E").replace("%", "~")

    def _parts(self) -> list[str]:
        return [html for html in (self.whole, *(hunk.html for hunk in self.hunks)) if html]


def difference(
    change: FileChange,
    before: Stored | None,
    after: Stored | None,
    highlight: Highlight = highlighted,
    words: SiteWords = ENGLISH,
) -> FileDifference:
    """Return what `change` makes of the file `before`, which is `after` then; `None` is no file.

    What is said of it is in `words`.
    """
    word, notes = WORDS[change.fate], [words.say(f"file.{key}") for key in _mode(before, after)]
    if after is None:
        return FileDifference(change.path, word, change.added, change.removed)
    if (text := _text(after)) is None:
        notes.insert(0, words.say("file.binary", size=size(len(after.data), words)))
        return FileDifference(change.path, word, 0, 0, tuple(notes), data=after.data)
    lines = highlight(change.path, text)
    was_text = before is None or _text(before) is not None
    if change.fate == "added" or change.is_binary or not was_text:
        notes += [] if was_text else [words.say("file.was_binary")]
        notes += [words.say(f"file.{key}") for key in _ends(change.lines, text)]
        found = FileDifference(change.path, word, change.added, change.removed, tuple(notes))
        return replace(found, whole="\n".join(lines))
    hunks = tuple(_hunks(change, lines, words))
    notes += [words.say(f"file.{key}") for key in _ends(change.lines, text) if hunks]
    return FileDifference(change.path, word, change.added, change.removed, tuple(notes), hunks=hunks)


def size(number: int, words: SiteWords = ENGLISH) -> str:
    """Return a number of bytes in `words`: a KB is a thousand, a MB a million.

    >>> size(1), size(999), size(1000), size(123_456), size(2_340_000)
    ('1 byte', '999 bytes', '1 KB', '123 KB', '2.3 MB')
    """
    if number < 1000:
        return words.say("file.bytes", number)
    return f"{number / 1000:.0f} KB" if number < 999_500 else f"{number / 1_000_000:.1f} MB"


def _text(file: Stored) -> str | None:
    """The text of a file; HTML has no way to say NUL."""
    try:
        return None if b"\0" in file.data else file.data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _mode(before: Stored | None, after: Stored | None) -> Iterator[str]:
    """What is to be said of who may run the file, as keys of words."""
    was, now = (file is not None and file.is_executable for file in (before, after))
    if now and not was:
        yield "executable"
    if was and after and not now:
        yield "not_executable"


def _ends(changed: Iterable[str], text: str) -> Iterator[str]:
    """What is to be said of the ends of the lines, and of the end of the file, as keys of words."""
    if not text:
        yield "empty"
    elif not text.endswith("\n") and any(line.startswith("\\") for line in changed):
        yield "not_ended"
    elif any(line.startswith("\\") for line in changed):
        yield "was_not_ended"
    if text.count("\n") == text.count("\r\n") > 0:
        yield "crlf"
    elif "\r" in text:
        yield "some_cr"


def _hunks(change: FileChange, new: tuple[str, ...], words: SiteWords) -> Iterator[Hunk]:
    """The parts of a change; `new` has the lines of the new file as HTML."""
    heads = [at for at, line in enumerate(change.lines) if line.startswith("@@ ")]
    for at, end in pairwise([*heads, len(change.lines)]):
        if match := HEAD.match(change.lines[at]):
            start, count = int(match["start"]), int(match["count"] or 1)
            lines = list(_lines(change.lines[at + 1 : end]))
            shown = _shown(lines, new[start - 1 : start - 1 + count] if count else ())
            where = match["where"] if PYTHON.match(match["where"]) else ""
            yield Hunk(_title(start, count, words), where.rstrip("\r"), shown)


def _lines(raw: Iterable[str]) -> Iterator[HunkLine]:
    """The lines of a hunk: behind one without an end stands a line that says so."""
    last: HunkLine | None = None
    for line in raw:
        if line.startswith("\\"):
            last = HunkLine(last.kind, last.text, "") if last else None
            continue
        if last:
            yield last
        last = HunkLine(line[:1] or " ", line[1:])
    if last:
        yield last


def _title(start: int, count: int, words: SiteWords) -> str:
    if count > 1:
        return words.say("file.lines", first=start, last=start + count - 1)
    return words.say("file.line" if count else "file.after_line", line=start)


def _shown(lines: Iterable[HunkLine], new: Iterable[str]) -> str:
    """The lines as HTML; those that stand in the new file are taken from `new`."""
    html = iter(new)
    parts = []
    for kind, group in groupby(lines, lambda line: line.kind):
        run = [(escaped(line.text) if kind == "-" else next(html)) + line.end for line in group]
        tag = {"+": "ins", "-": "del"}.get(kind)
        parts += [f"<{tag}>", *(f"<span>{line}</span>" for line in run), f"</{tag}>"] if tag else run
    return "".join(parts)
