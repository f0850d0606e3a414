"""What stands behind a tick: proven, shown, claimed, or no longer so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from chronicles.progress.goals import Evidence, Goal, parents

# holds: its test passes, its code is there. there: a page, a site. unknown: a test that has not
# been run on the code as it is. lost: it is gone, or its test fails.
Standing = Literal["holds", "there", "unknown", "lost"]
# open: not ticked. lost: a part of its evidence no longer holds.
Word = Literal["open", "proven", "shown", "claimed", "lost"]

RANK: dict[Word, int] = {"open": 0, "lost": 1, "claimed": 2, "shown": 3, "proven": 4}
Judge = Callable[[Evidence], Standing]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a goal is worth: a word, and what it rests on, in words."""

    word: Word
    why: str

    @property
    def text(self) -> str:
        """Both, as they stand behind the goal."""
        said = "no longer proven" if self.word == "lost" else self.word
        return f"{said}: {self.why}" if self.why else said


def judge(goals: Sequence[Goal], standing: Judge) -> list[Verdict]:
    """Return the verdict on each goal.

    A ticked goal that names no evidence of its own rests on its parts: on the weakest, where all
    of them are ticked.
    """
    found = [_own(goal, [(e, standing(e)) for e in goal.evidence]) for goal in goals]
    parts: dict[int, list[int]] = {}
    for at, parent in enumerate(parents(goals)):
        if parent is not None:
            parts.setdefault(parent, []).append(at)
    for at in reversed(range(len(goals))):
        if goals[at].is_done and not goals[at].evidence and at in parts:
            found[at] = _of_parts([found[part] for part in parts[at]])
    return found


def _own(goal: Goal, evidence: Sequence[tuple[Evidence, Standing]]) -> Verdict:
    standings = [standing for _, standing in evidence]
    if not goal.is_done:
        return Verdict("open", "")
    if "lost" in standings:
        lost = next(link for link, standing in evidence if standing == "lost")
        return Verdict("lost", f"see its {_NOUNS[lost.kind]} {lost.label or lost.target!r}")
    if "holds" in standings:
        return Verdict("proven", _proof(evidence))
    if "unknown" in standings:
        return Verdict("shown", "its test has not been run on the code as it is now")
    return Verdict("shown", "") if standings else Verdict("claimed", "")


_NOUNS = {"test": "test", "code": "code", "page": "page", "outside": "link"}


def _proof(evidence: Sequence[tuple[Evidence, Standing]]) -> str:
    tests = sum(link.kind == "test" and standing == "holds" for link, standing in evidence)
    if not tests:
        return "its code is there"
    return "its test passes" if tests == 1 else f"its {tests} tests pass"


def _of_parts(parts: Sequence[Verdict]) -> Verdict:
    weakest = min(parts, key=lambda part: RANK[part.word])
    if weakest.word == "open":
        return Verdict("claimed", "not all of its parts are done")
    return Verdict(weakest.word, "by its parts" if weakest.word in ("proven", "shown") else "")
