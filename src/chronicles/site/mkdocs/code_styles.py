"""Whether the author of a site has said how code is drawn: then its HTML keeps every class for that."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

STYLES = (".css", ".html")
# A color of Material's by name, the element around code, a class of Pygments: one or two letters.
SIGN = re.compile(
    r"--md-code-hl-(?!color\b)|\.(?:highlight|codehilite)(?![\w-])|\.[a-z]{1,2}\d?(?=[\s,:.{>+~)])"
)


def colors_code(config: MkDocsConfig) -> bool:
    """Return whether a stylesheet or a template of the author's may color code. Reads them.

    So it is taken to be of what cannot be read: a stylesheet of another host, another theme.
    """
    if config.theme.name != "material":
        return True
    if any(urlsplit(str(style)).netloc for style in config.extra_css):
        return True
    return any(SIGN.search(text) for text in map(_text, _files(config)))


def _files(config: MkDocsConfig) -> Iterator[Path]:
    for style in config.extra_css:
        yield Path(config.docs_dir, str(style))
    if folder := config.theme.custom_dir:
        yield from (path for path in sorted(Path(folder).rglob("*")) if path.suffix in STYLES)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:  # ours, which lies in the theme, or one that MkDocs tells of
        return ""
