"""The command that begins a journal for somebody else."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli import readme_page
from chronicles.cli.first_pages import ENTRY, begin_pages, fill_readme, import_files, state_of, write_files
from chronicles.cli.journal_questions import ask_answers
from chronicles.cli.output import fail, out, show_diff
from chronicles.disk.diffs import unified
from chronicles.disk.paths import followed, is_file, is_folder, is_there
from chronicles.disk.texts import text_of
from chronicles.git import commands
from chronicles.journal.entries import file_name
from chronicles.problems import Problem, Refused
from chronicles.starting import journal_defaults
from chronicles.starting.generator_source import generator_files
from chronicles.starting.journal_answers import JournalAnswers
from chronicles.starting.journal_plan import PlannedFile, plan
from chronicles.starting.site_settings import names_plugin
from chronicles.starting.skeleton import Skeleton
from chronicles.workspace.settings import CONFIG

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
    is_site = _is_site(folder / CONFIG)
    planned = _planned(folder, answers, skeleton, generator, is_site=is_site)
    _show(planned, () if is_site or is_there(folder / posts) else (posts,))
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
        begin_pages(folder, skeleton, posts, state)
        problems = import_files(folder, imports)
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


def _is_site(config: Path) -> bool:
    """Whether there is a site of MkDocs whose owner has not asked for Chronicles yet."""
    if not is_file(config):
        return False
    return not names_plugin(config.read_text("utf-8", errors="replace"), "chronicles")


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


def _say_how_to_go_on(folder: Path, answers: JournalAnswers) -> None:
    where = "" if followed(folder) == followed(Path.cwd()) else f"cd {folder} && "
    out.print(Text(f"The journal is in {folder}. To see it: {where}python3 {answers.program} serve"))
    if answers.url == journal_defaults.NOWHERE:
        out.print(Text(f"Write into {CONFIG} where it will be read (site_url), before you publish it."))
