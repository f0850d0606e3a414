"""The language that `theme: language` says."""

import pytest

from chronicles.language.site_language import SiteLanguage, site_language
from chronicles.problems import Refused

KNOWN = {"ar", "de", "en", "he", "ku-IQ", "nb", "pt", "pt-BR", "sh", "ur", "zh", "zh-Hant"}


@pytest.mark.parametrize("tag", sorted(KNOWN))
def test_a_language_of_the_theme_is_one_of_the_site(tag: str) -> None:
    assert site_language(tag, KNOWN) == SiteLanguage(tag)


def test_without_a_language_a_site_is_english() -> None:
    assert site_language(None, KNOWN) == SiteLanguage("en")


@pytest.mark.parametrize(
    ("tag", "direction", "name"),
    [
        ("en", "ltr", "en"),
        ("ar", "rtl", "ar"),
        ("he", "rtl", "he"),
        ("ur", "rtl", "ur"),
        ("ku-IQ", "rtl", "ckb"),
        ("sh", "ltr", "sr_Latn"),
        ("zh-Hant", "ltr", "zh_Hant"),
        ("pt-BR", "ltr", "pt_BR"),
        ("tlh", "ltr", "en"),  # a language of somebody's own theme that CLDR does not know
    ],
)
def test_a_language_has_a_direction_and_the_days_of_cldr(tag: str, direction: str, name: str) -> None:
    language = SiteLanguage(tag)
    assert (language.direction, str(language.locale)) == (direction, name)


@pytest.mark.parametrize(
    ("said", "message", "mend"),
    [
        ("german", "the theme has no language 'german'", ALL := f"It has {', '.join(sorted(KNOWN))}."),
        ("de-AT", "the theme has no language 'de-AT'", "Write 'de'."),
        ("pt_br", "the theme has no language 'pt_br'", "Write 'pt-BR'."),
        ("zh-hnt", "the theme has no language 'zh-hnt'", "Write 'zh'."),
        (["de"], "the theme has no language \"['de']\"", ALL),
        (False, "'language' of the theme is false, which is what YAML makes of 'no'", "Write 'nb'."),
    ],
)
def test_another_language_is_refused_with_the_one_to_write(said: object, message: str, mend: str) -> None:
    with pytest.raises(Refused) as refused:
        site_language(said, KNOWN)
    assert (str(refused.value), refused.value.mend) == (message, mend)
