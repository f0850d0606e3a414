"""What a branch has changed of that which pages rest on: files and states of projects. Asks git.

Where it is not known whether something has changed, it has: a page that is looked at in vain costs time, one
that is not looked at could lie.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from chronicles.disk.paths import followed
from chronicles.git.branch_changes import BranchChanges
from chronicles.git.clones import left_behind
from chronicles.pages.states import NOW, State
from chronicles.problems import Refused
from chronicles.proof.answers import ProjectMoment, Question, Test
from chronicles.source.projects import Projects


class ChangedSources:
    """What has changed of the projects in `folders`, by their names; `""` is the journal's own.

    `root` is the folder of the pages. `steps` are the states of the guides that are not what they were, all
    of them where it is `None`. Where nothing at all has changed, these have not.
    """

    def __init__(
        self,
        changes: BranchChanges,
        root: Path,
        folders: Mapping[str, Path],
        projects: Projects,
        steps: Collection[State] | None = (),
    ) -> None:
        self._changes = changes
        self._projects = projects
        self._steps = steps
        self._folders = {
            name: followed(folder)
            for name, folder in folders.items()
            if followed(folder).is_relative_to(changes.top) and left_behind(root, folder) is None
        }
        self._is_tree_changed = {name: self._has_changes(name) for name in self._folders}

    def touch(self, questions: Iterable[Question]) -> bool:
        """Whether the answer to one of `questions` may be another one now."""
        return any(self._touches(question) for question in questions)

    def touch_tree(self, project: str, state: State) -> bool:
        """Whether any file of a project at a state may be another one now."""
        is_now = state == NOW
        return self._is_tree_changed.get(project, True) if is_now else self._touches_state(project, state)

    def _touches(self, question: Question) -> bool:
        # The name of a test does not say which files it is in, and a demo is the whole project.
        if isinstance(question, Test | ProjectMoment):
            return self.touch_tree(question.project, question.state)
        address = question.address
        return any(
            self._touches_file(address.project, address.path)
            if state == NOW
            else self._touches_state(address.project, state)
            for state in address.states
        )

    def _touches_file(self, project: str, path: str) -> bool:
        folder = self._folders.get(project)
        return folder is None or self._changes.touches(folder / path)

    def _touches_state(self, project: str, state: State) -> bool:
        """Whether a state may be another one: a day and a branch move on, a tag and a commit do not."""
        if state.kind == "step":
            return self._steps is None or state in self._steps
        if not self._changes.paths and project in self._folders:
            return False
        try:
            return state.kind == "day" or self._projects.pinned(project, state) != state
        except Refused:
            return True

    def _has_changes(self, project: str) -> bool:
        folder = self._folders[project]
        left_out = [folder / path for path in self._projects.left_out(project)]
        changed = [folder / path for path in self._changes.below(folder)]
        own = [path for path in changed if not any(path.is_relative_to(one) for one in left_out)]
        return bool(own) or self._changes.touches_repository(folder)
