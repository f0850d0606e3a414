"""What the commands share that make steps: their place among the others, their files, the menu."""

import sys
from collections.abc import Mapping, Sequence
from difflib import unified_diff

from chronicles.cli.output import fail, out, show_diff
from chronicles.cli.prompts import agreed, given
from chronicles.disk.paths import is_there
from chronicles.disk.writing import Replacement
from chronicles.guides.menu import menu_lines, with_pages
from chronicles.guides.new_steps import guide_page, guide_title
from chronicles.guides.outline import Step, guides
from chronicles.guides.series.patches import Patch
from chronicles.pages.page import decode
from chronicles.problems import Place, Problem, Refused, visible
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace


def pages_of(workspace: Workspace) -> list[str]:
    """Return the pages of all steps, as paths below `docs/`."""
    return [step.page for guide in workspace.guides for step in guide.steps]


def title_of(settings: Settings, guide: str) -> str:
    """Return what a guide is called; whoever begins one at a terminal is asked."""
    title = guide_title(guide)
    return title if is_there(settings.docs / _index(settings, guide)) else given("Title of the guide", title)


def index_of(settings: Settings, guide: str, title: str) -> dict[str, str]:
    """Return the page of a guide, by its path below `docs/`: none where it has one already."""
    path = _index(settings, guide)
    return {} if is_there(settings.docs / path) else {path: guide_page(title)}


def _index(settings: Settings, guide: str) -> str:
    return f"{settings.guides}/{guide}/index.md"


def in_menu(
    workspace: Workspace, guide: str, title: str, pages: Sequence[str], *, yes: bool
) -> Replacement | None:
    """Show what makes `pages` part of the menu, and return that if it is to be done.

    It is, too, where nobody can be asked: `is_agreed` then ends the command before anything is written. Where
    the guide is not in the menu yet, all its pages come. Where nobody agrees, or a person has to write the
    lines, they are shown; nothing is where MkDocs finds all pages by itself.
    """
    settings = workspace.settings
    folder = f"{settings.guides}/{guide}/"
    is_new = not any(page.startswith(folder) for page in settings.menu)
    known = [_index(settings, guide), *(page for page in pages_of(workspace) if page.startswith(folder))]
    new = list(dict.fromkeys([*known, *pages])) if is_new else list(pages)
    if not settings.menu or all(page in settings.menu for page in new):
        return None
    path = settings.root / CONFIG
    before = path.read_bytes()
    try:
        text = decode(before)
        changed = with_pages(text, guide, title, new)
    except Refused:
        text, changed = "", None
    if changed is None:
        lines = [f"+{line}" for line in menu_lines(is_new, title, new)]
    else:
        halves = text.split("\n"), changed.split("\n")
        lines = list(unified_diff(*halves, CONFIG, CONFIG, n=1, lineterm=""))
    show_diff([*map(visible, lines)])
    if changed is not None and (yes or not sys.stdin.isatty() or agreed(f"Change {CONFIG} so")):
        return Replacement(path, before, changed.encode())
    out.print(f"{CONFIG} is left as it is. For the menu, put these lines into its nav.")
    return None


def in_order(workspace: Workspace, steps: Sequence[Step], *, is_listed: bool) -> tuple[Patch, ...]:
    """Return the patches of all steps in their order, with `steps` that are new and change nothing yet."""
    settings = workspace.settings
    known = {patch.step: patch for patch in workspace.patches}
    new = {step: Patch(step, settings.shown(settings.docs / step.patch)) for step in steps}
    menu = [*settings.menu, *(step.page for step in steps if is_listed)]
    ordered = guides([step.page for step in [*known, *new]], menu, settings.guides)
    return tuple((known | new)[step] for guide in ordered for step in guide.steps)


def new_files(settings: Settings, texts: Mapping[str, str]) -> list[Replacement]:
    """Return what writes pages, given by their paths below `docs/`; ends the command where one is there."""
    paths = {settings.docs / path: text for path, text in texts.items()}
    mend = "Move it away, or give another title."
    if there := [path for path in paths if is_there(path)]:
        fail(Problem(Place(settings.shown(path)), "there is such a file already", mend) for path in there)
    return [Replacement(path, None, text.encode()) for path, text in paths.items()]
