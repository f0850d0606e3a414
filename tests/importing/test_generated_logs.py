"""Logs in twenty languages: no date is wrong, and next to none has to be asked for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import SystemRandom

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from tests.importing.generated_logs import LANGUAGES, GeneratedLog, ambiguous, generated
from tests.importing.shapes import lost, one

GUESSED = "nothing in the file shows it"
NAMED = "a date that begins no entry of its own"
MOST_ASKED = 0.02
LONG = 1_000


def days_of(imported: Imported, words: Iterable[str]) -> dict[str, date]:
    """The day of the entry that has each of the words."""
    found = {}
    for item in imported.items:
        there = set(" ".join([*item.body, item.draft.title]).split())
        when = item.draft.when
        day = when.date() if isinstance(when, datetime) else when
        found |= {word: day for word in words if word in there}
    return found


def outcomes(log: GeneratedLog) -> Counter[str]:
    """How many dates of a log are right, asked for or named in the report, or wrong."""
    imported = one(log.text)
    assert lost(log.text, imported) == [], f"seed {log.seed}"
    found = days_of(imported, log.days)
    named = {note.first for note in imported.notes if NAMED in note.message}
    counted: Counter[str] = Counter()
    for word, day in log.days.items():
        is_asked_for = word not in found or log.stamps[word] in named
        kind = "asked" if is_asked_for else "right" if found[word] == day else "wrong"
        counted[kind] += 1
        if kind != "right":
            stamp = log.text.split("\n")[log.stamps[word] - 1]
            print(f"seed {log.seed}, {log.language}: {stamp!r} is {found.get(word)}, and {day} is right")
    return counted


def is_asked(log: GeneratedLog) -> bool:
    """Whether the reader says of each date that it is a guess, or asks for it."""
    imported = one(log.text)
    found = days_of(imported, log.days)
    guessed = {note.first for note in imported.notes if note.fate is Fate.DECIDED and GUESSED in note.message}
    return all(word not in found or log.stamps[word] in guessed for word in log.days)


def seeds(number: int) -> range:
    """So many seeds from one on that is another each time, and printed."""
    first = SystemRandom().randrange(10**9)
    print(f"the seeds are those from {first} on")
    return range(first, first + number)


def are_right(tried: range) -> None:
    """Fail for one wrong date, for more asked ones than a few, and for a guess that is not told."""
    counted: Counter[str] = Counter()
    for seed in tried:
        counted += outcomes(generated(seed))
    assert counted["wrong"] == 0
    assert counted["asked"] <= MOST_ASKED * counted.total(), counted
    silent = [seed for seed in tried[: len(tried) // 10] if not is_asked(ambiguous(seed))]
    assert silent == []


def test_no_date_of_a_few_generated_logs_is_wrong() -> None:
    are_right(range(60))


@pytest.mark.long
def test_no_date_of_a_thousand_generated_logs_is_wrong() -> None:
    are_right(seeds(LONG))


def test_the_generated_logs_are_of_all_languages_and_have_many_dates() -> None:
    logs = [generated(seed) for seed in range(300)]
    assert {log.language for log in logs} == set(LANGUAGES)
    assert len(LANGUAGES) == 20
    assert all(4 <= len(log.days) <= 14 for log in logs)


def test_a_wrong_day_would_be_seen() -> None:
    log = generated(1)
    wrong = replace(log, days={word: day + timedelta(1) for word, day in log.days.items()})
    assert outcomes(wrong)["wrong"] == len(log.days)


def test_a_guess_that_is_not_told_would_be_seen() -> None:
    log = generated(1)
    assert not is_asked(log)
