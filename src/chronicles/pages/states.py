"""Which moment of the project an address speaks of."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chronicles.problems import Refused

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A tag, branch or hash, perhaps with ~2 or ^ behind it. Everything else that git would take as a
# revision (`-x`, `@{1}`, `a:b`, `a..b`, `:/text`, `^{tree}`) never reaches it.
REVISION = re.compile(r"\w[\w./+@-]*(?:~\d*|\^\d*)*")
STEP = re.compile(r"(?P<guide>\w[\w-]*)/(?P<step>[0-9]{2})")
FULL_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
FORMS = "A state is 'now', 'git:REVISION', or a date such as 2025-08-29."

Kind = Literal["now", "git", "day", "step"]


@dataclass(frozen=True, slots=True, order=True)
class State:
    """One moment of a project: the working tree, a revision, a day, or a step of a guide.

    `name` is empty for `now`, else the revision, the ISO date, or `guide/NN`.
    """

    kind: Kind = "now"
    name: str = ""

    def __str__(self) -> str:
        return {"now": "now", "git": f"git:{self.name}"}.get(self.kind, self.name)

    @property
    def is_of_all(self) -> bool:
        """Whether every project has such a moment: a revision or a step is one of a certain project."""
        return self.kind in ("now", "day")

    @property
    def is_pinned(self) -> bool:
        """Whether it is a revision that can never come to mean another commit."""
        return self.kind == "git" and FULL_HASH.fullmatch(self.name) is not None


NOW = State()


def parse_state(text: str) -> State:
    """Return the state that `text` names; raises `Refused` for anything that names none."""
    if text == "now":
        return NOW
    if text.startswith("git:"):
        return State("git", _revision(text.removeprefix("git:")))
    if DAY.fullmatch(text):
        return State("day", _day(text))
    if STEP.fullmatch(text):
        return State("step", text)
    raise Refused(f"{text!r} is not a state", FORMS)


def short_name(state: str) -> str:
    """Return what a state is called where it is shown: a hash by its first ten digits."""
    name = state.removeprefix("git:")
    return name[:10] if len(name) >= 40 else name


def _revision(name: str) -> str:
    fine = REVISION.fullmatch(name) and ".." not in name and "@{" not in name and "//" not in name
    if not fine or name.endswith((".lock", "/", ".")):
        raise Refused(
            f"{name!r} is not a revision", "Name a tag, a branch or a commit; only ~N and ^N may follow it."
        )
    return name


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refused(f"{text!r} is not a day of the calendar", "Write a date such as 2025-08-29.") from None
