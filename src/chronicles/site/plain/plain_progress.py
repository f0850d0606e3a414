"""How far the learner is, as Markdown: the progress, the review, and the goals with what is proven."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chronicles.dates.log_stamps import in_words
from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.progress.evidence import EvidenceContext
from chronicles.progress.goal_statuses import GoalStatus, assess
from chronicles.progress.goals import Evidence
from chronicles.progress.learning_plan import Stretch
from chronicles.progress.plans import Late
from chronicles.progress.record import AssessedGoal, Event, Record, Remark
from chronicles.progress.status_marks import marked, plain_mark
from chronicles.site.features.progress_pages import months, with_plans
from chronicles.site.plain import plain_words
from chronicles.site.plain.plain_steps import ANCHOR
from chronicles.site.plain.plain_words import inline_words, items, link, relative, section

NEWEST, REVIEWED = 8, 10
GOALS = "goals.md"


@dataclass(frozen=True, slots=True)
class PlainProgress:
    """The record as the page `here` shows it; `pages` are those of the site, by their path below `docs/`.

    `links` has the address of a piece of evidence as seen from there; `changed` the steps that say what they
    change, and `programs` the files of the same for programs.
    """

    here: str
    record: Record
    pages: Mapping[str, Reading]
    links: Callable[[Evidence], str]
    changed: frozenset[str]
    programs: tuple[str, str]

    def progress(self) -> str:
        """Return everything that is counted."""
        record = self.record
        if record.as_of is None:
            return "There is nothing to count yet: the first entry begins it."
        return plain_words.joined(
            [
                f"As of {in_words(record.as_of)}, the day of the newest entry or step.",
                *section("To talk about", *self._remarks(record.as_of)),
                *section("Goals by section", *self._sections()),
                *section("Counts", *self._sums()),
                *section("Days and weeks", self._weeks()),
                *_plan(record),
                *self._evidence(),
                self._for_programs(),
            ]
        )

    def skills(self) -> str:
        """Return the table of skills alone."""
        return _skills(self.record)

    def review(self) -> str:
        """Return what happened, the newest first."""
        record = self.record
        ticked = [one for one in record.goals if one.day]
        ticked.sort(key=lambda one: one.day or date.min, reverse=True)
        undated = [one for one in record.goals if one.goal.is_done and not one.day]
        asked = (
            f"{inline_words(one.text)} ({escaped(one.state)}), {self._row(one.event)}"
            for one in record.asked[::-1]
        )
        more = f"Of {len(undated)} more tick{'s' if len(undated) > 1 else ''} no day is known:"
        return plain_words.joined(
            [
                *section("Entries", items(map(self._row, record.entries[::-1]), "Nothing.")),
                *section("Goals ticked", items(map(self._ticked, ticked), "Nothing.")),
                *([more, items(map(self._goal, undated))] if undated else []),
                *section("Steps done", items(map(self._step, record.steps[::-1]), "Nothing.")),
                *section("Questions raised", items(asked, "Nothing.")),
            ]
        )

    def _sums(self) -> Iterator[str]:
        record = self.record
        states = [week.state for week in record.weeks]
        run, longest = record.runs
        done = sum(one.count() for one in record.sections)
        paused = states.count("paused")
        yield items(
            f"{name}: {number}"
            for name, number in (
                ("Goals done", f"{done} of {len(record.goals)}"),
                ("Of these proven", sum(one.count("proven") for one in record.sections)),
                ("Entries", len(record.entries)),
                ("Steps", len(record.steps)),
                ("Weeks with an entry", states.count("posted")),
                ("Weeks missed", states.count("missed")),
                *([("Weeks paused", paused)] if paused else []),
                ("Weeks in a row", run),
                ("Longest run of weeks", longest),
            )
        )

    def _sections(self) -> Iterator[str]:
        record, ends = self.record, months(self.record)
        if not record.sections:
            yield "There are no goals."
            return
        words = ["tested", "code", "shown", "claimed"]
        words += ["lost"] if any(one.status.word == "lost" for one in record.goals) else []
        head = ["Section", *(day.isoformat()[:7] for day in ends), "Done", *map(str.capitalize, words)]
        yield plain_words.table(
            head,
            [
                [
                    escaped(one.name),
                    *(str(one.count("", day)) for day in ends),
                    f"{one.count()} of {len(one.goals)}",
                    *(str(one.count(word)) for word in words),
                ]
                for one in record.sections
            ],
        )
        if ends:
            yield "A month counts the goals that were done by its end, as far as a day is known."

    def _weeks(self) -> str:
        head = ["Week", "From", "Entries", "Steps", "State"]
        rows = [
            [week.name, in_words(week.monday), str(week.entries), str(week.steps), week.state]
            for week in reversed(self.record.weeks)
        ]
        return plain_words.table(head, rows)

    def _remarks(self, today: date) -> Iterator[str]:
        """What the learner asked for, the oldest first, with its age on the day `today`."""
        record = self.record
        if late := [self._late(one) for one in record.late]:
            yield "### Planned for earlier"
            yield items(late)
        if due := [self._aged(one, today) for one in record.due(today)]:
            yield "### Time to look at again"
            yield items(due)
        if not record.open_review and not record.open_questions:
            yield "Nothing is open: no question without an answer, nothing that needs review."
        else:
            yield "What I asked for, the oldest first. Its age is reckoned up to the day above."
        for title, remarks in (
            ("Open questions", record.open_questions),
            ("Needs review", record.open_review[-REVIEWED:]),
        ):
            lines = [self._aged(one, today) for one in remarks]
            if lines:
                yield f"### {title}"
                yield items(lines)
        if replies := record.replied[:REVIEWED]:
            yield "### Replies"
            yield items(
                f"{inline_words(one.text)} ({escaped(one.replied_by)}, {self._event(one.event)})"
                for one in replies
            )

    def _late(self, one: Late) -> str:
        page = one.page if one.page in self.pages else ""
        return f"{link(escaped(one.name), relative(self.here, page) if page else '')}: {one.words}"

    def _aged(self, remark: Remark, today: date) -> str:
        days = (today - remark.event.day).days
        age = f"{days} day{'s' if days != 1 else ''} old" if days else "new"
        return f"{inline_words(remark.text)} ({age}, {self._event(remark.event)})"

    def _evidence(self) -> Iterator[str]:
        newest = self.record.newest[:NEWEST]
        if newest and GOALS in self.pages:
            lines = [
                f"{f'{in_words(one.day)}: ' if one.day else ''}{inline_words(one.goal.title)} "
                f"{_said(one.status)}"
                for one in newest
            ]
            yield from section("Newest evidence", items(lines))
            yield link("All goals with what stands behind them", relative(self.here, GOALS))

    def _for_programs(self) -> str:
        values, schema = (relative(self.here, path) for path in self.programs)
        return f"{link('The same for programs', values)}, and {link('its schema', schema)}"

    def _event(self, event: Event, part: str = "") -> str:
        url = relative(self.here, event.page, part) if event.page in self.pages else ""
        return link(escaped(event.title), url)

    def _row(self, event: Event) -> str:
        return f"{in_words(event.day)}: {self._event(event)}"

    def _step(self, event: Event) -> str:
        part = ANCHOR if event.page in self.changed else ""
        guide = escaped(event.page.split("/")[1])
        return f"{guide}, {in_words(event.day)}: {self._event(event, part)}"

    def _ticked(self, one: AssessedGoal) -> str:
        return f"{in_words(one.day) if one.day else ''}: {self._goal(one)}"

    def _goal(self, one: AssessedGoal) -> str:
        behind = ", ".join(
            link(escaped(evidence.label or evidence.target), self.links(evidence))
            for evidence in one.goal.evidence
        )
        return f"{inline_words(one.goal.title)}{f': {behind}' if behind else ''} {_said(one.status)}"


def with_statuses(context: EvidenceContext, record: Record) -> Reading:
    """Return the page of the goals with its statuses behind them, and what the record tells of plans."""
    statuses = with_plans(context.goals, assess(context.goals, context.status), record)
    return marked(context.reading, context.goals, statuses, plain_mark)


def _said(status: GoalStatus) -> str:
    return "".join(map(str, plain_mark(status)))


def _plan(record: Record) -> Iterator[str]:
    plan = record.plan
    if plan.skills:
        yield from section("Skills then and now", _skills(record))
    if plan.roadmap:
        lines = (f"{at}. {inline_words(name)}" for at, name in enumerate(plan.roadmap, 1))
        yield from section("Road map", "\n".join(lines))
    if way := list(_under_way(record)):
        yield from section("Under way", items(way))
    if plan.portfolio:
        works = (f"{link(escaped(one.name), one.url)}: {one.state}" for one in plan.portfolio)
        yield from section("Portfolio", items(works))


def _skills(record: Record) -> str:
    rows = []
    for then, now in record.skills:
        newer = _level(now.level, now.day) if now != then else "no newer judgement"
        rows.append([escaped(then.name), _level(then.level, then.day), newer])
    return plain_words.table(["Skill", "Then", "Now"], rows)


def _level(level: str, day: date | None) -> str:
    return f"{level}, {in_words(day)}" if day else level


def _under_way(record: Record) -> Iterator[str]:
    plan = record.plan
    if plan.challenge:
        yield f"{escaped(plan.challenge.name)}: {_stretch(plan.challenge)}"
    for one in plan.following:
        yield f"{link(escaped(one.name), one.url)}: {one.done} of {one.total}"
    for pace in record.paces:
        yield f"{escaped(pace.name)}: {pace.said()}, {pace.done} of {pace.total} done"
    for pause in plan.pauses:
        yield f"Pause, {escaped(pause.name)}: {_stretch(pause)}"


def _stretch(days: Stretch) -> str:
    return f"{in_words(days.first)} to {in_words(days.last)}"
