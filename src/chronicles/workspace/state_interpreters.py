"""Which Python runs each state of a project: that of what its own files require. Reads the projects."""

from chronicles.pages.states import State
from chronicles.problems import Absent
from chronicles.sandbox import Interpreter
from chronicles.source.projects import Projects
from chronicles.workspace.workspace import Workspace


class StateInterpreters:
    """The Pythons of the states of `projects`, from the environments of a journal."""

    def __init__(self, workspace: Workspace, projects: Projects) -> None:
        self._settings = workspace.settings
        self._environments = workspace.environments
        self._projects = projects

    def of(self, project: str, state: State) -> Interpreter:
        """Return the Python of a state, which may have to be made ready; raises `Refused` for none."""
        path = self._settings.project_path(project) if project in self._settings.projects else ""
        return self._environments.of(lambda name: self._read(project, state, name), path)

    def locked(self, project: str, state: State) -> str:
        """Return what the lock says of the state's packages, or `""`; raises `Refused` for no state."""
        return self._environments.locked(lambda path: self._read(project, state, path))

    def _read(self, project: str, state: State, path: str) -> str | None:
        try:
            return self._projects.tree(project, state).read(path).text
        except Absent:
            return None
