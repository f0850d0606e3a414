"""How this program was called, and from where."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click

CHECKOUT = "python3 build.py"  # as the messages of every room have it
CALLED_FROM = "CHRONICLES_CALLED_FROM"  # the folder where build.py was called, which goes to its own


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """The build.py that started this program: `folder` is its own, with the journal that it belongs to."""

    folder: Path

    @classmethod
    def left(cls) -> Self | None:
        """Go back to where build.py was called, so that paths mean what who typed them sees; return it.

        `None` where nothing says so: for the command `chronicles`, and behind a build.py from before this.
        Raises `OSError` where that folder may not be entered. What this program starts is told nothing.
        """
        if (caller := os.environ.pop(CALLED_FROM, None)) is None:
            return None
        own = cls(Path.cwd())
        os.chdir(caller)
        return own


def front_door() -> FrontDoor | None:
    """Return the build.py that the command which runs was started by, if it was and has said so."""
    context = click.get_current_context(silent=True)
    return context.find_object(FrontDoor) if context else None


def program() -> str:
    """Return the name by which this program was called: `python3 build.py`, or that of its command."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().info_name) or CHECKOUT


def called(text: str) -> str:
    """Return `text` with the commands in it written as this program was called."""
    return text.replace(CHECKOUT, program())
