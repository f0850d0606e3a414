"""The names of months and weekdays: English ones, those of other languages, and misspelt ones."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Literal, NamedTuple

from babel import Locale

Kind = Literal["months", "days"]

# Languages whose month names can be told from each other; where two disagree, a name is unknown.
WESTERN = ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "ro", "tr", "id")
LANGUAGES = (*WESTERN, "pl", "cs", "hr", "hu", "uk", "ru", "bg", "el")
MORE_MONTHS = {"sept": 9, "febr": 2}
MORE_DAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SHORTEST = 4  # letters of a word that may be a misspelt name: "Mar" and "May" are too near each other


class Name(NamedTuple):
    """A month (from 1) or a weekday (from 0, Monday), and what has to be said of how it was read."""

    number: int
    remark: str = ""


def month(word: str) -> Name | None:
    """Return the month that `word` names, also in another language or with a slip of the pen.

    >>> month("Sept"), month("Agust")
    (Name(number=9, remark=''), Name(number=8, remark="'Agust' is read as August"))
    """
    return _named(word, "months", MORE_MONTHS)


def weekday(word: str) -> Name | None:
    """Return the weekday that `word` names, also in another language; slips of the pen are none."""
    return _named(word, "days", MORE_DAYS)


def _named(word: str, kind: Kind, more: Mapping[str, int]) -> Name | None:
    folded = word.casefold()
    english = _english(kind)
    number = english.get(folded, more.get(folded))
    if number is not None:
        return Name(number)
    if not word[:1].isalpha() or len(word) < 3:
        return None
    number, language = _foreign(kind).get(folded, (None, ""))
    if language:
        if number is None:
            return None
        return Name(number, f"{word!r} is read as {_title(kind, number)}, in {language}")
    if len(word) < SHORTEST or kind == "days":
        return None
    near = get_close_matches(folded, [name for name in english if len(name) >= SHORTEST], n=1, cutoff=0.8)
    return Name(english[near[0]], f"{word!r} is read as {_title(kind, english[near[0]])}") if near else None


def _title(kind: Kind, number: int) -> str:
    return str(_table(Locale("en"), kind, "wide")[number])


@cache
def _english(kind: Kind) -> dict[str, int]:
    return _names(Locale("en"), kind)


@cache
def _foreign(kind: Kind) -> dict[str, tuple[int | None, str]]:
    """The names in other languages, with their number (none where languages disagree) and language."""
    found: dict[str, tuple[int | None, str]] = {}
    for code in LANGUAGES:
        locale = Locale(code)
        for name, number in _names(locale, kind).items():
            known, language = found.get(name, (number, str(locale.english_name)))
            found[name] = (number if known == number else None, language)
    return found


def _names(locale: Locale, kind: Kind) -> dict[str, int]:
    """What a language calls them, written out and abbreviated, in lower case and without a dot."""
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in _table(locale, kind, width, context).items():
                found.setdefault(str(name).casefold().rstrip("."), number)
    return found


def _table(locale: Locale, kind: Kind, width: str, context: str = "format") -> Mapping[int, str]:
    table: Mapping[int, str] = getattr(locale, kind)[context][width]
    return table
