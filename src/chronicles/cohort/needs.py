"""Why a mentor should talk with a learner, and how urgent it is. Pure: counts in, sentences out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from chronicles.cohort.learner_record import DatedItem, LearnerRecord
from chronicles.problems import count
from chronicles.progress.learning_plan import Stretch
from chronicles.progress.plans import short_of, working_days

HALF_YEAR = timedelta(days=182)  # that tells somebody's rhythm
RHYTHM = (3, 30)  # days: nobody is silent after a weekend, everybody is after two months
NEW = 7  # days that are usual for somebody with fewer than four active days
FRESH_QUESTION, FRESH_REVIEW = 3, 14  # days in which nobody has to have answered
LOST, LOST_EACH = 30, 5  # an alarm: as urgent as a month of silence
CLAIMED_EACH, CLAIMED_MOST = 4, 40
NOT_RUN = 5
LATE_MOST = 45
NOT_BEGUN = 20


@dataclass(frozen=True, slots=True)
class Need:
    """One reason for a talk.

    `reason` says it in words made from counts, `action` what to do about it; `urgency` is about as many
    points as days that somebody waits; `items` are what was counted.
    """

    kind: str
    urgency: int
    reason: str
    action: str
    items: tuple[DatedItem, ...] = ()


def needs(record: LearnerRecord, as_of: date) -> list[Need]:
    """Return the reasons for a talk on the day `as_of`, the most urgent first.

    Who is on a pause is not silent, not late, and owes nobody a proof; a question waits all the same.
    """
    found = [_asked(record, as_of)]
    if not pause_on(record.pauses, as_of):
        found += [
            _silence(record, as_of),
            _lost(record),
            _review(record, as_of),
            _claimed(record),
            _not_run(record),
            _late(record, as_of),
        ]
    return sorted((need for need in found if need), key=lambda need: (-need.urgency, need.kind))


def pause_on(pauses: Iterable[Stretch], day: date) -> Stretch | None:
    """Return the pause that `day` lies in."""
    return next((pause for pause in pauses if pause.first <= day <= pause.last), None)


def usual_gap(days: Sequence[date], as_of: date, pauses: Sequence[Stretch] = ()) -> int:
    """Return how many days usually lie between two active ones of the last half year: the median.

    `days` are sorted. It is at least three and at most thirty; of fewer than four days it is a week.
    """
    recent = [day for day in days if as_of - min(HALF_YEAR, as_of - date.min) <= day <= as_of]
    if len(recent) < 4:
        return NEW
    gaps = [working_days(first, last, pauses) for first, last in pairwise(recent)]
    return min(max(round(median(gaps)), RHYTHM[0]), RHYTHM[1])


def _silence(record: LearnerRecord, as_of: date) -> Need | None:
    days = [day for day in record.active_days if day <= as_of]
    if not days:
        return Need("silence", NOT_BEGUN, "nothing is written yet", "Ask how the beginning goes.")
    gap = working_days(days[-1], as_of, record.pauses)
    usual = usual_gap(days, as_of, record.pauses)
    if gap < 2 * usual or gap < usual + NEW:
        return None
    reason = f"nothing for {count(gap, 'day')}, where {usual} are usual"
    last = max((*record.entries, *record.steps), key=lambda item: (item.day <= as_of, item.day))
    return Need("silence", gap - usual, reason, "Ask how it goes.", (last,))


def _asked(record: LearnerRecord, as_of: date) -> Need | None:
    waiting = [item for item in record.questions if (as_of - item.day).days > FRESH_QUESTION]
    if not waiting:
        return None
    age = (as_of - waiting[0].day).days
    more = f", the oldest for {count(age, 'day')}" if len(waiting) > 1 else f" for {count(age, 'day')}"
    verb = "waits" if len(waiting) == 1 else "wait"
    reason = f"{count(len(waiting), 'question')} {verb} for an answer{more}"
    return Need("question", age, reason, f"Answer “{waiting[0].text}”.", tuple(waiting))


def _review(record: LearnerRecord, as_of: date) -> Need | None:
    staying = [item for item in record.to_review if (as_of - item.day).days > FRESH_REVIEW]
    if not staying:
        return None
    age = (as_of - staying[0].day).days
    reason = f"{count(len(staying), 'item')} to look at together, the oldest for {count(age, 'day')}"
    if len(staying) == 1:
        reason = f"1 item to look at together for {count(age, 'day')}"
    return Need("review", age // 2, reason, f"Talk about “{staying[0].text}”.", tuple(staying))


def _lost(record: LearnerRecord) -> Need | None:
    lost = _goals(record, "lost")
    if not lost:
        return None
    verb = "proof no longer holds" if len(lost) == 1 else "proofs no longer hold"
    reason = f"{len(lost)} {verb}"
    action = f"Look together at what broke “{lost[0].text}”."
    return Need("lost", LOST + LOST_EACH * len(lost), reason, action, lost)


def _claimed(record: LearnerRecord) -> Need | None:
    claimed = _goals(record, "claimed")
    if not claimed:
        return None
    done = sum(goal.status != "open" for goal in record.goals)
    urgency = min(CLAIMED_EACH * len(claimed), CLAIMED_MOST)
    verb = "is" if len(claimed) == 1 else "are"
    reason = f"{len(claimed)} of {count(done, 'ticked goal')} {verb} claimed and not proven"
    return Need("claimed", urgency, reason, f"Ask to be shown “{claimed[0].text}”.", claimed)


def _not_run(record: LearnerRecord) -> Need | None:
    if not record.not_run:
        return None
    reason = f"{count(record.not_run, 'test')} behind goals not run since the code was changed"
    return Need("not run", NOT_RUN, reason, "Ask them to run 'check' and commit proofs.lock.")


def _late(record: LearnerRecord, as_of: date) -> Need | None:
    late = [
        DatedItem(goal.by, goal.title, record.url)
        for goal in record.goals
        if goal.by and goal.by < as_of and goal.status == "open"
    ]
    late.sort(key=lambda item: item.day)
    days = working_days(late[0].day, as_of, record.pauses) if late else 0
    if late and days:
        verb = "was" if len(late) == 1 else "were"
        reason = f"{count(len(late), 'goal')} {verb} planned for {late[0].day.isoformat()} or later days"
        return Need("late", min(days, LATE_MOST), reason, "Go through the plan together.", tuple(late))
    return _behind(record, as_of) or _over(record, as_of)


def _behind(record: LearnerRecord, as_of: date) -> Need | None:
    """The guide that is furthest behind its pace."""
    behind = max(record.paces, key=lambda pace: pace.behind(as_of, record.pauses), default=None)
    if behind is None or not (said := short_of(behind, as_of, record.pauses)):
        return None
    days = behind.behind(as_of, record.pauses) * 7 * behind.weeks // behind.steps
    reason = f"of the guide “{behind.name}” {said}"
    return Need("late", min(days, LATE_MOST), reason, "Go through the plan together.")


def _over(record: LearnerRecord, as_of: date) -> Need | None:
    still = sum(goal.status == "open" for goal in record.goals)
    if record.plan_end and record.plan_end < as_of and still:
        days = working_days(record.plan_end, as_of, record.pauses)
        reason = f"the plan ended on {record.plan_end.isoformat()}, with {count(still, 'goal')} open"
        return Need("late", min(days, LATE_MOST), reason, "Go through the plan together.") if days else None
    return None


def _goals(record: LearnerRecord, status: str) -> tuple[DatedItem, ...]:
    return tuple(
        DatedItem(goal.day or record.as_of or date.min, goal.title, record.url)
        for goal in record.goals
        if goal.status == status
    )
