"""The days that goals are planned for: those that stand there and cannot be."""

import re
from datetime import date

from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem

# What is meant as a day: "by 31 October", "by 31.10.2025", "by 2025-13-01", but not "by 3 people".
MEANT = re.compile(
    r"\(by (?P<day>\d{1,4}[-./]\d{1,2}[-./]?(?:\d{1,4})?|\d{1,2}\.? [A-Z][a-z]{2,8}(?: \d{4})?)\)"
)


def wrong_goal_days(reading: Reading) -> list[Problem]:
    """Return a problem for each `(by …)` on the page of the goals that means a day and is none.

    Days are written as RFC 3339 has them, and have to be on the calendar.
    """
    found = []
    for number, line in enumerate(reading.page.lines, 1):
        if number in reading.hidden or number <= reading.front_matter.length:
            continue
        found += [
            Problem(
                Place(reading.page.path, number),
                f"'by {match['day']}' is not a day that a goal can be planned for",
                "Write it as (by 2025-10-31): the year, the month, the day.",
            )
            for match in MEANT.finditer(line)
            if not _is_day(match["day"])
        ]
    return found


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False
