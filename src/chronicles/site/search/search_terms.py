"""The terms that a text is found by: its words, names in code whole and by their parts. Pure.

`theme/assets/search/search-terms.js` does the same in the browser, for what a reader types; tests hold the
two together.
"""

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile("[\u0300-\u036f]")  # the accents of Latin, Greek and Cyrillic letters
# `\w` of Python has no vowel signs, and there are scripts with more of them than of letters. A name may have
# dots in it, and C++ and C# are names.
SIGNS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u109f\u1780-\u17ff\u3099\u309a"
LETTER = rf"[\w{SIGNS}]"
NAME = re.compile(rf"{LETTER}+(?:\.{LETTER}+)*(?:\+\+|#(?!{LETTER}))?")
# Scripts that are written without spaces between words are found by their pairs of letters.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
PART = re.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
LONGEST = 64  # letters of a term: what is longer, such as a hash, nobody types
BUCKETS = 256  # a power of two


def folded(text: str) -> str:
    """Return a text as it is compared but for its capital letters: without accents, and in one form.

    >>> folded("Größe, café, ﬁle")
    'Große, cafe, file'
    """
    if text.isascii():
        return text
    bare = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", bare).replace("\u200b", "")


def names(text: str) -> list[str]:
    """Return the words and names of a text that is `folded`, each once for each time that it is there.

    >>> names("Student.objects.create(name=0.5) in C++.")
    ['Student.objects.create', 'name', '0.5', 'in', 'C++']
    """
    return NAME.findall(text)


@lru_cache(maxsize=100_000)
def terms(name: str) -> tuple[tuple[str, bool], ...]:
    """Return the terms of a word or name, each with whether it is only a part of it.

    >>> [term for term, _ in terms("models.ForeignKey")]
    ['models.foreignkey', 'models', 'foreignkey', 'foreign', 'key']
    >>> [term for term, _ in terms("日本語")]
    ['日本', '本語']
    """
    found: dict[str, bool] = {}
    for run in RUN.findall(name):
        if IS_UNSPACED.match(run):
            found |= {run[at : at + 2]: False for at in range(max(1, len(run) - 1))}
        elif rest := run.strip("."):
            _add(found, rest)
    return tuple((term, is_part) for term, is_part in found.items() if len(term) <= LONGEST)


def _add(found: dict[str, bool], run: str) -> None:
    found.setdefault(_small(run), False)
    segments = run.rstrip("+#").split(".")
    for segment in segments:
        if not segment.isdigit():
            found.setdefault(_small(segment), True)
        for part in PART.findall(segment) if segment.isascii() else filter(None, segment.split("_")):
            if not part.isdigit():  # 0.5 is no page about 5
                found.setdefault(_small(part), True)


def _small(term: str) -> str:
    """In small letters, of which Greek has two for one that is large."""
    return term.lower().replace("\u03c2", "\u03c3")


def bucket(term: str) -> int:
    """Return the bucket of a term, below `BUCKETS`; those that begin with the same two letters share one.

    >>> bucket("foreign") == bucket("for") != bucket("key")
    True
    """
    return _bucket(term[:2])


@lru_cache(maxsize=20_000)
def _bucket(start: str) -> int:
    number = 0
    for letter in start:
        number = (number * 31 + ord(letter)) % 65521
    return number % BUCKETS
