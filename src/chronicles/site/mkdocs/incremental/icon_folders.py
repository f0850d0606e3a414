"""The folders of icons that an author keeps beside the theme's."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from chronicles.disk.paths import followed

EMOJI = "pymdownx.emoji"


def icon_folders(config: MkDocsConfig) -> list[Path]:
    """Return the folders of `custom_icons`; Material's emoji puts the files in them into pages."""
    root = Path(config.config_file_path or "").parent
    return [followed(root / folder) for folder in _said(config)]


def _said(config: MkDocsConfig) -> Iterator[str]:
    for name, settings in config.mdx_configs.items():
        if name.partition(":")[0] == EMOJI:
            yield from map(str, (settings.get("options") or {}).get("custom_icons") or ())
