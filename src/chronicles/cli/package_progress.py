"""The packages of the projects: what is said while they are fetched, and which of them are remembered."""

from rich.text import Text

from chronicles.cli.output import err
from chronicles.environments.environment_lock import LOCK
from chronicles.problems import Place, Problem, Refused, visible
from chronicles.site.features.demo_sources import demo_sources
from chronicles.workspace.workspace import Workspace


def begin_environments(workspace: Workspace) -> None:
    """Let the requirements of the projects be resolved and installed, and say what is fetched."""
    workspace.environments.begin(lambda line: err.print(Text(f"{visible(line)}…", style="dim")))


def remember_packages(workspace: Workspace, *, are_all_known: bool) -> list[Problem]:
    """Take out of the lock what no state asks for any more, once all pages were run; return why it cannot be.

    Nothing is taken out where not all states are known. The states of the live demos are asked, too: a build
    only reads the lock.
    """
    try:
        demo_sources(workspace, workspace.readings)  # which asks for the Python of each
        workspace.environments.forget_others(are_all_known=are_all_known)
    except Refused as refused:
        return [refused.at(Place(LOCK))]
    return []
