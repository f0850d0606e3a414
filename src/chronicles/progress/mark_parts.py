"""What stands behind a goal, in parts: words, and what of them leads to its proof."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chronicles.dates.log_stamps import in_words
from chronicles.progress.goal_statuses import GoalStatus
from chronicles.progress.goals import Evidence

# Why nobody can say when a proof was written down.
Gap = Literal["none", "cut", "new"]
WHY: dict[Gap, str] = {
    "none": "there is no history here",
    "cut": "the history here is cut short",
    "new": "it is not committed yet",
}
SHORT = 10  # digits of a commit's hash, which names it in all but the largest repositories


@dataclass(frozen=True, slots=True)
class ProofCommit:
    """The commit that brought the line of a test into `proofs.lock`, and its day; else the `gap`.

    `url` is where the commit can be read, `""` where nobody knows.
    """

    hash: str = ""
    day: date | None = None
    url: str = ""
    gap: Gap = "none"


@dataclass(frozen=True, slots=True)
class MarkLink:
    """Words that lead to a piece of evidence, or to the address `url`."""

    words: str
    evidence: Evidence | None = None
    url: str = ""


MarkPart = str | MarkLink
Commits = Mapping[str, ProofCommit]


def mark_parts(status: GoalStatus, commits: Commits) -> Sequence[MarkPart]:
    """Return what is said of a goal: the status in words, which lead to its proof, and since when.

    `commits` says by the names of tests when it was noted that they passed; tests that are not in it were
    noted on a day that nobody knows.
    """
    if status.word != "proven" or not status.proof:
        return [status.why if status.word == "open" else status.text]
    if not status.is_tested:
        return ["proven: ", MarkLink(status.why, status.proof[0])]
    found = [commits.get(one.target, ProofCommit()) for one in status.proof]
    if len(found) == 1:
        return ["proven: ", MarkLink(status.why, status.proof[0]), ", ", *_noted(found[0])]
    links = [MarkLink(short_name(one.target), one) for one in status.proof]
    if len(set(found)) == 1:
        return [f"proven: {status.why}, ", *_listed(links, lambda at: ()), ", ", *_noted(found[0])]
    return [f"proven: {status.why}, ", *_listed(links, lambda at: (" (", *_noted(found[at]), ")"))]


def short_name(test: str) -> str:
    """Return the last part of a test's name, as unittest and as pytest write it.

    >>> short_name("students.tests.StudentTests"), short_name("shop:tests/test_a.py::test_b[1.5]")
    ('StudentTests', 'test_b[1.5]')
    """
    plain, bracket, case = test.partition("[")
    return (re.split(r"::|[.:]", plain)[-1] or plain) + bracket + case


def _noted(commit: ProofCommit) -> Sequence[MarkPart]:
    """When a proof was written down."""
    if commit.day is None:
        return [f"noted on a day that is not known: {WHY[commit.gap]}"]
    name = f"commit {commit.hash[:SHORT]}"
    return [f"noted on {in_words(commit.day)} in ", MarkLink(name, None, commit.url) if commit.url else name]


def _listed(links: Sequence[MarkLink], behind: Callable[[int], Sequence[MarkPart]]) -> Sequence[MarkPart]:
    found: list[MarkPart] = []
    for at, link in enumerate(links):
        found += [*([", "] if at else []), link, *behind(at)]
    return found
