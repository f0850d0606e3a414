"""Our own words in the language of a site: what its pages say besides what their authors wrote."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from babel import Locale
from babel.dates import format_date

from chronicles.dates.log_stamps import in_words
from chronicles.language.site_language import DEFAULT, SiteLanguage

FOLDER = "data"
SCRIPT = "script."
# The plural forms of Unicode CLDR (UTS #35, "Language Plural Rules"), of which `other` is always there.
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})

# A text, or its plural forms.
Words: TypeAlias = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SiteWords:
    """The words of a site in its language, and in English what nobody has translated."""

    language: SiteLanguage = field(default_factory=SiteLanguage)

    def say(self, key: str, count: int | None = None, **values: object) -> str:
        """Return the words that `key` (such as `home.guides`) stands for, with `values` in their places.

        With a `count`, they are in the plural form that the language has for it. They are text that may stand
        in HTML and in an attribute as it is, and so has to be each value.

        Raises `KeyError` for an unknown key.
        """
        words, locale = self._found(key)
        if isinstance(words, str):
            return words.format_map({**values, "count": count})
        form = locale.plural_form(count or 0)
        return words.get(form, words["other"]).format_map({**values, "count": count})

    def day(self, day: date) -> str:
        """Return a day as a sentence has it in the language (Unicode CLDR, the long form)."""
        if self.language.tag == DEFAULT:
            return in_words(day)
        return str(format_date(day, "long", locale=self.language.locale))

    @property
    def for_scripts(self) -> Mapping[str, Words]:
        """The words that the scripts of a page say, by their keys there; none where that is English."""
        own = {} if self.language.tag == DEFAULT else texts(self.language.tag)
        return {key.removeprefix(SCRIPT): words for key, words in own.items() if key.startswith(SCRIPT)}

    def list(self, *parts: str) -> str:
        """Return the parts one behind the other, with what the language has for a comma."""
        return self.say("list.comma").join(parts)

    def _found(self, key: str) -> tuple[Words, Locale]:
        own = texts(self.language.tag).get(key)
        return (texts(DEFAULT)[key], Locale.parse(DEFAULT)) if own is None else (own, self.language.locale)


@cache
def texts(tag: str) -> Mapping[str, Words]:
    """Return all words in a language by their keys; none where nobody has translated them.

    A language without words of its own has those of the one that it is a kind of: `pt-BR` those of `pt`.
    """
    for name in dict.fromkeys((tag, tag.partition("-")[0])):
        file = files(__package__).joinpath(FOLDER, f"{name}.toml")
        if name.replace("-", "").isalnum() and file.is_file():
            return {
                f"{table}.{name}": words
                for table, named in tomllib.loads(file.read_text("utf-8")).items()
                for name, words in named.items()
            }
    return {}


ENGLISH = SiteWords()
