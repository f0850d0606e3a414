"""What is played, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["console", "pycon", "http"]
Database = Literal["none", "empty", "demo", "before"]

NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Cue:
    """One block of a page: command lines without their `$ `, sources of a prompt, or one raw request."""

    kind: Kind
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One page at one state.

    `name` is told to people; `state` is the key of the state's files; time stands at `clock`, which
    knows its zone. The database is not there (`none`), migrated (`empty`), migrated and seeded (`demo`), or
    as the state of the key `before` leaves it when it is migrated (`before`).
    """

    name: str
    state: str
    clock: datetime
    database: Database
    cues: tuple[Cue, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one input gave.

    `output` is what a terminal would show, or the raw answer to a request; `status` the exit status,
    1 where a prompt raised, or the status of the answer; `queries` the SQL that a prompt or request ran.
    """

    output: str
    status: int
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """What one cue gave, and in words why it was stopped, if it was: then later cues are not played."""

    parts: tuple[Part, ...]
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Performance:
    """What came of all scenes.

    A scene has a take for each cue that was played: fewer than cues where one was stopped. `folders` says
    where the project of a scene lay, since its output may name it. A state in `failed` could not be set up,
    for the reason that is given; its scenes have no takes.
    """

    takes: Mapping[Scene, tuple[Take, ...]]
    folders: Mapping[Scene, str]
    failed: Mapping[str, str]
