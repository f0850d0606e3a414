"""The index of the search: what Material's parser finds in a page, in less time, and what is made of it.

The parser goes through a page's HTML tag by tag, and most tags are those that color code: a span a word.
None of them reaches the index. So it is given the page without them, and told of the rest in less time where
that is written plainly.

Where the search is ours (`has_own_search`), no index of Material's is written: each page gives bytes
(`PageTerms`) in place of its entries.
"""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from material.plugins.search import plugin
from mkdocs.config.defaults import MkDocsConfig

from chronicles.site.material.adapters import Adapter
from chronicles.site.render.html_words import tell
from chronicles.site.render.line_numbers import without_line_numbers
from chronicles.site.search.search_files import PageTerms, page_terms
from chronicles.site.search.searched_page import SearchedPage, SearchedSection, plain

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
COLOR = re.compile(r"</?span\b[^<>]*>|<a\b[^<>]*></a>")  # and the empty links that lines are known by
ASKS = "data-search-"  # what a page says to the index
# Ends of elements that stand beside or below each other: their texts are no word together.
BLOCK_END = re.compile(r"</(?:td|th|dt|dd|div|summary|figcaption|caption|section|button|label|time)>")
PLUGIN, OFFLINE = "material/search", "material/offline"
TEMPLATE = Path("partials", "search.html")
Places = Callable[[Any], tuple[Sequence[str], float]]


class SiteIndex:
    """In place of Material's index, of which it takes the entries of a page: what each page gives to ours.

    `places` returns where a page stands, in words, and what its words weigh beside those of others.
    """

    def __init__(self, index: Any, places: Places) -> None:
        self._index = index
        self._places = places
        self.entries: list[bytes] = []

    def add_entry_from_context(self, page: Any) -> None:
        """Add a page, which MkDocs is about to finish; one that is to be left out gives nothing."""
        self._index.add_entry_from_context(page)
        found, self._index.entries = self._index.entries, []
        if found:
            self.entries.append(page_terms(_searched(page, found, *self._places(page))).kept())

    @property
    def pages(self) -> list[PageTerms]:
        """What all pages have given, in their order."""
        return [PageTerms.read(data) for data in self.entries]


def has_own_search(config: MkDocsConfig) -> bool:
    """Whether the site has our search in place of Material's.

    It has not where a setting says so, without Material or its search, with another version of it, where the
    site has a template of its own for it, and where its pages are read as files, which may fetch no others.
    """
    ours, theirs = config.plugins.get("chronicles"), config.plugins.get(PLUGIN)
    offline = config.plugins.get(OFFLINE)
    custom = config.theme.custom_dir
    return bool(
        config.theme.name == "material"
        and ours
        and ours.config.search
        and theirs
        and theirs.config.enabled
        and not (offline and offline.config.enabled)
        and not (custom and Path(custom, TEMPLATE).is_file())
        and ADAPTER.is_on
    )


def turn_index(config: MkDocsConfig, *, is_on: bool) -> None:
    """Let Material write its index at the end of a build or not, where the one of this build is ours."""
    if isinstance(index_of(config), SiteIndex):
        config.plugins[PLUGIN].config.enabled = is_on


def index_of(config: MkDocsConfig) -> Any:
    """Return the index of this build; `None` where nobody makes one."""
    return getattr(config.plugins.get(PLUGIN), "search_index", None)


def given(index: Any, before: int) -> bytes:
    """Return what an index has got since it had `before` entries, for `take`."""
    new = index.entries[before:] if index else []
    return b"".join(new) if isinstance(index, SiteIndex) else json.dumps(new, default=str).encode()


def take(index: Any, data: bytes) -> None:
    """Give an index what another one has got: of one page, in a build with the same settings."""
    if isinstance(index, SiteIndex):
        index.entries += [data] if data else []
    elif index:
        index.entries += json.loads(data)


def prepare_index(config: MkDocsConfig, places: Places) -> None:
    """Let the index of this build be ours, where it is to be, and take pages without the colors of code."""
    index = index_of(config)
    if index is None or not ADAPTER.is_on:
        return
    is_own = has_own_search(config)
    _quicken(index, is_apart=is_own)
    if is_own:
        plugin_of_material: Any = config.plugins[PLUGIN]
        plugin_of_material.search_index = SiteIndex(index, places)


def _quicken(index: Any, *, is_apart: bool) -> None:
    add = index.add_entry_from_context

    def quickly(page: Any) -> None:
        html = page.content
        page.content = without_colors(html)
        if is_apart:
            page.content = BLOCK_END.sub(r" \g<0>", page.content)
        try:
            add(page)
        finally:
            page.content = html

    index.add_entry_from_context = quickly


def _searched(
    page: Any, entries: Sequence[dict[str, Any]], places: Sequence[str], weight: float
) -> SearchedPage:
    sections = [
        SearchedSection.of_html(entry["location"].partition("#")[2], entry["title"], entry["text"])
        for entry in entries
    ]
    boost = entries[0].get("boost", 1)
    return SearchedPage(
        page.url,
        sections[0].title or plain(str(page.title)),
        places,
        sections,
        entries[0].get("tags", ()),
        weight * boost if isinstance(boost, int | float) else weight,
    )


def without_colors(html: str) -> str:
    """Return the HTML of a page with the code in it as plain text, without numbers of lines.

    >>> without_colors('<pre><code><span class="k">if</span> a &lt; b</code></pre><span>x</span>')
    '<pre><code>if a &lt; b</code></pre><span>x</span>'
    """

    def plainly(match: re.Match[str]) -> str:
        return match[0] if ASKS in match[0] else COLOR.sub("", match[0])

    return CODE.sub(plainly, without_line_numbers(html))


class QuickParser(plugin.Parser):  # type: ignore[misc]
    """Material's own, which is told the same, without Python's parser where it can be."""

    def feed(self, data: str) -> None:
        """Take a whole page."""
        if not tell(data, self):
            super().feed(data)


def quicken_parser() -> None:
    """Let the index read pages so."""
    plugin.Parser = QuickParser


# Another version may look at what is left out here.
ADAPTER = Adapter("search", {"mkdocs-material": "9.8."}, quicken_parser)
