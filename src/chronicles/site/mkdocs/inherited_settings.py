"""The files that `mkdocs.yml` inherits from. Touches the disk."""

import re
from collections.abc import Iterator
from pathlib import Path

from chronicles.disk.paths import followed

INHERIT = re.compile(r"""^INHERIT:[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$""", re.MULTILINE)


def inherited(path: Path, seen: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Return the settings that those at `path` inherit, and those that these inherit.

    MkDocs takes the path as seen from the file that says it, and forgets it (mkdocs/utils/yaml.py).
    """
    try:
        said = INHERIT.search(path.read_text("utf-8", "replace"))
    except OSError:
        return
    if said and (parent := followed(path.parent / said[1])) not in seen:
        yield parent
        yield from inherited(parent, seen | {parent})
