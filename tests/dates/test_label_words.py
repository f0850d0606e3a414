"""The words around days in many languages: the example of each row is read as it says."""

from datetime import date

import pytest

from chronicles.dates.label_words import rows
from chronicles.dates.names import LANGUAGES, Name, read_month, weekday
from chronicles.dates.tokens import Cursor
from chronicles.importing.stamps.day_in_line import at_beginning

# The twenty languages with the most speakers (Ethnologue, 27th edition), those that Babel has.
SPOKEN = {"en", "zh", "yue", "hi", "es", "ar", "fr", "bn", "pt", "ru", "ur", "id", "de", "ja", "pcm", "mr"}


def month(word: str) -> Name | None:
    """The month that all of a word names."""
    cursor = Cursor(word)
    found = read_month(cursor)
    return None if cursor.token else found


@pytest.mark.parametrize("code", rows())
def test_the_example_of_a_language_is_read_as_its_row_says(code: str) -> None:
    row = rows()[code]
    found = at_beginning(row.example)
    assert found is not None
    assert (found.written.on(True), found.title) == (date.fromisoformat(row.read), "")
    assert found.labels


def test_the_languages_with_the_most_speakers_have_a_row_and_names() -> None:
    assert {*SPOKEN, "te", "tr", "ta", "vi"} <= set(rows())
    assert {*SPOKEN, "te", "tr", "ta", "vi"} <= {"en", *LANGUAGES[True], *LANGUAGES[False]}


@pytest.mark.parametrize("code", [code for code in rows() if code != "en"])
def test_the_words_of_a_row_are_no_months(code: str) -> None:
    words = [word for column in ("dates", "counts") for word in rows()[code].words.get(column, ())]
    assert words
    assert [word for word in words if month(word)] == []


@pytest.mark.parametrize(
    "word, number",
    [
        ("marzzo", 3),
        ("Fevrier", 2),
        ("Maerz", 3),
        ("Novemeber", 11),
        ("मार्च", 3),
        ("ফেব্রুয়ারী", 2),
        ("tháng 3", 3),
    ],
)
def test_a_month_of_another_language_is_known_with_a_slip_of_the_pen(word: str, number: int) -> None:
    found = month(word)
    assert found is not None and found.number == number and found.remark


@pytest.mark.parametrize("word", ["listopad", "lip", "Foobar", "Mar 5", "", "3", "Ma"])
def test_what_means_two_months_or_none_is_none(word: str) -> None:
    assert month(word) is None


def test_a_weekday_is_not_mended_where_somebody_can_mend_it() -> None:
    assert weekday("Wendesday") is None
    assert weekday("Wednesday") == (2, "")
