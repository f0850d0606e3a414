"""First looks at a line, which take little time: most lines of a note can hold no day, and need no reading.

Each of them may say that a line can hold a day where it holds none, and never the other way round.
"""

import re
from functools import cache

from chronicles.dates.label_words import labels, phrases
from chronicles.dates.names import LONGEST, SHORTEST, first_words, is_latin
from chronicles.dates.phrases import folded
from chronicles.dates.tokens import CJK, DIRECTIONS, MARKS, TOKEN
from chronicles.dates.week_forms import CALENDAR

DIGIT = re.compile(r"\d")
RUNS = re.compile(r"\d+")
YEAR = 4  # digits of a year
COMPACT = (6, 8)  # digits of 240826 and 20250826: day, month and year at once
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
FIRST = re.compile(rf"[\W_]*(?P<word>{WORD.pattern}|\d)")
DIRECTED = frozenset(map(chr, DIRECTIONS))
NEAR = 7  # tokens behind a word within which a number has to stand if it is a misspelt name
BEHIND = re.compile(rf"(?:{TOKEN.pattern}){{0,{NEAR}}}", re.DOTALL)


def may_be_stamp(line: str) -> bool:
    """Whether a line can date what follows: it has a number, is a heading, or has signs of other scripts."""
    return not line.isascii() or DIGIT.search(line) is not None or line.startswith("#")


def can_count(text: str) -> bool:
    """Whether a text can be one of a row, as `Day 12` is: it begins with a number or with a label."""
    match = FIRST.match(text)
    if match is None or not text.isascii():
        return match is not None
    word = folded(match["word"])
    return not word[0].isalpha() or word in labels().begins


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
    is_one = not word[0].isalpha() or word in _words(is_latin(word)) or _may_be_misspelt(text, match)
    return is_one and (can_hold_whole_day(text) or has_month(text))


def _may_be_misspelt(text: str, match: re.Match[str]) -> bool:
    """Whether the first word of a text can be a name with a slip of the pen: a number stands near to it."""
    behind = BEHIND.match(text, match.end())
    is_long = SHORTEST <= len(folded(match["word"])) <= LONGEST
    return is_long and behind is not None and DIGIT.search(behind[0]) is not None


def has_month(text: str) -> bool:
    """Whether a text names a month or a week, without a slip: else one number alone says no day."""
    words = (folded(word) for word in WORD.findall(text))
    return any(word in _names(is_latin(word)) for word in words)


def can_hold_whole_day(text: str) -> bool:
    """Whether a day with its year can stand anywhere in a text: those are two numbers, or a long one."""
    runs = RUNS.findall(text)
    return len(runs) > 1 or any(len(run) in COMPACT for run in runs)


def holds_year(text: str) -> bool:
    """Whether a number of four digits stands in a text."""
    return any(len(run) == YEAR for run in RUNS.findall(text))


@cache
def _names(of_latin: bool) -> frozenset[str]:
    """The first words of months and weeks, in all languages of the Latin script or in all others."""
    weeks = (phrases("weeks").begins, CALENDAR.begins, {"w"})
    return first_words("months", of_latin).union(*weeks)


@cache
def _words(of_latin: bool) -> frozenset[str]:
    """Those, and the first words of labels and of weekdays: a text that begins with a day begins with one."""
    return _names(of_latin) | first_words("days", of_latin) | labels().begins
