"""First looks at a line, which take little time: most lines of a note can hold no day, and need no reading.

Each of them may say that a line can hold a day where it holds none, and never the other way round.
"""

import re
from functools import cache

from chronicles.dates.label_words import labels, phrases
from chronicles.dates.names import LONGEST, SHORTEST, Kind, first_words, is_latin
from chronicles.dates.phrases import folded
from chronicles.dates.tokens import CJK, DIRECTIONS, MARKS, TOKEN
from chronicles.dates.week_forms import CALENDAR

DIGIT = re.compile(r"\d")
RUNS = re.compile(r"\d+")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
COMPACT = (6, 8)  # digits of 240826 and 20250826: day, month and year at once
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
FIRST = re.compile(rf"[\W_]*(?P<word>{WORD.pattern}|\d)")
KINDS: tuple[Kind, ...] = ("months", "days")
DIRECTED = frozenset(map(chr, DIRECTIONS))
NEAR = 7  # tokens behind a word within which a number has to stand if it is a misspelt name
BEHIND = re.compile(rf"(?:{TOKEN.pattern}){{0,{NEAR}}}", re.DOTALL)


def can_begin_with_day(text: str) -> bool:
    """Whether a day can stand at the beginning of a text, behind signs, labels, a weekday and a time.

    Then it begins with a number, with one of the words that days begin with, or with one that is misspelt.
    """
    if not text.isascii() and any(sign >= CJK or sign in DIRECTED for sign in text):
        return True
    match = FIRST.match(text)
    if match is None:
        return False
    word = folded(match["word"])
    if not word[0].isalpha() or word in _words(is_latin(word)):
        return True
    return SHORTEST <= len(word) <= LONGEST and _has_number(text, match.end()) and _has_month(text)


def _has_number(text: str, at: int) -> bool:
    """Whether a number stands near behind a place: else a word there is no name that is misspelt."""
    behind = BEHIND.match(text, at)
    return behind is not None and DIGIT.search(behind[0]) is not None


def _has_month(text: str) -> bool:
    """Whether a text can have a month behind a misspelt weekday; one that is misspelt needs a year."""
    if can_hold_whole_day(text):
        return True
    words = (folded(word) for word in WORD.findall(text))
    return any(word in _words(is_latin(word)) for word in words)


def can_hold_whole_day(text: str) -> bool:
    """Whether a day with its year can stand anywhere in a text: those are two numbers, or a long one."""
    runs = RUNS.findall(text)
    return len(runs) > 1 or any(len(run) in COMPACT for run in runs)


def holds_year(text: str) -> bool:
    """Whether a number of four digits stands in a text."""
    return YEAR.search(text) is not None


@cache
def _words(of_latin: bool) -> frozenset[str]:
    """The first words of labels, weekdays, months and weeks, in all languages, or those of a script."""
    named = (first_words(kind, of_latin) for kind in KINDS)
    said = (labels().begins, phrases("weeks").begins, CALENDAR.begins, {"w"})
    return frozenset().union(*named, *said)
