"""All that the pages say of how far the learner is, true on the day of the newest entry or step."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from chronicles.dates.instants import order
from chronicles.journal.mentor_reply import MentorReply
from chronicles.journal.remark_ids import Kind
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.pages.reading import Reading
from chronicles.progress.evidence import EvidenceContext, file_of
from chronicles.progress.goal_statuses import GoalStatus, assess
from chronicles.progress.goals import HEADING, Goal
from chronicles.progress.learning_plan import LearningPlan, Skill, read_plan
from chronicles.progress.plans import Late, Pace, past, short_of
from chronicles.progress.replied import Replied, said_by
from chronicles.progress.spaced_returns import LOOKED, Look, items_below, next_return
from chronicles.progress.status_marks import anchors
from chronicles.progress.talking_points import talking_points
from chronicles.progress.weeks import CountedWeek, runs, weeks


@dataclass(frozen=True, slots=True)
class Event:
    """An entry or a step: its day, its title and its page, and the patch of a step.

    Both are paths below `docs/`; an entry has the patch `""`, and so has a step that changes nothing.
    """

    day: date
    title: str
    page: str
    patch: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said in an entry: a question, or what needs review.

    `answer` is a link as the entry has it, `""` without one. `replies` are those of mentors, the oldest
    first: with one, it is not open any more, whether the learner has ticked it or not. By its `id` it is
    known elsewhere: that which stands beside it, else one that lasts as long as its entry and its words.
    """

    text: str
    event: Event
    is_open: bool = True
    answer: str = ""
    replies: tuple[MentorReply, ...] = ()
    id: str = ""

    @property
    def state(self) -> str:
        """What became of it, in words: `open`, `answered`, or who replied and when."""
        return self.replied_by or ("open" if self.is_open else "answered")

    @property
    def state_key(self) -> str:
        """The same by the name of the site's own words."""
        if self.replies:
            return "question.replied_by" if self.replies[-1].kind == "question" else "question.talked_with"
        return "question.open" if self.is_open else "question.answered"

    @property
    def replied_by(self) -> str:
        """Who replied last and when, in words; `""` where nobody has."""
        return said_by(self.replies[-1]) if self.replies else ""


@dataclass(frozen=True, slots=True)
class AssessedGoal:
    """A goal with its status, and the day of its tick if anything tells it.

    `anchor` is its name as a part of the page of the goals, `""` where that has none.
    """

    goal: Goal
    status: GoalStatus
    day: date | None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class GoalSection:
    """The goals below one heading."""

    name: str
    goals: tuple[AssessedGoal, ...]

    def count(self, word: str = "", until: date | None = None) -> int:
        """Return how many goals are done; with `word`, those of that status or of that grade.

        With `until`, only those count whose tick is known to be of that day or an earlier one.
        """
        return sum(
            one.goal.is_done
            and (not word or word in (one.status.word, one.status.grade))
            and (until is None or (one.day is not None and one.day <= until))
            for one in self.goals
        )


