"""`html: false`: what an author wrote as HTML shows as it was written, and nothing of a page can run."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from chronicles.importing.sanitizer import RUNS
from chronicles.pages.markdown.dialect import EXTENSIONS
from chronicles.pages.markdown.limited_html import INLINE, NAME

MARKDOWN = Markdown(extensions=[*EXTENSIONS, NAME])


def rendered(text: str) -> str:
    return MARKDOWN.reset().convert(text)


SHOWN = {
    "<script>a()</script>": "<p>&lt;script&gt;a()&lt;/script&gt;</p>",
    "<div onclick=a>\n\n*b*": "<p>&lt;div onclick=a&gt;</p>\n<p><em>b</em></p>",
    '<div markdown="1">\n# A\n</div>': (
        '<p>&lt;div markdown="1"&gt;</p>\n<h1 id="a">A</h1>\n<p>&lt;/div&gt;</p>'
    ),
    "<img src=a onerror=b>": "<p>&lt;img src=a onerror=b&gt;</p>",
    "<a href='b'>c</a>": "<p>&lt;a href='b'&gt;c&lt;/a&gt;</p>",
    "<b>open": "<p>&lt;b&gt;open</p>",
    "a < b && b > c": "<p>a &lt; b &amp;&amp; b &gt; c</p>",
    "<scr<b>ipt>a</b>": "<p>&lt;scr<b>ipt&gt;a</b></p>",
    "a <b onclick='c'>d *e*</b>": "<p>a <b>d <em>e</em></b></p>",
    "<b><i>a</i></b> <i>b<br/></i>": "<p><b><i>a</i></b> <i>b<br />\n</i></p>",
    "<kbd>Ctrl</kbd>+<KBD>C</KBD>": "<p><kbd>Ctrl</kbd>+&lt;KBD&gt;C&lt;/KBD&gt;</p>",
    "`<b>a</b>`": "<p><code>&lt;b&gt;a&lt;/b&gt;</code></p>",
    "a\n\n<!-- questions -->\n\nb": "<p>a</p>\n<!-- questions -->\n<p>b</p>",
    "a <!-- b --> c": "<p>a <!-- b --> c</p>",
    "<!-- a --!><script>b</script> -->": ("<p>&lt;!-- a --!&gt;&lt;script&gt;b&lt;/script&gt; --&gt;</p>"),
    "[a](javascript:b)": "<p><a>a</a></p>",
    "[a](JAVA&#115;cript:b)": "<p><a>a</a></p>",
    "[a][b]\n\n[b]: vbscript:c": "<p><a>a</a></p>",
    "[a](b.md#c)": '<p><a href="b.md#c">a</a></p>',
    "[a](https://example.org)": '<p><a href="https://example.org">a</a></p>',
    "[a](code:b.py#C)": '<p><a href="code:b.py#C">a</a></p>',
    "![a](b.png){ onerror=c .d width=300 }": '<p><img alt="a" class="d" src="b.png" width="300" /></p>',
    "![a](data:image/png;base64,AA)": '<p><img alt="a" src="data:image/png;base64,AA" /></p>',
    "![a](data:image/svg+xml,AA)": '<p><img alt="a" /></p>',
    "# A {: onclick=b style=c .d #e }": '<h1 class="d" id="e">A</h1>',
    "| a |\n|:-:|\n| <u>b</u> |": (
        '<table>\n<thead>\n<tr>\n<th style="text-align: center;">a</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td style="text-align: center;"><u>b</u></td>\n</tr>\n</tbody>\n</table>'
    ),
    '??? note "<script>"\n    a': (
        '<details class="note">\n<summary>&lt;script&gt;</summary>\n<p>a</p>\n</details>'
    ),
    "*[A]: <script>\n\nA": '<p><abbr title="&lt;script&gt;">A</abbr></p>',
}


@pytest.mark.parametrize(("text", "html"), SHOWN.items(), ids=SHOWN)
def test_html_shows_as_it_was_written(text: str, html: str) -> None:
    assert rendered(text) == html


PIECES = [
    *("<", ">", "</", "/>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "?>", '"', "'", "=", " ", "\n"),
    *(
        "\n\n",
        "    ",
        "`",
        "```",
        "*",
        "_",
        "[",
        "](",
        ")",
        "]:",
        "{",
        "{:",
        "}",
        "\\",
        "&lt;",
        "&#60;",
        "&colon;",
    ),
    *("script", "img", "svg", "div", "iframe", "a", "onerror", "onclick", "style", "href", "src", "srcdoc"),
    *(
        "javascript:",
        "data:text/html,",
        "markdown",
        "java\tscript:",
        "x",
        "!",
        "# ",
        "- ",
        "> ",
        '=== "',
        "!!! note ",
    ),
    *sorted(INLINE),
]


class Judge(HTMLParser):
    """What in a rendered text could run, found by another way than it is taken out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in RUNS else []
        for key, value in attrs:
            address = "".join((value or "").split()).lower()
            if key.startswith("on") or key == "srcdoc" or address.startswith(("javascript:", "data:text")):
                self.found.append(f"{tag} {key}")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_nothing_that_is_put_together_runs(text: str) -> None:
    assert Judge(rendered(text)).found == []


def test_the_judge_finds_what_runs() -> None:
    html = '<script>a</script><a HREF="java\nscript:b">c</a><img src=d onerror=e><iframe srcdoc="f"></iframe>'
    assert Judge(html).found == ["script", "a href", "img onerror", "iframe", "iframe srcdoc"]
