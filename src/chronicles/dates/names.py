"""The names of months and weekdays: English ones, those of other languages, and misspelt ones.

They are those of CLDR, by Babel. The languages are the twenty with the most speakers (Ethnologue, 27th
edition; Egyptian Arabic is written as Arabic is) and others of which logs are known.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from babel import Locale

from chronicles.dates.phrases import Phrases, folded
from chronicles.dates.tokens import Cursor

Kind = Literal["months", "days"]

LATIN = (
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "ro",
    "tr",
    "id",
    "vi",
    "pcm",
    "pl",
    "cs",
    "hr",
    "hu",
)
LATIN_TOO = ("sw", "fil", "ms", "jv", "ha", "yo", "ig", "pt_PT", "de_AT", "fr_CA", "es_MX")
OTHERS = (
    "ru",
    "uk",
    "bg",
    "el",
    "zh",
    "zh_Hant",
    "yue",
    "ja",
    "ko",
    "hi",
    "mr",
    "bn",
    "pa",
    "gu",
    "te",
    "ta",
    "kn",
    "ml",
)
# Those of a script are read once one of its words is to be known.
LANGUAGES = {True: (*LATIN, *LATIN_TOO), False: (*OTHERS, "ar", "ur", "fa")}
UNKNOWN = -1  # a weekday, but which one nobody can say
MORE_MONTHS = {"sept": 9, "febr": 2}
MORE_DAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SHORTEST = 4  # letters of a word that may be a misspelt name: "Mar" and "May" are too near each other
# There are many more of other languages to be near to.
SHORTEST_FOREIGN: Mapping[Kind, int] = {"months": 5, "days": 4}
LONGEST = 24  # letters of a word that may be one
# Letters of an abbreviation, in Latin.
AT_LEAST: Mapping[Kind, int] = {"months": 3, "days": 2}


class Name(NamedTuple):
    """A month (from 1) or a weekday (from 0, Monday), and what has to be said of how it was read."""

    number: int
    remark: str = ""


def weekday(word: str) -> Name | None:
    """Return the weekday that `word` names, also in another language; slips of the pen are none."""
    cursor = Cursor(word)
    found = read_weekday(cursor, mend=False)
    return None if cursor.token or (found and found.number == UNKNOWN) else found


def read_month(cursor: Cursor, *, mend: bool = True) -> Name | None:
    """Read a month of one word or several; with `mend` it may be misspelt.

    >>> read_month(Cursor("Sept 3")), read_month(Cursor("Agust 3"))
    (Name(number=9, remark=''), Name(number=8, remark="'Agust' is read as August"))
    """
    return _read(cursor, "months", mend=mend)


def read_weekday(cursor: Cursor, *, mend: bool = True) -> Name | None:
    """Read a weekday of one word or several; with `mend` it may be misspelt."""
    return _read(cursor, "days", mend=mend)


def first_words(kind: Kind, of_latin: bool) -> frozenset[str]:
    """Return the words that names begin with, in all languages of the Latin script or in all others."""
    return _english(kind).begins | _foreign(kind, of_latin).begins


def _read(cursor: Cursor, kind: Kind, *, mend: bool) -> Name | None:
    """A name that stands next; a month that means two things in two languages is none."""
    at, word = cursor.at, cursor.token
    if not word[:1].isalpha():
        return None
    if (number := _english(kind).read(cursor)) is not None:
        return Name(number)
    if (known := _foreign(kind, is_latin(word)).read(cursor)) is not None:
        number, language = known
        text = "".join(cursor.tokens[at : cursor.at])
        is_any_word = len(text) < 3 and text.isascii() and cursor.token not in (".", ",")
        if number is not None and not is_any_word:
            return Name(number, f"{text!r} is read as {_title(kind, number)}, in {language}")
        if kind == "days" and _is_before_number(cursor):
            return Name(UNKNOWN)
        cursor.at = at
        return None
    if mend and (number := _misspelt(folded(word), kind)) is not None:
        cursor.take()
        return Name(number, f"{word!r} is read as {_title(kind, number)}")
    return None


def is_latin(word: str) -> bool:
    """Return whether a word begins with a letter of the Latin script."""
    return word[0] < "\u0370" or "\u1e00" <= word[0] < "\u1f00"


def _is_before_number(cursor: Cursor) -> bool:
    """Whether a number follows, perhaps behind a dot or a comma."""
    behind = (token for token in cursor.tokens[cursor.at : cursor.at + 4] if not token.isspace())
    return next((token[:1].isdecimal() for token in behind if token not in (".", ",")), False)


def _title(kind: Kind, number: int) -> str:
    return str(_table(Locale("en"), kind, "wide")[number])


@lru_cache(maxsize=4096)
def _misspelt(word: str, kind: Kind) -> int | None:
    """The name that a word is near to: an English one, else one of any language with one slip.

    Names that mean different things, and are as near, are none.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return None
    english = {name: number for name, number in _names(Locale("en"), kind) if len(name) >= SHORTEST}
    if near := get_close_matches(word, english, n=1, cutoff=0.8):
        return english[near[0]]
    slips = _slips(kind, is_latin(word))
    # A letter too few is nearer than one that is another: "Sontag" is "Sonntag", and not "Montag".
    for shorter in ([word], _shorter(word)):
        found = {number for slip in shorter for number in slips.get(slip, ())}
        if found:
            return found.pop() if len(found) == 1 and len(word) >= SHORTEST_FOREIGN[kind] else None
    return None


@cache
def _slips(kind: Kind, is_latin: bool) -> dict[str, set[int]]:
    """Names of other languages without one of their letters: what a misspelt one has in common with them."""
    found: dict[str, set[int]] = {}
    for code in LANGUAGES[is_latin]:
        for name, number in _names(Locale.parse(code), kind):
            if len(name) >= SHORTEST_FOREIGN[kind] and len(Cursor(name).tokens) == 1:
                for slip in _shorter(name):
                    found.setdefault(slip, set()).add(number)
    return found


def _shorter(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


@cache
def _english(kind: Kind) -> Phrases[int]:
    more = MORE_MONTHS if kind == "months" else MORE_DAYS
    return Phrases({**dict(_names(Locale("en"), kind)), **more})


@cache
def _foreign(kind: Kind, is_latin: bool) -> Phrases[tuple[int | None, str]]:
    """The names in other languages, with their number (none where languages disagree) and language."""
    found: dict[str, tuple[int | None, str]] = {}
    for code in LANGUAGES[is_latin]:
        locale = Locale.parse(code)
        for name, number in _names(locale, kind):
            known, language = found.get(name, (number, str(locale.english_name)))
            found[name] = (number if known == number else None, language)
    return Phrases(found)


def _names(locale: Locale, kind: Kind) -> Iterator[tuple[str, int]]:
    """What a language calls them, written out and abbreviated, in lower case and without a dot."""
    known = set()
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in _table(locale, kind, width, context).items():
                short = folded(str(name)).rstrip(".")
                if short not in known and _is_name(short, kind):
                    known.add(short)
                    yield short, number


def _is_name(name: str, kind: Kind) -> bool:
    """Whether a name cannot be a number (`3月`), and is long enough not to be any word."""
    return name[:1].isalpha() and (len(name) >= AT_LEAST[kind] or not name.isascii())


def _table(locale: Locale, kind: Kind, width: str, context: str = "format") -> Mapping[int, str]:
    table: Mapping[int, str] = getattr(locale, kind)[context][width]
    return table
