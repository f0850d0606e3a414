"""A patch as text: who wrote it and why, and the change it makes, file by file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal

from chronicles.git.commands import MAIL, NAME
from chronicles.guides.outline import Step
from chronicles.problems import Refused

FORM = "Write it with 'python3 build.py step save', or with git format-patch."
START = re.compile(rb"^diff --git ", re.MULTILINE)
# Where git am takes the message to end, and lines of a message that it takes for something else.
END = re.compile(r"^(?:diff -|Index: |---[^\S\n]*$|--- \S)", re.MULTILINE)
MISREAD = re.compile(rf"(?im){END.pattern}|^(?:From |(?:From|Date|Subject):|\[PATCH\])")
CRUD = "".join(map(chr, range(33))) + ".,:;<>\"\\'"  # what git does not let a name begin or end with
PERSON = re.compile(r"(?P<name>.*)<(?P<mail>[^<>]*)>\s*|(?P<alone>\S+@\S+)", re.DOTALL)
MOST_KNOWN = 256  # letters that are not read again: a build asks for each of them several times
EAST = 1400  # as far as a time zone can be, for git
QUOTED = re.compile(r"\\([0-7]{3}|.)|([^\\]+)", re.DOTALL)
ESCAPES = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
HUNK = re.compile(r"@@ -\d+(?:,(?P<old>\d+))? \+\d+(?:,(?P<new>\d+))? @@")

Fate = Literal["added", "changed", "deleted"]


@dataclass(frozen=True, slots=True)
class Patch:
    """A step, the path of its patch as problems name it, and its bytes: none for no change.

    The bytes are a mail as git-format-patch(1) writes it.
    """

    step: Step
    path: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands above the change: `date` is in git's own form, seconds and zone.

    The fields are the headers From, Date and Subject of RFC 5322, section 3.6, and the body.
    """

    name: str
    mail: str
    date: str
    message: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a patch does to one file; `lines` are its hunks, without the header above them."""

    path: str
    fate: Fate
    lines: tuple[str, ...] = ()
    is_binary: bool = False

    @property
    def added(self) -> int:
        """How many lines are new."""
        return sum(line.startswith("+") for line in self.lines)

    @property
    def removed(self) -> int:
        """How many lines are gone."""
        return sum(line.startswith("-") for line in self.lines)


@lru_cache(MOST_KNOWN)
def read_letter(patch: Patch) -> Letter:
    """Return the head of a patch, as `git am` reads it; raises `Refused` where there is none."""
    head = patch.data[: match.start()] if (match := START.search(patch.data)) else patch.data
    try:
        mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(head)
        name, address = _person(str(mail["From"] or ""))
        written = parsedate_to_datetime(str(mail["Date"]))
        subject = re.sub(r"^\[PATCH[^]]*]\s*", "", " ".join(str(mail["Subject"] or "").split()))
        body = mail.get_payload(decode=True)
        why = body.decode(mail.get_content_charset("utf-8"), "replace") if isinstance(body, bytes) else ""
        why = END.split(why, maxsplit=1)[0]
        date = _date(written)
    except (MessageError, TypeError, ValueError, LookupError, AttributeError, OverflowError):
        raise Refused("it is not a patch with From, Date and Subject", FORM) from None
    if not subject:
        raise Refused("it is not a patch with From, Date and Subject", FORM)
    return Letter(plain_name(name) or NAME, plain_name(address) or MAIL, date, settled(f"{subject}\n\n{why}"))


def plain_name(name: str) -> str:
    """Return a name as git writes it into a commit: without the signs that end one, perhaps `""`."""
    return re.sub(r"[\0\n<>]", "", name).strip(CRUD)


def read_day(patch: Patch) -> date | None:
    """Return the day on which a step was made, where its author was; `None` where nothing says it."""
    try:
        seconds, _, zone = read_letter(patch).date.partition(" ")
        return datetime.fromtimestamp(int(seconds), datetime.strptime(zone, "%z").tzinfo).date()
    except (Refused, ValueError, OverflowError):
        return None


def settled(message: str) -> str:
    """Return a message as a patch can hold it: the same after it was written and read again.

    Its first paragraph is its subject, on one line. Lines that git am would take for a header or
    for the end of the message are moved in by a space.
    """
    text = message.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    subject, _, why = re.sub(r"[^\S\n]+$", "", text.strip(), flags=re.MULTILINE).partition("\n\n")
    why = MISREAD.sub(r" \g<0>", re.sub(r"\A\s*\n", "", why).rstrip())
    subject = " ".join(subject.split())
    return f"{subject}\n\n{why}\n" if why else f"{subject}\n"


def difference(data: bytes) -> bytes:
    """Return the part of a patch that changes files: nothing for a patch that changes none.

    It begins with the first `diff --git`, and ends as the patch does.
    """
    match = START.search(data)
    return data[match.start() :] if match else b""


def changes(data: bytes) -> list[FileChange]:
    """Return what a patch does, file by file, in its own order. Text is UTF-8."""
    parts = START.split(difference(data))[1:]
    return [_change(part.decode("utf-8", "replace").split("\n")) for part in parts]


def _date(written: datetime) -> str:
    zone = written.strftime("%z") or "+0000"  # -0000 is no zone to Python, and UTC to git
    seconds = int(written.replace(tzinfo=written.tzinfo or UTC).timestamp())
    if seconds < 0 or len(zone) != 5 or int(zone[1:]) > EAST:
        raise ValueError("git knows no such date")
    return f"{seconds} {zone}"


def _person(sender: str) -> tuple[str, str]:
    """The name and the address of a sender; what `email` makes of one without quotes changed in 3.11.5."""
    match = PERSON.fullmatch(sender.strip())
    if match is None:
        return "", ""
    return re.sub(r"\\(.)", r"\1", match["name"] or ""), match["mail"] or match["alone"]


def _change(lines: list[str]) -> FileChange:
    fate: Fate = "changed"
    at = 1
    while at < len(lines) and not lines[at].startswith(("@@ ", "GIT binary patch", "Binary files ")):
        fate = "added" if lines[at].startswith("new file") else fate
        fate = "deleted" if lines[at].startswith("deleted file") else fate
        at += 1
    is_binary = at < len(lines) and not lines[at].startswith("@@ ")
    return FileChange(_path(lines[:at]), fate, () if is_binary else tuple(_hunks(lines[at:])), is_binary)


def _path(header: list[str]) -> str:
    """The file's name after the change, or before it where it is deleted."""
    for start in ("+++ ", "rename to ", "copy to ", "--- "):
        for line in header[1:]:
            if line.startswith(start) and line != "+++ /dev/null":
                name = _unquoted(line.removeprefix(start).removesuffix("\t"))
                return name if start.endswith("to ") else name[2:]
    first = header[0] if header else ""  # a/PATH b/PATH, of one length
    return _unquoted(first[: len(first) // 2])[2:]


def _unquoted(name: str) -> str:
    """A name without the quotes that git puts around one with odd characters."""
    if not name.startswith('"'):
        return name
    data = b"".join(
        plain.encode() if plain else bytes([_escaped(escape)]) for escape, plain in QUOTED.findall(name[1:-1])
    )
    return data.decode("utf-8", "replace")


def _escaped(escape: str) -> int:
    return int(escape, 8) & 255 if len(escape) == 3 else ESCAPES.get(escape, ord(escape) & 255)


def _hunks(lines: list[str]) -> Iterator[str]:
    """The lines of the hunks, counted as their headers say; what follows belongs to no hunk."""
    old = new = 0
    for line in lines:
        if (match := HUNK.match(line)) and not old and not new:
            old, new = (int(match[side]) if match[side] else 1 for side in ("old", "new"))
        elif line.startswith("\\") or old or new:
            old -= line[:1] in (" ", "-", "")
            new -= line[:1] in (" ", "+", "")
        else:
            return
        yield line
