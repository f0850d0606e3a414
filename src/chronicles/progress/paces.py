"""The pace of a guide, as the front matter of the page that introduces it says it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from chronicles.guides.outline import Guide
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.plans import Pace
from chronicles.progress.record import title

KEY = "pace"
FORM = "pace: {steps: 2, weeks: 1, from: 2025-09-01}"
KEYS = {"steps", "weeks", "from"}
MOST = 1000  # steps, or weeks: more is a misprint


def paces(guides: Iterable[Guide], pages: Mapping[str, Reading], done: Collection[str]) -> list[Pace]:
    """Return the paces of guides, those that can be read; `done` has the pages of steps that are done.

    `pages` has what was read of each page by its path below `docs/`; so are those that are `done`.
    """
    found = []
    for guide in guides:
        pace = read_pace(pages[guide.index], guide.index) if guide.index in pages else None
        if isinstance(pace, Pace):
            made = sum(step.page in done for step in guide.steps)
            found.append(replace(pace, done=made, total=len(guide.steps)))
    return found


def wrong_paces(guides: Iterable[Guide], pages: Mapping[str, Reading]) -> list[Problem]:
    """Return what is wrong with the paces of guides; `pages` are as `paces` takes them."""
    found = []
    for guide in guides:
        reading = pages.get(guide.index)
        pace = read_pace(reading, guide.index) if reading else None
        if reading and isinstance(pace, Refused):
            found.append(pace.at(Place(reading.page.path, reading.front_matter.places.get(KEY, 1))))
    return found


def read_pace(reading: Reading, page: str) -> Pace | Refused | None:
    """Return the pace that the page of a guide says, why it cannot be read, or `None` where it says none."""
    said = reading.front_matter.values.get(KEY)
    if said is None:
        return None
    mend = f"Write it as {FORM}."
    if not isinstance(said, Mapping) or {*said} != KEYS:
        return Refused("'pace' is no number of steps in a number of weeks from a day on", mend)
    for name in ("steps", "weeks"):
        if type(said[name]) is not int or not 1 <= said[name] <= MOST:
            return Refused(f"{name!r} of 'pace' is no number from 1 to {MOST}", mend)
    if type(said["from"]) is not date:
        return Refused("'from' of 'pace' is not a day", mend)
    return Pace(title(reading), page, said["steps"], said["weeks"], said["from"])
