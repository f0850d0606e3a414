"""Each edit of the project goes to the step that it is of; what is not clear is asked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.guides.series.absorption import Absorbed, AbsorbedEdit, UndecidedEdit, absorb
from tests.examples import examples
from tests.guides.series.guides import Files, Program, state, texts

BINARY = b"\0\1"
SEVERAL = "it changes lines of several steps"
NEW, DELETED, FREE = "the file is new", "the file is deleted", "its place is free since"


def absorbed(*states: Files, to: Files, step: int | None = None) -> Absorbed:
    return absorb([state(files) for files in states], state(to), step)


def all_texts(result: Absorbed) -> list[dict[str, str]]:
    return [texts(found) for found in result.states]


LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "a\r\n"]), max_size=6)
TEXTS = st.tuples(LINES, st.sampled_from(["", "a"])).map(lambda pair: "".join(pair[0]) + pair[1])
CONTENTS = TEXTS | st.just(BINARY) | TEXTS.map(Program)
STATES = st.dictionaries(st.sampled_from(["a", "b", "c/d"]), CONTENTS, max_size=3)


@given(st.lists(STATES, min_size=1, max_size=4), STATES)
@settings(max_examples=examples(300), deadline=None)
def test_with_everything_decided_the_last_state_is_the_project(before: list[Files], project: Files) -> None:
    result = absorbed(*before, to=project, step=len(before) - 1)
    assert not result.asked
    assert dict(result.states[-1]) == state(project)


@given(st.lists(STATES, min_size=1, max_size=4), STATES)
@settings(max_examples=examples(200), deadline=None)
def test_absorbing_again_changes_nothing(before: list[Files], project: Files) -> None:
    once = absorbed(*before, to=project, step=len(before) - 1)
    again = absorb(once.states, state(project))
    assert (again.states, again.taken, again.asked) == (once.states, (), ())


@given(st.lists(STATES, min_size=1, max_size=4), STATES, st.integers(0, 3))
@settings(max_examples=examples(200), deadline=None)
def test_states_before_every_step_that_took_something_stay(
    before: list[Files], project: Files, step: int
) -> None:
    result = absorbed(*before, to=project, step=min(step, len(before) - 1))
    first = min((taken.step for taken in result.taken), default=len(before))
    assert [dict(found) for found in result.states[:first]] == [state(files) for files in before[:first]]


@given(st.lists(STATES, min_size=1, max_size=4), STATES)
@settings(max_examples=examples(200), deadline=None)
def test_what_is_asked_for_can_go_where_it_is_said_to(before: list[Files], project: Files) -> None:
    """Whoever takes the latest of the steps that are named is not asked again."""
    asked = absorbed(*before, to=project, step=0).asked
    if asked:
        step = max(one.earliest for one in asked)
        assert 0 <= step < len(before)
        assert not absorbed(*before, to=project, step=step).asked


@given(st.lists(STATES, min_size=1, max_size=4), STATES)
@settings(max_examples=examples(200), deadline=None)
def test_what_is_not_asked_for_is_done_all_the_same(before: list[Files], project: Files) -> None:
    """Without a decision, only the files that are asked for are not yet the project's."""
    result = absorbed(*before, to=project)
    open_files = {asked.path for asked in result.asked}
    last, wanted = dict(result.states[-1]), state(project)
    for path in {*last, *wanted} - open_files:
        assert last.get(path) == wanted.get(path)


@given(st.lists(STATES, min_size=1, max_size=4), STATES, st.integers(0, 3))
@settings(max_examples=examples(200), deadline=None)
def test_a_named_step_takes_what_it_can_and_no_other_takes_any(
    before: list[Files], project: Files, step: int
) -> None:
    step = min(step, len(before) - 1)
    result = absorbed(*before, to=project, step=step)
    assert {taken.step for taken in result.taken} <= {step}
    assert [dict(found) for found in result.states[:step]] == [state(files) for files in before[:step]]
    assert result.asked or dict(result.states[-1]) == state(project)


