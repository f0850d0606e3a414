"""Which journal a command is about: that of its build.py, or else of the current folder."""

from pathlib import Path

from chronicles.cli.invocation import front_door
from chronicles.workspace.journal_names import CONFIG


def journal_folder() -> Path:
    """Return the folder of the journal: the nearest that holds `mkdocs.yml`, from the current one upwards.

    It is looked for from the folder of build.py where that was called, wherever from. Where there is none,
    it is that folder itself.
    """
    door = front_door()
    here = door.folder if door else Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), here)
