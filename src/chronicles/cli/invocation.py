"""How this program was called, and which journal it is about."""

from pathlib import Path

import click

from chronicles.workspace.settings import CONFIG

CHECKOUT = "python3 build.py"  # as the messages of every room have it


def program() -> str:
    """Return the name by which this program was called: `python3 build.py`, or that of its command."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or CHECKOUT


def called(text: str) -> str:
    """Return `text` with the commands in it written as this program was called."""
    return text.replace(CHECKOUT, program())


def journal_folder() -> Path:
    """Return the folder of the journal: the nearest that holds `mkdocs.yml`, from the current one upwards.

    Where there is none, it is the current folder.
    """
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG).is_file()), here)
