"""All files of an import together: what each of them holds, and where what they refer to will be."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from posixpath import basename, relpath, splitext
from typing import Protocol

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.companions import Companions
from chronicles.importing.drafts import Draft, with_source
from chronicles.importing.files import DraftFile, Imported, finished, read_drafts
from chronicles.importing.logseq_blocks import referred
from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.importing.pictures.picture_kinds import is_picture, stripped
from chronicles.importing.plan import Placement
from chronicles.importing.references import Naming, Reference, Resolve, plain_words
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.stamps.moments import Choices
from chronicles.problems import Place, Problem, Refused

LONGEST_NAME = 40  # letters of a picture's own name in the one that it gets
DIGITS = 8  # hexadecimal ones of the hash of its bytes, which tell two of one name apart
# Its name in an entry, in two parts.
TAKEN = re.compile(rf"/(?P<name>(?:(?P<stem>[\w-]{{1,{LONGEST_NAME}}})-)?[0-9a-f]{{{DIGITS}}}\.\w{{1,10}})\b")


@dataclass(frozen=True)
class SourceDrafts:
    """A file that was read, and the drafts that it holds."""

    source: NoteFile
    file: DraftFile


@dataclass
class NoteCollection:
    """What the files of an import hold; `problems` has those that cannot be read."""

    companions: Companions
    read: list[SourceDrafts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def drafts(self) -> list[Draft]:
        """All drafts without their text, in the order of their files."""
        return [replace(draft, body=()) for one in self.read for draft in one.file.drafts]

    def placed(self, placed: Iterable[Placement]) -> list[tuple[SourceDrafts, tuple[Placement, ...]]]:
        """Return each file with where its drafts go; `placed` has all drafts, in their order."""
        left = iter(placed)
        return [(one, tuple(islice(left, len(one.file.drafts)))) for one in self.read]


class Outlines(Protocol):
    """What is kept of files that were read before, by their bytes and by what the user decided of them."""

    def get(self, source: NoteFile, data: bytes, choices: Choices) -> DraftFile | None:
        """Return the outline of a file, `None` where it was not read before."""
        ...

    def put(self, source: NoteFile, data: bytes, choices: Choices, outline: DraftFile) -> None:
        """Keep the outline of a file."""
        ...


def read_collection(
    sources: NoteFiles, choices: Callable[[NoteFile], Choices], outlines: Outlines
) -> NoteCollection:
    """Return what all texts hold; `choices` says what the user decides of a file.

    Of a file that was read before, this is its outline.
    """
    found = NoteCollection(Companions(sources))
    for source in sources.texts:
        try:
            drafts = _read(source, found.companions, choices(source), outlines)
        except Refused as refused:
            found.problems.append(refused.at(Place(source.name)))
        else:
            found.read.append(SourceDrafts(source, drafts))
    return found


def _read(source: NoteFile, companions: Companions, choices: Choices, outlines: Outlines) -> DraftFile:
    data = source.read()
    companion = companions.of(source, data)
    seen = b"\0".join([data, companion]) if companion else data
    outline = outlines.get(source, seen, choices)
    if outline is not None:
        return outline
    drafts = _whole(source, data, companion, choices)
    outlines.put(source, seen, choices, drafts.outline)
    return drafts


def _whole(source: NoteFile, data: bytes, companion: bytes, choices: Choices) -> DraftFile:
    return _known_by_path(source, _with_blocks(read_drafts(source.path, data, choices, companion), companion))


def _with_blocks(file: DraftFile, companion: bytes) -> DraftFile:
    """Drafts are told apart by the blocks of other files that they show, too."""
    if not companion.startswith(b'{"blocks"'):
        return file
    said = json.loads(companion)["blocks"]
    drafts = []
    for draft in file.drafts:
        text = "\n".join(line.text for line in draft.body)
        shown = [said[identity] for identity in referred(text) if identity in said]
        drafts.append(with_source(draft, [draft.source, *shown]) if shown else draft)
    return replace(file, drafts=tuple(drafts))


def with_texts(
    collection: NoteCollection,
    placed: Iterable[Placement],
    choices: Callable[[NoteFile], Choices],
    is_wanted: Callable[[Sequence[Placement]], bool],
) -> NoteCollection:
    """Return the collection with the text of each file where it `is_wanted`, read again where need be.

    That is asked once a file, of the places of its drafts; `placed` has those of all, in their order.
    Which of two entries of the same words is there only their places tell, and an outline has none.
    """
    found = NoteCollection(collection.companions, problems=list(collection.problems))
    for one, places in collection.placed(placed):
        file = one.file
        if file.is_outline and is_wanted(places):
            # It can be read: it was, by the same rules, when its outline was made.
            data = one.source.read()
            companion = collection.companions.of(one.source, data)
            file = _whole(one.source, data, companion, choices(one.source))
        found.read.append(SourceDrafts(one.source, file))
    return found


def _known_by_path(source: NoteFile, file: DraftFile) -> DraftFile:
    """Drafts of a folder or an archive are known by where they lie in it, not only by a name."""
    if not source.root:
        return file
    return replace(file, drafts=tuple(replace(draft, file=source.path) for draft in file.drafts))


@dataclass
class FinishedCollection:
    """The entries of all files, and the pictures that they show, by their paths from the root.

    `picture_bytes` has what a picture becomes there: of many, all together take much room.
    """

    imported: list[Imported]
    pictures: Mapping[str, NoteFile]


def picture_bytes(file: NoteFile) -> bytes:
    """Return a picture without what it says of a person. Raises `Refused` where that cannot be taken out."""
    return stripped(file.read())[1]


def finish_collection(
    collection: NoteCollection, placed: Sequence[Placement], cleaner: Cleaner, pictures: str
) -> FinishedCollection:
    """Return the entries with links to each other, and to the pictures that come along to a folder.

    `placed` has where each draft goes, in their order; `pictures` is a folder. Both are seen from the root.
    Of each file only the outline is left in the collection: nobody needs its lines any more.
    """
    links = _Links(collection, placed, pictures)
    imported: list[Imported] = []
    for index, one in enumerate(collection.read):
        imported.append(links.finished(one, cleaner))
        collection.read[index] = SourceDrafts(one.source, one.file.outline)
    return FinishedCollection([*imported, *links.left()], links.taken)


class _Links:
    """Where references lead, and which pictures they have brought along so far."""

    def __init__(self, collection: NoteCollection, placed: Sequence[Placement], pictures: str) -> None:
        self._companions, self._pictures = collection.companions, pictures
        self._sources = collection.companions.sources
        by_file = collection.placed(placed)
        self._paths = {one.source: [place.path for place in places] for one, places in by_file}
        self._placed = {one.source: places for one, places in by_file}
        self._shown = _shown_in(places for one, places in by_file if one.file.is_outline)
        self._are_known = all(one.file.is_outline for one in collection.read)
        self.taken: dict[str, NoteFile] = {}
        self._names: dict[NoteFile, str | ImportNote] = {}

    def finished(self, one: SourceDrafts, cleaner: Cleaner) -> Imported:
        """The entries of a file; all of them lie in one folder."""
        paths = self._paths[one.source]
        places: set[str] = set()
        notes: list[ImportNote] = []
        resolve = self._resolver(one.source, paths[0] if paths else "", places, notes)
        found = finished(one.file, cleaner, resolve, places)
        return replace(found, name=one.source.name, notes=tuple(sorted({*found.notes, *notes})))

    def _resolver(self, source: NoteFile, entry: str, places: set[str], notes: list[ImportNote]) -> Resolve:
        folder = entry.rpartition("/")[0]

        def resolve(reference: Reference) -> str | None:
            if reference.naming is Naming.BLOCK:
                return self._block(source, reference, folder, places, notes)
            target = self._found(source, reference)
            if target is None:
                return None
            path = self._picture(target, notes) if is_picture(target.path) else self._entry(target)
            if path is None:
                return None
            places.add(address := relpath(path, folder))
            return address

        return resolve

    def _block(
        self, source: NoteFile, said: Reference, folder: str, places: set[str], notes: list[ImportNote]
    ) -> str | None:
        """The words of a block as a link to its entry; none of one in a draft."""
        block = self._companions.blocks.at(source, said.target)
        place = self._placed_line(block.source, block.line) if block else None
        if block is None or place is None or (place.draft.is_draft and block.source != source):
            told = f"(({said.target}))"
            notes.append(
                ImportNote(0, 0, Fate.DECIDED, "a reference to a block that no entry shows", text=told)
            )
            return None
        places.add(address := relpath(place.path, folder))
        return f"[{plain_words(said.text or block.words)}]({address})"

    def _placed_line(self, target: NoteFile, number: int) -> Placement | None:
        """Where the draft goes that a line of a file is in."""
        above = [place for place in self._placed.get(target, ()) if place.draft.at <= number]
        return max(above, key=lambda place: place.draft.at, default=None)

    def _found(self, source: NoteFile, reference: Reference) -> NoteFile | None:
        if reference.naming is Naming.ITEM:
            return self._companions.joplin.at(source, reference.target)
        find = self._sources.at if reference.naming is Naming.PATH else self._sources.called
        return find(source, reference.target)

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
        self.taken[path] = target
        return path

    def left(self) -> list[Imported]:
        """What is said of the files that no entry has anything of, by the folder or archive they are in."""
        notes: dict[str, list[ImportNote]] = defaultdict(list)
        for one in self._sources.others:
            is_shown = one in self._names or (is_picture(one.path) and _stem(one.path) in self._shown)
            if not is_shown and not self._companions.is_told(one):
                what = "a picture that nothing shows" if is_picture(one.path) else "no text"
                notes[one.root].append(ImportNote(0, 0, Fate.LEFT, what, text=one.path))
        return [
            Imported(root, (), tuple(sorted(said)), is_known=self._are_known)
            for root, said in sorted(notes.items())
        ]


def pictures_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the names of all pictures that texts of entries show and that an import brought along."""
    return frozenset(match["name"] for text in texts for match in TAKEN.finditer(text))


def _shown_in(placed: Iterable[Sequence[Placement]]) -> frozenset[str]:
    """The names of the pictures that entries show since an earlier import, as `_stem` makes them.

    What a file shows is not in its outline; its entries say it.
    """
    texts = (place.entry.text for places in placed for place in places if place.entry)
    return frozenset(match["stem"] or "" for text in texts for match in TAKEN.finditer(text))


def _name(path: str, data: bytes) -> str:
    """What a picture is called: by its own name and its bytes, so that the same one comes along once."""
    stem, digest = _stem(path), sha256(data).hexdigest()[:DIGITS]
    return f"{stem}-{digest}" if stem else digest


def _stem(path: str) -> str:
    """What of a picture's own name is in the one that it gets."""
    stem = re.sub(r"[\W_]+", "-", splitext(basename(path))[0].casefold()).strip("-")
    return stem[:LONGEST_NAME].strip("-")
