"""The words of our scripts: a file of a site in another language, and nothing of an English one."""

import json

import pytest

from chronicles.language.site_language import SiteLanguage
from chronicles.language.site_words import SiteWords


@pytest.mark.parametrize("tag", ["en", "nl"])
def test_a_site_whose_scripts_say_english_has_no_words_for_them(tag: str) -> None:
    assert SiteWords(SiteLanguage(tag)).for_scripts == {}


@pytest.mark.parametrize(("tag", "said"), [("de", "Kopiert"), ("pt-BR", "Copiado"), ("ja", "コピーしました")])
def test_the_scripts_of_another_site_say_its_words(tag: str, said: str) -> None:
    words = SiteWords(SiteLanguage(tag)).for_scripts
    assert words["copied"] == said
    assert len(json.dumps(words, ensure_ascii=False).encode()) < 8_000
