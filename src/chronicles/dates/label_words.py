"""The words that stand around a day in many languages, as `label_words.toml` lists them. Reads that file."""

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Literal

from chronicles.dates.phrases import Phrases

TABLE = Path(__file__).with_suffix(".toml")
Column = Literal[
    "dates",
    "counts",
    "behind",
    "labels",
    "articles",
    "joints",
    "ordinals",
    "until",
    "times",
    "weeks",
    "years",
]


class Label(Enum):
    """What a label says of what follows it: that it is a date, which one of a row it is, or neither."""

    DATE = "date"
    COUNT = "count"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """The words of one language by column, and an example with the day that it says, in ISO 8601."""

    words: dict[str, tuple[str, ...]]
    example: str
    read: str


@cache
def rows() -> dict[str, LanguageRow]:
    """Return the rows of the table, by the language's code."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return {code: _row(dict(row)) for code, row in table.items()}


def _row(row: dict[str, list[str] | str]) -> LanguageRow:
    words = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return LanguageRow(words, str(row["example"]), str(row["read"]))


@cache
def phrases(column: Column) -> Phrases[bool]:
    """Return the words of a column, in all languages."""
    return Phrases(dict.fromkeys(_column(column), True))


@cache
def labels() -> Phrases[Label]:
    """Return the labels of all languages; a word that is several of them is one that counts."""
    return Phrases(
        {
            **dict.fromkeys(_column("articles"), Label.OTHER),
            **dict.fromkeys(_column("labels"), Label.OTHER),
            **dict.fromkeys(_column("dates"), Label.DATE),
            **dict.fromkeys(_column("counts"), Label.COUNT),
        }
    )


def _column(column: Column) -> list[str]:
    return [word for row in rows().values() for word in row.words.get(column, ())]
