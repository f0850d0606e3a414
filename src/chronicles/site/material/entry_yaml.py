"""The front matter of entries, read by libyaml where it is: MkDocs reads that of all other pages with it."""

import re
from typing import Any

import yaml
from material.plugins.blog import structure

from chronicles.site.material.adapters import Adapter

# What both readers take for the same characters, and for the same ends of lines.
PLAIN = re.compile(r"[\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]*")


class EntryLoader:
    """A loader as `yaml.load` wants it: it has what `SafeLoader` reads, or its error."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_single_data(self) -> Any:
        """Return the value of the text. Raises `yaml.YAMLError` as `SafeLoader` does, in its words."""
        if yaml.__with_libyaml__ and PLAIN.fullmatch(self._text):
            try:
                return yaml.load(self._text, yaml.CSafeLoader)
            except Exception:  # noqa: S110  # whatever it is, the other one says it in its own words
                pass
        return yaml.load(self._text, yaml.SafeLoader)

    def dispose(self) -> None:
        """Give nothing back."""


def quicken_yaml() -> None:
    """Let the blog read here."""
    structure.SafeLoader = EntryLoader


ADAPTER = Adapter("front matter", {"mkdocs-material": "9.8.", "PyYAML": "6."}, quicken_yaml)
