"""The private remarks of a mentor: one file of their own, which belongs to no journal. Touches the disk."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.disk.writing import replace_text
from chronicles.journal.remark_ids import ID
from chronicles.problems import Refused
from chronicles.progress.talking_points import TalkingPoint

VARIABLE = "CHRONICLES_NOTES"
HEAD = re.compile(rf"## (?P<id>{ID.pattern}), (?P<day>\d{{4}}-\d{{2}}-\d{{2}}): (?P<journal>.+)")
BEGIN = "# Private remarks\n"


@dataclass(frozen=True, slots=True)
class PrivateRemark:
    """What a mentor keeps of a question in the journal of this name."""

    journal: str
    to: str
    day: str
    text: str


def notes_file(environ: Mapping[str, str], home: Path) -> Path:
    """Return the file of the remarks: what `CHRONICLES_NOTES` says, or a place in the user's own data.

    That is by the XDG Base Directory Specification, on macOS below `Application Support`.
    """
    if said := environ.get(VARIABLE):
        return Path(said).expanduser()
    data = environ.get("XDG_DATA_HOME", "")
    usual = home / ("Library/Application Support" if sys.platform == "darwin" else ".local/share")
    return (Path(data) if os.path.isabs(data) else usual) / "chronicles" / "remarks.md"  # noqa: PTH117


def read_notes(path: Path) -> list[PrivateRemark]:
    """Return the remarks in a file, none where there is no file; raises `Refused` where it cannot be read."""
    found: list[PrivateRemark] = []
    said: list[str] = []
    for line in (_text(path) or "").split("\n"):
        if head := HEAD.fullmatch(line):
            found.append(PrivateRemark(head["journal"], head["id"], head["day"], ""))
            said = []
        elif found:
            said.append(line)
            text = "\n".join(one for one in said if not one.startswith("> ")).strip()
            last = found[-1]
            found[-1] = PrivateRemark(last.journal, last.to, last.day, text)
    return found


def add_note(path: Path, journal: Path, name: str, point: TalkingPoint, day: date, text: str) -> None:
    """Put a remark behind the others in the file `path`, which only its owner may read.

    Raises `Refused` where it is in the folder `journal`, which others see, or cannot be written.
    """
    if followed(path).is_relative_to(journal):
        message = "the file of private remarks is in the journal, where others read it"
        raise Refused(message, "Name another with --notes, or by CHRONICLES_NOTES.")
    before = _text(path)
    words = re.sub(r"^(?=## )", "\\\\", text.strip(), flags=re.MULTILINE)
    head = f"## {point.id}, {day.isoformat()}: {' '.join(name.split()) or 'a journal'}"
    part = f"\n{head}\n\n> {' '.join(point.text.split())}\n\n{words}\n"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if before is None:
            path.touch(mode=0o600)
            before = ""
        replace_text(path, before, (before or BEGIN) + part)
    except OSError as error:
        raise Refused(f"it cannot be written: {error.strerror}", "Name another file with --notes.") from None


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        mend = "Name another file with --notes."
        raise Refused(f"it cannot be read: {getattr(error, 'strerror', 'it is not UTF-8')}", mend) from None
