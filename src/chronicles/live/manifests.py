"""What the demo reads first: which packs make a state, where they go, how big they are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chronicles.disk.cache import key

FOLDER = "assets/live"  # of the site: what demos fetch
PROJECT = "/project"
STDLIB = "/lib/python3.14"
ZONES = "tzdata.zones"  # as if it were a module: the pack with the rest of the time zones
SITE_PACKAGES = f"{STDLIB}/site-packages"


@dataclass(frozen=True, slots=True)
class ManifestPack:
    """A pack of a demo: its URL below `assets/live/`, the folder it is unpacked to, its size and hash.

    One with `modules` is fetched only once somebody imports one of them, or asks for what a name stands for.
    """

    url: str
    to: str
    bytes: int
    sha256: str
    modules: tuple[str, ...] = ()

    @property
    def entry(self) -> dict[str, Any]:
        """The part as the manifest has it."""
        said = {"url": self.url, "to": self.to, "bytes": self.bytes, "sha256": self.sha256}
        return said | ({"when": "later", "modules": list(self.modules)} if self.modules else {"when": "boot"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """A state that can be run: see the keys of `text`.

    `engine` is what has to come besides the packs, in bytes as a host sends them. `left_out` says of modules
    that the project has elsewhere why it goes without them here.
    """

    state: str
    title: str
    facts: Mapping[str, Any]
    pyodide: str
    parts: Sequence[ManifestPack]
    static: Mapping[str, str]
    engine: int
    bytecode: bool
    left_out: Mapping[str, str] = field(default_factory=dict)
    version: int = field(default=1)

    @property
    def download(self) -> int:
        """How many bytes a reader fetches before the first page."""
        return self.engine + sum(part.bytes for part in self.parts if not part.modules)

    @property
    def text(self) -> bytes:
        """The manifest as it is written; `build` is another one whenever anything in it is."""
        url = self.facts["static"]
        said = {
            "version": self.version,
            "state": self.state,
            "title": self.title,
            "settings": self.facts["settings"],
            "application": self.facts["application"],
            "root": PROJECT,
            "pyodide": self.pyodide,
            "packs": [part.entry for part in self.parts],
            "static": {"url": url, "files": dict(self.static)} if url else None,
            "download": self.download,
            "users": self.facts["users"],
            "bytecode": self.bytecode,
            "leftOut": dict(self.left_out),
        }
        said["build"] = key(json.dumps(said, sort_keys=True))[:16]
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
