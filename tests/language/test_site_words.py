"""The words of a site: all of them in each language, with the same places, and each of them used."""

import re
import string
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from chronicles.language.site_language import SiteLanguage
from chronicles.language.site_words import ENGLISH, SiteWords, Words, texts

SOURCE = Path(__file__).parents[2] / "src" / "chronicles"
LANGUAGES = sorted(file.stem for file in (SOURCE / "language" / "data").glob("*.toml"))
OTHERS = [tag for tag in LANGUAGES if tag != "en"]
# Keys that are put together, by what they begin with.
FAMILIES = {
    "file.": {"new", "changed", "deleted", "executable", "not_executable", "empty", "not_ended"}
    | {"was_not_ended", "crlf", "some_cr"},
    "goal.": {"proven", "shown", "claimed", "lost", "open", "see_test", "see_code", "see_page", "see_link"}
    | {"gap_none", "gap_cut", "gap_new"},
    "head.": {"archive", "category", "tag", "kind_archive", "kind_category", "kind_tag"},
    "license.": {"what", "version", "license", "where"},
    "page.": {"task_done", "task_open"},
    "progress.": {"posted", "missed", "paused"},
    "signal.": {"goals", "goals_about", "lost", "lost_about"},
    "step.": {"fate_new", "fate_changed", "fate_deleted"},
}
KEY = re.compile(r"""["']([a-z]+\.[a-z_]+)["']""")


def forms(words: Words) -> Mapping[str, str]:
    return {"other": words} if isinstance(words, str) else words


def places(words: Words) -> set[str]:
    return {
        name for text in forms(words).values() for _, name, _, _ in string.Formatter().parse(text) if name
    }


def test_the_languages_that_the_manual_promises_are_there() -> None:
    assert {"ar", "de", "en", "es", "fr", "ja", "pt"} <= set(LANGUAGES)


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_each_text_with_the_same_places(tag: str) -> None:
    own, english = texts(tag), texts("en")
    assert {key: places(words) for key, words in own.items()} == {
        key: places(words) for key, words in english.items()
    }
    assert [
        key for key, words in own.items() if isinstance(words, str) != isinstance(english[key], str)
    ] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_of_a_number_has_the_plural_forms_of_its_language(tag: str) -> None:
    wanted = {*SiteLanguage(tag).locale.plural_form.tags, "other"} - NOT_OF_WHOLE_NUMBERS.get(tag, set())
    found = {key: set(words) for key, words in texts(tag).items() if not isinstance(words, str)}
    assert {key: names for key, names in found.items() if names != wanted} == {}


# Forms of numbers with a point, or of whole millions: nothing here is counted in these.
NOT_OF_WHOLE_NUMBERS = {tag: {"many"} for tag in ("es", "fr", "pt")}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_text_is_more_than_text_to_html(tag: str) -> None:
    said = [text for words in texts(tag).values() for text in forms(words).values()]
    assert [text for text in said if re.search(r'[<>&"]', text)] == []


def test_each_text_is_used_and_each_that_is_used_is_there() -> None:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
    read = [file.read_text("utf-8") for file in files if "vendor" not in file.parts]
    used = {key for text in read for key in KEY.findall(text)}
    families = {start + name for start, names in FAMILIES.items() for name in names}
    scripts = [
        *(SOURCE / "site" / "theme" / "assets").glob("*.js"),
        *(SOURCE / "site" / "search").rglob("*.js"),
    ]
    saying = re.compile(r"""(?:inLanguage|chroniclesInLanguage\?\.)\(\s*(?:\w+ \? "(\w+)" : )?"(\w+)",""")
    pairs = [pair for file in scripts for pair in saying.findall(file.read_text("utf-8"))]
    scripted = {f"script.{key}" for pair in pairs for key in pair if key}
    assert sorted(texts("en").keys() - used - families - scripted) == []
    assert sorted(scripted - texts("en").keys()) == []
    asked = re.compile(r"""\bsay\(\s*"([a-z]+\.[a-z_]+)"\s*[,)]""")
    said = {key for text in read for key in asked.findall(text)}
    assert sorted(said - texts("en").keys()) == []


@pytest.mark.parametrize(
    ("tag", "count", "text"),
    [
        ("en", 1, "1 step"),
        ("en", 0, "0 steps"),
        ("de", 2, "2 Schritte"),
        ("fr", 0, "0 étape"),
        ("ar", 2, "خطوتان"),
        ("ar", 3, "3 خطوات"),
        ("ar", 11, "11 خطوة"),
        ("ar", 100, "100 خطوة"),
        ("ja", 1, "1 ステップ"),
        ("pt-BR", 2, "2 passos"),  # Portuguese
        ("nl", 2, "2 steps"),  # nobody has translated it yet: the words and the plural are English
    ],
)
def test_a_number_has_the_form_that_its_language_has_for_it(tag: str, count: int, text: str) -> None:
    assert SiteWords(SiteLanguage(tag)).say("list.steps", count) == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "1 September 2025"),
        ("de", "1. September 2025"),
        ("fr", "1 septembre 2025"),
        ("ja", "2025年9月1日"),
        ("ar", "1 سبتمبر 2025"),
        ("pl", "1 września 2025"),
        ("ku-IQ", "1ی ئەیلوولی 2025"),
    ],
)
def test_a_day_is_said_as_the_language_says_it(tag: str, text: str) -> None:
    assert SiteWords(SiteLanguage(tag)).day(date(2025, 9, 1)) == text


def test_a_key_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"home\.nowhere"):
        ENGLISH.say("home.nowhere")
