"""The files that `import` is given, read from the disk: nothing outside of what was named, and no links."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from chronicles.disk.paths import followed, is_file, is_folder, is_there
from chronicles.disk.system_errors import explained
from chronicles.git.history import history
from chronicles.git.trailers import without_addresses
from chronicles.importing.companions import is_head
from chronicles.importing.note_files import NoteFile, NoteFiles, is_skipped, sorted_out
from chronicles.importing.pictures.picture_kinds import is_picture
from chronicles.problems import Place, Problem, Refused

MOST_FILES = 50_000
NO_NOTES = Refused("no notes are in it", "Name what the manual lists, in Importing, or a folder of that.")
NO_COMMITS = Refused("it is no folder", "Name the folder of a git repository.")


def note_files(names: Sequence[str], own: Sequence[Path]) -> tuple[NoteFiles, list[Problem]]:
    """Return the files that a person named, those in folders and archives too; and what cannot be read.

    Folders of the journal's `own` are passed over in a folder above them: what is in them is there already.
    """
    texts: list[NoteFile] = []
    others: list[NoteFile] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        try:
            found = sorted_out(_named(name, [followed(path) for path in own]))
            if not found[0]:
                raise NO_NOTES
        except Refused as refused:
            problems.append(refused.at(Place(name)))
        else:
            texts += found[0]
            others += found[1]
    return NoteFiles(tuple(texts), tuple(others), _beside), problems


def _named(name: str, own: Sequence[Path]) -> list[NoteFile]:
    path = Path(name)
    if is_folder(path):
        return list(_walked(name, path, own))
    if is_there(path) and not is_file(path):
        raise Refused("it is not a regular file", "Name a file.")
    data = _bytes(path)
    return [NoteFile("", name, lambda: data)]


def _walked(root: str, top: Path, own: Sequence[Path]) -> Iterator[NoteFile]:
    number = 0
    for parent, folders, names in os.walk(top):
        below = Path(parent).relative_to(top)
        wanted = (one for one in folders if not is_skipped((below / one / "x").as_posix()))
        folders[:] = sorted(one for one in wanted if followed(Path(parent, one)) not in own)
        for name in sorted(names):
            path = Path(parent, name)
            if path.is_symlink() or not path.is_file():
                continue
            number += 1
            if number > MOST_FILES:
                raise Refused(f"it has more than {MOST_FILES} files", "Name the folders with your notes.")
            yield NoteFile(root.rstrip("/"), (below / name).as_posix(), _reader(path))


def _reader(path: Path) -> Callable[[], bytes]:
    return lambda: _bytes(path)


def _beside(file: NoteFile, path: str) -> NoteFile | None:
    """A picture in the folder of a file that was named itself, or below that, or the head of a post."""
    if file.root or not (is_picture(path) or is_head(file.path, path)):
        return None
    folder, wanted = followed(Path(file.path).parent), followed(Path(path))
    if not wanted.is_relative_to(folder) or not is_file(wanted):
        return None
    return NoteFile("", path, _reader(wanted))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        said = Refused(f"it cannot be read: {error.strerror}", "Check its name and its permissions.")
        raise explained(error, path, said)[1] from None
    except ValueError as error:
        raise Refused(f"it cannot be read: {error}", "Check its name.") from None


def commit_log(folder: Path) -> NoteFile:
    """Return the commits of a repository as a log: a heading a day, below it each message.

    The days are their authors' own (git-log(1), `%ad`). Raises `Refused` where there is no repository.
    """
    if not is_folder(folder):
        raise NO_COMMITS
    said = history(folder, "--reverse", "--no-merges", "--date=format:%Y-%m-%d", "--format=%ad%x00%B%x00%x00")
    text = read_commit_log(said.decode("utf-8", "replace"))
    if not text:
        raise Refused("it has no commits", "Name the folder of a git repository.")
    data = text.encode()
    return NoteFile("", f"commits of {followed(folder).name}", lambda: data)


def read_commit_log(text: str) -> str:
    """Return commits as a log in Markdown; each is its day, NUL, its message, and NUL twice."""
    days: dict[str, list[str]] = {}
    for commit in text.split("\0\0"):
        day, _, message = commit.strip("\n").partition("\0")
        subject, _, body = without_addresses(message.strip()).partition("\n")
        if subject:
            parts = [f"**{subject.strip()}**", *([body.strip()] if body.strip() else [])]
            days.setdefault(day, []).append("\n\n".join(parts))
    return "".join("\n\n".join([f"# {day}", *said]) + "\n\n" for day, said in days.items())
