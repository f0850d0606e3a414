"""What the site shows of goals and progress: statuses, the page of it, and the same as JSON."""

import json
import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from html import unescape
from typing import Any

from chronicles.dates.day_range import DayRange
from chronicles.guides.outline import Guide
from chronicles.guides.series.patches import Patch, read_day
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.front_matter.front_matter import body
from chronicles.pages.reading import Reading
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.goal_statuses import GoalStatus, assess
from chronicles.progress.goals import Evidence, Goal
from chronicles.progress.heatmap import heat_map
from chronicles.progress.journal_head import JournalHead
from chronicles.progress.json_record import report
from chronicles.progress.mark_parts import MarkPart, mark_parts
from chronicles.progress.paces import paces
from chronicles.progress.plans import past
from chronicles.progress.record import Event, GoalSection, Record, record, title
from chronicles.progress.record_schemas import SCHEMA
from chronicles.progress.replied import Replied
from chronicles.progress.shared_parts import shared
from chronicles.progress.status_marks import anchored, mark, marked, plain_mark
from chronicles.site.render.ids import apart
from chronicles.site.render.rendered import RenderedSite

JSON, SCHEMA_JSON = "progress.json", "progress.schema.json"
MARKER = re.compile(r"<!--\s*(?P<name>progress|review|skills)\s*-->")
MONTHS = 12  # columns of the table of goals


def with_marks(
    readings: Iterable[Reading], context: EvidenceContext | None, told_of: Record, words: SiteWords = ENGLISH
) -> list[Reading]:
    """Return the readings, that of the goals with its statuses, and with what the record tells of plans.

    They are told in `words`.
    """
    found = list(readings)
    if context is None:
        return found
    statuses = with_plans(context.goals, assess(context.goals, context.status, words), told_of)

    def form(status: GoalStatus) -> Sequence[MarkPart]:
        return mark(mark_parts(status, context.commits), status.word)

    shown = marked(context.reading, context.goals, statuses, form if context.is_html else plain_mark)
    shown = anchored(shown, context.goals) if context.is_html else shown
    return [shown if reading.page.path == shown.page.path else reading for reading in found]


def with_plans(goals: Sequence[Goal], statuses: Sequence[GoalStatus], found: Record) -> list[GoalStatus]:
    """Return the statuses of `goals`; an open one that was planned for a day before now says so."""
    day, pauses = found.as_of, found.plan.pauses
    said = [past(goal.by, day, pauses, found.words) if day and goal.by else "" for goal in goals]
    return [
        replace(status, why="; ".join(filter(None, (status.why, words)))) if status.word == "open" else status
        for status, words in zip(statuses, said, strict=True)
    ]


def without_marks(rendered: RenderedSite, context: EvidenceContext | None) -> RenderedSite:
    """Tell what was rendered that its goals stand without statuses in their file."""
    if context is not None:
        name = context.reading.page.path.removeprefix(f"{context.docs}/")
        plain = body(context.reading.page, context.reading.front_matter)
        page = replace(rendered.pages[name], plain=plain)
        return replace(rendered, pages={**rendered.pages, name: page})
    return rendered


def record_of(
    entries: Iterable[Reading],
    readings: Iterable[Reading],
    patches: Iterable[Patch],
    context: EvidenceContext | None,
    docs: str,
    known: DayRange,
    guides: Iterable[Guide] = (),
    words: SiteWords = ENGLISH,
    replied: Replied = Replied(),  # noqa: B008 - it is frozen
) -> Record:
    """Return the record of a site; a step is of the day that its page or its patch says, if it is `known`.

    `guides` are those that may have a pace. Statuses are told in `words`.
    """
    pages = {reading.page.path.removeprefix(f"{docs}/"): reading for reading in readings}
    steps: list[Event] = []
    for patch in patches:
        reading = pages.get(patch.step.page)
        day = reading.front_matter.date or read_day(patch) if reading else None
        if reading and day and not known.wrong(day):
            name = title(reading)
            steps.append(Event(day, name, patch.step.page, patch.step.patch if patch.data else ""))
    own = paces(guides, pages, {step.page for step in steps})
    return record(entries, steps, context, docs, own, words, replied)


