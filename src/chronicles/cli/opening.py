"""The journal that a command is about: that of the current folder."""

from chronicles.cli.invocation import journal_folder
from chronicles.site.mkdocs import config
from chronicles.workspace.workspace import Workspace, load


def open_workspace() -> Workspace:
    """Read the journal in the current folder. Raises `Unusable` where its settings cannot be used."""
    return load(config.load(journal_folder()))
