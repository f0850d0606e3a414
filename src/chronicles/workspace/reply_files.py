"""The replies of mentors to a journal, each in a file of its own. Reads them."""

from pathlib import Path

from chronicles.journal.mentor_reply import MOST_BYTES, MentorReply, read_reply
from chronicles.pages.page import decode
from chronicles.problems import Place, Problem, Refused


def reply_files(folder: Path, shown: str) -> tuple[tuple[MentorReply, ...], list[Problem]]:
    """Return the replies in a folder, in the order of their days, and what is wrong with its files.

    `shown` is the folder as problems name it. A folder that is not there has none.
    """
    found, problems = list[MentorReply](), list[Problem]()
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".md")
    except (FileNotFoundError, NotADirectoryError):
        return (), []
    except OSError as error:
        return (), [Problem(Place(shown), f"it cannot be read: {error.strerror}", "Make it readable.")]
    for path in paths:
        place = Place(f"{shown}/{path.name}")
        try:
            reply, wrong = read_reply(place.path, _text(path))
        except Refused as refused:
            problems.append(refused.at(place))
            continue
        problems += wrong
        found += [reply] if reply else []
    return tuple(sorted(found)), problems


def _text(path: Path) -> str:
    """The text of a file; raises `Refused` for what is none, such as a link to one that is elsewhere."""
    if path.is_symlink() or not path.is_file():
        raise Refused("a reply is a file, and this is none", "Put the file itself there.")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}", "Make it readable.") from None
    return decode(data) if len(data) <= MOST_BYTES else " " * len(data)  # too long, whatever it says
