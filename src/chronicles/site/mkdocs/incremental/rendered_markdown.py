"""Lets MkDocs render only the Markdown that it has not rendered before."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from chronicles.disk.cache import key
from chronicles.disk.record_store import RecordStore
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.incremental.page_value import RecordingFiles, from_bytes, of_page
from chronicles.site.mkdocs.incremental.told_warnings import warnings_told

KIND = "html"
Render = Callable[[Any, MkDocsConfig, Any], None]


class RenderedMarkdown:
    """What pages became in earlier builds, by their text, their address and the `rules` of the build."""

    def __init__(self, records: RecordStore, rules: str) -> None:
        self._records = records
        self._rules = rules

    def used(self) -> AbstractContextManager[None]:
        """Let MkDocs' pages come from here for a while; those that render in a way of their own do so."""

        def make(original: Render) -> Render:
            return lambda page, config, files: self._render(original, page, config, files)

        return replaced(Page, "render", make)

    def _render(self, original: Render, page: Any, config: MkDocsConfig, files: Files) -> None:
        name = key(self._rules, page.file.src_uri, page.file.url, page.markdown or "")
        known = self._records.get(KIND, [name]).get(name)
        if known is not None and (value := from_bytes(known)).holds(files):
            value.put_into(page, files)
            return
        recording = RecordingFiles(files)
        with warnings_told() as warned:
            original(page, config, recording)
        if not warned and page.links_to_anchors is not None:  # a warning has to be told each time
            self._records.put(KIND, name, of_page(page, recording.lookups).to_bytes())
