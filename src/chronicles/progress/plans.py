"""Plans: the day of a goal, the pace of a guide, and how far behind a day is, without the pauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.progress.learning_plan import Stretch

FIRST = date.min + timedelta(days=1)  # the first day that has one before it
WEEKS = 14  # days from which on a stretch is told in weeks


@dataclass(frozen=True, slots=True)
class Pace:
    """So many `steps` of a guide in so many `weeks`, from the day `first` on; `done` of `total` are done.

    `page` is the page of the guide, a path below `docs/`, and `name` its title.
    """

    name: str
    page: str
    steps: int
    weeks: int
    first: date
    done: int = 0
    total: int = 0

    def said(self, words: SiteWords = ENGLISH) -> str:
        """Return the pace as a sentence has it: `2 steps a week from 1 September 2025 on`."""
        key = "plan.pace_week" if self.weeks == 1 else "plan.pace_weeks"
        return words.say(key, self.steps, weeks=self.weeks, day=words.day(self.first))

    def planned(self, day: date, pauses: Iterable[Stretch] = ()) -> int:
        """Return how many steps were to be done by the end of `day`; days of pauses do not count."""
        days = working_days(max(self.first, FIRST) - timedelta(days=1), day, pauses)
        return min(self.total, days // (7 * self.weeks) * self.steps)

    def behind(self, day: date, pauses: Iterable[Stretch] = ()) -> int:
        """Return how many of the planned steps are not done on `day`, 0 where none is missing."""
        return max(0, self.planned(day, pauses) - self.done)


@dataclass(frozen=True, slots=True)
class Late:
    """Something that was planned for a day that is over: what it is, and how that is said.

    `page` is the page of a guide, a path below `docs/`; a goal has `""`, and its `anchor` on its page.
    """

    name: str
    words: str
    page: str = ""
    anchor: str = ""


def past(by: date, day: date, pauses: Iterable[Stretch] = (), words: SiteWords = ENGLISH) -> str:
    """Return how a plan for the day `by` is spoken of on a later `day`, `""` where only pauses lie between.

    >>> past(date(2025, 10, 31), date(2025, 11, 21))
    'planned for 31 October 2025; 3 weeks ago'
    """
    days = working_days(by, day, pauses)
    if not days:
        return ""
    key, number = ("plan.ago_weeks", days // 7) if days >= WEEKS else ("plan.ago_days", days)
    said = words.say(key, number, day=words.day(by))
    return words.say("plan.paused", said=said) if days < (day - by).days else said


def short_of(pace: Pace, day: date, pauses: Iterable[Stretch] = (), words: SiteWords = ENGLISH) -> str:
    """Return how a guide is spoken of whose pace asks for more than is done on `day`, `""` where it does not.

    >>> short_of(Pace("A", "a.md", 2, 1, date(2025, 9, 1), 3, 8), date(2025, 9, 21))
    '6 steps were planned for 21 September 2025, 3 done'
    """
    pauses = tuple(pauses)
    if not pace.behind(day, pauses):
        return ""
    return words.say("plan.short", pace.planned(day, pauses), day=words.day(day), done=pace.done)


def working_days(after: date, until: date, pauses: Iterable[Stretch] = ()) -> int:
    """Return how many days lie behind `after`, up to `until`, that no pause has; 0 where that is earlier.

    >>> exams = Stretch("exams", date(2025, 9, 8), date(2025, 9, 21))
    >>> working_days(date(2025, 9, 1), date(2025, 9, 25), [exams])
    10
    """
    if until <= after:
        return 0
    lost, end = 0, after
    for pause in sorted(pauses, key=lambda one: (one.first, one.last)):
        begin = max(max(pause.first, FIRST) - timedelta(days=1), end)
        last = min(pause.last, until)
        if last > begin:
            lost += (last - begin).days
            end = last
    return (until - after).days - lost
