"""A first look at a line never takes away a day that a full reading finds in it."""

from functools import partial
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronicles.dates.east_asian_years import with_digits
from chronicles.dates.label_words import Column, rows
from chronicles.dates.names import LANGUAGES, Kind, first_words
from chronicles.importing import decoding, inline_pieces, references
from chronicles.importing.account import SourceLine
from chronicles.importing.decoding import decode
from chronicles.importing.prose import as_markdown
from chronicles.importing.stamps.contexts import Context, context_of, day_in
from chronicles.importing.stamps.day_in_line import anywhere, at_beginning, read_anywhere, read_beginning
from chronicles.importing.stamps.first_looks import (
    can_begin_with_day,
    can_hold_whole_day,
    may_be_stamp,
)
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.unread_days import (
    counts,
    may_hold_day,
    read_count,
    read_day_in_heading,
    read_unknown_month,
    unknown_month,
)
from chronicles.pages.page import split_lines
from tests.importing.generated_logs import generated

COLUMNS: tuple[Column, ...] = (
    *("dates", "counts", "labels", "articles", "joints", "ordinals", "until", "weeks"),
)
KINDS: tuple[Kind, ...] = ("months", "days")
NAMES = sorted({name for kind in KINDS for one in LANGUAGES for name in first_words(kind, one)})
SAID = sorted({word for row in rows().values() for column in COLUMNS for word in row.words.get(column, ())})
NUMBERS = [
    *("3", "05", "12", "31", "99", "240", "2024", "1850", "20240305", "240305"),
    *("'24", "10:30", "W10", "2024W10"),
]
SIGNS = [
    *" .,-/:()[]*_#|~@",
    *("  ", " - ", ". ", ", ", "年", "月", "日", "第", "\u2013", "\u200f", "\u0301", "\U0001f4c5 "),
]
WORDS = ["learned", "the", "ORM", "requests", "Agust", "Mondey", "Sontag", "Mrach", "x", "v", "KW", "w"]


def slipped(word: str) -> st.SearchStrategy[str]:
    """A word with one of its letters left out, in another case, or as it is."""
    at = st.integers(0, len(word) - 1)
    return st.one_of(st.just(word), st.just(word.title()), at.map(lambda one: word[:one] + word[one + 1 :]))


PARTS = st.one_of(
    st.sampled_from(NAMES).flatmap(slipped),
    st.sampled_from(NUMBERS),
    st.sampled_from(SIGNS),
    st.sampled_from([*SAID, *WORDS]),
)
LINES = st.lists(PARTS, min_size=1, max_size=12).map("".join)


def assert_same(line: str) -> None:
    assert at_beginning(line) == read_beginning(line)
    assert anywhere(line) == read_anywhere(line)
    assert unknown_month(line) == read_unknown_month(line)
    assert counts(line) == read_count(line)
    assert may_hold_day(line) == read_day_in_heading(line)
    below = Context(2024, 3, 1)
    assert may_be_stamp(line) or not (read_stamp(line) or context_of(line, below) or day_in(line, below))
    assert may_be_stamp(line) or not read_stamp(f"## {line.strip()}")


@settings(max_examples=400, deadline=None)
@example("Mondey 5 March")
@example("Sontag, den 5. März")
@example("пятниця240305")
@example("5 Listopad 2023")
@example("\u200fDay\u200f 3: 5/3")
@given(LINES)
def test_a_first_look_takes_no_day_away(line: str) -> None:
    assert_same(with_digits(line.strip()))


@pytest.mark.parametrize("seed", range(60))
def test_a_first_look_takes_no_day_of_a_log_away(seed: int) -> None:
    for line in generated(seed).text.split("\n"):
        assert_same(with_digits(line.strip("#*-|> ")))


@pytest.mark.parametrize(
    ("line", "begins", "holds"),
    [
        ("Learned 3 things about urls", False, False),
        ("Learned a lot about urls and views of version 3", False, False),
        ("Requests today 0", False, False),
        ("See https://docs.djangoproject.com/en/5.2/", False, True),
        ("March", True, False),
        ("Entry 3 about urls", False, False),
        ("1. urls", False, False),
        ("on 20240305", True, True),
    ],
)
def test_lines_that_can_hold_no_day_are_not_read(line: str, begins: bool, holds: bool) -> None:
    assert (can_begin_with_day(line), can_hold_whole_day(line)) == (begins, holds)


SCRAPS = st.sampled_from([*"a3 \t\n\r\x0c\x07\x7f\x85é\ufeff", "\r\n", "Ã©"])
SIGNED = st.sampled_from(["[a]", "[[a]]", "](a.md)", "{% link a %}", "((", "(a)", "{", "!", " "])
PIECES = st.sampled_from([*"a@.:/[]()<>`=~\\\n ", "https://", "www.", "ab", "  ", "`c`"])


@settings(max_examples=200, deadline=None)
@given(st.lists(SCRAPS, max_size=8).map("".join))
def test_a_plain_text_is_decoded_as_any_other(text: str) -> None:
    found = decode(text.encode())
    with patch.object(decoding, "is_plain", return_value=False):
        assert decode(text.encode()) == found


@settings(max_examples=200, deadline=None)
@given(st.lists(SIGNED, max_size=8).map("".join))
def test_a_line_that_can_refer_to_nothing_stays_as_it_is(text: str) -> None:
    with patch.object(references, "may_refer", return_value=True):
        [found] = references.resolved([SourceLine(1, text)], frozenset(), lambda one: "b.md")
    assert references.may_refer(text) or found.text == text


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_text_is_in_the_same_pieces_after_a_first_look(text: str) -> None:
    with patch.object(inline_pieces, "_search", lambda text: partial(inline_pieces.PIECE.search, text)):
        expected = inline_pieces.inline_pieces(text)
    assert inline_pieces.inline_pieces(text) == expected


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["a", "", "\n", " ", "\x0b", "\u2028"]), max_size=8).map("".join))
def test_a_text_without_carriage_returns_is_cut_at_the_same_places(text: str) -> None:
    *before, (last, _), _ = split_lines(f"{text}\r")
    assert split_lines(text) == [*before, (last, "")]


def test_a_table_that_lost_its_columns_is_found_at_the_first_look() -> None:
    texts = ["One", "NameMeaning", "ModelTable", "ViewFunction", "UrlAddress", "Two"]
    found, notes = as_markdown([SourceLine(n, text) for n, text in enumerate(texts, 1)], frozenset())
    assert "| Name | Meaning |" in [line.text for line in found] and notes
