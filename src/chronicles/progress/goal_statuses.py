"""What stands behind a tick: proven, shown, claimed, or no longer so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.progress.goals import Evidence, Goal, parents

# holds: its test passes, its code is there. there: a page, a site. unknown: a test that has not
# been run on the code as it is. lost: it is gone, or its test fails.
EvidenceStatus = Literal["holds", "there", "unknown", "lost"]
# open: not ticked. lost: a part of its evidence no longer holds.
Word = Literal["open", "proven", "shown", "claimed", "lost"]

RANK: dict[Word, int] = {"open": 0, "lost": 1, "claimed": 2, "shown": 3, "proven": 4}
Assess = Callable[[Evidence], EvidenceStatus]


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """What a goal is worth: a word, and what it rests on, both told in `words`.

    `proof` has the evidence that proves it, where that is its own: its tests, else its code. `is_tested` says
    whether a test proves it, or one each of all its parts.
    """

    word: Word
    why: str
    proof: tuple[Evidence, ...] = ()
    is_tested: bool = False
    words: SiteWords = field(default=ENGLISH, compare=False, repr=False)

    @property
    def grade(self) -> str:
        """Its word, and of what is proven by what: `tested` by a test, `code` by code that is there."""
        return self.word if self.word != "proven" else "tested" if self.is_tested else "code"

    @property
    def text(self) -> str:
        """Both, as they stand behind the goal."""
        said = self.words.say(f"goal.{self.word}")
        return self.words.say("goal.because", word=said, why=self.why) if self.why else said


def assess(goals: Sequence[Goal], status: Assess, words: SiteWords = ENGLISH) -> list[GoalStatus]:
    """Return the status of each goal, told in `words`.

    A ticked goal that names no evidence of its own rests on its parts: on the weakest, where all
    of them are ticked. An open one says how many of its parts are done.
    """
    found = [_own(goal, [(e, status(e)) for e in goal.evidence], words) for goal in goals]
    parts: dict[int, list[int]] = {}
    for at, parent in enumerate(parents(goals)):
        if parent is not None:
            parts.setdefault(parent, []).append(at)
    for at in reversed(range(len(goals))):
        if at in parts and (not goals[at].is_done or not goals[at].evidence):
            own = [found[part] for part in parts[at]]
            is_done, done = goals[at].is_done, _done(own, words)
            found[at] = _of_parts(own, words) if is_done else GoalStatus("open", done, words=words)
    return found


def _own(goal: Goal, evidence: Sequence[tuple[Evidence, EvidenceStatus]], words: SiteWords) -> GoalStatus:
    statuses = [status for _, status in evidence]
    if not goal.is_done:
        return GoalStatus("open", "", words=words)
    if "lost" in statuses:
        lost = next(link for link, status in evidence if status == "lost")
        name = repr(lost.label or lost.target)
        return GoalStatus("lost", words.say(f"goal.see_{_NOUNS[lost.kind]}", name=name), words=words)
    if "holds" in statuses:
        return _proven(evidence, words)
    if "unknown" in statuses:
        return GoalStatus("shown", words.say("goal.not_run"), words=words)
    return GoalStatus("shown" if statuses else "claimed", "", words=words)


_NOUNS = {"test": "test", "code": "code", "page": "page", "outside": "link"}


def _proven(evidence: Sequence[tuple[Evidence, EvidenceStatus]], words: SiteWords) -> GoalStatus:
    holding = [link for link, status in evidence if status == "holds"]
    tests = tuple(link for link in holding if link.kind == "test")
    if not tests:
        return GoalStatus("proven", words.say("goal.code"), tuple(holding), words=words)
    return GoalStatus("proven", words.say("goal.tests", len(tests)), tests, is_tested=True, words=words)


def _done(parts: Sequence[GoalStatus], words: SiteWords) -> str:
    return words.say("goal.parts", len(parts), done=sum(part.word != "open" for part in parts))


def _of_parts(parts: Sequence[GoalStatus], words: SiteWords) -> GoalStatus:
    weakest = min(parts, key=lambda part: RANK[part.word])
    if weakest.word == "open":
        return GoalStatus("claimed", _done(parts, words), words=words)
    is_tested = weakest.word == "proven" and all(part.is_tested for part in parts)
    why = words.say("goal.by_parts") if weakest.word in ("proven", "shown") else ""
    return GoalStatus(weakest.word, why, is_tested=is_tested, words=words)
