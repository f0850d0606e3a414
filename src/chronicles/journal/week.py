"""The draft of a weekly update: what happened in a week, and the headings to write below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chronicles.dates.instants import order
from chronicles.dates.log_stamps import in_words
from chronicles.guides.series.patches import Patch, read_day, read_letter
from chronicles.journal.entries import WEEKLY, new_entry
from chronicles.journal.questions import Question, questions
from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading

# What the front matter of an update says besides: it looks back, and waits for its writer.
USUAL = {"categories": f"[{WEEKLY}]", "draft": "true"}
# The headings of a draft, each with the list below it.
PARTS = (
    ("Summary", "entries"),
    ("Code", "code"),
    ("Challenges", ""),
    ("What stuck", ""),
    ("What needs review", "questions"),
    ("Next steps", ""),
)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week that `day` is in."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        """Its last day; that of the calendar comes on a Friday."""
        return self.monday + min(timedelta(days=6), date.max - self.monday)

    @property
    def name(self) -> str:
        """Year and number, as ISO 8601 counts them: `2025-week-36`."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-week-{number:02}"

    @property
    def title(self) -> str:
        """How it is called in a list.

        >>> Week.of(date(2025, 9, 3)).title
        'Week 36: 1 September to 7 September 2025'
        """
        first = in_words(self.monday)
        if self.monday.year == self.sunday.year:
            first = first.rpartition(" ")[0]
        return f"Week {self.monday.isocalendar().week}: {first} to {in_words(self.sunday)}"

    def holds(self, day: date | None) -> bool:
        """Whether `day` is one of its days."""
        return day is not None and self.monday <= day <= self.sunday


@dataclass(frozen=True, slots=True)
class Happened:
    """What a week brought: its entries, the questions still open at its end, lines on the code."""

    entries: Sequence[Reading]
    open: Sequence[tuple[Reading, Question]]
    code: Sequence[str]


def happened(week: Week, entries: Iterable[Reading], code: Iterable[str]) -> Happened:
    """Choose from all `entries` what concerns `week`; `code` is on it already."""
    dated = sorted(
        (entry for entry in entries if entry.front_matter.date),
        key=lambda one: (order(one.front_matter.moment or date.max), one.page.path.removesuffix(".md")),
    )
    before = [one for one in dated if _day(one) <= week.sunday]
    asked = [(one, question) for one in before for question in questions(one) if question.is_open]
    return Happened([one for one in before if week.holds(_day(one))], asked, list(code))


def draft(week: Week, day: date, found: Happened, state: str) -> str:
    """Return the draft of the update, dated `day`: a page of Markdown with its front matter.

    `state` is the state of the project that it speaks of; with `""` the page names none.
    """
    more = [f"state: {state}"] if state else []
    usual = [f"{key}: {value}" for key, value in USUAL.items()]
    text = new_entry(day, week.title, *more, *usual)
    lists = lists_of(found)
    sections = [f"# {week.title}", *(_section(title, lists.get(name, "")) for title, name in PARTS)]
    return text + "\n" + "\n\n".join(sections) + "\n"


def lists_of(found: Happened) -> dict[str, str]:
    """Return what a week brought as lists in Markdown, by what is in each; `""` for one with nothing."""
    items = {
        "entries": [_link(entry) for entry in found.entries],
        "code": found.code,
        "questions": [f"{question.text} ({_link(entry)})" for entry, question in found.open],
    }
    return {name: "\n".join(f"- {item}" for item in those) for name, those in items.items()}


def steps_of(week: Week, patches: Iterable[Patch]) -> list[str]:
    """Return a line of Markdown for each step whose patch is dated in `week`.

    Its link leads there from the folder of the entries.
    """
    return [
        f"[{patch.step.name}](../../{patch.step.page}): {escaped(_subject(patch))}"
        for patch in patches
        if week.holds(read_day(patch))
    ]


def _subject(patch: Patch) -> str:
    return read_letter(patch).message.partition("\n")[0]


def _day(entry: Reading) -> date:
    assert entry.front_matter.date, "only dated entries are asked"
    return entry.front_matter.date


def _link(entry: Reading) -> str:
    title = str(entry.front_matter.values.get("title") or in_words(_day(entry)))
    return f"[{escaped(title)}]({entry.page.path.rpartition('/')[2]})"


def _section(title: str, items: str) -> str:
    return f"## {title}\n\n{items}" if items else f"## {title}"
