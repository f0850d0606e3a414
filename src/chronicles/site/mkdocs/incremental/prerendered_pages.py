"""Renders the Markdown of many pages on all cores, before MkDocs renders them one by one."""

import dataclasses
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from chronicles.disk.record_store import RecordStore
from chronicles.disk.worker_processes import in_workers
from chronicles.site.build_step import RENDERING, BuildStep, tell_nobody
from chronicles.site.material.replacement import replaced

Populate = Callable[..., None]


class PrerenderedPages:
    """What other processes make of pages, for `records`, where this process finds it."""

    def __init__(self, records: RecordStore) -> None:
        self._records = records
        self._is_done = False

    def used(self) -> AbstractContextManager[None]:
        """Let MkDocs render all pages at once, when it is about to read the first."""

        def make(original: Populate) -> Populate:
            return lambda page, config, files, *rest: self._populate(original, page, config, files, *rest)

        return replaced(mkdocs_build, "_populate_page", make)

    def _populate(
        self, original: Populate, page: Any, config: MkDocsConfig, files: Files, *rest: Any
    ) -> None:
        if not self._is_done:
            self._is_done = True
            self._render_all(config, files)
        original(page, config, files, *rest)

    def _render_all(self, config: MkDocsConfig, files: Files) -> None:
        pages = [file for file in files.documentation_pages() if _is_rendered(file.page)]

        def work(file: Any) -> dict[tuple[str, str], bytes]:
            stay_silent(config)
            self._records.forked()
            page = file.page or Page(None, file, config)
            mkdocs_build._populate_page(page, config, files)
            return dict(self._records.new)

        for found in in_workers(pages, work, tell_done(config, RENDERING, len(pages))).values():
            for (kind, key), data in found.items():
                self._records.put(kind, key, data)


def tell_done(config: MkDocsConfig, phase: str, total: int) -> Callable[[int], None]:
    """Return what tells how many pages of a phase other processes are over with."""
    plugin: Any = config.plugins["chronicles"]
    return lambda done: plugin.options.tell(BuildStep(phase, done, total))


def stay_silent(config: MkDocsConfig) -> None:
    """Let a process that was forked tell nobody what it does: it may not use the terminal of its parent."""
    plugin: Any = config.plugins["chronicles"]
    plugin.options = dataclasses.replace(plugin.options, tell=tell_nobody)


def _is_rendered(page: Any) -> bool:
    """Whether it is Markdown that a page is made of."""
    return page is None or type(page).render is Page.render
