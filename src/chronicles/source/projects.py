"""Finds the projects that pages can quote, on the disk and in git, each at any of its states."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from chronicles.disk.paths import is_folder
from chronicles.git.commands import Git, GitFailed
from chronicles.git.messages import read_message
from chronicles.git.objects import FETCH, PARTIAL, Repository
from chronicles.guides.series.folders import project_files, project_tree
from chronicles.guides.series.series import Series, Stored, read_files
from chronicles.pages.states import NOW, State
from chronicles.problems import Refused, nearest
from chronicles.source.trees import GitTree, Tree, WorkingTree


class Projects:
    """Finds the tree of a project at a state, and keeps what it found until it is closed.

    `folders` maps names to folders, `""` to the journal's own project; `zone` is where the
    author's days begin; `series` has the states of the guides, which are the journal's own project's.
    """

    def __init__(self, folders: Mapping[str, Path], zone: ZoneInfo, series: Series | None = None) -> None:
        self._folders = folders
        self._zone = zone
        self._series = series
        self._steps: Repository | None = None
        self._hashes: dict[tuple[str, State], str] = {}
        self._repositories: dict[str, Repository] = {}
        self._unusable: dict[str, Refused] = {}
        self._located_at: dict[tuple[str, State], tuple[Repository, str]] = {}
        self._trees: dict[tuple[str, State], Tree] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for repository in self._repositories.values():
            repository.close()
        self._repositories.clear()
        if self._steps:
            self._steps.close()
            self._steps = None

    @property
    def names(self) -> list[str]:
        """The projects that there are, the journal's own first as `""`."""
        return sorted(self._folders)

    def left_out(self, project: str) -> tuple[str, ...]:
        """Return the paths in the folder of a project that are the journal's, and no part of it."""
        return self._series.left_out if self._series and not project else ()

    def tree(self, project: str, state: State) -> Tree:
        """Return the tree; raises `Refused` where the project or its state does not exist."""
        key = project, state
        if key not in self._trees:
            self._trees[key] = self._found(project, state)
        return self._trees[key]

    def before(self, project: str, state: State) -> Tree | None:
        """Return the tree at the first parent of `state`, `None` where nothing came before.

        Raises `Refused` where there is no such state, or the commit before was not fetched.
        """
        repository, commit = self._located(project, state)
        parent = repository.parent(commit)
        if parent and repository.is_shallow and repository.object(parent) is None:
            raise Refused(f"the commit before {state} was not fetched", FETCH)
        return self._at(repository, parent, str(state)) if parent else None

    def commit(self, project: str, state: State) -> str:
        """Return the full hash of the commit that a state stands for; raises `Refused` where it has none."""
        return self._located(project, state)[1]

    def stored(self, project: str, state: State) -> tuple[Stored, ...]:
        """Return every file of a project at a state with its bytes.

        Raises `Refused` for links, and where git cannot read it.
        """
        if state == NOW and self._series:
            return tuple(project_files(self._series, self._folder(project)).values())
        repository, _ = self._located(project, state)
        git = Git(repository.folder, bare=False, trusted=True)
        try:
            return read_files(git, self.tree_hash(project, state))
        except GitFailed as failed:
            what = f"git cannot read the project at {state}"
            if (mend := repository.mend_objects) == PARTIAL:
                raise Refused(what, mend) from None
            raise read_message(str(failed)).refused(what, "Mend that first.") from None

    def tree_hash(self, project: str, state: State) -> str:
        """Return git's hash of the tree that a project is at a state; found out once.

        Raises `Refused` where the project or its state does not exist.
        """
        key = project, state
        if key not in self._hashes:
            self._hashes[key] = self._tree_hash(project, state)
        return self._hashes[key]

    def _tree_hash(self, project: str, state: State) -> str:
        if state == NOW and self._series:
            return project_tree(self._series, self._folder(project))
        repository, commit = self._located(project, state)
        if (tree := repository.tree(commit)) is None:
            raise Refused(f"the project was not there yet at {state}", "Name a later revision.")
        return tree

    def pinned(self, project: str, state: State) -> State:
        """Return `state` in the form that will mean the same for ever: a tag or a full hash.

        `now` and steps stay what they are. Raises `Refused` where there is no such commit.
        """
        if state.kind not in ("day", "git") or state.is_pinned:
            return state
        if state.kind == "git" and self._repository(project).is_tag(state.name):
            return state
        return State("git", self.commit(project, state))

    def _found(self, project: str, state: State) -> Tree:
        if state == NOW:
            return WorkingTree(self._folder(project), self.left_out(project))
        repository, commit = self._located(project, state)
        tree = self._at(repository, commit, str(state))
        if tree is None:
            raise Refused(f"the project was not there yet at {state}", "Name a later revision.")
        return tree

    def _located(self, project: str, state: State) -> tuple[Repository, str]:
        """The repository and the commit in it that a state stands for: every state lives in one."""
        key = project, state
        if key not in self._located_at:
            self._located_at[key] = self._locate(project, state)
        return self._located_at[key]

    def _locate(self, project: str, state: State) -> tuple[Repository, str]:
        if state.kind == "now":
            message = "data-mark=\"new\" needs a step or a revision: 'now' has no state before it"
            raise Refused(message, "Add '@GUIDE/NN' or '@git:REVISION'.")
        if state.kind == "step":
            return self._step(project, state.name)
        repository = self._repository(project)
        if state.kind == "day":
            return repository, repository.commit_on(date.fromisoformat(state.name), self._zone)
        try:
            return repository, repository.commit(state.name)
        except Refused as refused:
            if not project or not state.is_pinned or repository.is_shallow:
                raise
            # Most likely the page's own state, which is a commit of the journal's own project.
            mend = f"Name a moment of {project!r} itself, such as '@now'."
            raise Refused(f"{refused.message} in the project {project!r}", mend) from None

    def _step(self, project: str, name: str) -> tuple[Repository, str]:
        if project:
            mend = "Name a revision of it, such as '@git:v1.0'."
            raise Refused(f"the guides have no states of the project {project!r}", mend)
        if self._series is None or not self._series.names:
            raise Refused(f"there is no step {name!r}", "There are no guides: use 'now' or 'git:REVISION'.")
        commit = self._series.commit(name)
        if self._steps is None:
            self._steps = Repository(self._series.folder)
        return self._steps, commit

    def _at(self, repository: Repository, commit: str, name: str) -> Tree | None:
        tree = repository.tree(commit)
        return GitTree(repository, tree, name) if tree else None

    def _folder(self, project: str) -> Path:
        return folder_of(self._folders, project)

    def _repository(self, project: str) -> Repository:
        folder = self._folder(project)
        if project in self._unusable:
            raise self._unusable[project]
        if project not in self._repositories:
            try:
                self._repositories[project] = Repository(folder)
            except Refused as refused:
                self._unusable[project] = refused
                raise
        return self._repositories[project]


def folder_of(folders: Mapping[str, Path], project: str) -> Path:
    """Return the folder of a project, `""` for the journal's own; raises `Refused` where there is none."""
    if project not in folders:
        raise _no_project(project, sorted(filter(None, folders)))
    folder = folders[project]
    if not is_folder(folder):
        what = f"the folder of the project {project!r}" if project else f"the folder {folder.name}"
        key = "projects:" if project else "project:"
        raise Refused(f"{what} is not there", f"Put it there, or mend '{key}' in mkdocs.yml.")
    return folder


def _no_project(project: str, others: Sequence[str]) -> Refused:
    if project:
        mend = nearest(project, others, "Name its folder under 'projects:' in mkdocs.yml.")
        return Refused(f"there is no project {project!r}", mend)
    named = f"Begin with the name of another one, such as '{others[0]}:', or name" if others else "Name"
    mend = f"{named} its folder in mkdocs.yml: 'project: FOLDER' below 'chronicles:'."
    return Refused("the journal has no project of its own", mend)