def test_an_edit_goes_to_its_step_and_to_all_since() -> None:
    result = absorbed({"a": "1\n"}, {"a": "1\n2\n"}, {"a": "1\n2\n3\n"}, to={"a": "1\ntwo\n3\n"})
    assert result.taken == (AbsorbedEdit("a", 2, 1, 1, 1),)
    assert all_texts(result) == [{"a": "1\n"}, {"a": "1\ntwo\n"}, {"a": "1\ntwo\n3\n"}]


def test_an_edit_of_lines_from_several_steps_is_asked_for() -> None:
    states = {"a": "1\n"}, {"a": "1\n2\n"}, {"a": "1\n2\n", "b": ""}
    project = {"a": "one\ntwo\n", "b": ""}
    result = absorbed(*states, to=project)
    assert result.asked == (UndecidedEdit("a", 1, SEVERAL, 1),)
    assert result.taken == ()
    assert all_texts(result) == [dict(files) for files in states]
    decided = absorbed(*states, to=project, step=1)
    assert decided.taken == (AbsorbedEdit("a", 1, 1, 2, 2),)
    assert all_texts(decided) == [{"a": "1\n"}, {"a": "one\ntwo\n"}, project]


def test_a_step_that_is_too_early_is_asked_again() -> None:
    states = {"a": "1\n"}, {"a": "1\n2\n"}, {"a": "1\n2\n"}
    since = "its lines are there since"
    assert absorbed(*states, to={"a": "x\ny\n"}, step=0).asked == (UndecidedEdit("a", 1, since, 1),)


def test_a_step_that_is_named_takes_all_and_no_other_takes_any() -> None:
    """A new line between those of step 2 went there, and with it the patches of 2 and 3 became others."""
    states: list[Files] = [{"a": "1\n"}, {"a": "1\n2\n4\n"}, {"a": "1\n2\n4\n5\n"}, {"a": "1\n2\n4\n5\n"}]
    project: Files = {"a": "one\n2\n3\n4\n5\n", "b": "\n"}
    result = absorbed(*states, to=project, step=3)
    assert {taken.step for taken in result.taken} == {3}
    assert all_texts(result) == [*map(dict, states[:3]), project]


SINCE: list[tuple[list[Files], Files, UndecidedEdit]] = [
    (
        [{"a": "1\n"}, {"a": "1\n2\n"}],
        {"a": "1\ntwo\n"},
        UndecidedEdit("a", 2, "its lines are there since", 1),
    ),
    (
        [{"a": "1\n"}, {"a": "1\n3\n"}],
        {"a": "1\n2\n3\n"},
        UndecidedEdit("a", 2, "the lines beside it are there since", 1),
    ),
    ([{"a": "1\n"}, {}], {"a/b": "1\n"}, UndecidedEdit("a/b", 0, "its place is free since", 1)),
    ([{}, {"a": "1\n"}], {}, UndecidedEdit("a", 0, "the file is there since", 1)),
    ([{"a": BINARY}, {"a": b"\0"}], {"a": b"\0\2"}, UndecidedEdit("a", 0, "its bytes are these since", 1)),
    (
        [{"a": "1\n"}, {"a": Program("1\n")}],
        {"a": "1\n"},
        UndecidedEdit("a", 0, "its mode is this since", 1),
    ),
]


@pytest.mark.parametrize(("states", "project", "asked"), SINCE)
def test_what_a_step_cannot_take_says_since_when_it_could(
    states: list[Files], project: Files, asked: UndecidedEdit
) -> None:
    result = absorbed(*states, to=project, step=0)
    assert (result.asked, result.taken) == ((asked,), ())
    assert [dict(found) for found in result.states] == [dict(state(files)) for files in states]
    assert absorbed(*states, to=project, step=1).asked == ()


def test_a_new_file_is_asked_for() -> None:
    states = {"a": ""}, {"a": ""}, {"a": ""}
    project: Files = {"a": "", "b": Program("b\n")}
    assert absorbed(*states, to=project).asked == (UndecidedEdit("b", 0, NEW, 0),)
    decided = absorbed(*states, to=project, step=1)
    assert decided.taken == (AbsorbedEdit("b", 0, 1, 0, 0),)
    assert [dict(found) for found in decided.states] == [state({"a": ""}), state(project), state(project)]


