"""The README beside the journal: what `pull` writes into its parts, and what `check` says of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chronicles.cli.output import err, tell
from chronicles.disk.paths import followed, is_file
from chronicles.disk.writing import replace_text
from chronicles.pages.page import Page, decode
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.learning_plan import read_plan
from chronicles.progress.readme_contents import Contents, check_readme, contents, pull_readme
from chronicles.progress.readme_parts import is_marked
from chronicles.progress.record import Record, record
from chronicles.proof.pull import Pulled
from chronicles.workspace.goal_evidence import goals_page
from chronicles.workspace.places import Places
from chronicles.workspace.publication import published
from chronicles.workspace.readme_file import MEANT, README
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace, load


def is_readme(settings: Settings, name: str) -> bool:
    """Whether a person means the README by `name`, a path as it was typed or as problems have it."""
    path = settings.root / README
    return is_file(path) and followed(path) in (followed(Path(name)), followed(settings.root / name))


def pulled(workspace: Workspace) -> Pulled:
    """Return what becomes of the README; nothing does while the pages that it is made of are faulty."""
    try:
        page = _page(workspace.settings)
        wanted, problems = _wanted(workspace) if is_marked(page) else ({}, [])
    except Refused as refused:
        return Pulled(Page(README, ""), "", 0, (refused.at(Place(README)),))
    return Pulled(page, page.text, 0, tuple(problems)) if problems else pull_readme(page, wanted)


def problems_of(workspace: Workspace) -> list[Problem]:
    """Return what `check` says of the README; nothing where there is none, or none with markers."""
    try:
        page = _page(workspace.settings)
        wanted, problems = _wanted(workspace) if is_marked(page) else ({}, [])
    except Refused as refused:
        return [refused.at(Place(README))]
    return problems or check_readme(page, wanted)


@contextmanager
def kept_right(workspace: Workspace) -> Iterator[None]:
    """Write into the README's parts what the journal has after what is done inside, if that was right.

    What a hand has changed there is left to `pull`, and to `check` to tell.
    """
    was_right = _is_right(workspace)
    yield
    if was_right and (found := pulled(load(workspace.settings))).text != found.page.text:
        try:
            replace_text(workspace.settings.root / README, found.page.text, found.text)
        except Refused as refused:
            tell([refused.at(Place(README))])
            return
        err.print(f"{README} shows it", style="dim")


def _is_right(workspace: Workspace) -> bool:
    """Whether there is a README with parts, each as the journal has it."""
    try:
        page = _page(workspace.settings)
    except Refused:
        return False
    found = pulled(workspace) if is_marked(page) else None
    return found is not None and not found.problems and found.text == found.page.text


def _page(settings: Settings) -> Page:
    """The README as it is now; an empty one where there is none, or none that is for us to read."""
    try:
        data = (settings.root / README).read_bytes()
        return Page(README, decode(data) if MEANT.search(data) else "")
    except FileNotFoundError:
        return Page(README, "")
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}", "Make it readable.") from None


def _wanted(workspace: Workspace) -> tuple[Contents, list[Problem]]:
    """What the parts should show, and what is wrong with the pages that say so."""
    seen = published(workspace, None)
    goals = goals_page(workspace.settings, seen.readings)
    plan = read_plan(goals) if goals else Record().plan
    found = replace(record(seen.entries, (), None, seen.docs), plan=plan)
    problems = [*workspace.unsafe, *plan.problems, *(goals.problems if goals else ())]
    return contents(found, Places(workspace)), problems
