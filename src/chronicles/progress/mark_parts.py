"""What stands behind a goal, in parts: words, and what of them leads to its proof."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chronicles.language.site_words import SiteWords
from chronicles.progress.goal_statuses import GoalStatus
from chronicles.progress.goals import Evidence

# Why nobody can say when a proof was written down.
Gap = Literal["none", "cut", "new"]
HERE = "\0"  # where a link goes among words
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
    words = status.words
    proven = words.say("goal.because", word=words.say("goal.proven"), why="")
    comma = words.say("list.comma")
    if not status.is_tested:
        return [proven, MarkLink(status.why, status.proof[0])]
    found = [commits.get(one.target, ProofCommit()) for one in status.proof]
    if len(found) == 1:
        return [proven, MarkLink(status.why, status.proof[0]), comma, *_noted(found[0], words)]
    links = [MarkLink(short_name(one.target), one) for one in status.proof]
    if len(set(found)) == 1:
        return [
            f"{proven}{status.why}{comma}",
            *_listed(links, comma, lambda at: ()),
            comma,
            *_noted(found[0], words),
        ]

    def behind(at: int) -> Sequence[MarkPart]:
        return " (", *_noted(found[at], words), ")"

    return [f"{proven}{status.why}{comma}", *_listed(links, comma, behind)]


def short_name(test: str) -> str:
    """Return the last part of a test's name, as unittest and as pytest write it.

    >>> short_name("students.tests.StudentTests"), short_name("shop:tests/test_a.py::test_b[1.5]")
    ('StudentTests', 'test_b[1.5]')
    """
    plain, bracket, case = test.partition("[")
    return (re.split(r"::|[.:]", plain)[-1] or plain) + bracket + case


def _noted(commit: ProofCommit, words: SiteWords) -> Sequence[MarkPart]:
    """When a proof was written down."""
    if commit.day is None:
        return [words.say("goal.not_noted", why=words.say(f"goal.gap_{commit.gap}"))]
    name = words.say("goal.commit", hash=commit.hash[:SHORT])
    before, _, after = words.say("goal.noted", day=words.day(commit.day), commit=HERE).partition(HERE)
    link = MarkLink(name, None, commit.url) if commit.url else name
    return [part for part in (before, link, after) if part]


def _listed(
    links: Sequence[MarkLink], comma: str, behind: Callable[[int], Sequence[MarkPart]]
) -> Sequence[MarkPart]:
    found: list[MarkPart] = []
    for at, link in enumerate(links):
        found += [*([comma] if at else []), link, *behind(at)]
    return found
