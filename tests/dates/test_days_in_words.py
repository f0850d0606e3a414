"""What somebody means by a day, on a Friday, 29 August 2025."""

from datetime import date

import pytest

from chronicles.dates.clocks import Clock
from chronicles.dates.days_in_words import SpokenDay, read_spoken_day
from tests.journals import refused

TODAY = date(2025, 8, 29)
MEANT = [
    ("2025-08-01", date(2025, 8, 1), None),
    ("20250801", date(2025, 8, 1), None),
    ("today", TODAY, None),
    ("Yesterday", date(2025, 8, 28), None),
    ("tomorrow", date(2025, 8, 30), None),
    ("monday", date(2025, 8, 25), None),
    ("on Mon", date(2025, 8, 25), None),
    ("friday", date(2025, 8, 22), None),
    ("last Saturday", date(2025, 8, 23), None),
    ("lundi", date(2025, 8, 25), None),
    ("3 days ago", date(2025, 8, 26), None),
    ("1 day ago at 9:05", date(2025, 8, 28), Clock(9, 5)),
    ("yesterday at 6pm", date(2025, 8, 28), Clock(18)),
    ("yesterday, 18:30", date(2025, 8, 28), Clock(18, 30)),
    ("monday 7.15 Uhr", date(2025, 8, 25), Clock(7, 15)),
    ("2025-08-01 21:14", date(2025, 8, 1), Clock(21, 14)),
    ("21:14", TODAY, Clock(21, 14)),
    ("at 6pm", TODAY, Clock(18)),
    ("29.8.2024", date(2024, 8, 29), None),
    ("1 August", date(2025, 8, 1), None),
    ("Aug 31", date(2024, 8, 31), None),
    ("8/8/2025", date(2025, 8, 8), None),
]
FORMS = "Write it as 2025-08-29, 'yesterday' or 'monday'."
REFUSED = [
    ("soon", f"'soon' is not a day\n{FORMS}"),
    ("", f"'' is not a day\n{FORMS}"),
    ("yesterday evening", f"'yesterday evening' is not a day\n{FORMS}"),
    ("30 February 2025", f"'30 February 2025' is not a day\n{FORMS}"),
    ("KW 10", f"'KW 10' is not a day\n{FORMS}"),
    ("todayat 6pm", f"'todayat 6pm' is not a day\n{FORMS}"),
    ("monday at", f"'monday at' is not a day\n{FORMS}"),
    ("yesterday at 25:00", "there is no time 25:00\nWrite one from 00:00 to 23:59."),
    ("05-03-24", "'05-03-24' can be two days\nWrite 2005-03-24 or 2024-03-05 or 2024-05-03."),
    ("03/04/2025", "'03/04/2025' can be two days\nWrite 2025-03-04 or 2025-04-03."),
]


@pytest.mark.parametrize("text, day, clock", MEANT)
def test_day(text: str, day: date, clock: Clock | None) -> None:
    assert read_spoken_day(text, TODAY) == SpokenDay(day, clock)


@pytest.mark.parametrize("text, said", REFUSED)
def test_no_day(text: str, said: str) -> None:
    assert refused(lambda: read_spoken_day(text, TODAY)) == said


def test_before_the_first_day_of_the_calendar_there_is_none() -> None:
    assert refused(lambda: read_spoken_day("yesterday", date.min)) == f"'yesterday' is not a day\n{FORMS}"
