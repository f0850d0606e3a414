"""The command that begins a journal for somebody else."""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli import readme_page
from chronicles.cli.day_option import now, tell_of_break
from chronicles.cli.import_ import take_in
from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.prompts import ask_text
from chronicles.dates.zones import read_zone
from chronicles.disk.diffs import unified
from chronicles.disk.paths import followed, is_file, is_folder, is_there
from chronicles.disk.texts import text_of
from chronicles.disk.writing import Replacement, replace_all
from chronicles.git import commands
from chronicles.importing.stamps.moments import Choices
from chronicles.journal.entries import fenced, file_name
from chronicles.journal.project_state import committed
from chronicles.pages.characters import unfit
from chronicles.pages.reading import Ask, at_state
from chronicles.pages.states import NOW, State
from chronicles.problems import Place, Problem, Refused
from chronicles.proof.resolver import Resolver
from chronicles.site.mkdocs.config import load
from chronicles.source.projects import Projects
from chronicles.source.search import language_of
from chronicles.starting import journal_defaults
from chronicles.starting.first_symbol import first_symbol
from chronicles.starting.generator_source import generator_files
from chronicles.starting.journal_answers import NEW, NEW_PROJECT, NONE, JournalAnswers
from chronicles.starting.journal_plan import PlannedFile, plan
from chronicles.starting.skeleton import Skeleton
from chronicles.workspace.settings import CONFIG
from chronicles.workspace.workspace import Workspace
from chronicles.workspace.workspace import load as load_workspace

ENTRY = "The journal begins"
PAGES = ("docs", "pages", "journal-pages")  # folders for the pages, the first that is nobody else's
TO_ADD = """\
mkdocs.yml is yours and stays as it is. To prove the code on your pages, add to it:

plugins:
  - chronicles:
      zone: {zone}
      project: {project}
markdown_extensions:
  - attr_list
  - pymdownx.superfences
"""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="Who writes the journal; asked for without it, as are the next four.")
@click.option("--title", help="What it is called.")
@click.option("--zone", help="The time zone of its days, such as Africa/Lagos.")
@click.option("--project", help="The folder of the project that it quotes, 'new' for a new one, or 'none'.")
@click.option("--url", help="Where it will be read.")
@click.option(
    "--import",
    "imports",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="Take this log along, or the Markdown files of this folder.",
)
@click.option("--generator", default="", metavar="ADDRESS", help="Take the generator from there.")
@click.option("--yes", is_flag=True, help="Ask nothing: what is not given is as proposed.")
def init(folder: Path, imports: tuple[Path, ...], generator: str, yes: bool, **given: str | None) -> None:
    """Begin a journal in DIR, a new folder or one with a project in it.

    What is there already stays as it is. A journal carries the generator along, as a file pinned by its hash.
    With --generator git+ADDRESS@COMMIT it is fetched by git, with sha256:HASH (of a release) from an index.
    """
    if is_there(folder) and not is_folder(folder):
        raise click.UsageError(f"{str(folder)!r} is a file. Name a folder.")
    answers = ask_answers(folder, given, is_asked=sys.stdin.isatty() and not yes)
    skeleton = Skeleton(answers)
    posts = f"{answers.docs}/journal/posts/{file_name(answers.today, ENTRY)}"
    is_site = is_file(folder / CONFIG) and b"chronicles" not in (folder / CONFIG).read_bytes()
    planned = _planned(folder, answers, skeleton, generator, is_site=is_site)
    _show(planned, () if is_site or is_there(folder / posts) else (posts,))
    if sys.stdin.isatty() and not yes:
        click.confirm("Write them?", default=True, abort=True)
    state = state_of(folder, answers)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, [(one.path, one.before, one.after) for one in planned if one.is_written])
    if not journal_defaults.is_in_repository(folder):
        commands.run(("git", "init", "--quiet", "-b", answers.branch, str(folder)))
    problems: list[Problem] = []
    if is_site:
        out.print(Text(TO_ADD.format(zone=answers.zone, project=answers.project)))
    else:
        begin_pages(folder, skeleton, posts, state)
        problems = _imported(folder, imports)
        fill_readme(folder)
    _say_how_to_go_on(folder, answers)
    fail(problems) if problems else None


