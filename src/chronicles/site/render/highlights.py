"""Highlighted code, kept from one build to the next. Touches the disk."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pygments

from chronicles.site.render.highlighting import highlighted

VERSION = f"1 {pygments.__version__}"  # of what is kept: the form, and who made the colors


def highlights_in(cache: Path, known: "Highlights | None" = None) -> "Highlights":
    """Return what is kept in the folder `cache`: `known`, if it is of there."""
    file = cache / "highlights.json"
    return known if known and known.file == file else Highlights(file)


class Highlights:
    """Asked for code, it answers as `highlighted` does; what was asked for is kept in a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._kept = self._read()
        self._asked: dict[str, str] = {}

    def __call__(self, path: str, text: str) -> tuple[str, ...]:
        """Return the lines of `text`, the file `path`, as HTML."""
        key = sha256(f"{path}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
        html = self._asked.get(key, self._kept.get(key))
        if html is None:
            html = "\n".join(highlighted(path, text))
        self._asked[key] = html
        return tuple(html.split("\n"))

    def save(self) -> None:
        """Keep what was asked for since the last time, and nothing else."""
        asked, self._asked = self._asked, {}
        if asked.keys() == self._kept.keys():
            return
        self._kept = asked
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        new.write_text(json.dumps([VERSION, asked]), "utf-8")
        new.replace(self.file)

    def _read(self) -> dict[str, str]:
        try:
            version, kept = json.loads(self.file.read_text("utf-8"))
            return dict(kept) if version == VERSION else {}
        except (OSError, ValueError, TypeError):
            return {}
