"""What the commands on steps share: all steps, what is written for them, and what is asked before."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.text import Text

from chronicles.cli.invocation import called
from chronicles.cli.opening import open_workspace
from chronicles.cli.output import fail, out
from chronicles.cli.prompts import agreed
from chronicles.disk.writing import Replacement, replace_all, replace_together, unlike
from chronicles.guides.series.absorption import State
from chronicles.guides.series.patches import Patch, changes
from chronicles.guides.series.series import Series
from chronicles.problems import Place, Problem, Refused, count
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.patch_files import every_step
from chronicles.workspace.settings import Settings, line_of
from chronicles.workspace.workspace import Workspace

CHECK = "Now see which pages show it: python3 build.py check"


def open_steps() -> Workspace:
    """Read the journal, with every step in its series, also where none has a patch.

    Ends the command where the files leave open which steps there are.
    """
    return with_steps(open_workspace())


def with_steps(workspace: Workspace) -> Workspace:
    """Return the journal with every step in its series; ends the command as `open_steps` does."""
    if workspace.patches:
        return workspace
    patches, problems = every_step(workspace.settings, workspace.guides)
    if problems:
        fail(problems)
    return replace(workspace, patches=patches)


def project_of(settings: Settings) -> Path:
    """Return the folder of the journal's project; ends the command where it has none."""
    try:
        return settings.folder()
    except Refused as refused:
        fail([refused.at(Place(CONFIG, line_of(settings.root, "chronicles:")))])


def states_of(series: Series) -> list[State]:
    """Return all states in their order; raises `Refused` where a patch does not apply."""
    return [{file.path: file for file in series.files(name)} for name in series.names]


def rewriting(before: Sequence[Patch], after: Sequence[Patch], named: int | None = None) -> list[Patch]:
    """Return the patches of `before` that become others, without that of the step a person `named`."""
    pairs = enumerate(zip(before, after, strict=True))
    return [old for at, (old, new) in pairs if old.data and old.data != new.data and at != named]


def is_agreed(patches: Sequence[Patch], *, yes: bool, menu: Replacement | None = None) -> bool:
    """Show which patches would be rewritten, and ask whether they may; `yes` is the answer already.

    Ends the command where nobody can be asked, for the sake of the `menu` as well: of that, whoever is at a
    terminal has been asked before.
    """
    if yes or not (patches or menu):
        return True
    if not sys.stdin.isatty():
        named = [(patch.path, "rewritten") for patch in patches] + [(CONFIG, "changed")] * (menu is not None)
        mend = "Add --yes if that is meant."
        fail(
            Problem(Place(path), f"it would be {fate}, so nothing was written", mend) for path, fate in named
        )
    if not patches:
        return True
    out.print("These patches would be rewritten:")
    for patch in patches:
        out.print(Text(f"  {patch.path}"))
    if agreed("Rewrite them"):
        return True
    out.print("Nothing was written.")
    return False


def size(patch: Patch) -> str:
    """Return how much a step changes, in words."""
    found = changes(patch.data)
    if not found:
        return "nothing"
    added, removed = sum(change.added for change in found), sum(change.removed for change in found)
    return f"{count(len(found), 'file')}, +{added} -{removed}"


def write(settings: Settings, planned: Sequence[Replacement]) -> None:
    """Make all replacements, or none where a file is not what it was when they were planned."""
    _refuse_changed(settings, planned)
    replace_all(planned)


def write_together(settings: Settings, planned: Sequence[Replacement]) -> None:
    """Do the same for files that are of no use without each other: Ctrl-C leaves none of them."""
    _refuse_changed(settings, planned)
    replace_together(planned)


def _refuse_changed(settings: Settings, planned: Sequence[Replacement]) -> None:
    if strange := unlike(planned):
        mend = "Put it back as it was, or move it away; then run the command again."
        message = "it was changed meanwhile, so nothing was written"
        fail(Problem(Place(settings.shown(change.path)), message, mend) for change in strange)


def report(settings: Settings, planned: Sequence[Replacement], then: str = CHECK) -> None:
    """Say which files are new, changed and deleted, and what to do `then`."""
    changed = [change for change in planned if change.before != change.after]
    for change in changed:
        fate = "deleted" if change.after is None else "new" if change.before is None else "changed"
        out.print(Text(f"{fate:8} {settings.shown(change.path)}"))
    out.print(called(then) if changed else "Nothing changed.")
