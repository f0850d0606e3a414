"""What a tick is worth, from what stands behind it."""

import pytest

from chronicles.progress.goal_statuses import EvidenceStatus, GoalStatus, assess
from chronicles.progress.goals import Evidence, read_goals
from chronicles.progress.mark_parts import mark_parts
from chronicles.progress.status_marks import mark

STANDINGS: dict[str, EvidenceStatus] = {"good": "holds", "here": "there", "new": "unknown", "gone": "lost"}


def standing(evidence: Evidence) -> EvidenceStatus:
    return STANDINGS[evidence.target.removesuffix(".md")]


def texts(*lines: str) -> list[str]:
    return [verdict.text for verdict in assess(read_goals(lines), standing)]


CASES = [
    ("- [ ] a: [t](test:good)", "open"),
    ("- [x] a", "claimed"),
    ("- [x] a: [e](here.md)", "shown"),
    ("- [x] a: [t](test:good)", "proven: its test passes"),
    ("- [x] a: [t](test:good), [u](test:good)", "proven: its 2 tests pass"),
    ("- [x] a: [c](code:good)", "proven: its code is there"),
    ("- [x] a: [c](code:good), [u](test:new)", "proven: its code is there"),
    ("- [x] a: [u](test:new)", "shown: its test has not been run on the code as it is now"),
    ("- [x] a: [t](test:good), [gone](gone.md)", "no longer proven: see its page 'gone'"),
    ("- [x] a: [](test:gone)", "no longer proven: see its test 'gone'"),
]


@pytest.mark.parametrize(("line", "text"), CASES)
def test_one_goal(line: str, text: str) -> None:
    assert texts(line) == [text]


def test_a_goal_without_evidence_rests_on_its_weakest_part() -> None:
    proven, shown, claimed = "    - [x] b: [t](test:good)", "    - [x] c: [e](here.md)", "    - [x] d"
    assert texts("- [x] a", proven)[0] == "proven: by its parts"
    assert texts("- [x] a", proven, shown)[0] == "shown: by its parts"
    assert texts("- [x] a", proven, claimed)[0] == "claimed"
    assert texts("- [x] a", proven, "    - [ ] e")[0] == "claimed: 1 of 2 parts done"
    assert texts("- [ ] a", proven, "    - [ ] e")[0] == "open: 1 of 2 parts done"
    assert texts("- [ ] a")[0] == "open"


def test_parts_of_parts_count() -> None:
    assert texts("- [x] a", "    - [x] b", "        - [x] c: [t](test:good)")[0] == "proven: by its parts"


def test_a_mark_is_text() -> None:
    html = "".join(map(str, mark(["no longer proven: see its page <b>_x_</b> [a](b)"], "lost")))
    assert "<b>" not in html and "_x_" not in html and "[a]" not in html
    assert html.startswith('<span class="chronicles-verdict chronicles-verdict--lost">no longer proven: see')


def test_an_open_goal_says_only_how_much_of_it_is_done() -> None:
    assert mark_parts(GoalStatus("open", "4 of 5 parts done"), {}) == ["4 of 5 parts done"]
