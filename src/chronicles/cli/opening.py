"""The journal that a command is about: that of its build.py, or else of the current folder."""

from chronicles.cli.journal_folder import journal_folder
from chronicles.site.mkdocs import config
from chronicles.workspace.workspace import Workspace, load


def open_workspace() -> Workspace:
    """Read the journal that the command is about. Raises `Unusable` where its settings cannot be used."""
    return load(config.load(journal_folder()))
