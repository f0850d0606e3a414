"""The language of a site, by the name that Material has for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from chronicles.problems import Refused, nearest

DEFAULT = "en"
# What Unicode CLDR calls the languages of Material that it has another name for.
CLDR_NAMES: Mapping[str, str] = {"ku-IQ": "ckb", "sh": "sr_Latn"}


@dataclass(frozen=True, slots=True)
class SiteLanguage:
    """A language by its tag (BCP 47), such as `de` or `pt-BR`."""

    tag: str = DEFAULT

    @property
    def locale(self) -> Locale:
        """The language as Unicode CLDR has it; English for one that CLDR does not know."""
        name = CLDR_NAMES.get(self.tag, self.tag)
        for one in (name, name.replace("_", "-").partition("-")[0]):
            try:
                return Locale.parse(one.replace("-", "_"))
            except (UnknownLocaleError, ValueError):
                continue
        return Locale.parse(DEFAULT)

    @property
    def direction(self) -> str:
        """The direction of its script, as the attribute `dir` has it: `ltr` or `rtl`."""
        return str(self.locale.text_direction)


def site_language(said: object, known: Collection[str]) -> SiteLanguage:
    """Return the language that the setting `theme: language` says; nothing is English.

    `known` are the languages that the theme has. Raises `Refused` for any other, with the way to mend it.
    """
    if said is None:
        return SiteLanguage()
    tag = said if isinstance(said, str) else f"{said}"
    if tag in known:
        return SiteLanguage(tag)
    if said is False:  # YAML takes the name of Norwegian, `no`, for this
        raise Refused("'language' of the theme is false, which is what YAML makes of 'no'", "Write 'nb'.")
    names = {name.casefold().replace("_", "-"): name for name in known}
    if (close := names.get(tag.casefold().replace("_", "-"))) is not None:
        mend = f"Write '{close}'."
    else:
        base = tag.replace("_", "-").partition("-")[0].casefold()
        mend = f"Write '{base}'." if base in known else nearest(tag, known, _all(known))
    raise Refused(f"the theme has no language {tag!r}", mend)


def _all(known: Collection[str]) -> str:
    return f"It has {', '.join(sorted(known))}."
