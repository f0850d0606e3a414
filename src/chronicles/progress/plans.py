"""Plans: the day of a goal, the pace of a guide, and how far behind a day is, without the pauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chronicles.progress.learning_plan import Stretch


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

    def planned(self, day: date, pauses: Iterable[Stretch] = ()) -> int:
        """Return how many steps were to be done by the end of `day`; days of pauses do not count."""
        days = working_days(self.first - timedelta(days=1), day, pauses)
        return min(self.total, days // (7 * self.weeks) * self.steps)

    def behind(self, day: date, pauses: Iterable[Stretch] = ()) -> int:
        """Return how many of the planned steps are not done on `day`, 0 where none is missing."""
        return max(0, self.planned(day, pauses) - self.done)


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
        begin = max(pause.first - timedelta(days=1) if pause.first > date.min else date.min, end)
        last = min(pause.last, until)
        if last > begin:
            lost += (last - begin).days
            end = last
    return (until - after).days - lost
