"""Days as options name them. Reads the clock."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click
from rich.text import Text

from chronicles.cli.output import err
from chronicles.dates.days_in_words import SpokenDay, read_spoken_day
from chronicles.dates.instants import Moment, moment_at
from chronicles.git.objects import RepositoryUnusable
from chronicles.problems import Refused

if TYPE_CHECKING:  # a build need not import what it finds nothing to do for
    from chronicles.workspace.settings import Settings
    from chronicles.workspace.workspace import Workspace


class Day(click.ParamType[str]):
    """A day as `read_spoken_day` reads it; what it means, is told once the zone of the site is known."""

    name = "day"

    def __init__(self, *, has_time: bool = False) -> None:
        self.has_time = has_time

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return `value` as it is; raises `click.BadParameter` for what is no day, or has a needless time."""
        said = _spoken(value, datetime.now(UTC).date())
        if said.clock and not self.has_time:
            self.fail(f"{value!r} has a time, and only the day counts. Write it without.", param, ctx)
        return value


def day_of(settings: "Settings", value: str | None) -> date:
    """Return the day that an option names, today without one."""
    today = now(settings).date()
    return _spoken(value, today).day if value else today


def moment_of(settings: "Settings", value: str) -> Moment:
    """Return the day that an option names, or the time, by the clocks of the journal.

    Raises `click.BadParameter` for a time that no clock of its zone shows.
    """
    said = _spoken(value, now(settings).date())
    try:
        return moment_at(said.day, said.clock, settings.zone, settings.zone)
    except Refused as refused:
        raise click.BadParameter(f"{refused.message}. {refused.mend}") from None


def _spoken(value: str, today: date) -> SpokenDay:
    try:
        return read_spoken_day(value, today)
    except Refused as refused:
        raise click.BadParameter(f"{refused.message}. {refused.mend}") from None


def known_day(workspace: "Workspace", value: str | None) -> date:
    """Return the day that `--date` names, today without one; say so where `build` will not take it yet.

    Raises `click.BadParameter` for a day that no page of the journal could have.
    """
    today = now(workspace.settings).date()
    day = day_of(workspace.settings, value)
    if value and (refused := workspace.days.with_day(today).wrong(day)):
        raise click.BadParameter(f"{refused.message}. {refused.mend}", param_hint="'--date'")
    tell_of_break(workspace, day)
    return day


def tell_of_break(workspace: "Workspace", day: date) -> None:
    """Say of the day of a page that is written now that `build`, which has no clock, cannot know it yet."""
    refused = workspace.wrong_day(day)
    if refused and not isinstance(refused, RepositoryUnusable):  # of that, whoever asks more of git tells
        words = f"{refused.message}: 'build' takes it for a misprint until you commit it"
        err.print(Text(words, style="yellow"))


def now(settings: "Settings") -> datetime:
    """Return the moment, in the zone of the site."""
    return datetime.now(settings.zone)


DATE = click.option(
    "--date", "day", type=Day(), metavar="DAY", help="Another day than today: 2025-08-29, yesterday, monday."
)
