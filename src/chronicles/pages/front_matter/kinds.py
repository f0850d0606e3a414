"""What the keys of a front matter may hold, and what is said where they hold something else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chronicles.dates.meanings import days
from chronicles.pages.states import FORMS, parse_state
from chronicles.problems import Refused

# A word that needs no quotes in a list, whatever YAML makes of numbers and truths.
PLAIN = re.compile(r"(?!(?:true|false|yes|no|on|off|null)\Z)[^\W\d][\w -]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value has to be, in words; an example; and whether a value is that."""

    name: str
    example: str
    fits: Callable[[Any], bool]


def wrong(key: str, value: Any) -> Refused | None:
    """Return why `value` cannot stand at `key`, `None` where it can.

    A key without a value says nothing, and a key that nothing here reads may hold anything.
    """
    kind = KINDS.get(key) or MATERIAL.get(key)
    if value is None or kind is None:
        return None
    if not kind.fits(value):
        line = _meant(kind, value) or kind.example
        return Refused(f"{key!r} is {_called(value)}, not {kind.name}", f"Write '{key}: {line}'.")
    if kind.name == "a list of words":
        for number, item in enumerate(value, 1):
            if not isinstance(item, str):
                message = f"item {number} of {key!r} is {_called(item)}, not a word"
                return Refused(message, f"Write '{key}: {kind.example}', a number or date in quotes.")
    return _MORE[key](key, value) if key in _MORE else None


def _meant(kind: Kind, value: Any) -> str:
    """What a text was meant to be, as it has to be written; empty where nobody can tell."""
    if not isinstance(value, str) or len(value) > 200:
        return ""
    if kind.name == "a date":
        return " or ".join(day.isoformat() for day in days(value))
    words = [word.strip().strip("#") for word in re.split(r"[,;]", value)]
    if kind.name == "a list of words" and all(PLAIN.fullmatch(word) for word in words):
        return f"[{', '.join(words)}]"
    return ""


def _called(value: Any) -> str:
    """What a person calls a value; none of it is shown, since it may be as long as it likes."""
    if isinstance(value, tuple):
        value = list(value)
    return next((name for kind, name in _CALLED.items() if isinstance(value, kind)), "something else")


# A truth is a number to Python, so it comes first.
_CALLED = {
    bool: "yes or no",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a mapping",
    date: "a date",
    type(None): "nothing",
}


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


def _is_date(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(isinstance(item, date) for item in value.values())
    return isinstance(value, date)


def _plain(key: str, words: list[str]) -> Refused | None:
    marked = [word for word in words if set(word) & set("<>")]
    # Themes print them as they are, into pages, feeds and the search index.
    return (
        Refused(f"{key!r} holds '<' or '>' in {marked[0]!r}", "Write it in plain words.") if marked else None
    )


def _state(key: str, value: Any) -> Refused | None:
    try:
        parse_state(str(value))
    except Refused as refused:
        return Refused(refused.message, FORMS)
    return None


def _created(key: str, value: Any) -> Refused | None:
    if not isinstance(value, dict) or "created" in value:
        return None
    return Refused(f"{key!r} does not say when the page was created", "Write 'created: 2025-08-29' below it.")


def _file_name(key: str, value: str) -> Refused | None:
    # An entry is written to a file of this name.
    if not set(value) & set("/\\") and ".." not in value and value.isprintable():
        return None
    return Refused(f"{key!r} cannot name a file: {value[:80]!r}", "Write it in letters, digits and '-'.")


def _addresses(key: str, value: Any) -> Refused | None:
    if isinstance(value, str) or all(isinstance(item, str) for item in value):
        return None
    return Refused(f"{key!r} holds what is no address", f"Write '{key}: [steps/old.md]'.")


_TEXT = Kind("text", '"…"', _is(str))
_TRUTH = Kind("yes or no", "true", _is(bool))
_LIST = _is(list)
# The keys that mean something here: the manual explains each of them.
KINDS: dict[str, Kind] = {
    "title": _TEXT,
    "description": _TEXT,
    "template": _TEXT,
    "slug": _TEXT,
    "seed": Kind(
        "'none', 'demo', 'before' or 'new'", "demo", lambda value: value in ("none", "demo", "before", "new")
    ),
    "proof": Kind("'all'", "all", lambda value: value == "all"),
    "state": Kind("text", "now", lambda value: isinstance(value, str) or type(value) is date),
    "date": Kind("a date", "2025-08-29", _is_date),
    "tags": Kind("a list of words", "[django, orm]", _LIST),
    "categories": Kind("a list of words", "[Weekly]", _LIST),
    "draft": _TRUTH,
    "scheduled": _TRUTH,
    "pin": _TRUTH,
    "series": Kind("text", "Migrations", _is(str)),
    "problem": Kind("text", '"the message of the error"', _is(str)),
    "fix": Kind("text", '"what cured it"', _is(str)),
    "corrects": Kind("an entry", "2025-08-29-a-project.md#heading", _is(str, list)),
    "redirect_from": Kind("an address, or a list of them", "[steps/old.md]", _is(str, list)),
    "imported": Kind("a mapping", "{file: log.txt}", _is(dict)),
}
# Those of the theme and its blog, which end in a traceback of theirs where they hold something else.
MATERIAL: dict[str, Kind] = {
    "hide": Kind("a list of words", "[toc]", _LIST),
    "authors": Kind("a list of words", "[ada]", _LIST),
    "links": Kind("a list", "[index.md]", _LIST),
    "search": Kind("a mapping", "{exclude: true}", _is(dict)),
}
_MORE: dict[str, Callable[[str, Any], Refused | None]] = {
    "tags": _plain,
    "categories": _plain,
    "state": _state,
    "date": _created,
    "slug": _file_name,
    "redirect_from": _addresses,
}