def _planned(
    folder: Path, answers: JournalAnswers, skeleton: Skeleton, generator: str, *, is_site: bool
) -> list[PlannedFile]:
    """What becomes of each file of a journal, but for its first entry."""
    try:
        files = {**skeleton.files(file_name(answers.today, ENTRY)), **generator_files(generator)}
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None
    if is_site:  # it is built by its owner's settings, which name pages and menu
        files = {path: data for path, data in files.items() if not _is_of_a_site(path, answers)}
    return plan(files, skeleton.lines(), _current(folder, {*files, *skeleton.lines()}))


def ask_answers(folder: Path, given: dict[str, str | None], *, is_asked: bool) -> JournalAnswers:
    """Return what a person says by options (`given`), and when asked; of all else, what is proposed.

    Raises `click.BadParameter` for what cannot be.
    """

    def answer(key: str, question: str, proposed: str) -> str:
        said = given[key]
        return said if said is not None else ask_text(question, proposed) if is_asked else proposed

    name = answer("name", "Who writes it", journal_defaults.author())
    title = answer("title", "What is it called", _titled(name))
    zone = answer("zone", "The time zone of its days", journal_defaults.zone())
    project = answer("project", "The folder of the project, 'new', or 'none'", _proposed(folder, given))
    repository = journal_defaults.repository(folder)
    url = answer("url", "Where will it be read", journal_defaults.url(repository))
    try:
        here = read_zone(zone)
    except Refused as refused:
        raise click.BadParameter(f"{refused.message}. {refused.mend}", param_hint="--zone") from None
    for key, words in (("name", name), ("title", title)):
        if not words.strip() or set(words) & set('<>"') or unfit(words, key):
            mend = "Write it in plain words, on one line, without '<', '>' and '\"'."
            raise click.BadParameter(f"{words!r} is no {key}. {mend}", param_hint=f"--{key}")
    return JournalAnswers(
        name,
        title,
        zone,
        _folder_of(project, folder),
        f"{url.rstrip('/')}/",
        datetime.now(here).date(),
        project == NEW,
        _free(folder, PAGES),
        _program(folder),
        journal_defaults.branch(folder),
        repository,
    )


def _titled(name: str) -> str:
    return "A learning journal" if name == journal_defaults.NOBODY else f"What {name} learns"


def _proposed(folder: Path, given: dict[str, str | None]) -> str:
    found = journal_defaults.project(folder)
    return found if found == NEW else os.path.normpath(folder / found)


def _folder_of(project: str, folder: Path) -> str:
    """The folder of the project as seen from the journal."""
    if project in (NEW, NONE):
        return NEW_PROJECT if project == NEW else NONE
    if not is_folder(Path(project)):
        raise click.BadParameter(
            f"there is no folder {project!r}. Name one, or 'new', or 'none'.", param_hint="--project"
        )
    return Path(os.path.relpath(project, folder)).as_posix()


def _free(folder: Path, names: Sequence[str]) -> str:
    """The first of the folders that is empty, or that `init` has written pages into."""
    for name in names:
        path = folder / name
        if not is_there(path) or is_file(path / "journal" / "index.md"):
            return name
        if is_folder(path) and not any(path.iterdir()):
            return name
    return names[-1]


def _program(folder: Path) -> str:
    """What the file that starts the generator is called, where another may have its name."""
    names = journal_defaults.PROGRAMS
    places = {name: folder / name for name in names}
    own = (name for name, at in places.items() if not is_there(at) or journal_defaults.is_front_door(at))
    return next(own, names[-1])


