"""JSON with `…` in it: read, compared, merged, written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.proof.transcripts.json_patterns import WHATEVER, fits, layout, merge, read, written

NAMES = st.sampled_from(["a", "b", "c", 'quo"te', "é"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="…"), max_size=12)
VALUES = st.recursive(
    LEAVES | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
SMALL = st.recursive(
    st.integers(0, 2) | st.sampled_from(["x", "xy"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
MARKED = st.recursive(
    st.integers(0, 2) | st.sampled_from(["x", "xy", "x…"]) | st.just(WHATEVER),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(NAMES, inner, max_size=3)
        | st.dictionaries(NAMES, inner, max_size=3).map(lambda found: found | {"…": WHATEVER})
    ),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read_as_the_same(value: Any) -> None:
    assert read(written(value)) == value
    assert json.loads(written(value)) == value


@given(MARKED)
def test_marks_are_written_and_read(value: Any) -> None:
    assert repr(read(written(value))) == repr(value)


@given(VALUES)
def test_a_value_is_as_expected_when_it_is_the_same(value: Any) -> None:
    assert fits(value, json.loads(json.dumps(value)))
    assert merge(value, value) == value


@given(MARKED, SMALL)
def test_what_is_merged_always_fits(expected: Any, got: Any) -> None:
    assert fits(merge(expected, got), got)
    assert fits(read(written(merge(expected, got))), got)


@given(MARKED, SMALL)
def test_a_value_that_fits_is_kept(expected: Any, got: Any) -> None:
    if fits(expected, got):
        assert merge(expected, got) is expected


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("…", "5"),
        ("…", "{}"),
        ('{"a": …}', '{"a": [1]}'),
        ('{"a": …, "b": 1}', '{"b": 1, "a": {}}'),
        ('{"a": 1, …}', '{"a": 1}'),
        ('{"a": 1, …}', '{"b": 2, "a": 1}'),
        ('{…, "a": 1}', '{"b": 2, "a": 1}'),
        ('{"a": 1 …}', '{"a": 1, "b": 2}'),
        ("{…}", "{}"),
        ("[…]", "[]"),
        ("[1, …]", "[1]"),
        ("[1, …]", "[1, 2, 3]"),
        ("[…, 3]", "[1, 2, 3]"),
        ("[1, …, 3]", "[1, 2, 3]"),
        ("[…, 2, …]", "[1, 2, 3]"),
        ('[{"id": 1, …}, …]', '[{"id": 1, "x": 2}, {}]'),
        ('{"token": "ey…"}', '{"token": "eyJ0"}'),
        ('{"next": "…?page=2"}', '{"next": "http://x/?page=2"}'),
        ("{\n  “a”: 1}".replace("“", '"').replace("”", '"'), '{"a":1}'),
    ],
)
def test_a_mark_stands_for_a_value_for_items_and_for_keys(expected: str, got: str) -> None:
    assert fits(read(expected), read(got))


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ('{"a": …}', "{}"),
        ('{"a": 1}', '{"a": 1, "b": 2}'),
        ('{"a": 1, …}', '{"b": 1}'),
        ("[…, 3]", "[3, 4]"),
        ("[1, …]", "[2, 1]"),
        ("[1, …, 1]", "[1]"),
        ("[…, 2, …, 1]", "[1, 2]"),
        ("[1, 2]", "[2, 1]"),
        ("1", "1.0"),
        ("1", "true"),
        ("0", "false"),
        ("0", "null"),
        ('"1"', "1"),
        ("{}", "[]"),
        ('{"token": "ey…"}', '{"token": null}'),
    ],
)
def test_and_for_nothing_else(expected: str, got: str) -> None:
    assert not fits(read(expected), read(got))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[", "[1", '{"a"', '{"a":', '{"a" 1}', "{1: 2}", "[1 2]", "no", "'a'", '"a', "1 2", "[" * 999],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read(text)


@pytest.mark.parametrize(
    ("expected", "got", "then"),
    [
        ('{"id": …, "name": "Ada"}', '{"id": 5, "name": "Bob"}', '{"id": …, "name": "Bob"}'),
        ('{"id": 1, …}', '{"id": 2, "name": "Bob"}', '{"id": 2, …}'),
        ('{"id": 1, "gone": 2, …}', '{"id": 1, "b": 3}', '{"id": 1, …}'),
        ('{"token": "ey…", "n": 1}', '{"token": "eyJ0", "n": 2}', '{"token": "ey…", "n": 2}'),
        ("[1, …]", "[2, 3, 4]", "[2, …]"),
        ('{"a": [1, …], "b": 1}', '{"a": [1, 2], "b": 2}', '{"a": [1, …], "b": 2}'),
        (
            '[{"id": 1, "at": "…", "name": "Ada"}]',
            '[{"id": 1, "at": "noon", "name": "Bob"}]',
            '[{"id": 1, "at": "…", "name": "Bob"}]',
        ),
        (
            '{"results": [{"id": 1, "name": "Ada", …}, {"id": 2, "name": "Eve", …}]}',
            '{"results": [{"id": 1, "name": "Ada", "x": 1}, {"id": 2, "name": "Bob", "x": 1}]}',
            '{"results": [{"id": 1, "name": "Ada", …}, {"id": 2, "name": "Bob", …}]}',
        ),
    ],
)
def test_marks_that_still_fit_are_kept(expected: str, got: str, then: str) -> None:
    assert written(merge(read(expected), read(got))) == then


@given(MARKED, SMALL, st.sampled_from(["", " ", "\n", "\n  ", "\n\t"]))
def test_what_is_merged_fits_however_it_is_laid_out(expected: Any, got: Any, space: str) -> None:
    text = written(expected).replace("[", f"[{space}").replace("{", f"{{{space}")
    assert fits(read(written(merge(expected, got), layout(text))), got)


def test_keys_stay_in_the_order_of_their_author() -> None:
    text = '{\n    "b": 1,\n    "a": [1, 2],\n    …\n}'
    then = written(merge(read(text), {"a": [1, 3], "b": 1, "c": 5}), layout(text))
    assert then == '{\n    "b": 1,\n    "a": [1, 3],\n    …\n}'


def test_what_is_short_stands_on_one_line_and_what_is_long_on_one_each() -> None:
    students = [{"id": number, "name": "A name that takes its room", "age": 36} for number in range(2)]
    assert written({"count": 2, "next": None, "results": students}) == (
        "{\n"
        '  "count": 2,\n'
        '  "next": null,\n'
        '  "results": [\n'
        '    {"id": 0, "name": "A name that takes its room", "age": 36},\n'
        '    {"id": 1, "name": "A name that takes its room", "age": 36}\n'
        "  ]\n"
        "}"
    )
    assert written({"name": "Zoë", "is": True}) == '{"name": "Zoë", "is": true}'
