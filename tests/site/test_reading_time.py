"""How long an entry takes to read: the same as Material says, whatever HTML there is."""

import random

import pytest
from material.plugins.blog.readtime import readtime
from material.plugins.blog.readtime.parser import ReadtimeParser

from chronicles.site.material.reading_time import reading_time
from chronicles.site.render.html_words import text_and_pictures

PIECES = [
    *[
        "word",
        " ",
        "\n",
        "two words",
        "1.5",
        "a-b",
        "it's",
        "&amp;",
        "&lt;p&gt;",
        "&#65;",
        "&#x41;",
        "&nbsp;",
    ],
    *[
        "&",
        "&am",
        "p;",
        "&lt",
        "&notit;",
        "&#12",
        ";",
        "&;",
        "&copy",
        "& b",
        "&unknown;",
        "\u2028",
        "é",
        "漢字",
    ],
    *["<p>", "</p>", "<p", ">", "<", "< p>", "<em>", "</em >", "<br>", "<br/>", "<br />", "</br>", "<h1>"],
    *[
        '<img src="a">',
        '<img src="a" />',
        "<img/>",
        "<IMG>",
        "<image>",
        "<img\nalt>",
        "</img>",
        "<img src=a>",
    ],
    *[
        '<a href="x" title="a > b">',
        "<a href='x>'>",
        "</a>",
        '<a b="c"d="e">',
        "<a b=c>",
        "<a =b>",
        '<a "b">',
    ],
    *["<!-- c -->", "<!---->", "<!-->", "<!--->", "<!-- a > b -->", "<!-- <p> -->", "<!--", "-->", "--!>"],
    *["<!-- a -- b -->", "<!x>", "<![CDATA[x]]>", "<?php a > b ?>", "<!doctype html>", "</>", "</ p>"],
    *["<script>", "a < b && c", "</script>", "<style>", "</style>", "<svg>", '<path d="M0 0" />', "</svg>"],
    *["<title>", "</title>", "<textarea>", "</textarea>", "<object>", "</object>", "<plaintext>", "<xmp>"],
    *[
        "<h10>",
        "<x-y>",
        "<a:b>",
        "<p/a>",
        "</p a>",
        '</p a="b">',
        "<p\x0ca>",
        "\x00",
        "<p\x00>",
        "<1>",
        '"',
        "'",
    ],
]


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_material_says(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same pages every time
    for _ in range(300):
        html = "".join(chance.choices(PIECES, k=chance.randrange(12)))
        # With a minute a word, each word more is a minute more.
        assert reading_time(html, 1) == readtime(html, 1), html
        parser = ReadtimeParser()
        parser.feed(html)
        parser.close()
        assert text_and_pictures(html) in (None, ("".join(parser.text), parser.images)), html


def test_what_pages_are_made_of_needs_no_parser() -> None:
    html = (
        '<h1 id="a">A<a class="headerlink" href="#a" title="Permanent link">&para;</a></h1>\n'
        '<p>Fish &amp; <em>chips</em>.<br />\n<img alt="" src="a.png" /></p><!-- more -->\n'
        '<div class="language-python highlight"><pre><span></span><code>'
        '<span id="__span-0-1"><span class="k">if</span></span></code></pre></div>'
    )
    assert text_and_pictures(html) == ("A¶\nFish & chips.\n\nif", 1)


@pytest.mark.parametrize("html", ["<svg><path></svg>a", "&am<b>p;</b>", "<p title=a>", "a < b", "<script>"])
def test_the_rest_is_left_to_the_parser(html: str) -> None:
    assert text_and_pictures(html) is None
    assert reading_time(html, 1) == readtime(html, 1)
