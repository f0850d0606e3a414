"""The files that a theme brings, as they were found before: Material has ten thousand icons to pass over."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from chronicles.disk.record_store import RecordStore
from chronicles.site.material.replacement import replaced

KIND = "theme"
Add = Callable[[Any, Any, MkDocsConfig], None]


class ThemeAssets:
    """The static files of a theme; `rules` is the key of all that they depend on."""

    def __init__(self, records: RecordStore, rules: str) -> None:
        self._records = records
        self._rules = rules

    def used(self) -> AbstractContextManager[None]:
        """Let MkDocs ask here for the files of its theme."""

        def make(original: Add) -> Add:
            return lambda files, env, config: self._add(original, files, env, config)

        return replaced(Files, "add_files_from_theme", make)

    def _add(self, original: Add, files: Any, env: Any, config: MkDocsConfig) -> None:
        for path, folder in self._found(original, env, config):
            if files.get_file_from_path(path) is None:  # a file of the pages comes before one of the theme
                files.append(File(path, folder, config.site_dir, config.use_directory_urls))

    def _found(self, original: Add, env: Any, config: MkDocsConfig) -> list[tuple[str, str]]:
        """The files by their paths in the site, each with the folder that has it."""
        known = self._records.get(KIND, [self._rules]).get(self._rules)
        if known is not None:
            return [(path, folder) for path, folder in json.loads(known)]
        theirs = Files([])
        original(theirs, env, config)
        found = [(file.src_uri, str(file.src_dir)) for file in theirs]
        self._records.put(KIND, self._rules, json.dumps(found).encode())
        return found
