"""Which pages of a journal a branch may have made wrong: what changed, and what rests on that. Asks git."""

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.git.branch_changes import BranchChanges
from chronicles.guides.outline import step_of
from chronicles.pages.reading import Reading
from chronicles.pages.states import NOW, State
from chronicles.progress.passed_tests import PREFIX, TASK_PREFIX
from chronicles.proof.changed_sources import ChangedSources
from chronicles.proof.link_targets import questions
from chronicles.proof.lockfile import LOCK, read_lock
from chronicles.proof.step_tasks import step_tasks
from chronicles.workspace.docs_files import PAGES
from chronicles.workspace.front_door import is_front_door
from chronicles.workspace.goal_evidence import lock_text
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import GENERATOR, GOALS, REQUIREMENTS, Settings
from chronicles.workspace.workspace import Workspace

# How files get from git to the disk, and which are a part of a project.
OF_GIT = frozenset({".gitattributes", ".gitignore", ".gitmodules"})
YAML = (".yml", ".yaml")
INHERITS = re.compile(r"^INHERIT:", re.MULTILINE)  # MkDocs, "Configuration Inheritance"


@dataclass(frozen=True, slots=True)
class TouchedPages:
    """The pages that a branch may have made wrong, in the order of the journal.

    `because` is the file on which all pages rest, where one has changed, as seen from the top of the working
    tree; `is_series` whether the project as it is now, or a step, may be another one.
    """

    readings: tuple[Reading, ...]
    because: str = ""
    is_series: bool = True


def touched_pages(workspace: Workspace, changes: BranchChanges) -> TouchedPages:
    """Return the pages that `changes` may have made wrong; where that cannot be known, a page is among them.

    Raises `Refused` where git does not answer.
    """
    settings = workspace.settings
    if because := next((path for path in sorted(changes.paths) if _is_of_all(settings, changes, path)), ""):
        return TouchedPages(workspace.readings, because)
    found = _Touched(workspace, changes)
    with workspace.projects() as projects:
        sources = ChangedSources(changes, settings.root, settings.projects, projects, found.steps)
        readings = tuple(reading for reading in workspace.readings if found.is_touched(reading, sources))
        is_series = found.has_other_steps or sources.touch_tree("", NOW)
    return TouchedPages(readings, is_series=is_series)


class _Touched:
    """What has changed of the pages themselves, their steps and what is noted of them."""

    def __init__(self, workspace: Workspace, changes: BranchChanges) -> None:
        self._settings = settings = workspace.settings
        self._changes = changes
        self._goals = settings.shown(settings.docs / GOALS)
        self._pages = _pages_of_notes(settings, changes)
        self.steps = _changed_steps(workspace, changes)
        self._steps = {
            settings.shown(settings.docs / patch.step.page)
            for patch in workspace.patches
            if self.steps is None or patch.step.state in self.steps
        }

    @property
    def has_other_steps(self) -> bool:
        """Whether a state of the guides may be another one."""
        return self.steps is None or bool(self.steps)

    def is_touched(self, reading: Reading, sources: ChangedSources) -> bool:
        """Whether the page, or anything that it rests on, may be another one."""
        path = reading.page.path
        return (
            path in self._pages
            or path in self._steps
            or any(TASK_PREFIX + task.name in self._pages for task in step_tasks([reading]))
            or (path == self._goals and self._has_other_evidence)
            or self._changes.touches(self._settings.root / path)
            or sources.touch(questions([reading]))
            or self._is_run_otherwise(reading, sources)
        )

    @property
    def _has_other_evidence(self) -> bool:
        """Whether pages came or went, which goals may name, or it is noted otherwise which tests pass."""
        is_noted = any(name.startswith(PREFIX) for name in self._pages)
        return is_noted or bool(self._changes.came_or_went(self._settings.docs))

    def _is_run_otherwise(self, reading: Reading, sources: ChangedSources) -> bool:
        runs = [(code.project, code.run) for code in reading.code if code.run is not None]
        # The clock of a page without a date stands at the day of a step, maybe the last one's.
        is_dated = reading.front_matter.date is not None
        is_later = bool(runs) and self.has_other_steps and not is_dated
        return is_later or any(sources.touch_tree(project, state) for project, state in runs)


def _pages_of_notes(settings: Settings, changes: BranchChanges) -> frozenset[str]:
    """The pages, tests and tasks of which `proofs.lock` says something else than it did."""
    path = settings.root / LOCK
    if not changes.touches(path):
        return frozenset()
    now = read_lock(lock_text(settings) or "")
    before = read_lock((changes.before(path) or b"").decode("utf-8", "surrogateescape"))
    return frozenset(key for key in {*now, *before} if now.get(key) != before.get(key))


def _changed_steps(workspace: Workspace, changes: BranchChanges) -> Collection[State] | None:
    """The states that may be others: those from the first step on that has changed; `None` for all."""
    settings = workspace.settings
    other = set(changes.came_or_went(settings.docs))
    changed = {
        step.patch
        for path in changes.below(settings.docs)
        if (step := step_of(path, settings.guides)) and (path in other or path == step.patch)
    }
    if not changed:
        return ()
    here = [patch.step.patch for patch in workspace.patches]
    were_some = any(patch.data and patch.step.patch not in other for patch in workspace.patches)
    if not were_some or not changed <= {*here}:
        return None  # a step is gone, or these are the first
    first = min(here.index(path) for path in changed)
    return {patch.step.state for patch in workspace.patches[first:]}


def _is_of_all(settings: Settings, changes: BranchChanges, name: str) -> bool:
    """Whether every page may rest on a file, which has changed."""
    path = changes.top / name
    if path.name in OF_GIT:
        return True
    if path.name.endswith(YAML) and _inherits(settings):
        return True
    if not path.is_relative_to(settings.root):
        return False
    inside = path.relative_to(settings.root)
    if inside.as_posix() in {CONFIG, *REQUIREMENTS} or inside.parts[0] == GENERATOR or is_front_door(path):
        return True
    if path.is_relative_to(settings.docs) or _is_quoted(settings, path):
        return False
    # What else lies beside the settings may be a hook, or what one reads; prose and the tools' own are not.
    is_hidden = any(part.startswith(".") for part in inside.parts)
    is_prose = path.name.endswith(PAGES) or inside.as_posix() == LOCK
    return not (is_hidden or is_prose or path.is_relative_to(settings.root / settings.site))


def _inherits(settings: Settings) -> bool:
    """Whether the settings are those of another file, with some of their own."""
    with suppress(OSError):
        return INHERITS.search((settings.root / CONFIG).read_text("utf-8", "replace")) is not None
    return True


def _is_quoted(settings: Settings, path: Path) -> bool:
    """Whether a file is of a project, and not the journal's in the folder of one."""
    own = followed(settings.project) if settings.project else None
    left_out = [own / one for one in settings.own_paths] if own else []
    folders = map(followed, settings.projects.values())
    return any(path.is_relative_to(folder) for folder in folders) and not any(
        path.is_relative_to(one) for one in left_out
    )
