"""The command that begins a journal for somebody else."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.first_guide import begin_guide, first_files, first_step
from chronicles.cli.first_pages import ENTRY, begin_pages, fill_readme, import_files, state_of, write_files
from chronicles.cli.invocation import called
from chronicles.cli.journal_questions import ask_answers
from chronicles.cli.output import fail, out, show_diff
from chronicles.disk.diffs import unified
from chronicles.disk.paths import followed, is_file, is_folder, is_there
from chronicles.disk.texts import text_of
from chronicles.git import commands
from chronicles.journal.entries import file_name
from chronicles.problems import Problem, Refused
from chronicles.starting import journal_defaults
from chronicles.starting.example_files import is_clone
from chronicles.starting.generator_source import generator_files
from chronicles.starting.journal_answers import JournalAnswers
from chronicles.starting.journal_plan import PlannedFile, plan
from chronicles.starting.site_settings import names_plugin
from chronicles.starting.skeleton import Skeleton
from chronicles.upgrading.journal_generator import WORKFLOW
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.readme_file import README

KEPT = "kept, it is yours"
OTHER_README = re.compile(r"readme(?:\.\w+)?", re.IGNORECASE)
CLONE = (
    "{!r} is a clone of Chronicles itself. Name another folder; to begin a journal in the place of the "
    "clone's own: 'python3 build.py example remove'."
)
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
    help="Take along the notes in this file, folder or archive.",
)
@click.option("--guide", metavar="NAME", help="Begin a guide, too, with the project as its first step.")
@click.option("--generator", default="", metavar="ADDRESS", help="Take the generator from there.")
@click.option("--yes", is_flag=True, help="Ask nothing: what is not given is as proposed.")
def init(
    folder: Path,
    imports: tuple[Path, ...],
    guide: str | None,
    generator: str,
    yes: bool,
    **given: str | None,
) -> None:
    """Begin a journal in DIR, a new folder or one with a project in it.

    What is there already stays as it is. A journal carries the generator along, as a file pinned by its hash.
    With --generator git+ADDRESS@COMMIT it is fetched by git, with sha256:HASH (of a release) from an index.
    """
    if is_there(folder) and not is_folder(folder):
        raise click.UsageError(f"{str(folder)!r} is a file. Name a folder.")
    if is_clone(folder):
        raise click.UsageError(called(CLONE.format(str(folder))))
    answers = ask_answers(folder, given, is_asked=sys.stdin.isatty() and not yes)
    skeleton = Skeleton(answers)
    posts = f"{answers.docs}/journal/posts/{file_name(answers.today, ENTRY)}"
    is_site = _is_site(folder / CONFIG)
    step = first_step(guide, answers, is_site=is_site) if guide is not None else None
    planned = _planned(folder, answers, skeleton, generator, is_site=is_site)
    more = {} if is_site or is_there(folder / posts) else {posts: "new"}
    more |= dict.fromkeys(first_files(folder, answers, step) if step else (), "new")
    _show(planned, more | dict.fromkeys(_other_readmes(folder), KEPT))
    if sys.stdin.isatty() and not yes:
        click.confirm("Write them?", default=True, abort=True)
    state = state_of(folder, answers)
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, [(one.path, one.before, one.after) for one in planned if one.is_written])
    if not journal_defaults.is_in_repository(folder):
        commands.run(("git", "init", "--quiet", "-b", answers.branch, str(folder)))
    problems: list[Problem] = []
    if is_site:
        out.print(Text(TO_ADD.format(zone=answers.zone, project=answers.project)))
    else:
        if step:
            is_new = any(one.path == CONFIG and one.fate == "new" for one in planned)
            state = begin_guide(folder, answers, step, state, yes=yes or is_new)
        begin_pages(folder, skeleton, posts, state)
        problems = import_files(folder, imports)
        fill_readme(folder)
    _say_how_to_go_on(folder, answers, is_site=is_site)
    fail(problems) if problems else None


def _planned(
    folder: Path, answers: JournalAnswers, skeleton: Skeleton, generator: str, *, is_site: bool
) -> list[PlannedFile]:
    """What becomes of each file of a journal, but for its first entry."""
    try:
        files = {**skeleton.files(file_name(answers.today, ENTRY)), **generator_files(generator)}
    except Refused as refused:
        raise click.UsageError(f"{refused.message}. {refused.mend}") from None
    if _other_readmes(folder):  # GitHub would show ours in its place ("About READMEs")
        files.pop(README, None)
    if is_site:  # it is built by its owner's settings, which name pages and menu, and published already
        files = {path: data for path, data in files.items() if not _is_of_a_site(path, answers)}
    return plan(files, skeleton.lines(), _current(folder, {*files, *skeleton.lines()}))


def _is_site(config: Path) -> bool:
    """Whether there is a site of MkDocs whose owner has not asked for Chronicles yet."""
    if not is_file(config):
        return False
    return not names_plugin(config.read_text("utf-8", errors="replace"), "chronicles")


def _other_readmes(folder: Path) -> list[str]:
    """The names of what is a README in another form, such as README.rst."""
    names = sorted(path.name for path in folder.iterdir() if is_file(path)) if is_folder(folder) else []
    return [name for name in names if OTHER_README.fullmatch(name) and name != README]


def _is_of_a_site(path: str, answers: JournalAnswers) -> bool:
    return path.startswith(f"{answers.docs}/") or path in (CONFIG, README, WORKFLOW)


def _current(folder: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in paths if is_file(folder / path)}


def _show(planned: Sequence[PlannedFile], more: Mapping[str, str]) -> None:
    """List what will be written; of a file that somebody else wrote, the lines that it gets.

    `more` has the fates of other files, in words.
    """
    words = {"new": "new", "added": "changed", "kept": KEPT}
    shown = {one.path: words[one.fate] for one in planned if one.fate in words}
    for path, fate in sorted({**shown, **more}.items()):
        out.print(Text(f"{fate:8} {path}"))
    for one in planned:
        if one.fate == "added" and one.before is not None:
            show_diff(unified(text_of(one.before, one.path), text_of(one.after, one.path), one.path))


def _say_how_to_go_on(folder: Path, answers: JournalAnswers, *, is_site: bool) -> None:
    is_here = followed(folder) == followed(Path.cwd())
    place, where = ("here", "") if is_here else (f"in {folder}", f"cd {folder} && ")
    program = f"{where}python3 {answers.program}"
    if is_site:
        out.print(Text(f"Then see what holds: {program} check"))
        return
    out.print(Text(f"The journal is {place}. To see it: {program} serve"))
    if answers.url == journal_defaults.NOWHERE:
        out.print(Text(f"Write into {CONFIG} where it will be read (site_url), before you publish it."))
