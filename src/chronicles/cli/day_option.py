"""Days as options name them. Reads the clock."""

from datetime import date, datetime

import click

from chronicles.workspace.settings import Settings


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


def now(settings: Settings) -> datetime:
    """Return the moment, in the zone of the site."""
    return datetime.now(settings.zone)


DATE = click.option("--date", "day", type=Day(), metavar="DAY", help="Another day than today.")
