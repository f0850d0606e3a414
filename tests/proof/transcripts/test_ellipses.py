"""Whether an answer is what a page shows, and what a page shows where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.proof.transcripts.ellipses import LineDifference, difference, merged, same
from tests.work import growth, processor_limit

LINES = st.lists(st.sampled_from(["a", "b", "ab", "a b", "", "…", "a…", "…b", "a…b", " …"]), max_size=8)
PLAIN = st.lists(st.sampled_from(["a", "b", "ab", "a b", "a x b", "", "c"]), max_size=8)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("a", "a"),
        ("a  ", "a"),
        ("", "  "),
        ("a…", "a"),
        ("a…", "abc"),
        ("…c", "abc"),
        ("a…c", "abc"),
        ("a…c", "ac"),
        ("…b…", "abc"),
        ("a…a…a", "aaa"),
        ("…", "…"),
        ("(…) [a-z]+", "(x) [a-z]+"),
        ("……", "a"),
        ("a…b…c", "a b bbb c c"),
    ],
)
def test_inside_a_line_a_mark_stands_for_any_text(expected: str, got: str) -> None:
    assert same(expected, got)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("a", "b"),
        (" a", "a"),
        ("a…", "ba"),
        ("…c", "cb"),
        ("a…a", "a"),
        ("a…ab", "ab"),
        ("a…b…c", "acb"),
        ("a.c", "abc"),
        ("a...", "abc"),
        ("a…b…b", "ab"),
    ],
)
def test_and_for_nothing_else(expected: str, got: str) -> None:
    assert not same(expected, got)


def test_a_line_of_many_marks_is_compared_once() -> None:
    with processor_limit():
        assert not same("…a" * 30 + "b", "a" * 20_000)
        assert same("…a" * 30, "a" * 20_000)
    assert growth(lambda lines: same(*lines), lambda count: ("…a" * count, "a" * 100 * count), 30) < 2.2


@pytest.mark.parametrize(
    ("expected", "got", "found"),
    [
        ("", "", None),
        ("a", "a", None),
        ("a", "b", (0, "a", "b")),
        ("a b", "a c", (1, "b", "c")),
        ("a b", "a", (1, "b", None)),
        ("a", "a b", (1, None, "b")),
        ("", "a", (0, None, "a")),
        ("a", "", (0, "a", None)),
        ("…", "", None),
        ("…", "a b c", None),
        ("a …", "a b c", None),
        ("… c", "a b c", None),
        ("a … c", "a b c", None),
        ("a … c", "a c", None),
        ("… b …", "a b c", None),
        ("… b c …", "a b b c", None),
        ("a … a", "a", (2, "a", None)),
        ("… c", "a b", (1, "c", None)),
        ("… b", "a b c", (2, None, "c")),
        ("a … b x …", "a b c", (3, "x", "c")),
        ("b …", "a", (0, "b", "a")),
        ("… a … a …", "a", (3, "a", None)),
    ],
)
def test_the_first_difference_is_found(
    expected: str, got: str, found: tuple[int, str | None, str | None] | None
) -> None:
    assert difference(expected.split(), got.split()) == (LineDifference(*found) if found else None)


@given(PLAIN)
def test_a_text_without_marks_is_only_itself(lines: list[str]) -> None:
    assert difference(lines, lines) is None
    assert difference(lines, [*lines, "more"]) == LineDifference(len(lines), None, "more")


@given(LINES, PLAIN)
def test_what_is_merged_always_fits(expected: list[str], got: list[str]) -> None:
    assert difference(merged(expected, got), got) is None


@given(LINES, PLAIN)
def test_a_text_that_fits_is_returned_untouched(expected: list[str], got: list[str]) -> None:
    if difference(expected, got) is None:
        assert merged(expected, got) == expected


@given(LINES, PLAIN)
def test_what_is_merged_twice_is_what_is_merged_once(expected: list[str], got: list[str]) -> None:
    once = merged(expected, got)
    assert merged(once, got) == once


@pytest.mark.parametrize(
    ("expected", "got", "then"),
    [
        (["a", "…", "z"], ["A", "b", "z"], ["A", "…", "z"]),  # as many lines as changed are the new ones
        (["a", "…", "z"], ["a", "b", "c", "Z"], ["a", "…", "Z"]),
        (["a", "…", "x", "z"], ["a", "b", "c", "X", "Z"], ["a", "…", "X", "Z"]),
        (["a", "…", "x", "…", "z"], ["a", "b", "c", "z"], ["a", "b", "c", "z"]),
        (["…", "z"], ["a", "Z"], ["…", "Z"]),
        (["a", "…"], ["A", "b"], ["A", "…"]),
        (["a", "…", "z"], ["A"], ["A"]),
        (["x", "a", "…", "z"], ["X", "a", "b", "c", "z"], ["X", "a", "…", "z"]),
        (["x", "a", "…"], ["X", "a", "b", "c"], ["X", "a", "…"]),
        (["…", "a", "x"], ["b", "a", "X"], ["…", "a", "X"]),
        (["id …", "x"], ["id 5", "X"], ["id …", "X"]),
        (["id …", "x"], ["X", "id 5", "Y"], ["X", "id …", "Y"]),
        (["  …", "a", "x"], ["b", "a", "X"], ["  …", "a", "X"]),
        (["a", "x", "…"], ["a"], ["a"]),
        (["id … is 1"], ["id 5 is 2"], ["id 5 is 2"]),
    ],
)
def test_marks_that_still_fit_are_kept(expected: list[str], got: list[str], then: list[str]) -> None:
    assert merged(expected, got) == then


def long_answers(lines: int) -> tuple[list[str], list[str]]:
    return [f"line {number}" for number in range(lines)], [f"line {number * 3}" for number in range(lines)]


def test_the_work_for_long_answers_grows_as_they_do() -> None:
    """Beyond a limit, lines are no longer held against each other."""
    assert growth(lambda answers: merged(*answers), long_answers, 3_000) < 2.2
    before, after = long_answers(20_000)
    with processor_limit():
        assert difference(merged(before, after), after) is None
