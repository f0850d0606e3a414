"""The language of Material, as `theme: language` in mkdocs.yml says it, and our words in it."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from chronicles.language.site_language import SiteLanguage, site_language
from chronicles.language.site_words import SiteWords
from chronicles.problems import Refused

LANGUAGES = "partials/languages"


def theme_language(config: MkDocsConfig) -> SiteLanguage:
    """Return the language of the site. Raises `Refused` for one that the theme does not have."""
    known = {file.stem for folder in config.theme.dirs for file in Path(folder, LANGUAGES).glob("*.html")}
    return site_language(config.theme.get("language"), known) if known else SiteLanguage()


def theme_words(config: MkDocsConfig) -> SiteWords:
    """Return our words in the language of the site, in English where the theme does not have it."""
    try:
        return SiteWords(theme_language(config))
    except Refused:
        return SiteWords()
