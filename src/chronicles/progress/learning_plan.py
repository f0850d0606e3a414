"""What the front matter of the goals' page says of the way: skills, road map, pauses, and the like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from chronicles.pages.reading import Reading
from chronicles.pages.web_addresses import WEB
from chronicles.problems import Place, Problem, Refused, nearest
from chronicles.progress.goal_days import wrong_goal_days

LEVELS = ("not yet", "first steps", "basics", "comfortable", "fluent")
STATES = ("planned", "under way", "works", "live", "retired")


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill, its level as the learner judges it, and the day of that judgement if it is known.

    `level` is one of `LEVELS`.
    """

    name: str
    level: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from the first to the last, both included: a pause, or a challenge; `name` says why or what."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Course:
    """A course from elsewhere, of which `done` parts of `total` are done."""

    name: str
    done: int
    total: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A project of the portfolio and its state, one of `STATES`; `url` may be empty."""

    name: str
    state: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """All of it; what a page does not say is empty, and `problems` says what of it cannot be read."""

    skills: tuple[Skill, ...] = ()
    roadmap: tuple[str, ...] = ()
    challenge: Stretch | None = None
    following: tuple[Course, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    portfolio: tuple[Work, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)


T = TypeVar("T")


def read_plan(reading: Reading) -> LearningPlan:
    """Return what a page says of the way; what cannot be read is left out, and a problem.

    So are days that goals are planned for and that cannot be.
    """
    values, wrong = reading.front_matter.values, list[Problem]()

    def several(key: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        value = values.get(key)
        place = Place(reading.page.path, reading.front_matter.places.get(key, 1))
        if value is None:
            return ()
        if not isinstance(value, list):
            wrong.append(_form(key).at(place))
            return ()
        found = []
        for number, item in enumerate(value, 1):
            try:
                found.append(read(item))
            except Refused as refused:
                wrong.append(Problem(place, f"item {number} of '{key}': {refused.message}", refused.mend))
        return tuple(found)

    challenge: tuple[Stretch, ...] = ()
    if (one := values.get("challenge")) is not None:
        try:
            challenge = (_stretch(one, "challenge", "name"),)
        except Refused as refused:
            line = reading.front_matter.places.get("challenge", 1)
            wrong.append(refused.at(Place(reading.page.path, line)))
    return LearningPlan(
        several("skills", _skill),
        several("roadmap", lambda item: _text({"name": item}, "name", "roadmap")),
        challenge[0] if challenge else None,
        several("following", _course),
        several("pauses", lambda item: _stretch(item, "pauses", "why")),
        several("portfolio", _work),
        (*wrong, *wrong_goal_days(reading)),
    )


FORMS = {
    "skills": "{name: Django, level: basics, date: 2025-10-04}",
    "roadmap": "REST APIs",
    "challenge": "{name: Three months of Django, from: 2025-09-01, to: 2025-11-30}",
    "following": "{name: The official tutorial, done: 4, of: 7}",
    "pauses": "{why: exams, from: 2025-09-08, to: 2025-09-21}",
    "portfolio": "{name: Student registration, state: works}",
}


def _form(key: str) -> Refused:
    return Refused(f"'{key}' is not a list", f"Write '{key}:', and below it lines such as '- {FORMS[key]}'.")


def _mapping(item: Any, key: str) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise Refused("it is not a mapping", f"Write it as {FORMS[key]}.")
    return item


def _text(item: Mapping[str, Any], name: str, key: str) -> str:
    value = item.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"it has no {name!r} that is text", f"Write it as {FORMS[key]}.")
    return " ".join(value.split())


def _day(item: Mapping[str, Any], name: str, key: str) -> date:
    value = item.get(name)
    if type(value) is not date:
        raise Refused(f"{name!r} is not a day", f"Write it as {FORMS[key]}.")
    return value


def _choice(item: Mapping[str, Any], name: str, key: str, known: tuple[str, ...]) -> str:
    value = _text(item, name, key)
    if value not in known:
        mend = f"Write one of: {', '.join(known)}. {nearest(value, known, ' ')}".strip()
        raise Refused(f"{name} {value!r} is unknown", mend)
    return value


def _url(item: Mapping[str, Any]) -> str:
    value = item.get("url", "")
    if not isinstance(value, str) or (value and not value.startswith(WEB)):
        raise Refused("'url' is not the address of a site", "Begin it with https://.")
    return value


def _skill(item: Any) -> Skill:
    item = _mapping(item, "skills")
    day = _day(item, "date", "skills") if item.get("date") is not None else None
    return Skill(_text(item, "name", "skills"), _choice(item, "level", "skills", LEVELS), day)


def _stretch(item: Any, key: str, name: str) -> Stretch:
    item = _mapping(item, key)
    found = Stretch(_text(item, name, key), _day(item, "from", key), _day(item, "to", key))
    if found.last < found.first:
        raise Refused("it ends before it begins", "Exchange 'from' and 'to'.")
    return found


def _course(item: Any) -> Course:
    item = _mapping(item, "following")
    done, total = item.get("done"), item.get("of")
    if type(done) is not int or type(total) is not int or not 0 <= done <= total or not total:
        raise Refused("'done' and 'of' are not n of m", f"Write it as {FORMS['following']}.")
    return Course(_text(item, "name", "following"), done, total, _url(item))


def _work(item: Any) -> Work:
    item = _mapping(item, "portfolio")
    name = _text(item, "name", "portfolio")
    return Work(name, _choice(item, "state", "portfolio", STATES), _url(item))
