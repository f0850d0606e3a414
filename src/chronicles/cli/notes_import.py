"""What `import` does once its files are known: reads, places, tells and writes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chronicles.cli.import_choices import FileChoices, FirstCommits
from chronicles.cli.import_outlines import KeptOutlines
from chronicles.cli.import_questions import ask
from chronicles.cli.import_report import differs, show_json, show_notes, show_step, show_sum, show_summary
from chronicles.cli.readme_page import kept_right
from chronicles.disk.writing import Replacement, replace_bytes
from chronicles.importing.collection import (
    FinishedCollection,
    finish_collection,
    picture_bytes,
    pictures_in,
    read_collection,
    with_texts,
)
from chronicles.importing.drafts import Draft
from chronicles.importing.import_doubts import ImportAnswer, doubts
from chronicles.importing.note_files import NoteFile, NoteFiles
from chronicles.importing.plan import (
    Action,
    ImportStep,
    Known,
    Placement,
    is_there,
    known_of,
    placements,
    plan,
)
from chronicles.importing.sanitizer import Cleaner
from chronicles.importing.stamps.moments import Choices
from chronicles.pages.states import parse_state
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace import last_import
from chronicles.workspace.import_answers import keep_answers, read_answers
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace

WRITTEN = (Action.NEW, Action.GROWN)
PICTURES = "pictures"  # the folder beside that of the entries


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How an import is done and told; `of_git` dates what has no date by the first commit of its file."""

    dry_run: bool = False
    force: bool = False
    verbose: bool = False
    as_json: bool = False
    of_git: bool = False
    interactive: bool = False


def take_in(
    workspace: Workspace,
    sources: NoteFiles,
    choices: Choices,
    options: ImportOptions = ImportOptions(),  # it is frozen
    problems: Sequence[Problem] = (),
) -> list[Problem]:
    """Turn files into entries, say what becomes of them, and return what is left for a person.

    `problems` are those that are known before.
    """
    settings = workspace.settings
    history = FirstCommits() if options.of_git else None
    chosen = FileChoices(choices, read_answers(settings.root), history)
    if options.interactive:
        chosen = _asked(settings, sources, chosen)
    known = _known(workspace)
    with settings.records.opened() as records:
        collection = read_collection(sources, chosen, KeptOutlines(records, is_kept=not options.dry_run))
    placed = _placed(workspace, known, collection.drafts)
    is_told = options.verbose or options.as_json  # of every line, also of those that are there
    collection = with_texts(collection, placed, chosen, lambda places: is_told or not _are_there(places))
    pictures = settings.shown(settings.posts.parent / PICTURES)
    done = finish_collection(collection, placed, Cleaner(settings.dialect), pictures)
    steps = plan(
        placed, [item.body for one in done.imported for item in one.items], _states(workspace, placed)
    )
    waiting = [problem for part in done.imported for problem in part.problems]
    found = [*problems, *(history.problems if history else ()), *collection.problems, *waiting]
    writing = [step for step in steps if step.action in WRITTEN or (options.force and differs(step))]
    shown = _shown(settings, done, writing)
    _tell(steps, done, writing, shown, found, options)
    if options.dry_run:
        return found
    return found + _write_all(workspace, writing, shown)


def _are_there(placed: Iterable[Placement]) -> bool:
    """Whether nothing is to be done for the drafts of a file."""
    return all(one.entry is not None and is_there(one.entry, one.draft) for one in placed)


def _asked(settings: Settings, sources: NoteFiles, chosen: FileChoices) -> FileChoices:
    """Ask about what is in doubt, remember the answers, and return what is decided now."""
    with settings.records.opened() as records:
        read = read_collection(sources, chosen, KeptOutlines(records, is_kept=False)).read
    found = [doubt for one in read for doubt in doubts(one.source.name, one.file.notes)]
    said = {name: answer for name, answer in ask(found).items() if answer != ImportAnswer()} if found else {}
    if not said:
        return chosen
    answers = {**chosen.answers, **said}
    keep_answers(settings.root, answers)
    return replace(chosen, answers=answers)


def _placed(workspace: Workspace, known: Sequence[Known], drafts: Sequence[Draft]) -> list[Placement]:
    settings = workspace.settings
    paths = settings.posts.rglob("*") if settings.posts.is_dir() else ()
    # The notes of the running log have addresses, too.
    notes = [note.reading.page.path for note in workspace.notes]
    taken = [*map(settings.shown, sorted(paths)), *notes]
    return placements(drafts, known, taken, settings.shown(settings.posts))


def _known(workspace: Workspace) -> list[Known]:
    """The entries that earlier imports made."""
    settings = workspace.settings
    posts = f"{settings.shown(settings.posts)}/"
    found = (
        known_of(one.page.path, one.page.text, one.front_matter.values, settings.zone)
        for one in workspace.readings
        if one.page.path.startswith(posts)
    )
    return [entry for entry in found if entry]


def _states(workspace: Workspace, placed: Iterable[Placement]) -> Mapping[str, str]:
    """The commit of the project on each day of a new entry, where there was one."""
    days = {one.draft.when.isoformat()[:10] for one in placed if one.entry is None}
    states: dict[str, str] = {}
    if not days:
        return states
    with workspace.projects() as projects:
        for day in sorted(days):
            try:
                states[day] = str(projects.pinned("", parse_state(day)))
            except Refused:
                continue
    return states


def _shown(
    settings: Settings, done: FinishedCollection, writing: Sequence[ImportStep]
) -> dict[str, NoteFile]:
    """The pictures that are not there yet, and that an entry shows which is written now."""
    shown = pictures_in(step.after for step in writing)
    return {
        path: file
        for path, file in done.pictures.items()
        if path.rpartition("/")[2] in shown and not (settings.root / path).exists()
    }


def _tell(
    steps: Sequence[ImportStep],
    done: FinishedCollection,
    writing: Sequence[ImportStep],
    pictures: Collection[str],
    problems: Sequence[Problem],
    options: ImportOptions,
) -> None:
    if options.as_json:
        show_json(steps, done.imported, pictures, problems)
        return
    if options.verbose:
        for part in done.imported:
            show_notes(part)
    for step in steps:
        if options.verbose or (step.before is not None and step.action is not Action.SAME):
            show_step(step, force=options.force)
    if not options.verbose:
        show_summary(steps, done.imported, len(pictures), dry_run=options.dry_run)
    show_sum(steps, len(writing), dry_run=options.dry_run)


def _write_all(
    workspace: Workspace, writing: Sequence[ImportStep], pictures: Mapping[str, NoteFile]
) -> list[Problem]:
    root = workspace.settings.root
    changes, problems = list[Replacement](), list[Problem]()
    for path, file in pictures.items():
        try:
            changes.append(Replacement(root / path, None, picture_bytes(file)))
        except Refused as refused:
            problems.append(refused.at(Place(file.name)))
    changes += (Replacement(root / step.path, _bytes(step.before), _bytes(step.after)) for step in writing)
    last_import.remember(root, changes)
    with kept_right(workspace):
        for change in changes:
            try:
                change.path.parent.mkdir(parents=True, exist_ok=True)
                replace_bytes(change)
            except Refused as refused:
                problems.append(refused.at(Place(workspace.settings.shown(change.path))))
    return problems


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")
