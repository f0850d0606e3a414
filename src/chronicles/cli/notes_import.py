"""What `import` does once its files are known: reads, places, tells and writes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from chronicles.cli.import_outlines import KeptOutlines
from chronicles.cli.import_questions import ask
from chronicles.cli.import_report import differs, show_json, show_notes, show_step, show_sum, show_summary
from chronicles.cli.readme_page import kept_right
from chronicles.disk.writing import Replacement, replace_bytes, replace_text
from chronicles.git.first_commits import first_commits
from chronicles.importing.collection import (
    FinishedCollection,
    finish_collection,
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
from chronicles.workspace.last_import import ImportedFile
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace

WRITTEN = (Action.NEW, Action.GROWN)
PICTURES = "pictures"  # the folder beside that of the entries


@dataclass(frozen=True, slots=True)
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
    answers: Mapping[str, ImportAnswer] = read_answers(settings.root)
    chosen = _choices(choices, options, answers)
    if options.interactive:
        answers = _asked(settings, sources, chosen, answers)
        chosen = _choices(choices, options, answers)
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
    found = [*problems, *collection.problems, *waiting]
    writing = [step for step in steps if step.action in WRITTEN or (options.force and differs(step))]
    shown = _shown(settings, done, steps)
    _tell(steps, done, writing, shown, found, options)
    if options.dry_run:
        return found
    return found + _write_all(workspace, writing, shown)


def _are_there(placed: Iterable[Placement]) -> bool:
    """Whether nothing is to be done for the drafts of a file."""
    return all(one.entry is not None and is_there(one.entry, one.draft) for one in placed)


def _asked(
    settings: Settings,
    sources: NoteFiles,
    chosen: Callable[[NoteFile], Choices],
    answers: Mapping[str, ImportAnswer],
) -> Mapping[str, ImportAnswer]:
    """Ask about what is in doubt, and remember the answers."""
    with settings.records.opened() as records:
        read = read_collection(sources, chosen, KeptOutlines(records, is_kept=False)).read
    found = [doubt for one in read for doubt in doubts(one.source.name, one.file.notes)]
    said = {name: answer for name, answer in ask(found).items() if answer != ImportAnswer()} if found else {}
    if not said:
        return answers
    after = {**answers, **said}
    keep_answers(settings.root, answers, after)
    return after


def _choices(
    choices: Choices, options: ImportOptions, answers: Mapping[str, ImportAnswer]
) -> Callable[[NoteFile], Choices]:
    """What the user decides of each file; of those in git, their first commits are read once a folder.

    What was said at a file's questions is less than an option, and more than what is read.
    """
    known: dict[Path, Mapping[str, date]] = {}

    def chosen(file: NoteFile) -> Choices:
        said = _with_answer(choices, answers.get(file.name))
        if not options.of_git:
            return said
        folder, path = (
            (Path(file.root), file.path) if file.root else (Path(file.path).parent, Path(file.path).name)
        )
        if folder not in known:
            known[folder] = first_commits(folder) if folder.is_dir() else {}
        first = known[folder].get(path)
        return replace(said, first_commit=first) if first else said

    return chosen


def _with_answer(choices: Choices, answer: ImportAnswer | None) -> Choices:
    if answer is None:
        return choices
    day = choices.day or (date.fromisoformat(answer.day) if answer.day else None)
    first = answer.day_first if choices.day_first is None else choices.day_first
    return replace(choices, day=day, year=choices.year or answer.year, day_first=first)


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


def _shown(settings: Settings, done: FinishedCollection, steps: Sequence[ImportStep]) -> dict[str, bytes]:
    """The pictures that are not there yet, and that an entry shows."""
    texts = "\n".join(step.after for step in steps)
    return {
        path: data
        for path, data in done.pictures.items()
        if path.rpartition("/")[2] in texts and not (settings.root / path).exists()
    }


def _tell(
    steps: Sequence[ImportStep],
    done: FinishedCollection,
    writing: Sequence[ImportStep],
    pictures: Mapping[str, bytes],
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
    workspace: Workspace, writing: Sequence[ImportStep], pictures: Mapping[str, bytes]
) -> list[Problem]:
    settings = workspace.settings
    files = [
        *(ImportedFile(path, None, last_import.digest(data)) for path, data in pictures.items()),
        *(ImportedFile(step.path, step.before, _hash(step.after)) for step in writing),
    ]
    problems: list[Problem] = []
    last_import.remember(settings.root, files)
    with kept_right(workspace):
        for path, data in pictures.items():
            problems += _write_picture(settings, path, data)
        for step in writing:
            problems += _write(settings, step)
    return problems


def _hash(text: str) -> str:
    return last_import.digest(text.encode("utf-8", "surrogateescape"))


def _write_picture(settings: Settings, name: str, data: bytes) -> list[Problem]:
    path = settings.root / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(Replacement(path, None, data))
    except Refused as refused:
        return [refused.at(Place(name))]
    return []


def _write(settings: Settings, step: ImportStep) -> list[Problem]:
    path = settings.root / step.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, step.before, step.after)
    except Refused as refused:
        return [refused.at(Place(step.path))]
    return []
