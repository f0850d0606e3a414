"""The commands, and what all of them have in common."""

import errno
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from chronicles.cli import streams
from chronicles.cli.invocation import FrontDoor
from chronicles.cli.output import PROBLEMS, STOPPED, err, fail, tell
from chronicles.cli.summaries import summary
from chronicles.cli.system_problem import system_problem
from chronicles.problems import Unusable

MODULES = {
    "adopt": "adopt",
    "build": "building",
    "check": "checking",
    "checkpoint": "reviewing",
    "cohort": "cohort",
    "completion": "looking_up",
    "done": "done",
    "example": "example",
    "export": "exporting",
    "find": "looking_up",
    "import": "import_",
    "init": "init",
    "list": "looking_up",
    "log": "writing_entries",
    "new": "writing_entries",
    "publish": "publish",
    "pull": "proving",
    "reply": "reply",
    "review": "reviewing",
    "serve": "building",
    "show": "showing",
    "step": "step",
    "test": "testing",
    "upgrade": "upgrade",
    "week": "writing_entries",
}
FOLDER = Path(__file__).parent


class Commands(click.Group):
    """A group whose commands answer every problem in words, and end with the right status.

    A command is imported when it is asked for: nobody who adds a note waits for what builds the site.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name; `None` where there is none."""
        if (module := MODULES.get(cmd_name)) is None:
            return None
        command: click.Command = getattr(import_module(f"chronicles.cli.{module}"), _function(cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of all commands as click does, without importing any."""
        room = formatter.width - 6 - max(map(len, MODULES))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, _stand_in(name).get_short_help_str(room)) for name in self.list_commands(ctx)]
            )

    def main(self, *args: Any, **more: Any) -> NoReturn:
        """Do as click does, and write out what is printed while it can be told that this fails."""
        streams.open_all()
        status, trouble = self._ended(*args, **more)
        if trouble := trouble or streams.empty():
            status = status or PROBLEMS
            _tell(trouble)
        streams.empty()
        sys.exit(status)

    def _ended(self, *args: Any, **more: Any) -> tuple[str | int | None, OSError | None]:
        """The status that a command ends with, and the error of the system that ended it, if one did."""
        try:
            super().main(*args, obj=FrontDoor.left(), **more)
        except SystemExit as end:
            return end.code, None
        except OSError as error:
            return PROBLEMS, error
        return 0, None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the settings cannot be used, 130 after Ctrl-C."""
        try:
            return super().invoke(ctx)
        except Unusable as error:
            fail(error.problems)
        except (KeyboardInterrupt, click.Abort):
            err.print("Stopped.")
            sys.exit(STOPPED)


def _function(name: str) -> str:
    """The function that is the command of this name."""
    return f"{name}_" if name in ("import", "list") else name  # which are Python's words


def _stand_in(name: str) -> click.Command:
    """A command that only has what the one of this name says of itself."""
    return click.Command(name, help=summary(FOLDER / f"{MODULES[name]}.py", _function(name)))


def _tell(error: OSError) -> None:
    """Say what the system refuses; nothing to whoever has read enough of what we print."""
    if error.errno == errno.EPIPE:
        return
    with suppress(OSError):  # where even that cannot be written, the status says it
        tell([system_problem(error)])


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
        assert build, "it is one of the modules"
        ctx.invoke(build)


def _terminated(number: int, frame: object) -> NoReturn:
    """TERM ends the program as Ctrl-C does: what was begun is cleaned away on the way out."""
    sys.exit(128 + number)
