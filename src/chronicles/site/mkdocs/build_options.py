"""What a command says of a build."""

from dataclasses import dataclass
from datetime import date

from chronicles.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command says of a build: the day until which entries are published, whether with demos.

    A trial is of a `workspace` that was read already. It ends, by `TrialEnded`, once every page was met:
    nothing is written.
    """

    as_of: date | None = None
    live: bool = True
    trial: Workspace | None = None


class TrialEnded(Exception):
    """All that a build finds wrong with pages is found, and no site is wanted."""
