"""The commands, and what all of them have in common."""

import errno
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from chronicles.cli.console import STOPPED, err, fail
from chronicles.problems import Place, Problem, Unusable

ROOMS = {
    "build": "building",
    "check": "proving",
    "checkpoint": "progress",
    "done": "done",
    "import": "importing",
    "log": "journal",
    "new": "journal",
    "pull": "proving",
    "review": "progress",
    "serve": "building",
    "show": "showing",
    "step": "step",
    "test": "testing",
    "week": "journal",
}


class Commands(click.Group):
    """A group whose commands answer every problem in words, and end with the right status.

    A command is imported when it is asked for: nobody who adds a note waits for what builds the site.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        return sorted(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name; `None` where there is none."""
        if (room := ROOMS.get(cmd_name)) is None:
            return None
        name = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = getattr(import_module(f"chronicles.cli.{room}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the settings cannot be used, 130 after Ctrl-C."""
        try:
            return super().invoke(ctx)
        except Unusable as error:
            fail(error.problems)
        except (KeyboardInterrupt, click.Abort):
            err.print("Stopped.")
            sys.exit(STOPPED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads what we print has read enough
                raise
            place = Place(str(error.filename or "the output"))
            what = (error.strerror or str(error)).lower()
            fail([Problem(place, what, "Make room, or make it readable and writable.")])


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="chronicles", prog_name="chronicles")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A learning journal whose code samples come from a real project.

    Without a command, `build`.
    """
    signal.signal(signal.SIGTERM, _terminated)
    if ctx.invoked_subcommand is None:
        build = main.get_command(ctx, "build")
        assert build, "it is one of the rooms"
        ctx.invoke(build)


def _terminated(number: int, frame: object) -> NoReturn:
    """TERM ends the program as Ctrl-C does: what was begun is cleaned away on the way out."""
    sys.exit(128 + number)
