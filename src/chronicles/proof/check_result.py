"""What a check ended with, as other programs get to know it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from chronicles.problems import Problem
from chronicles.proof.check import CheckReport, Outcome
from chronicles.proof.problem_kinds import ProblemKind

Status = Literal[0, 1, 2]
WARNINGS: frozenset[ProblemKind] = frozenset(["browser", "address"])  # the kinds of warnings


@dataclass(frozen=True, slots=True)
class CheckBasis:
    """What a branch is compared with: the revision that was named, and the commit at which it left that.

    `commit` is a full hash, `""` in a repository that has none yet.
    """

    base: str
    commit: str


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """How many pages were looked at of how many, and how many of their blocks are of each outcome."""

    checked: int
    pages: int
    blocks: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Every problem with its kind, and what was counted; `counts` is `None` where nothing was looked at.

    `error` says why nothing could be: the command was called in a way that means nothing here. `basis` is
    `None` where a check was not about a branch. `warnings` are no problems unless a check is strict;
    they are in their order.
    """

    kinds: Mapping[Problem, ProblemKind] = field(default_factory=dict)
    counts: CheckCounts | None = None
    basis: CheckBasis | None = None
    error: str = ""
    warnings: Mapping[Problem, ProblemKind] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """The problems in the order of their places."""
        return sorted(self.kinds)

    @property
    def status(self) -> Status:
        """The status that the command ends with."""
        return 2 if self.error else 1 if self.kinds else 0

    def strict(self) -> "CheckResult":
        """Return the result of a strict check: what were warnings are problems."""
        return replace(self, kinds={**self.warnings, **self.kinds}, warnings={})


def by_kind(*found: tuple[ProblemKind, Iterable[Problem]]) -> dict[Problem, ProblemKind]:
    """Return the kind of each problem: the first one that it is found under."""
    kinds: dict[Problem, ProblemKind] = {}
    for kind, problems in found:
        for problem in problems:
            kinds.setdefault(problem, kind)
    return kinds


def counts_of(report: CheckReport, pages: int) -> CheckCounts:
    """Return what a report counts, of a journal that has so many `pages`."""
    return CheckCounts(report.pages, pages, report.outcomes)
