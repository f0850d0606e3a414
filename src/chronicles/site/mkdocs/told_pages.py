"""Tells each page that MkDocs is about to render or to finish, and how many are over."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.site.build_step import FINISHING, RENDERING, BuildStep
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.plugin import ChroniclesPlugin


class _ToldPages:
    """How many pages are over; whom to tell says the plugin, since no process that was forked tells."""

    def __init__(self, plugin: ChroniclesPlugin) -> None:
        self._plugin = plugin
        self._done = self._total = 0
        self._phase = ""

    def populate(self, original: Callable[..., None]) -> Callable[..., None]:
        def rendered(page: Any, config: MkDocsConfig, files: Files, *rest: Any) -> None:
            if self._begins(RENDERING):
                level = InclusionLevel.is_in_serve if self._plugin.options.drafts else None
                self._total = len(files.documentation_pages(**({"inclusion": level} if level else {})))
            self._tell(page.file)
            original(page, config, files, *rest)

        return rendered

    def finish(self, original: Callable[..., None]) -> Callable[..., None]:
        def finished(
            page: Any, config: MkDocsConfig, doc_files: Sequence[File], *rest: Any, **more: Any
        ) -> None:
            if self._begins(FINISHING):
                self._total = len(doc_files)
            self._tell(page.file)
            original(page, config, doc_files, *rest, **more)

        return finished

    def _begins(self, phase: str) -> bool:
        if phase == self._phase:
            return False
        self._phase, self._done = phase, 0
        return True

    def _tell(self, file: File) -> None:
        self._plugin.options.tell(BuildStep(self._phase, self._done, self._total, file.src_uri))
        self._done += 1


@contextmanager
def told_pages(plugin: ChroniclesPlugin) -> Iterator[None]:
    """Let `plugin.options.tell` hear of each page of a build, in the block of `with`."""
    told = _ToldPages(plugin)
    with ExitStack() as stack:
        stack.enter_context(replaced(mkdocs_build, "_populate_page", told.populate))
        stack.enter_context(replaced(mkdocs_build, "_build_page", told.finish))
        yield
