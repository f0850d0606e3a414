"""The beginnings of entries in the lists of Material's blog, rendered once each instead of once in each list.

Material renders the whole entry anew for every list that shows how it begins. Here only the beginning is
rendered, where it does not depend on the rest, and only its links are made anew in each list.

In one thing the result is another: Material's own, rendered with an engine that remembers the times before,
counts blocks of code, tabs and notes on from list to list. Here each list has the numbers of the first.
"""

from collections import UserString
from collections.abc import Callable, Iterable
from copy import copy, deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from material.plugins.blog import plugin, structure
from material.plugins.blog.structure import Excerpt
from material.plugins.blog.structure.markdown import ExcerptTreeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from chronicles.site.material.adapters import Adapter
from chronicles.site.material.known_extensions import all_known
from chronicles.site.render.entry_beginning import Beginning, beginning

KEPT = "chronicles_excerpts"


@dataclass(frozen=True, slots=True)
class _Tree:
    """What an entry is before its links are made: its elements, the raw HTML put away, its contents."""

    root: Element | None
    stash: list[Any]
    toc: list[Any]


class _Engine:
    """Renders the entries of a site in two steps: what is the same in each list, and what is not."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        config = structure._patch(config)
        self._markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        self._excerpt = ExcerptTreeprocessor(None)
        self._links = _RelativePathTreeprocessor(None, files, config)  # type: ignore[arg-type]
        self._markdown.treeprocessors.register(self._excerpt, "excerpt", 0)
        self._markdown.treeprocessors.register(self._links, "relpath", 1)
        steps = list(self._markdown.treeprocessors)
        self._before = steps[: steps.index(self._links)]
        self._behind = steps[len(self._before) :]
        options = config.mdx_configs.get("pymdownx.superfences") or {}
        self.has_own_fences = bool(options.get("custom_fences"))

    def tree(self, source: str) -> _Tree:
        """Return what does not depend on the list that shows the entry."""
        md: Any = self._markdown
        md.reset()
        if not source.strip():
            return _Tree(None, [], [])
        md.lines = source.split("\n")
        for step in md.preprocessors:
            md.lines = step.run(md.lines)
        root = _treated(md.parser.parseDocument(md.lines).getroot(), self._before)
        return _Tree(root, md.htmlStash.rawHtmlBlocks, getattr(md, "toc_tokens", []))

    def html(self, tree: _Tree, file: Any, post: Page, page: Page) -> str:
        """Return the HTML of a tree as `page` shows it."""
        if tree.root is None:
            return ""
        md = self._markdown
        md.htmlStash.rawHtmlBlocks = list(tree.stash)
        md.htmlStash.html_counter = len(tree.stash)
        self._links.file, self._links.links_to_anchors = file, {}
        self._excerpt.page, self._excerpt.base = post, page
        output = md.serializer(_treated(deepcopy(tree.root), self._behind))
        start, end = output.find(f"<{md.doc_tag}>"), output.rfind(f"</{md.doc_tag}>")
        output = output[start + len(md.doc_tag) + 2 : end].strip() if end >= 0 else ""
        for step in md.postprocessors:
            output = step.run(output)
        return output.strip()


def _treated(root: Element, steps: Iterable[Treeprocessor]) -> Element:
    for step in steps:
        changed = step.run(root)
        root = root if changed is None else changed
    return root


class _Rest(UserString):
    """What follows a beginning: made only for a template that shows it, most ask no more than whether it is.

    It is never empty.
    """

    def __init__(self, made: Callable[[], str]) -> None:
        self._made = made

    @cached_property
    def data(self) -> str:  # type: ignore[override]
        """The HTML."""
        return self._made()

    def __bool__(self) -> bool:
        return True


class QuickExcerpt(Excerpt):  # type: ignore[misc]
    """Material's excerpt, with the engine of all others, and what it makes of the entry kept."""

    def __init__(self, post: Any, config: MkDocsConfig, files: Files) -> None:
        # As upstream, but for the engine.
        self.file, self.post = copy(post.file), post
        self._set_canonical_url(config.site_url)
        self.config, self.meta = post.config, post.meta
        self.authors: list[Any] = []
        self.categories: list[Any] = []
        self.more: Any = None
        self._engine = _engine(config, files)
        self._trees: dict[str, _Tree] = {}
        self._beginnings: dict[str, Beginning | None] = {}  # of one text: a second one takes its place

    def render(self, page: Page, separator: str) -> None:
        """Make the HTML of the beginning as `page` shows it, a list."""
        self.markdown = self.post.markdown
        if not self.post._title_from_render:
            self.markdown = f"# {self.post.title}\n\n{self.markdown}"
        source = self.markdown
        begun = self._begun(source, separator)
        content, tree = self._html(begun.text if begun else source, page)
        if begun and (content.count(separator) != 1 or not tree.toc):
            begun = None
            content, tree = self._html(source, page)
        self.content, *more = content.split(separator, 1)
        if more:
            self.more = more[0]
        if begun and begun.has_rest:
            self.more = _Rest(lambda: self._html(source, page)[0].split(separator, 1)[1])
        self.toc = get_toc(tree.toc)
        self.file.url = self.post.url

    def _begun(self, source: str, separator: str) -> Beginning | None:
        if source not in self._beginnings:
            found = beginning(source, separator, fences=not self._engine.has_own_fences)
            self._beginnings = {source: found}
        return self._beginnings[source]

    def _html(self, source: str, page: Page) -> tuple[str, _Tree]:
        self.file.url = page.url
        if source not in self._trees:
            self._trees[source] = self._engine.tree(source)
        try:
            return self._engine.html(self._trees[source], self.file, self.post, page), self._trees[source]
        finally:
            self.file.url = self.post.url


def _engine(config: MkDocsConfig, files: Files) -> _Engine:
    """The engine of a site. It is kept where it ends with the site: it knows its files, and so all of it."""
    kept: dict[str, _Engine] = vars(files)
    if KEPT not in kept:
        kept[KEPT] = _Engine(config, files)
    return kept[KEPT]


def excerpt(post: Any, config: MkDocsConfig, files: Files) -> Excerpt:
    """Return how an entry begins: as Material itself has it where we do not know an extension."""
    return (QuickExcerpt if all_known(config.markdown_extensions) else Excerpt)(post, config, files)


def quicken_excerpts() -> None:
    """Let the blog make its excerpts here."""
    plugin.Excerpt = excerpt


ADAPTER = Adapter(
    "excerpts", {"mkdocs-material": "9.8.", "mkdocs": "1.6.", "Markdown": "3."}, quicken_excerpts
)
