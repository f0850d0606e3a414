"""The draft of a look back in the middle of the way: goals and skills, then and now."""

from collections.abc import Sequence
from datetime import date

from chronicles.journal.entries import CHECKPOINT, new_entry
from chronicles.pages.escaping import escaped
from chronicles.progress.record import GoalSection, Record
from chronicles.progress.review import review

TITLE = "Checkpoint"
HEADINGS = ("What I know now that I did not know then", "What is harder than I thought", "What I change")


def checkpoint(record: Record, today: date, since: date) -> str:
    """Return an entry of `today` that compares with the day `since`: Markdown with its front matter.

    The learner writes the rest.
    """
    parts = [
        new_entry(today, TITLE, f"categories: [{CHECKPOINT}]", "draft: true") + f"\n# {TITLE}",
        f"A look back at {since.isoformat()}.",
        "## Goals then and now",
        _goals(record, since),
        *_ticked(record, since),
        *_skills(record),
        *(f"## {heading}" for heading in HEADINGS),
    ]
    return "\n\n".join(parts) + "\n"


def last_look(record: Record) -> date | None:
    """Return the day of the last checkpoint, else that of the first entry; `None` without any."""
    looks = [event.day for event in record.entries if event.page.endswith("-checkpoint.md")]
    return looks[-1] if looks else next((event.day for event in record.entries), None)


def _goals(record: Record, since: date) -> str:
    rows = [_row(section, since) for section in record.sections]
    if not rows:
        return "There are no goals yet: they are written in docs/goals.md."
    return "\n".join(["| Section | Then | Now | Proven | Of |", "| --- | --- | --- | --- | --- |", *rows])


def _row(section: GoalSection, since: date) -> str:
    """Then is what is known to be done by that day: a tick without a day only counts now."""
    counts = section.count(until=since), section.count(), section.count("proven"), len(section.goals)
    return f"| {escaped(section.name)} | {' | '.join(map(str, counts))} |"


def _ticked(record: Record, since: date) -> Sequence[str]:
    found = [one for one in review(record, since).goals if one.day != since]
    if not found:
        return ()
    return "## Ticked since", "\n".join(
        f"- {one.day}: {escaped(one.goal.title)} ({escaped(one.status.text)})" for one in found
    )


def _skills(record: Record) -> Sequence[str]:
    if not record.skills:
        return ()
    rows = [f"| {escaped(first.name)} | {first.level} | {last.level} |" for first, last in record.skills]
    return "## Skills then and now", "\n".join(["| Skill | Then | Now |", "| --- | --- | --- |", *rows])
