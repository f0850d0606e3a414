"""Days as options name them. Reads the clock."""

from datetime import date, datetime

import click
from rich.text import Text

from chronicles.cli.output import err
from chronicles.git.objects import RepositoryUnusable
from chronicles.workspace.settings import Settings
from chronicles.workspace.workspace import Workspace


class Day(click.ParamType[str]):
    """A day in the one form, or `today`, which is a day of the site's zone."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return `today`, or the day as `2025-08-29`, from any form that `date.fromisoformat` takes.

        Raises `click.BadParameter` for anything else.
        """
        if value == "today":
            return value
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it as 2025-08-29, or 'today'.", param, ctx)


def day_of(settings: Settings, value: str | None) -> date:
    """Return the day that an option names, today without one."""
    return date.fromisoformat(value) if value and value != "today" else now(settings).date()


def known_day(workspace: Workspace, value: str | None) -> date:
    """Return the day that `--date` names, today without one; say so where `build` will not take it yet.

    Raises `click.BadParameter` for a day that no page of the journal could have.
    """
    today = now(workspace.settings).date()
    day = day_of(workspace.settings, value)
    if value and (refused := workspace.days.with_day(today).wrong(day)):
        raise click.BadParameter(f"{refused.message}. {refused.mend}", param_hint="'--date'")
    tell_of_break(workspace, day)
    return day


def tell_of_break(workspace: Workspace, day: date) -> None:
    """Say of the day of a page that is written now that `build`, which has no clock, cannot know it yet."""
    refused = workspace.wrong_day(day)
    if refused and not isinstance(refused, RepositoryUnusable):  # of that, whoever asks more of git tells
        words = f"{refused.message}: 'build' takes it for a misprint until you commit it"
        err.print(Text(words, style="yellow"))


def now(settings: Settings) -> datetime:
    """Return the moment, in the zone of the site."""
    return datetime.now(settings.zone)


DATE = click.option("--date", "day", type=Day(), metavar="DAY", help="Another day than today.")
