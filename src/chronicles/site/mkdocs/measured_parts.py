"""Lets a recorder measure what MkDocs and its plugins do for a page, and for all of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import mkdocs.commands.build as mkdocs_build
from jinja2 import Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from chronicles.site.build_recorder import BuildRecorder
from chronicles.site.build_step import FINISHING, RENDERING
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.incremental.page_keys import PageKeys

OURS = "chronicles"
# What the plugins of Material do, in the words of an author.
PLUGINS = {
    "material/blog": "lists and beginnings of entries",
    "material/search": "search index",
    "material/tags": "tags",
}
PARTS = (
    (Page, "render", "Markdown"),
    (Template, "render", "templates"),
    (File, "copy_file", "copying and linking files"),
    (PageKeys, "key_of", "looking at what pages show"),
)
Make = Callable[[Callable[..., Any]], Callable[..., Any]]


@contextmanager
def measured_parts(recorder: BuildRecorder, config: MkDocsConfig) -> Iterator[None]:
    """Measure each page and each part of a build, in the block of `with`."""
    with ExitStack() as stack:
        stack.enter_context(replaced(mkdocs_build, "_populate_page", _page(recorder, RENDERING)))
        stack.enter_context(replaced(mkdocs_build, "_build_page", _page(recorder, FINISHING)))
        for owner, name, part in PARTS:
            stack.enter_context(replaced(owner, name, _part(recorder, part)))
        stack.enter_context(_measured_plugins(recorder, config))
        yield


def _page(recorder: BuildRecorder, what: str) -> Make:
    return _within(lambda page: recorder.page(what, page.file.src_uri))


def _part(recorder: BuildRecorder, name: str) -> Make:
    return _within(lambda *words: recorder.part(name))


def _within(block: Callable[..., AbstractContextManager[None]]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*words: Any, **more: Any) -> Any:
            with block(*words[:1]):
                return original(*words, **more)

        return measured

    return make


@contextmanager
def _measured_plugins(recorder: BuildRecorder, config: MkDocsConfig) -> Iterator[None]:
    """Measure what each plugin but ours does for an event: ours says by itself what it does."""
    plugins: Any = config.plugins
    events, origins = plugins.events, plugins._event_origins
    before = {name: list(methods) for name, methods in events.items()}
    for methods in events.values():
        for at, method in enumerate(methods):
            origin = origins.get(method, OURS)
            if origin != OURS:
                methods[at] = _part(recorder, PLUGINS.get(origin, f"plugin {origin}"))(method)
                origins[methods[at]] = origin
    try:
        yield
    finally:
        for name, methods in before.items():
            for wrapped in events[name]:
                if wrapped not in methods:
                    origins.pop(wrapped, None)
            events[name][:] = methods