def test_a_file_that_was_deleted_once_can_come_back_only_later() -> None:
    states: list[Files] = [{"a": "1\n"}, {"a": "1\n"}, {}, {}]
    assert absorbed(*states, to={"a": "2\n"}, step=1).asked == (UndecidedEdit("a", 0, FREE, 2),)
    decided = absorbed(*states, to={"a": "2\n"}, step=2)
    assert all_texts(decided) == [{"a": "1\n"}, {"a": "1\n"}, {"a": "2\n"}, {"a": "2\n"}]


def test_a_deleted_file_is_asked_for() -> None:
    states: list[Files] = [{}, {"a": "1\n"}, {"a": "1\n"}]
    assert absorbed(*states, to={}).asked == (UndecidedEdit("a", 0, DELETED, 1),)
    assert all_texts(absorbed(*states, to={}, step=2)) == [{}, {"a": "1\n"}, {}]


def test_a_file_that_is_deleted_is_gone_since_it_came_back_last() -> None:
    states: list[Files] = [{"a": "1\n"}, {}, {"a": "1\n"}]
    assert absorbed(*states, to={}).asked == (UndecidedEdit("a", 0, DELETED, 2),)


@pytest.mark.parametrize(
    ("before", "after"), [(BINARY, b"\0\2"), (BINARY, "text\n"), ("text\n", BINARY)], ids=str
)
def test_a_binary_file_changes_since_its_present_bytes_came(before: bytes | str, after: bytes | str) -> None:
    other = b"\0other"
    result = absorbed({"a": other}, {"a": before}, {"a": before}, to={"a": after})
    assert result.taken == (AbsorbedEdit("a", 0, 1, 0, 0),)
    assert [dict(found) for found in result.states] == [state({"a": c}) for c in (other, after, after)]


def test_a_file_can_be_run_since_the_step_that_decided_otherwise() -> None:
    result = absorbed({"a": Program("1\n")}, {"a": "1\n"}, {"a": "1\n2\n"}, to={"a": Program("1\n2\n")})
    assert result.taken == (AbsorbedEdit("a", 0, 1, 0, 0),)
    programs = [Program("1\n"), Program("1\n"), Program("1\n2\n")]
    assert [dict(found) for found in result.states] == [state({"a": program}) for program in programs]


def test_mode_and_text_of_one_file_may_go_to_different_steps() -> None:
    result = absorbed({"a": "1\n"}, {"a": "1\n2\n"}, to={"a": Program("1\ntwo\n")})
    assert result.taken == (AbsorbedEdit("a", 0, 0, 0, 0), AbsorbedEdit("a", 2, 1, 1, 1))
    assert [dict(found) for found in result.states] == [
        state({"a": Program("1\n")}),
        state({"a": Program("1\ntwo\n")}),
    ]


def test_a_file_in_the_place_of_a_folder() -> None:
    result = absorbed({"a/b": "1\n"}, to={"a": "1\n"}, step=0)
    assert all_texts(result) == [{"a": "1\n"}]


def test_a_new_file_waits_until_its_place_is_free() -> None:
    """One state cannot have both a file and a folder of the same name."""
    states: list[Files] = [{"a": "1\n"}, {}, {}]
    assert absorbed(*states, to={"a/b": "2\n"}, step=0).asked == (UndecidedEdit("a/b", 0, FREE, 1),)
    assert all_texts(absorbed(*states, to={"a/b": "2\n"}, step=1)) == [
        {"a": "1\n"},
        {"a/b": "2\n"},
        {"a/b": "2\n"},
    ]


def test_a_folder_in_the_place_of_a_file_is_asked_for_as_a_whole() -> None:
    states: list[Files] = [{"a": "1\n"}, {"a": "1\n"}]
    result = absorbed(*states, to={"a/b": "2\n"})
    assert result.asked == (UndecidedEdit("a", 0, DELETED, 0), UndecidedEdit("a/b", 0, NEW, 1))
    assert all_texts(absorbed(*states, to={"a/b": "2\n"}, step=1)) == [{"a": "1\n"}, {"a/b": "2\n"}]
