"""Lets MkDocs finish only the pages that would become other than they were."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from chronicles.disk.record_store import RecordStore
from chronicles.disk.worker_processes import in_workers
from chronicles.site.build_step import FINISHING
from chronicles.site.material.replacement import replaced
from chronicles.site.material.search_index import given, index_of, take
from chronicles.site.mkdocs.incremental.output_stamps import OutputStamps
from chronicles.site.mkdocs.incremental.page_keys import PageKeys, Shell
from chronicles.site.mkdocs.incremental.prerendered_pages import stay_silent, tell_done
from chronicles.site.mkdocs.incremental.told_warnings import warnings_told

KIND = "search"
Build = Callable[..., None]


class FinishedPages:
    """The pages of the site of before; `records` has what each gave to the search index.

    `shell` returns the key of what every page shows, when the first of them is asked for. Where there is
    nothing of before, all cores finish pages (`is_first`).
    """

    def __init__(
        self,
        stamps: OutputStamps,
        records: RecordStore,
        rules: str,
        shell: Callable[[], Shell],
        *,
        is_first: bool,
    ) -> None:
        self._stamps = stamps
        self._records = records
        self._rules = rules
        self._shell = shell
        self._is_first = is_first
        self._keys: PageKeys | None = None
        self._elsewhere: dict[str, tuple[str | None, bytes]] = {}
        self.made: list[str] = []
        self.reused = 0

    def used(self) -> AbstractContextManager[None]:
        """Let MkDocs ask here for each page that it is about to finish."""

        def make(original: Build) -> Build:
            return lambda *words, **more: self._build(original, *words, **more)

        return replaced(mkdocs_build, "_build_page", make)

    def _build(
        self,
        original: Build,
        page: Any,
        config: MkDocsConfig,
        doc_files: Sequence[File],
        nav: Any,
        env: Any,
        *rest: Any,
        **more: Any,
    ) -> None:
        index = index_of(config)
        if self._keys is None:
            self._keys = PageKeys(self._rules, self._shell(), config, nav, env)
            if self._is_first:
                self._finish_all(original, config, doc_files, nav, env, index)
        if page.file.src_uri in self._elsewhere:
            self._take(page, index)
            return
        key = self._keys.key_of(page)
        if key is not None and self._reused(key, page, index):
            self.reused += 1
            return
        before = len(index.entries) if index else 0
        original(page, config, doc_files, nav, env, *rest, **more)
        self.made.append(page.file.src_uri)
        self._stamps.made(page.file.dest_uri)
        if key is not None:
            self._records.put(KIND, key, given(index, before))

    def _reused(self, key: str, page: Any, index: Any) -> bool:
        known = self._records.get(KIND, [key]).get(key)
        if known is None or not self._stamps.reuse(page.file.dest_uri, key):
            self._stamps.keys[page.file.dest_uri] = key
            return False
        take(index, known)
        return True

    def _finish_all(
        self,
        original: Build,
        config: MkDocsConfig,
        doc_files: Sequence[File],
        nav: Any,
        env: Any,
        index: Any,
    ) -> None:
        """Let other processes write pages, and note what each gave to the search index."""
        assert self._keys is not None, "the first page has been asked for"
        keys = self._keys

        def work(file: Any) -> tuple[str | None, bytes]:
            stay_silent(config)
            self._records.forked()
            page, before = file.page, len(index.entries) if index else 0
            key = keys.key_of(page)
            with warnings_told() as told:
                original(page, config, doc_files, nav, env, excluded=file.inclusion.is_excluded())
            if told:
                raise RuntimeError("what is told of a page has to be told by the process that is listened to")
            return key, given(index, before)

        told = tell_done(config, FINISHING, len(doc_files))
        for at, found in in_workers(doc_files, work, told).items():
            self._elsewhere[doc_files[at].src_uri] = found

    def _take(self, page: Any, index: Any) -> None:
        """Take a page that another process has finished."""
        key, entries = self._elsewhere.pop(page.file.src_uri)
        self.made.append(page.file.src_uri)
        self._stamps.made(page.file.dest_uri)
        take(index, entries)
        if key is not None:
            self._stamps.keys[page.file.dest_uri] = key
            self._records.put(KIND, key, entries)
