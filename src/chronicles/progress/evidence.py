"""What each piece of evidence is worth now, and what is wrong with it."""

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from chronicles.environments.missing_modules import missing_mend
from chronicles.pages.addresses import parted
from chronicles.pages.links import Link, Scheme
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused
from chronicles.progress.goal_statuses import EvidenceStatus
from chronicles.progress.goals import Evidence, Goal, read_goals
from chronicles.progress.mark_parts import Commits
from chronicles.proof.answers import Answer, Answers
from chronicles.proof.link_targets import Target, question, target


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """All that evidence is assessed by: the page of the goals, what is there, which tests have passed.

    `docs` is the folder of the pages, as their paths begin with it. `exists` is asked by a path below it;
    `passed` has the names of tests, as `manage.py test` takes them; `paths` says where the projects are, as
    seen from the journal, by their names. `commits` says of tests that passed which commit
    noted it. `is_html` says whether HTML in the page reaches a reader.
    """

    reading: Reading
    docs: str
    answers: Answers
    exists: Callable[[str], bool]
    passed: Collection[str]
    paths: Mapping[str, str] = field(default_factory=dict)
    commits: Commits = field(default_factory=dict)
    is_html: bool = True

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals of the page."""
        return goals_of(self.reading)

    def status(self, evidence: Evidence) -> EvidenceStatus:
        """Return what a piece of evidence is worth."""
        if evidence.kind == "outside":
            return "there"
        if evidence.kind == "page":
            return "there" if self.exists(file_of(evidence, self.reading, self.docs)) else "lost"
        if not is_answered(evidence, self.reading, self.answers):
            return "lost"
        return "holds" if evidence.kind == "code" or evidence.target in self.passed else "unknown"


def goals_of(reading: Reading) -> tuple[Goal, ...]:
    """Return the goals of a page that was read."""
    return read_goals(reading.page.lines, reading.front_matter.length, reading.hidden)


def file_of(evidence: Evidence, reading: Reading, docs: str) -> str:
    """Return the path below `docs/` that the link to a page leads to; a mere `#part` leads home.

    What is percent-encoded in the link (RFC 3986, section 2.1) is not in the path. A path that leads out of
    `docs/` begins with `../`.
    """
    path = unquote(evidence.target.partition("#")[0].partition("?")[0])
    here = reading.page.path.removeprefix(f"{docs}/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here


def is_answered(evidence: Evidence, reading: Reading, answers: Answers) -> bool:
    """Whether what a test or an address names is there."""
    return _answer(evidence, reading, answers) is not None


def target_of(evidence: Evidence, reading: Reading, answers: Answers) -> Target | None:
    """Return where what a test or an address names stands, `None` where it is not there."""
    found = _answer(evidence, reading, answers)
    return target(found) if found else None


def _answer(evidence: Evidence, reading: Reading, answers: Answers) -> Answer | None:
    scheme: Scheme = "test" if evidence.kind == "test" else "code"
    link = Link(evidence.line, 0, 0, scheme, evidence.target)
    try:
        asked = question(link, reading.state_at(evidence.line))
    except Refused:
        return None
    found = answers.known.get(asked) if asked else None
    return None if isinstance(found, Refused) else found


def tests_of(goals: Iterable[Goal], reading: Reading, answers: Answers) -> list[str]:
    """Return the names of the tests behind goals, those that are there, each once and sorted."""
    named = {
        evidence.target
        for goal in goals
        for evidence in goal.evidence
        if evidence.kind == "test" and is_answered(evidence, reading, answers)
    }
    return sorted(named)


def lost(context: EvidenceContext, failed: Mapping[str, str]) -> list[Problem]:
    """Return the evidence that no longer holds.

    `failed` says of tests why they did not pass. That a name leads nowhere is told by whoever
    follows the links of pages.
    """
    return [
        problem
        for goal in context.goals
        for evidence in goal.evidence
        if (problem := _problem(context, evidence, failed))
    ]


def _problem(context: EvidenceContext, evidence: Evidence, failed: Mapping[str, str]) -> Problem | None:
    place = Place(context.reading.page.path, evidence.line)
    if evidence.kind == "test" and (why := failed.get(evidence.target)):
        path = context.paths.get(parted(evidence.target)[0], "")
        mend = missing_mend(why, path, "Mend the code or the test, or take the tick back.")
        return Problem(place, f"the evidence test:{evidence.target} does not hold: {why}", mend)
    if evidence.kind == "page" and context.status(evidence) == "lost":
        message = f"the evidence {evidence.target} is not there"
        return Problem(place, message, "Mend the link, or take it out.")
    return None
