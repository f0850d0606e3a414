"""What only the whole of a journal shows of its pages: days that cannot be, templates that are not there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chronicles.dates.day_range import DayRange, newest
from chronicles.git.newest_commit import newest_commit
from chronicles.git.objects import RepositoryUnusable
from chronicles.guides.series.patches import Patch
from chronicles.journal.log_entries import LogEntry, origin
from chronicles.pages.excerpt_end import misplaced_end
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.day_checks import days_of, days_of_patch, without_days, wrong_days
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import GOALS, Settings
from chronicles.workspace.theme_files import ThemeFiles


@dataclass(frozen=True, slots=True)
class CheckedPages:
    """Pages and notes without the days that cannot be, the days that can, and what is wrong."""

    readings: tuple[Reading, ...]
    notes: tuple[LogEntry, ...]
    days: DayRange
    problems: tuple[Problem, ...]


def checked(
    settings: Settings, readings: Sequence[Reading], notes: Sequence[LogEntry], patches: Sequence[Patch]
) -> CheckedPages:
    """Return the pages, and the notes of the log, as the rest may see them. May ask git, and the theme."""
    pages = [*readings, *(note.reading for note in notes)]
    days, problems = _days(settings, pages, patches)
    wrong = {problem.place for problem in problems}
    posts = f"{settings.shown(settings.posts)}/"
    problems += [problem for page in pages for problem in _theme_problems(settings.theme, page, posts)]
    problems += [problem for page in pages for problem in _open_ends(page, posts, settings.excerpt_separator)]
    return CheckedPages(
        tuple(without_days(reading, wrong) for reading in readings),
        tuple(replace(note, reading=without_days(note.reading, wrong)) for note in notes),
        days,
        tuple(origin(problem, notes) for problem in problems),
    )


def _days(
    settings: Settings, pages: Sequence[Reading], patches: Sequence[Patch]
) -> tuple[DayRange, list[Problem]]:
    """The days that the journal can speak of, and those in it that are none of them."""
    goals = settings.shown(settings.docs / GOALS)
    made = [day for patch in patches for day in days_of_patch(patch)]
    found = [day for page in pages for day in days_of(page, is_goals=page.page.path == goals)] + made
    dated = [*(page.front_matter.date for page in pages), *(day for _, day in made)]
    days = settings.days.with_day(newest(day for day in dated if day and day >= settings.days.first))
    if not any(days.wrong(day) for _, day in found):
        return days, []
    try:
        days, untold = days.with_day(newest_commit(settings.root, settings.zone)), list[Problem]()
    except RepositoryUnusable as refused:  # which may know a newer day
        untold = [refused.at(Place(CONFIG))]
    return days, [*untold, *wrong_days(found, days)]


def _open_ends(page: Reading, posts: str, separator: str) -> list[Problem]:
    """Where an entry's beginning would end within a block."""
    if not page.page.path.startswith(posts) or separator not in page.page.text:
        return []
    found = misplaced_end(page.page.lines, page.hidden, separator)
    return [found[1].at(Place(page.page.path, found[0]))] if found else []


def _theme_problems(theme: ThemeFiles, page: Reading, posts: str) -> list[Problem]:
    """What a page names of the theme that is not there; the paths of entries begin with `posts`."""
    is_entry = page.page.path.startswith(posts)
    matter, found = page.front_matter, list[tuple[str, Refused]]()
    template, icon = (matter.values.get(key) for key in ("template", "icon"))
    if template is not None and (refused := theme.wrong_template(template, is_entry=is_entry)):
        found.append(("template", refused))
    if icon and (refused := theme.wrong_icon(icon)):
        found.append(("icon", refused))
    return [refused.at(Place(page.page.path, matter.places[key])) for key, refused in found]
