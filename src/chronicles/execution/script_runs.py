"""What is run, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["console", "pycon", "http"]
Database = Literal["none", "empty", "demo", "before"]

NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class BlockInput:
    """One block of a page: command lines without their `$ `, sources of a prompt, or one raw request."""

    kind: Kind
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """One page at one state.

    `name` is told to people; `state` is the key of the state's files; time stands at `clock`, which
    knows its zone. The database is not there (`none`), migrated (`empty`), migrated and seeded (`demo`), or
    as the state of the key `before` leaves it when it is migrated (`before`). Requests go to the
    `application` of that name, `""` for that of Django's settings.
    """

    name: str
    state: str
    clock: datetime
    database: Database
    blocks: tuple[BlockInput, ...]
    before: str = ""
    application: str = ""


@dataclass(frozen=True, slots=True)
class StepOutput:
    """What one input gave.

    `output` is what a terminal would show, or the raw answer to a request; `status` the exit status,
    1 where a prompt raised, or the status of the answer; `queries` the SQL that a prompt or request ran;
    `error` what the application raised over a request, on one line.
    """

    output: str
    status: int
    queries: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class BlockResult:
    """What one block gave, and in words why it was stopped, if it was: then later blocks are not run."""

    outputs: tuple[StepOutput, ...]
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class RunResults:
    """What came of all scripts.

    A script has a result for each block that was run: fewer than blocks where one was stopped. `folders`
    says where the project of a script lay, since its output may name it. A state in `failed` could not be
    set up, for the reason that is given; its scripts have no results.
    """

    results: Mapping[ScriptRun, tuple[BlockResult, ...]]
    folders: Mapping[ScriptRun, str]
    failed: Mapping[str, str]
