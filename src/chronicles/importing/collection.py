"""All files of an import together: what each of them holds, and where what they refer to will be."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from posixpath import basename, relpath, splitext
from typing import Protocol

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import Draft
from chronicles.importing.files import DraftEntry, DraftFile, Imported, finished, read_drafts
from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.importing.pictures.picture_kinds import is_picture, stripped
from chronicles.importing.plan import Placement
from chronicles.importing.references import Naming, Reference, Resolve
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.stamps.moments import Choices
from chronicles.problems import Place, Problem, Refused

LONGEST_NAME = 40  # letters of a picture's own name in the one that it gets
DIGITS = 8  # hexadecimal ones of the hash of its bytes, which tell two of one name apart


@dataclass(frozen=True)
class SourceDrafts:
    """A file that was read, and the drafts that it holds."""

    source: NoteFile
    file: DraftFile


@dataclass
class Collection:
    """What the files of an import hold; `problems` has those that cannot be read."""

    sources: NoteFiles
    read: list[SourceDrafts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def drafts(self) -> list[Draft]:
        """All drafts, in the order of their files."""
        return [draft for one in self.read for draft in one.file.drafts]


class Outlines(Protocol):
    """What is kept of files that were read before, by their bytes and by what the user decided of them."""

    def get(self, source: NoteFile, data: bytes, choices: Choices) -> DraftFile | None:
        """Return the outline of a file, `None` where it was not read before."""
        ...

    def put(self, source: NoteFile, data: bytes, choices: Choices, outline: DraftFile) -> None:
        """Keep the outline of a file."""
        ...


def read_collection(
    sources: NoteFiles,
    choices: Callable[[NoteFile], Choices],
    outlines: Outlines,
    is_there: Callable[[Draft], bool] = lambda draft: False,
) -> Collection:
    """Return what all texts hold; `choices` says what the user decides of a file.

    Of a file that was read before, and whose entries are all there (`is_there`), this is its outline.
    """
    found = Collection(sources)
    for source in sources.texts:
        try:
            drafts = _read(source, choices(source), outlines, is_there)
        except Refused as refused:
            found.problems.append(refused.at(Place(source.name)))
        else:
            found.read.append(SourceDrafts(source, drafts))
    return found


def _read(
    source: NoteFile, choices: Choices, outlines: Outlines, is_there: Callable[[Draft], bool]
) -> DraftFile:
    data = source.read()
    outline = outlines.get(source, data, choices)
    if outline is not None and all(map(is_there, outline.drafts)):
        return outline
    drafts = _known_by_path(source, read_drafts(source.path, data, choices))
    if outline is None:
        outlines.put(source, data, choices, drafts.outline)
    return drafts


def _known_by_path(source: NoteFile, file: DraftFile) -> DraftFile:
    """Drafts of a folder or an archive are known by where they lie in it, not only by a name."""
    if not source.root:
        return file
    return replace(file, drafts=tuple(replace(draft, file=source.path) for draft in file.drafts))


@dataclass
class FinishedCollection:
    """The entries of all files, and the pictures that they show, by their paths from the root."""

    imported: list[Imported]
    pictures: Mapping[str, bytes]


def finish_collection(
    collection: Collection, placed: Sequence[Placement], cleaner: Cleaner, pictures: str
) -> FinishedCollection:
    """Return the entries with links to each other, and to the pictures that come along to a folder.

    `placed` has where each draft goes, in their order; `pictures` is a folder. Both are seen from the root.
    """
    links = _Links(collection, placed, pictures)
    imported = [
        _outlined(one) if is_outline(one.file) else links.finished(one, cleaner) for one in collection.read
    ]
    return FinishedCollection([*imported, *links.left()], links.taken)


def is_outline(file: DraftFile) -> bool:
    """Whether a file has drafts without their text."""
    return bool(file.drafts) and not any(draft.body for draft in file.drafts)


def _outlined(one: SourceDrafts) -> Imported:
    """A file whose entries are all there, and stay as they are."""
    items = tuple(DraftEntry(draft, ()) for draft in one.file.drafts)
    length = one.file.lines[-1].number if one.file.lines else 0
    return Imported(one.source.name, items, one.file.notes, length)


class _Links:
    """Where references lead, and which pictures they have brought along so far."""

    def __init__(self, collection: Collection, placed: Sequence[Placement], pictures: str) -> None:
        self._sources, self._pictures = collection.sources, pictures
        self._paths: dict[NoteFile, list[str]] = defaultdict(list)
        paths = iter(one.path for one in placed)
        for one in collection.read:
            self._paths[one.source] = [next(paths) for _ in one.file.drafts]
        self.taken: dict[str, bytes] = {}
        self._names: dict[NoteFile, str | ImportNote] = {}

    def finished(self, one: SourceDrafts, cleaner: Cleaner) -> Imported:
        """The entries of a file; all of them lie in one folder."""
        paths = self._paths[one.source]
        places: set[str] = set()
        notes: list[ImportNote] = []
        resolve = self._resolver(one.source, paths[0] if paths else "", places, notes)
        found = finished(one.file, cleaner, resolve, places)
        all_notes = tuple(sorted({*found.notes, *notes}))
        return Imported(one.source.name, found.items, all_notes, found.lines)

    def _resolver(self, source: NoteFile, entry: str, places: set[str], notes: list[ImportNote]) -> Resolve:
        folder = entry.rpartition("/")[0]

        def resolve(reference: Reference) -> str | None:
            find = self._sources.at if reference.naming is Naming.PATH else self._sources.called
            target = find(source, reference.target)
            if target is None:
                return None
            path = self._picture(target, notes) if is_picture(target.path) else self._entry(target)
            if path is None:
                return None
            places.add(address := relpath(path, folder))
            return address

        return resolve

    def _entry(self, target: NoteFile) -> str | None:
        """The entry that a file became, where it became one alone."""
        paths = self._paths.get(target, [])
        return paths[0] if len(paths) == 1 else None

    def _picture(self, target: NoteFile, notes: list[ImportNote]) -> str | None:
        if target not in self._names:
            self._names[target] = self._take(target)
        found = self._names[target]
        if isinstance(found, ImportNote):
            notes.append(found)
            return None
        return found

    def _take(self, target: NoteFile) -> str | ImportNote:
        try:
            ending, data = stripped(target.read())
        except Refused as refused:
            said = f"the picture {target.path}: {refused.message}"
            return ImportNote(0, 0, Fate.LEFT, said, refused.mend)
        path = f"{self._pictures}/{_name(target.path, data)}.{ending or target.ending}"
        self.taken[path] = data
        return path

    def left(self) -> list[Imported]:
        """What is said of the files that no entry has anything of, by the folder or archive they are in."""
        notes: dict[str, list[ImportNote]] = defaultdict(list)
        for one in self._sources.others:
            if one not in self._names:
                what = "a picture that nothing shows" if is_picture(one.path) else "no text"
                notes[one.root].append(ImportNote(0, 0, Fate.LEFT, what, text=one.path))
        return [Imported(root, (), tuple(sorted(said))) for root, said in sorted(notes.items())]


def _name(path: str, data: bytes) -> str:
    """What a picture is called: by its own name and its bytes, so that the same one comes along once."""
    stem = re.sub(r"[\W_]+", "-", splitext(basename(path))[0].casefold()).strip("-")
    digest = sha256(data).hexdigest()[:DIGITS]
    stem = stem[:LONGEST_NAME].strip("-")
    return f"{stem}-{digest}" if stem else digest
