"""What a journal's `progress.json` says, of what a mentor looks at; it is held against its schema first."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit

import fastjsonschema

from chronicles.problems import Refused
from chronicles.progress.learning_plan import Stretch
from chronicles.progress.plans import Pace
from chronicles.progress.record_schemas import SCHEMAS

WEB = ("http", "https")
LINKED = (*WEB, "file")  # a clone is read where it lies
LONGEST = 200  # characters of a text that is shown


@dataclass(frozen=True, slots=True)
class DatedItem:
    """An entry, a step, a question or what needs review: its day, its words, and its address or `""`."""

    day: date
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LearnerGoal:
    """A goal with its status (`open`, `proven`, `shown`, `claimed`, `lost`), the days of tick and plan."""

    section: str
    title: str
    status: str
    day: date | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """What one journal tells. Items come oldest first; of questions there are those that are open.

    `not_run` counts tests behind goals that were not run on the code as it is; `None` where the journal does
    not say so. `url` is the address of the journal, `""` where nothing tells it.
    """

    url: str = ""
    name: str = ""
    language: str = "en"
    as_of: date | None = None
    entries: tuple[DatedItem, ...] = ()
    steps: tuple[DatedItem, ...] = ()
    goals: tuple[LearnerGoal, ...] = ()
    questions: tuple[DatedItem, ...] = ()
    to_review: tuple[DatedItem, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    paces: tuple[Pace, ...] = ()
    plan_end: date | None = None
    not_run: int | None = None

    @property
    def active_days(self) -> list[date]:
        """The days with an entry or a step, each once, the oldest first."""
        return sorted({item.day for item in (*self.entries, *self.steps)})


def read_record(data: bytes, url: str = "") -> LearnerRecord:
    """Return what the bytes of a `progress.json` say, in UTF-8; `url` is the address of its journal.

    Links lead to pages below that address only, and a journal that names another for itself is not believed.
    Raises `Refused` for anything that is no such file, or of a version that is not known.
    """
    values = _values(data)
    _hold(values)
    journal = values.get("journal") or {}
    base = url or _web_address(journal.get("url"))
    item = _item_reader(base)
    challenge = values.get("challenge")
    return LearnerRecord(
        url=base,
        name=_short(journal.get("author") or journal.get("name") or ""),
        language=_short(journal.get("language") or "en"),
        as_of=_day(values.get("as_of")),
        entries=_sorted(item(one, one["title"]) for one in values.get("entries") or ()),
        steps=_sorted(item(one, one["title"]) for one in values.get("steps") or ()),
        goals=tuple(_goal(one) for one in values.get("goals") or ()),
        questions=_sorted(_remarks(values.get("questions"), item)),
        to_review=_sorted(_remarks(values.get("needs_review"), item)),
        pauses=tuple(_pause(one) for one in values.get("pauses") or ()),
        paces=tuple(_pace(one) for one in values.get("paces") or ()),
        plan_end=_day(challenge["to"]) if challenge else None,
        not_run=(values.get("proofs") or {}).get("not_run"),
    )


MEND = "Give the address of the progress.json of a built journal."


def _values(data: bytes) -> dict[str, Any]:
    try:
        values = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Refused("it is not text in UTF-8", MEND) from None
    except RecursionError:
        raise Refused("its lists are too deep to be a record of progress", MEND) from None
    except ValueError as error:
        raise Refused(f"it is not JSON: {error}", MEND) from None
    if not isinstance(values, dict):
        raise Refused("it is not a record of progress, but other JSON", MEND)
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _hold(values: Mapping[str, Any]) -> None:
    version = values.get("version")
    if type(version) is not int or version not in SCHEMAS:
        if type(version) is int and version > max(SCHEMAS):
            raise Refused(f"it is of version {version}, newer than this program", "Get a newer one.")
        raise Refused("it is not a record of progress: it names no version", MEND)
    try:
        _validator(version)(values)
    except fastjsonschema.JsonSchemaValueException as error:
        raise Refused(f"it does not keep to its schema: {_short(error.message)}", MEND) from None


@cache
def _validator(version: int) -> Callable[[Any], Any]:
    """It is made from our own schema, never from one that a journal brings."""
    made: Callable[[Any], Any] = fastjsonschema.compile(SCHEMAS[version])
    return made


def _item_reader(base: str) -> Callable[[Mapping[str, Any], str], DatedItem]:
    def read(event: Mapping[str, Any], text: str) -> DatedItem:
        return DatedItem(date.fromisoformat(event["day"]), _short(text), link(base, event["url"]))

    return read


def _remarks(values: Any, item: Callable[[Mapping[str, Any], str], DatedItem]) -> list[DatedItem]:
    return [item(one["asked"], one["text"]) for one in values or () if one["open"]]


def _sorted(items: Any) -> tuple[DatedItem, ...]:
    return tuple(sorted(items, key=lambda one: one.day))


def _goal(one: Mapping[str, Any]) -> LearnerGoal:
    return LearnerGoal(
        _short(one["section"]), _short(one["title"]), one["verdict"], _day(one["day"]), _day(one.get("by"))
    )


def _pace(one: Mapping[str, Any]) -> Pace:
    first = date.fromisoformat(one["from"])
    return Pace(_short(one["name"]), one["url"], one["steps"], one["weeks"], first, one["done"], one["of"])


def _pause(one: Mapping[str, Any]) -> Stretch:
    return Stretch(_short(one["name"]), date.fromisoformat(one["from"]), date.fromisoformat(one["to"]))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _short(text: str) -> str:
    """What is shown of a text: on one line, and not longer than anybody reads."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _web_address(value: object) -> str:
    """An address of a folder on the web, or `""`."""
    if not isinstance(value, str):
        return ""
    try:
        is_web = urlsplit(value).scheme in WEB and bool(urlsplit(value).hostname)
    except ValueError:
        return ""
    return value if is_web and value.endswith("/") else f"{value}/" if is_web else ""


def link(base: str, path: str) -> str:
    """Return the address of a page of the journal at `base`; `""` where it would lead anywhere else.

    >>> link("https://ada.example/notes/", "journal/first/"), link("https://ada.example/", "javascript:x")
    ('https://ada.example/notes/journal/first/', '')
    """
    if not base:
        return ""
    try:
        whole = urljoin(base, path)
        is_below = whole.startswith(base) and urlsplit(whole).scheme in LINKED
    except ValueError:
        return ""
    return whole if is_below else ""
