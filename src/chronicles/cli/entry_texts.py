"""The text of an entry that a command begins: the author's template, or what there is without one."""

from collections.abc import Mapping
from datetime import date

import click

from chronicles.cli.output import fail
from chronicles.journal.entries import new_entry
from chronicles.journal.entry_template import EntryWords, filled
from chronicles.journal.week import USUAL, Happened, Week, draft, lists_of
from chronicles.pages.escaping import escaped
from chronicles.pages.front_matter.quoting import quoted
from chronicles.pages.page import Page
from chronicles.pages.states import State
from chronicles.problems import Problem, nearest
from chronicles.workspace.entry_templates import read_template, template_names
from chronicles.workspace.settings import Settings

NEW, WEEK = "new", "week"  # what the templates are called that these commands take unasked


def new_text(settings: Settings, day: date, title: str, state: State | None, name: str | None) -> str:
    """Return an entry called `title`, from the template `name`, or from `new` where there is that.

    Ends the command where a template that is named is not there, or one cannot be used.
    """
    template = _template(settings, name or NEW)
    if template is None and name:
        raise _unknown(settings, name)
    if template is None:
        said = [f"state: {state}"] if state else []
        return new_entry(day, title, *said) + f"\n# {escaped(title)}\n"
    return _from_template(template, day, title, state, {}, {})


def week_text(settings: Settings, week: Week, day: date, found: Happened, state: State | None) -> str:
    """Return the draft of a weekly update, from the template `week` where there is one."""
    template = _template(settings, WEEK)
    if template is None:
        return draft(week, day, found, str(state) if state else "")
    return _from_template(template, day, week.title, state, USUAL, lists_of(found))


def _unknown(settings: Settings, name: str) -> click.UsageError:
    folder, known = settings.shown(settings.templates), template_names(settings)
    hint = nearest(name, known) if known else f"There is none yet: write {folder}/{name}.md."
    return click.UsageError(f"there is no template {name!r} in {folder}. {hint}")


def _template(settings: Settings, name: str) -> Page | None:
    found = read_template(settings, name)
    return fail([found]) if isinstance(found, Problem) else found


def _from_template(
    template: Page,
    day: date,
    title: str,
    state: State | None,
    usual: Mapping[str, str],
    lists: Mapping[str, str],
) -> str:
    given = {"title": quoted(title), "date": day.isoformat(), "state": str(state) if state else None}
    words = {
        "title": title,
        "date": day.isoformat(),
        "weekday": f"{day:%A}",
        "week": Week.of(day).name,
        "state": str(state or ""),
    }
    text, problems = filled(template, EntryWords(given, usual, words, {"title": escaped(title), **lists}))
    fail(problems) if problems else None
    return text
