"""What the index of a site reads of a page: the same as with Python's parser, whatever HTML there is."""

import random
from typing import Any

import pytest

from chronicles.site.material.search_index import QuickParser
from chronicles.site.render.html_words import tell
from tests.site.test_reading_time import PIECES

Parser = QuickParser.__bases__[0]  # a build puts ours in its place
MORE = [
    *[
        '<h1 id="a">',
        "</h1>",
        '<h2 id="b">',
        "</h2>",
        "<h3>",
        "</h3>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
    ],
    *["<li>", "</li>", "<ul>", "</ul>", "<div data-search-exclude>", '<div class="linenodiv">', "</div>"],
    *['<a class="headerlink" href="#a">', '<p Title="&amp;&quot;x" b>', "<p >", "</p>", "<sub>", "</sub>"],
]


def read(kind: Any, html: str) -> Any:
    """The sections of a page, or the error."""
    parser = kind()
    try:
        parser.feed(html)
        parser.close()
    except ValueError as error:  # Material's own, for tags in a strange order
        return str(error)
    return [(one.id, one.el.tag, one.el.attrs, one.title, one.text, one.is_excluded()) for one in parser.data]


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_the_other_parser_reads(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same pages every time
    pieces = (MORE, [*MORE, *PIECES])[seed % 2]
    for _ in range(300):
        html = "".join(chance.choices(pieces, k=chance.randrange(14)))
        assert read(QuickParser, html) == read(Parser, html), html


def test_plain_html_is_told_without_the_other_parser() -> None:
    told: list[Any] = []

    class Listener:
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told.append((tag, attrs))

        def handle_endtag(self, tag: str) -> None:
            told.append(f"/{tag}")

        def handle_data(self, data: str) -> None:
            told.append(data)

    assert tell('<p A="&lt;" b>x &amp; y<!-- c --><br/>z</p>&', Listener())
    assert told == [("p", [("a", "<"), ("b", None)]), "x & y", ("br", []), "/br", "z", "/p", "&"]
    assert not tell("<p><script></p>", Listener())
    assert not tell("a < b", Listener())
    assert len(told) == 7
