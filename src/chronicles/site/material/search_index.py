"""Material's search index, made in less time: its parser need not see the colors of code.

It goes through a page's HTML tag by tag, and most tags are those that color code: a span a word. None of
them reaches the index. So it is given the page without them, and told of the rest in less time where that is
written plainly.
"""

import re
from typing import Any

from material.plugins.search import plugin
from mkdocs.config.defaults import MkDocsConfig

from chronicles.site.material.adapters import Adapter
from chronicles.site.render.html_words import tell
from chronicles.site.render.line_numbers import without_line_numbers

CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
COLOR = re.compile(r"</?span\b[^<>]*>|<a\b[^<>]*></a>")  # and the empty links that lines are known by
ASKS = "data-search-"  # what a page says to the index


def quicken_search(config: MkDocsConfig) -> None:
    """Let the index of this build take its pages without the colors of their code."""
    index = getattr(config.plugins.get("material/search"), "search_index", None)
    if index is None or not ADAPTER.is_on:
        return
    add = index.add_entry_from_context

    def quickly(page: Any) -> None:
        html = page.content
        page.content = without_colors(html)
        try:
            add(page)
        finally:
            page.content = html

    index.add_entry_from_context = quickly


def without_colors(html: str) -> str:
    """Return the HTML of a page with the code in it as plain text, without numbers of lines.

    >>> without_colors('<pre><code><span class="k">if</span> a &lt; b</code></pre><span>x</span>')
    '<pre><code>if a &lt; b</code></pre><span>x</span>'
    """

    def plain(match: re.Match[str]) -> str:
        return match[0] if ASKS in match[0] else COLOR.sub("", match[0])

    return CODE.sub(plain, without_line_numbers(html))


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
