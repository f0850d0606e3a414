"""A learner as a row of the page, and the order of the rows: who needs a talk first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chronicles.cohort.learner_record import DatedItem, LearnerRecord
from chronicles.cohort.needs import Need, needs, pause_on
from chronicles.problems import count

Group = Literal["talk", "paused", "well", "unread"]
GROUPS: tuple[Group, ...] = ("talk", "paused", "well", "unread")
RECENT = 10  # items that a row lists, at most
STATUSES = ("proven", "shown", "claimed", "lost", "open")


@dataclass(frozen=True, slots=True)
class Verification:
    """That the mentor ran a journal's `check` again: on which day, with which Python, and what came of it.

    `problems` counts what `check` found; `trouble` says why it did not come to an end, or is empty.
    """

    day: date
    python: str
    problems: int = 0
    trouble: str = ""

    @property
    def words(self) -> str:
        """What stands behind the proofs of a row."""
        if self.trouble:
            return f"could not be proven again: {self.trouble}"
        when = f"on {self.day.isoformat()}, with Python {self.python}"
        if self.problems:
            return f"checked again by me {when}: {count(self.problems, 'problem')}"
        return f"proven again by me, {when}"


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody whose journal is in the list: their name, where it was read, and what it says.

    Without a `record`, `trouble` says why and `mend` what to do. `copy_of` is the day of a copy that
    stands in for what could not be fetched, with the `trouble` of that.
    """

    name: str
    source: str
    record: LearnerRecord | None = None
    trouble: str = ""
    mend: str = ""
    copy_of: date | None = None
    verified: Verification | None = None


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A learner on the day `as_of`: the needs, the most urgent first, and what is new."""

    learner: Learner
    as_of: date
    needs: tuple[Need, ...] = ()

    @property
    def group(self) -> Group:
        """The part of the page that the row stands in."""
        if self.learner.record is None:
            return "unread"
        if self.needs:
            return "talk"
        return "paused" if pause_on(self.learner.record.pauses, self.as_of) else "well"

    @property
    def urgency(self) -> int:
        """The sum of the points of all needs."""
        return sum(need.urgency for need in self.needs)

    @property
    def record(self) -> LearnerRecord:
        """What the journal says; an empty one where it could not be read."""
        return self.learner.record or LearnerRecord()

    @property
    def why(self) -> str:
        """The sentence that says why the row stands where it does."""
        pause = pause_on(self.record.pauses, self.as_of)
        if self.learner.record is None:
            text = f"The journal could not be read: {self.learner.trouble}."
        elif self.needs:
            reasons = "; ".join(need.reason for need in self.needs)
            text = f"{reasons[0].upper()}{reasons[1:]}{'; on a pause' if pause else ''}."
        elif pause:
            text = f"On a pause until {pause.last.isoformat()}: {pause.name}."
        else:
            text = f"Nothing waits: {self.week}."
        return text.replace("..", ".")

    @property
    def action(self) -> str:
        """What the mentor should do: about the most urgent need, or that nothing is to be done."""
        if self.learner.record is None:
            return self.learner.mend
        if self.needs:
            return self.needs[0].action
        is_paused = self.group == "paused"
        return "Wait until they are back." if is_paused else "Nothing to do but to say so."

    @property
    def week(self) -> str:
        """What was done in the seven days that end with `as_of`, in words."""
        first = self.as_of - min(timedelta(days=6), self.as_of - date.min)
        entries, steps = (
            sum(first <= item.day <= self.as_of for item in items)
            for items in (self.record.entries, self.record.steps)
        )
        ticked = sum(first <= goal.day <= self.as_of for goal in self.record.goals if goal.day)
        written = f"{entries} {'entry' if entries == 1 else 'entries'}"
        return f"{written}, {count(steps, 'step')} and {count(ticked, 'tick')} in the last seven days"

    @property
    def last_active(self) -> date | None:
        """The newest day with an entry or a step, up to `as_of`."""
        return max((day for day in self.record.active_days if day <= self.as_of), default=None)

    @property
    def days_since(self) -> int | None:
        """How many days ago that was."""
        return (self.as_of - self.last_active).days if self.last_active else None

    @property
    def recent(self) -> tuple[DatedItem, ...]:
        """Entries, steps and ticks, the newest first."""
        ticks = [
            DatedItem(goal.day, f"{goal.title} ({goal.status})", self.record.url)
            for goal in self.record.goals
            if goal.day and goal.status != "open"
        ]
        items = sorted((*self.record.entries, *self.record.steps, *ticks), key=lambda item: item.day)
        return tuple(item for item in reversed(items) if item.day <= self.as_of)[:RECENT]

    @property
    def statuses(self) -> dict[str, int]:
        """How many goals have each status, those that no goal has left out."""
        counts = Counter(goal.status for goal in self.record.goals)
        return {status: counts[status] for status in STATUSES if counts[status]}


def row_of(learner: Learner, as_of: date) -> LearnerRow:
    """Return the row of a learner on a day."""
    return LearnerRow(learner, as_of, tuple(needs(learner.record, as_of)) if learner.record else ())


def ordered(rows: Iterable[LearnerRow]) -> list[LearnerRow]:
    """Return the rows as the page has them: who needs a talk most stands first, then by name."""
    return sorted(rows, key=lambda row: (GROUPS.index(row.group), -row.urgency, row.learner.name.casefold()))
