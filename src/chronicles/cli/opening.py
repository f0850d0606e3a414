"""The journal that a command is about: that of the current folder."""

from pathlib import Path

from chronicles.site.mkdocs import config
from chronicles.workspace.settings import CONFIG
from chronicles.workspace.workspace import Workspace, load


def open_workspace() -> Workspace:
    """Read the journal in the current folder. Raises `Unusable` where its settings cannot be used."""
    return load(config.load(journal_folder()))


def journal_folder() -> Path:
    """Return the folder of the journal: the nearest that holds `mkdocs.yml`, from the current one upwards.

    Where there is none, it is the current folder.
    """
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), here)
