"""Which of Material's sets of icons the pages of a site may show."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import material
from mkdocs.config.defaults import MkDocsConfig

ICONS = Path(material.__file__).parent / "templates" / ".icons"
ALWAYS = "material"  # the theme's own templates and styles
REPOSITORY = "fontawesome"  # the icon beside the name of a repository, where the settings name no other
EMOJI = "pymdownx.emoji"  # with it, a page may show any icon


def icon_sets(config: MkDocsConfig, front_matter: Iterable[Any]) -> frozenset[str]:
    """Return the sets that the settings of the site, the theme and the pages speak of.

    A set is a folder of Material's, such as `octicons`; `front_matter` has the values of each page's.
    """
    sets = {path.name for path in ICONS.iterdir() if path.is_dir()}
    if EMOJI in config.markdown_extensions:
        return frozenset(sets)
    words = _words([dict(config.theme), config.extra, *(values.get("icon") for values in front_matter)])
    named = {word.partition("/")[0] for word in words if "/" in word}
    return frozenset(sets & (named | {ALWAYS} | ({REPOSITORY} if config.repo_url else set())))


def _words(value: Any) -> Iterator[str]:
    """The texts in settings, as deep as they go."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            pending += one.values()
        elif isinstance(one, list | tuple):
            pending += one