def _is_of_a_site(path: str, answers: JournalAnswers) -> bool:
    return path.startswith(f"{answers.docs}/") or path in (CONFIG, readme_page.README)


def _current(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in paths if is_file(folder / path)}


def _show(planned: Sequence[PlannedFile], more: Sequence[str]) -> None:
    """List what will be written; of a file that somebody else wrote, the lines that it gets."""
    words = {"new": "new", "added": "changed", "kept": "kept, it is yours"}
    shown = {one.path: words[one.fate] for one in planned if one.fate in words}
    for path, fate in sorted({**shown, **dict.fromkeys(more, "new")}.items()):
        out.print(Text(f"{fate:8} {path}"))
    for one in planned:
        if one.fate == "added" and one.before is not None:
            show_diff(unified(text_of(one.before, one.path), text_of(one.after, one.path), one.path))


def _write(folder: Path, files: Sequence[tuple[str, bytes | None, bytes]]) -> None:
    """Write files: each with its path in the journal, its bytes now (`None` for no file), and then."""
    try:
        replace_all([Replacement(folder / path, before, after) for path, before, after in files])
    except Refused as refused:
        fail([refused.at(Place(str(folder)))])


def state_of(folder: Path, answers: JournalAnswers) -> State:
    """Return the commit that the project is at, as long as nothing is written; now for one without."""
    if answers.is_new or answers.project == NONE:
        return NOW
    project = folder / answers.project
    try:
        with Projects({"": project}, read_zone(answers.zone)) as projects:
            return committed(project, projects) or NOW
    except Refused:  # git does not use the repository; `check` says why
        return NOW


def begin_pages(folder: Path, skeleton: Skeleton, posts: str, state: State) -> None:
    """Write the first entry, which quotes the project at a `state`."""
    if is_there(folder / posts):
        return
    workspace = load_workspace(load(followed(folder)))
    block = _quoted(workspace, state) if workspace.settings.project else ""
    said = "" if state == NOW else str(state)
    _write(folder, [(posts, None, skeleton.first_entry(ENTRY, said, block))])


def _imported(folder: Path, paths: Sequence[Path]) -> list[Problem]:
    """Turn what a person has written before into entries; return what of it has to be looked at."""
    files = [str(one) for path in paths for one in (sorted(path.rglob("*.md")) if path.is_dir() else [path])]
    if not files:
        return []
    workspace = load_workspace(load(followed(folder)))
    zone, today = workspace.settings.zone, now(workspace.settings).date()
    problems = take_in(workspace, files, Choices(zone, zone, days=workspace.days.with_day(today)))
    tell_of_break(load_workspace(workspace.settings), today)  # what came along may be old
    return problems


def fill_readme(folder: Path) -> None:
    """Write what the README shows of the journal."""
    pulled = readme_page.pulled(load_workspace(load(followed(folder))))
    if pulled.text != pulled.page.text:
        before, after = (one.encode("utf-8", "surrogateescape") for one in (pulled.page.text, pulled.text))
        _write(folder, [(readme_page.README, before, after)])


def _quoted(workspace: Workspace, state: State) -> str:
    """A block that shows a part of the project at a state, `""` where it has none."""
    with workspace.projects() as projects:
        try:
            address = first_symbol(projects.tree("", state))
            if address is None:
                return ""
            answer = Resolver(projects).answer(Ask(at_state(address, state)))
            return fenced(language_of(address.path), str(address), answer.lines)
        except Refused:  # a project that cannot be quoted yet; `check` says why
            return ""


def _say_how_to_go_on(folder: Path, answers: JournalAnswers) -> None:
    where = "" if followed(folder) == followed(Path.cwd()) else f"cd {folder} && "
    out.print(Text(f"The journal is in {folder}. To see it: {where}python3 {answers.program} serve"))
    if answers.url == journal_defaults.NOWHERE:
        out.print(Text(f"Write into {CONFIG} where it will be read (site_url), before you publish it."))
