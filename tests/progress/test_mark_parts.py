"""What stands behind a goal: words that lead to its proof, the commit that noted it, and its day."""

from datetime import date

import pytest

from chronicles.progress.goal_statuses import GoalStatus, assess
from chronicles.progress.goals import Evidence, read_goals
from chronicles.progress.mark_parts import MarkPart, ProofCommit, mark_parts
from chronicles.workspace.commit_addresses import commit_address

NOTED = ProofCommit("1a2b3c4d5e6f7a8b", date(2025, 8, 29), "https://github.com/ada/j/commit/1a2b")
LATER = ProofCommit("9f8e7d6c5b4a3f2e", date(2025, 9, 5))


def said(parts: tuple[MarkPart, ...]) -> str:
    """The parts in a line, what leads anywhere in brackets."""
    return "".join(
        part
        if isinstance(part, str)
        else f"[{part.words}]({part.evidence.target if part.evidence else part.url})"
        for part in parts
    )


def of(line: str, **commits: ProofCommit) -> str:
    (status,) = assess(read_goals([line]), lambda evidence: "holds")
    return said(tuple(mark_parts(status, commits)))


CASES = [
    (
        "- [x] a: [t](test:one)",
        "proven: [its test passes](one), noted on 29 August 2025 in"
        " [commit 1a2b3c4d5e](https://github.com/ada/j/commit/1a2b)",
    ),
    (
        "- [x] a: [t](test:two)",
        "proven: [its test passes](two), noted on 5 September 2025 in commit 9f8e7d6c5b",
    ),
    (
        "- [x] a: [t](test:lost)",
        "proven: [its test passes](lost), noted on a day that is not known: there is no history here",
    ),
    (
        "- [x] a: [t](test:cut)",
        "proven: [its test passes](cut), noted on a day that is not known: the history here is cut short",
    ),
    (
        "- [x] a: [t](test:new)",
        "proven: [its test passes](new), noted on a day that is not known: it is not committed yet",
    ),
    (
        "- [x] a: [t](test:two), [u](test:also)",
        "proven: its 2 tests pass, [two](two), [also](also), noted on 5 September 2025 in commit 9f8e7d6c5b",
    ),
    (
        "- [x] a: [t](test:two), [u](test:new)",
        "proven: its 2 tests pass, [two](two) (noted on 5 September 2025 in commit 9f8e7d6c5b),"
        " [new](new) (noted on a day that is not known: it is not committed yet)",
    ),
    ("- [x] a: [c](code:b.py), [d](code:c.py)", "proven: [its code is there](b.py)"),
    ("- [x] a", "claimed"),
    ("- [ ] a", ""),
]


@pytest.mark.parametrize(("line", "words"), CASES)
def test_a_mark_leads_to_the_proof_and_says_since_when(line: str, words: str) -> None:
    known = {"one": NOTED, "two": LATER, "also": LATER}
    gaps = {"cut": ProofCommit(gap="cut"), "new": ProofCommit(gap="new")}
    assert of(line, **known, **gaps) == words


def test_what_is_proven_by_its_parts_leads_to_them_alone() -> None:
    assert said(tuple(mark_parts(GoalStatus("proven", "by its parts"), {}))) == "proven: by its parts"


def test_a_bar_tells_what_is_tested_from_what_is_only_there() -> None:
    lines = ["- [x] a", "    - [x] b: [t](test:t)", "    - [x] c: [c](code:c.py)", "- [x] d: [e](e.md)"]
    found = assess(read_goals(lines), lambda one: "there" if one.kind == "page" else "holds")
    assert [status.grade for status in found] == ["code", "tested", "code", "shown"]
    assert found[1].proof == (Evidence("test", "t", "t", 2),)


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/ada/j", "https://github.com/ada/j/commit/1a"),
        ("https://github.com/ada/j.git", "https://github.com/ada/j/commit/1a"),
        ("https://gitlab.com/a/b/j/", "https://gitlab.com/a/b/j/-/commit/1a"),
        ("https://gitlab.example.org/a/j", "https://gitlab.example.org/a/j/-/commit/1a"),
        ("https://bitbucket.org/a/j", "https://bitbucket.org/a/j/commits/1a"),
        ("https://codeberg.org/a/j", "https://codeberg.org/a/j/commit/1a"),
        ("https://example.org/cgit/j", ""),
        ("https://github.com/ada", ""),
        ("javascript://github.com/a/j", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_a_commit_is_read_where_its_host_has_it(repository: str, address: str) -> None:
    assert commit_address(repository, "1a") == address