def files_of(
    found: Record, urls: Mapping[str, str], journal: JournalHead, left_out: Collection[str] = ()
) -> dict[str, bytes]:
    """Return what is published for other programs: JSON and its schema in UTF-8, by the path in the site.

    `urls` has the address of each page by its path below `docs/`; parts `left_out` are not told.
    """
    values = shared(report(found, lambda page: urls.get(page, page), journal), left_out)
    return {name: _json(data) for name, data in ((JSON, values), (SCHEMA_JSON, SCHEMA))}


def told(found: Record, context: EvidenceContext | None = None, words: SiteWords = ENGLISH) -> dict[str, Any]:
    """Return the `record`, and what the templates need beside it.

    `goals` is the page of the goals, below `docs/`, and `parts` says by a status what stands behind a goal.
    `maps` has the SVG of each year, the newest first; `months` the last day of each month with ticks, and
    its name (`2025-08`) before it; `proven`, `done` and `total` count goals. `since` is the first day of the
    last two years: what is older can be read in the archive, and a list of it all would have no end.
    """
    ends = months(found)
    days = [event.day for event in [*found.entries, *found.steps]]
    until = found.as_of or date.min
    years = sorted({day.year for day in days}, reverse=True)
    return {
        "record": found,
        "goals": context.reading.page.path.removeprefix(f"{context.docs}/") if context else "",
        "parts": partial(mark_parts, commits=context.commits if context else {}),
        "maps": [(year, heat_map(year, days, until, words)) for year in years],
        "since": date(max(until.year - 1, 1), 1, 1),
        "months": [(day.isoformat()[:7], day) for day in ends],
        "proven": sum(section.count("proven") for section in found.sections),
        "done": sum(section.count() for section in found.sections),
        "total": len(found.goals),
    }


def introduce(
    env: Any,
    pages: Mapping[str, Any],
    found: Record,
    links: Mapping[Evidence, tuple[str, str]],
    link: Callable[[str, str], str],
    context: EvidenceContext | None = None,
    words: SiteWords = ENGLISH,
) -> None:
    """Put the record where a page asks for it, each part with the links of that page.

    `links` has the address of what stands behind goals, and the part of it; `context` is what they were
    assessed by. Days are said in `words`.
    """
    shown = told(found, context, words) | {"links": links}
    for page in pages.values():
        names = set(MARKER.findall(page.content or "")) if page else set()
        for name in names:
            base = link(".", page.url)
            html = env.get_template(f"partials/chronicles-{name}.html").render(
                base_url=base, page=page, progress=shown, day=words.day
            )
            page.content = placed(page.content, {name: html})


def placed(html: str, parts: Mapping[str, str]) -> str:
    """Return the HTML of a page with each part where a comment of its name stands, its ids free there."""
    start = 0
    while match := MARKER.search(html, start):
        part = apart(parts[match["name"]], html) if match["name"] in parts else match[0]
        html = html[: match.start()] + part + html[match.end() :]
        start = match.start() + len(part)
    return html


def months(found: Record) -> Sequence[date]:
    """Return the last days of the months in which goals were ticked, the newest twelve."""
    days = {one.day for one in found.goals if one.day}
    ends = {day.replace(day=monthrange(day.year, day.month)[1]) for day in days}
    return sorted(ends)[-MONTHS:]


def section_places(page: Any, sections: Iterable[GoalSection]) -> dict[str, str]:
    """Return where each section of goals begins on their `page` of MkDocs, by its name: `#part`.

    A section whose heading is not in the table of contents is not in it.
    """
    found: dict[str, str] = {}
    names = {section.name for section in sections}
    open_ones = list(page.toc) if page else []
    while open_ones:
        item = open_ones.pop(0)
        name = " ".join(unescape(re.sub("<[^>]*>", "", item.title)).split())
        if name in names:
            found.setdefault(name, item.url)
        open_ones[:0] = item.children
    return found


def _json(values: Any) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogateescape")
