"""How problems are said: the place, the nearest name, and nothing that could fool a terminal."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.problems import Absent, Place, Problem, Refused, count, nearest, visible
from tests.examples import examples


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("docs/a.md", 12), "docs/a.md:12"),
        (Place("docs/a.md"), "docs/a.md"),
        (Place("docs/a.md", 0), "docs/a.md"),
    ],
)
def test_a_place_is_a_file_and_a_line(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_problem_is_one_line_and_how_to_mend_it() -> None:
    problem = Problem(Place("docs/a.md", 12), "'x' is wrong", "Make it right.")
    assert str(problem) == "docs/a.md:12: 'x' is wrong\n    Make it right."


def test_what_a_page_holds_cannot_pretend_to_be_another_problem() -> None:
    problem = Problem(Place("a\nb.md:1: x", 1), "no\r\n\x1b[2Jb.md:1: y", "z\n\u2028\u202eb.md:1: w")
    assert str(problem).splitlines() == [
        "a␊b.md:1: x:1: no␍␊␛[2Jb.md:1: y",
        "    z␊\\u2028\\u202eb.md:1: w",
    ]


def test_problems_are_sorted_by_file_line_and_words() -> None:
    places = [("a.md", 0, "z"), ("a.md", 2, "a"), ("a.md", 2, "b"), ("a.md", 10, "a"), ("b.md", 1, "a")]
    listed = [Problem(Place(path, line), message, "") for path, line, message in places]
    assert sorted([*listed[3:], *listed[:3]]) == listed


@pytest.mark.parametrize("kind", [Refused, Absent])
def test_a_refusal_becomes_a_problem_where_it_was_written(kind: type[Refused]) -> None:
    refused = kind("wrong", "mend it")
    assert refused.at(Place("a.md", 3)) == Problem(Place("a.md", 3), "wrong", "mend it")
    assert str(refused) == "wrong"


TWENTY = [f"name{number:02}" for number in range(20)]


@pytest.mark.parametrize(
    ("word", "known", "otherwise", "sentence"),
    [
        ("Studnet", ["Course", "Student"], "", "Did you mean 'Student'?"),
        ("student", ["Student", "Course"], "", "Did you mean 'Student'?"),
        ("STUDENT", ["Student", "student"], "", "Did you mean 'Student'?"),
        ("Studnet", ["Student"], "Look again.", "Did you mean 'Student'?"),
        ("xyz", ["Student"], "Look again.", "Look again."),
        ("xyz", [], "Look again.", "Look again."),
        ("xyz", [], "", "There is none to choose from."),
        ("xyz", ["b", "a", "b"], "", "There are: a, b."),
        ("xyz", TWENTY[:12], "", f"There are: {', '.join(TWENTY[:12])}."),
        ("xyz", TWENTY[:13], "", f"There are: {', '.join(TWENTY[:12])}, …."),
        ("", ["a"], "", "There are: a."),
    ],
)
def test_the_nearest_name(word: str, known: list[str], otherwise: str, sentence: str) -> None:
    assert nearest(word, iter(known), otherwise) == sentence


def test_the_nearest_name_does_not_depend_on_the_order_of_the_names() -> None:
    names = ["Student", "student", "STUDENT", "Studio"]
    assert len({nearest("studen", order) for order in (names, names[::-1], sorted(names))}) == 1


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 blocks"), (1, "1 block"), (2, "2 blocks"), (1_000, "1000 blocks")]
)
def test_a_number_and_its_noun(number: int, text: str) -> None:
    assert count(number, "block") == text


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\0", "␀"),
        ("\t", "␉"),
        ("\n", "␊"),
        ("\r", "␍"),
        ("\x1b", "␛"),
        ("\x1f", "␟"),
        ("\x7f", "␡"),
        ("\x80", "\\u0080"),
        ("\x85", "\\u0085"),
        ("\x9b", "\\u009b"),
        ("\u061c", "\\u061c"),
        ("\u200e", "\\u200e"),
        ("\u200f", "\\u200f"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
        ("\u202a", "\\u202a"),
        ("\u202e", "\\u202e"),
        ("\u2066", "\\u2066"),
        ("\u2069", "\\u2069"),
        ("\ud800", "\\ud800"),
        ("\udfff", "\\udfff"),
    ],
    ids=ascii,
)
def test_control_characters_are_shown_as_symbols(character: str, shown: str) -> None:
    assert visible(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain: 'text' \\ #",
        "é日本語 العربية עברית",
        "\xa0",
        "😀 e\u0301",
        "␛ \\u202e",
        "\ue000",
        "\u2010",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert visible(text) == text


@settings(max_examples=examples(300), derandomize=True, deadline=None)
@given(st.text(st.characters() | st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs"]), max_size=20))
def test_what_is_visible_is_one_line_that_no_terminal_obeys(text: str) -> None:
    shown = visible(f"a{text}b")
    assert len(shown.splitlines()) == 1
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in shown}
    assert visible(shown) == shown
    shown.encode()