@dataclass(frozen=True, slots=True)
class ProofCounts:
    """The tests behind goals, each once: those that held, that were not run on this code, that are gone."""

    held: int = 0
    not_run: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What there is to tell. Entries, steps and remarks come oldest first."""

    entries: tuple[Event, ...] = ()
    steps: tuple[Event, ...] = ()
    sections: tuple[GoalSection, ...] = ()
    plan: LearningPlan = field(default_factory=LearningPlan)
    asked: tuple[Remark, ...] = ()
    review: tuple[Remark, ...] = ()
    paces: tuple[Pace, ...] = ()
    proofs: ProofCounts = field(default_factory=ProofCounts)
    looks: tuple[Look, ...] = ()
    words: SiteWords = field(default=ENGLISH, compare=False, repr=False)

    @property
    def as_of(self) -> date | None:
        """The day on which all of this is true, that of the newest entry or step; `None` without any."""
        return max((event.day for event in [*self.entries, *self.steps]), default=None)

    @property
    def weeks(self) -> tuple[CountedWeek, ...]:
        """The weeks from the first entry or step to the newest."""
        if self.as_of is None:
            return ()
        days = [[event.day for event in events] for events in (self.entries, self.steps)]
        return weeks(days[0], days[1], self.plan.pauses, self.as_of)

    @property
    def runs(self) -> tuple[int, int]:
        """The run of weeks that goes on, and the longest: how many weeks each has."""
        return runs(self.weeks)

    @property
    def goals(self) -> tuple[AssessedGoal, ...]:
        """The goals of all sections."""
        return tuple(one for section in self.sections for one in section.goals)

    @property
    def open_questions(self) -> tuple[Remark, ...]:
        """The questions without an answer, the oldest first."""
        return tuple(remark for remark in self.asked if remark.is_open)

    @property
    def open_review(self) -> tuple[Remark, ...]:
        """What needs review and has not come back for the last time, the oldest first."""
        return tuple(remark for remark in self.review if remark.is_open)

    def due(self, day: date) -> tuple[Remark, ...]:
        """Return what has come back by a `day`, the same words once, what waits longest first."""
        back = [(next_return(one.text, one.event.day, self.looks), one) for one in self.open_review]
        found = sorted(
            ((when, one) for when, one in back if when and when <= day),
            key=lambda pair: (pair[0], pair[1].event.day),
        )
        once: dict[str, Remark] = {}
        for _, one in found:
            once.setdefault(" ".join(one.text.split()).casefold(), one)
        return tuple(once.values())

    @property
    def late(self) -> tuple[Late, ...]:
        """What was planned for a day before `as_of` and is not there: goals by their days, then guides."""
        if (day := self.as_of) is None:
            return ()
        pauses = self.plan.pauses
        planned = ((one.goal.by, one) for one in self.goals if one.goal.by and not one.goal.is_done)
        goals = [
            Late(one.goal.title, past(by, day, pauses, self.words), "", one.anchor)
            for by, one in sorted(planned, key=lambda pair: pair[0])
        ]
        guides = [Late(one.name, short_of(one, day, pauses, self.words), one.page) for one in self.paces]
        return tuple(one for one in [*goals, *guides] if one.words)

    @property
    def replied(self) -> tuple[Remark, ...]:
        """What a mentor has replied to, the newest reply first."""
        remarks = [remark for remark in (*self.asked, *self.review) if remark.replies]
        return tuple(sorted(remarks, key=lambda remark: remark.replies[-1].day, reverse=True))

    @property
    def newest(self) -> tuple[AssessedGoal, ...]:
        """Goals that are ticked and name evidence, the newest first; those without a day come last."""
        done = [one for one in self.goals if one.goal.is_done and one.goal.evidence]
        return tuple(sorted(done, key=lambda one: one.day or date.min, reverse=True))

    @property
    def skills(self) -> list[tuple[Skill, Skill]]:
        """Each skill as it was first judged, and as it was last."""
        found: dict[str, list[Skill]] = {}
        for skill in self.plan.skills:
            found.setdefault(skill.name, []).append(skill)
        ordered = (sorted(same, key=lambda one: one.day or date.min) for same in found.values())
        return [(same[0], same[-1]) for same in ordered]


def record(
    entries: Iterable[Reading],
    steps: Iterable[Event],
    context: EvidenceContext | None,
    docs: str,
    paces: Iterable[Pace] = (),
    words: SiteWords = ENGLISH,
    replied: Replied = Replied(),  # noqa: B008 - it is frozen
) -> Record:
    """Return the record of a journal whose pages lie in the folder `docs`; `paces` are those of its guides.

    Entries without a date are left out; without `context` there are no goals and no plan.
    Statuses are told in `words`.
    """
    pages = [(reading, event) for reading in entries if (event := _event(reading, docs))]
    pages.sort(key=lambda pair: (order(pair[0].front_matter.moment or date.max), pair[1].page))
    looks = [Look(text, event.day) for reading, event in pages for text in items_below(reading, LOOKED)]
    remarks = [one for reading, event in pages for one in _remarks(reading, event, docs, replied, looks)]
    asked, review = ([one for kind, one in remarks if kind == name] for name in ("question", "review"))
    done = sorted(steps, key=lambda event: (event.day, event.page))
    events = tuple(event for _, event in pages)
    days = {event.page: event.day for event in [*events, *done]}
    sections = _sections(context, days, words) if context else ()
    plan = read_plan(context.reading) if context else LearningPlan()
    proofs = _proofs(context) if context else ProofCounts()
    return Record(
        events,
        tuple(done),
        sections,
        plan,
        tuple(asked),
        tuple(review),
        tuple(paces),
        proofs,
        tuple(looks),
        words,
    )


def title(reading: Reading) -> str:
    """Return the title of a page: what it says it is, its heading, or the name of its file."""
    if isinstance(said := reading.front_matter.values.get("title"), str):
        return said
    after = reading.front_matter.length
    for number, line in enumerate(reading.page.lines[after:], after + 1):
        if number in reading.hidden:
            continue
        if (heading := HEADING.fullmatch(line)) and heading["level"] == "#":
            return heading["title"]
    return reading.page.path.rsplit("/", 1)[-1].removesuffix(".md")


def _event(reading: Reading, docs: str) -> Event | None:
    day = reading.front_matter.date
    return Event(day, title(reading), reading.page.path.removeprefix(f"{docs}/")) if day else None


def _remarks(
    reading: Reading, event: Event, docs: str, replied: Replied, looks: Sequence[Look]
) -> list[tuple[Kind, Remark]]:
    found = []
    for point in talking_points(reading, docs):
        replies = tuple(replied.of(point.entry, point.line))
        is_back = point.kind == "question" or next_return(point.text, event.day, looks) is not None
        is_open = point.is_open and is_back and not replies
        found.append((point.kind, Remark(point.text, event, is_open, point.answer, replies, point.id)))
    return found


def _sections(
    context: EvidenceContext, days: Mapping[str, date], words: SiteWords
) -> tuple[GoalSection, ...]:
    goals = context.goals
    names = anchors(goals) if context.is_html else [""] * len(goals)
    assessed = [
        AssessedGoal(goal, status, _ticked(goal, context, days), name)
        for goal, status, name in zip(goals, assess(goals, context.status, words), names, strict=True)
    ]
    return tuple(
        GoalSection(name, tuple(same)) for name, same in groupby(assessed, lambda one: one.goal.section)
    )


def _proofs(context: EvidenceContext) -> ProofCounts:
    tests = {one.target: one for goal in context.goals for one in goal.evidence if one.kind == "test"}
    found = Counter(map(context.status, tests.values()))
    return ProofCounts(found["holds"], found["unknown"], found["lost"])


def _ticked(goal: Goal, context: EvidenceContext, days: Mapping[str, date]) -> date | None:
    """The day that stands behind a goal, else that of the newest entry or step among its evidence."""
    if not goal.is_done or goal.day:
        return goal.day if goal.is_done else None
    pages: Sequence[str] = [
        file_of(evidence, context.reading, context.docs)
        for evidence in goal.evidence
        if evidence.kind == "page"
    ]
    return max((days[page] for page in pages if page in days), default=None)
