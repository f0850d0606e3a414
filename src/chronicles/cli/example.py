"""The commands that take the example out of a clone, and put it back."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click
from rich.text import Text

from chronicles.cli.first_pages import ENTRY, begin_pages, fill_readme, state_of
from chronicles.cli.invocation import program
from chronicles.cli.journal_folder import journal_folder
from chronicles.cli.journal_questions import ask_answers
from chronicles.cli.output import fail, out
from chronicles.disk.paths import is_file
from chronicles.disk.writing import Replacement, replace_all
from chronicles.journal.entries import file_name
from chronicles.problems import Place, Problem, Refused, count
from chronicles.proof.lockfile import LOCK
from chronicles.starting import example_files
from chronicles.starting.example_files import GUIDES, PATHS
from chronicles.starting.journal_answers import NEW, NEW_PROJECT
from chronicles.starting.journal_plan import plan
from chronicles.starting.skeleton import Skeleton

HERE = Place(".")
YES = click.option("--yes", is_flag=True, help="Ask nothing.")


@click.group()
def example() -> None:
    """Take the example out of a clone of Chronicles: its journal, guides and project; or put it back."""


@example.command()
@YES
def remove(yes: bool) -> None:
    """Put a journal of your own, as 'init' begins it, in the place of the example."""
    root = _clone()
    given = dict.fromkeys(("name", "title", "zone", "url")) | {"project": NEW}
    try:
        gone = example_files.tracked(root, *PATHS)
        if not any(name.startswith(f"{GUIDES}/") for name in gone):
            raise click.UsageError("the example is not here any more. 'example restore' puts it back.")
        _refuse_changes(example_files.changed(root, *PATHS, NEW_PROJECT))
        _list("gone", gone)
        _confirm("Take them out, and begin a journal of your own?", yes)
        answers = ask_answers(root, given, is_asked=sys.stdin.isatty() and not yes)
        commit, entry = example_files.head(root), file_name(answers.today, ENTRY)
        skeleton = Skeleton(answers)
        files = skeleton.files(entry)
        left = {
            path: (root / path).read_bytes() for path in files if path not in gone and is_file(root / path)
        }
        planned = {one.path: one.after for one in plan(files, {}, left) if one.is_written}
        replace_all([_change(root, path, planned.get(path)) for path in sorted({*gone, *planned})])
        posts = f"{answers.docs}/journal/posts/{entry}"
        begin_pages(root, skeleton, posts, state_of(root, answers))
        fill_readme(root)
        example_files.remember(root, commit, [*planned, posts])
    except Refused as refused:
        fail([refused.at(HERE)])
    _list("new", [*planned, posts])
    out.print(Text(f"The example is in the commit {commit[:12]}: '{program()} example restore' puts it back"))


@example.command()
@click.option("--from", "commit", default="", metavar="COMMIT", help="The commit that has the example.")
@YES
def restore(commit: str, yes: bool) -> None:
    """Put the example back in the place of your own journal, which has to be committed."""
    root = _clone()
    record = example_files.recorded(root)
    source = commit or (record.commit if record else "")
    if not source or source.startswith("-"):
        raise click.UsageError("it is not known which commit has the example. Name it: --from COMMIT.")
    written = dict(record.written) if record else {}
    try:
        own = {name for name, digest in written.items() if example_files.digest_of(root / name) == digest}
        changed = example_files.changed(root, *PATHS, NEW_PROJECT)
        # What 'check' writes can be made again.
        _refuse_changes(name for name in changed if name not in {*own, LOCK} and is_file(root / name))
        gone = {*example_files.tracked(root, *PATHS), *own}
        _list("gone", sorted(name for name in gone if is_file(root / name)))
        _confirm("Put the example in their place?", yes)
        replace_all([_change(root, name, None) for name in sorted(own) if is_file(root / name)])
        example_files.bring_back(root, source)
    except Refused as refused:
        fail([refused.at(HERE)])
    out.print(Text(f"The example is here as in the commit {source[:12]}"))


def _clone() -> Path:
    root = journal_folder()
    if not example_files.is_clone(root):
        raise click.UsageError("this is not a clone of Chronicles, so it has no example. Go to one.")
    if not (root / ".git").exists():
        raise click.UsageError("this is not a repository of git, which alone can put the example back.")
    return root


def _change(root: Path, path: str, data: bytes | None) -> Replacement:
    file = root / path
    return Replacement(file, file.read_bytes() if is_file(file) else None, data)


def _refuse_changes(names: Iterable[str]) -> None:
    mend = "Commit it, or undo it: 'git stash' keeps it for later."
    if problems := [Problem(Place(name), "it has changes that are in no commit", mend) for name in names]:
        fail(problems)


def _confirm(question: str, yes: bool) -> None:
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("nobody is there to be asked. Add --yes.")
    if not yes:
        click.confirm(question, default=True, abort=True)


def _list(word: str, names: Iterable[str]) -> None:
    """Files by their folder: of a whole example there are hundreds."""
    for folder, number in Counter("/".join(name.split("/")[:2]) for name in names).items():
        out.print(Text(f"{word:8} {folder}" + (f"/ ({count(number, 'file')})" if number > 1 else "")))
