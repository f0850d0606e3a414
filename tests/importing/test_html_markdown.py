"""HTML as Markdown: what it means stays, what may run and what nobody saw does not come in."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from chronicles.importing.account import Fate
from chronicles.importing.formats.html_markdown import markdown_of, unseen_of
from chronicles.importing.formats.html_tree import html_tree
from chronicles.pages.markdown import limited_html
from chronicles.pages.markdown.dialect import Dialect
from chronicles.problems import Refused
from tests.examples import examples
from tests.importing.shapes import one, texts

DIALECT = Dialect()
SITE = Markdown(
    extensions=[*DIALECT.extensions, limited_html.NAME],
    extension_configs={name: dict(values) for name, values in DIALECT.settings.items()},
)


def shown(html: str) -> BeautifulSoup:
    """What this site shows of HTML that was imported."""
    SITE.reset()
    return BeautifulSoup(SITE.convert(markdown_of(html)), "html.parser")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<p>10<sup>6</sup> bytes, H<sub>2</sub>O, <del>gone</del>, <kbd>Ctrl</kbd></p>",
            "10<sup>6</sup> bytes, H<sub>2</sub>O, <del>gone</del>, <kbd>Ctrl</kbd>",
        ),
        (
            "<mark>seen</mark> <u>a</u> <s>b</s> <strike>c</strike>",
            "<mark>seen</mark> <u>a</u> <s>b</s> <s>c</s>",
        ),
        ("<p><b>bold </b>and<i> leaning</i></p>", "**bold** and *leaning*"),
        ("<p>one<br>two</p>", "one  \ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        ('<abbr title="Object &amp; Relation">ORM</abbr>', '<abbr title="Object &amp; Relation">ORM</abbr>'),
        ("<details><summary>More</summary><p>Text.</p></details>", '??? "More"\n\n    Text.'),
        ('<details open><summary>A "b"</summary>Text.</details>', '???+ "A &quot;b&quot;"\n\n    Text.'),
        (
            '<figure><img src="https://e.org/a b.png" alt="A"><figcaption>My words</figcaption></figure>',
            "![A](https://e.org/a%20b.png)\n\nMy words",
        ),
        (
            '<a href="https://example.org/a_(b)" title="T">x [y]</a>',
            '[x \\[y\\]](https://example.org/a_%28b%29 "T")',
        ),
        ('<a href="#note-1">back</a> <a href="javascript:alert(1)">no</a>', "back no"),
        (
            "<ul><li>one<ul><li>two<ol start=3><li>x</li><li>y</li></ol></li></ul></li></ul>",
            ("- one\n    - two\n        3. x\n        4. y"),
        ),
        (
            "<ul><li><input type=checkbox checked> done</li><li><input type=checkbox> to do</li></ul>",
            ("- [x] done\n- [ ] to do"),
        ),
        ("<ol><li><p>one</p><p>more</p></li><li><p>two</p></li></ol>", "1. one\n\n    more\n\n2. two"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\n:   Meaning"),
        ("<blockquote><p>one</p><p>two</p></blockquote>", "> one\n>\n> two"),
        ("<p>above</p><!--more--><p>below</p>", "above\n\n<!-- more -->\n\nbelow"),
        ("<p>above</p><!-- more to read --><p>below</p>", "above\n\n<!-- more -->\n\nbelow"),
        (
            '<div class="markdown-alert markdown-alert-note"><p class="markdown-alert-title">Note</p>'
            "<p>A.</p></div>",
            "!!! note\n\n    A.",
        ),
        (
            '<div class="admonition warning"><p class="admonition-title">Care</p><p>A.</p><p>B.</p></div>',
            '!!! warning "Care"\n\n    A.\n\n    B.',
        ),
        ('<p class="admonition-title">Alone</p><p>A.</p>', "Alone\n\nA."),
        ("<div class=note><p>A.</p></div>", "A."),
        ("<ul><li>one<ul><li>two</li></ul>behind</li></ul>", "- one\n\n    - two\n\n    behind"),
        ("<h2>C# and F ##</h2><h3>#</h3>", "## C# and F \\#\\#\n\n### \\#"),
        ("<h2>Head <code>x</code></h2><p>Text</p>", "## Head `x`\n\nText"),
        ("<p>a ``b`` <code>c `d`</code></p>", "a \\`\\`b\\`\\` `` c `d` ``"),
    ],
)
def test_html_is_written_as_people_would_write_it(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<pre><code class="language-python">{}</code></pre>', "python"),
        ('<pre class="brush: ruby; gutter: true">{}</pre>', "ruby"),
        ('<pre class="brush:php">{}</pre>', "php"),
        ('<pre data-code-block-lang="javascript"><span class="pre--content">{}</span></pre>', "javascript"),
        ('<div class="highlight highlight-source-python"><pre>{}</pre></div>', "python"),
        ('<div class="highlight highlight-text-html-basic"><pre>{}</pre></div>', "html"),
        ('<div class="language-go highlighter-rouge"><div class="highlight"><pre>{}</pre></div></div>', "go"),
        (
            '<figure class="highlight"><pre><code class="x" data-lang="ruby">{}</code></pre></figure>',
            "ruby",
        ),
        ('<pre class="sourceCode haskell"><code>{}</code></pre>', "haskell"),
        ('<pre><code class="hljs language-c++">{}</code></pre>', "c++"),
        ('<pre class="wp-block-code"><code lang="css" class="language-css">{}</code></pre>', "css"),
        ('<pre class="EnlighterJSRAW" data-enlighter-language="sql">{}</pre>', "sql"),
        ("<pre>{}</pre>", ""),
        ('<div class="language-go"><p>a</p><pre>{}</pre><pre>x</pre></div>', ""),
        ('<pre><code class="language-py`&quot;{{onclick">{}</code></pre>', "py"),
    ],
)
def test_code_has_its_language_wherever_a_program_wrote_it(html: str, language: str) -> None:
    assert f"```{language}\nx = 1\n```" in markdown_of(html.format("x = 1"))


CODE = 'def f():\n\n\n    return "<b>|&amp;"  \n\tx = `1`\n# no heading\n- no item\n```\nfence\n~~~\n\\*'


def as_shown(code: str) -> str:
    """Code as Python-Markdown shows all code: a tab is blanks, and a line of blanks alone is empty."""
    lines = [line.expandtabs(4) for line in code.split("\n")]
    return "\n".join(line if line.strip() else "" for line in lines)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize(
    "html",
    [
        "<pre>\n{}\n</pre>",
        "<p>a</p><pre><code>{}</code></pre><p>b</p>",
        "<ul><li>one<pre>{}</pre></li><li>two</li></ul>",
        "<ul><li><pre>{}</pre></li><li>two</li></ul>",
        "<ol><li>a<ul><li><p>b</p><pre>{}</pre><p>c</p></li></ul></li></ol>",
        "<blockquote><p>a</p><pre>{}</pre></blockquote>",
        "<details><summary>S</summary><pre>{}</pre></details>",
        "<div><div><pre>{}</pre></div></div>",
    ],
)
def test_code_comes_in_to_the_letter(html: str) -> None:
    [block] = shown(html.format(escaped(CODE))).find_all("pre")
    assert block.get_text().rstrip("\n") == as_shown(CODE)


def test_numbers_of_lines_beside_code_are_no_code() -> None:
    html = (
        '<div class="language-go"><table><tr><td class="rouge-gutter gl"><pre>1\n2</pre></td>'
        '<td class="rouge-code"><pre>a\nb\n</pre></td></tr></table></div>'
    )
    assert markdown_of(html) == "```go\na\nb\n```"


def test_a_block_of_evernote_is_code() -> None:
    html = (
        '<div style="-en-codeblock:true;"><div>if x:</div><div>    y</div><div><br></div><div>z</div></div>'
    )
    assert markdown_of(html) == "```\nif x:\n    y\n\nz\n```"
    assert markdown_of('<div style="-en-codeblock: true"><pre>x</pre></div>') == "```\nx\n```"
    assert (
        markdown_of('<div style="-en-codeblock:true">a<div>b<div>c</div></div>d</div>') == "```\nabc\nd\n```"
    )


@pytest.mark.parametrize(
    "words",
    [
        "# no heading",
        "#no-heading",
        "1. no list",
        "12) no list",
        "- no item",
        "+ no item",
        "* no item",
        "--- no rule",
        "---",
        "===",
        "> no quote",
        "| no | row |",
        "!!! no note",
        "??? no block",
        '=== "no tab"',
        ": no meaning",
        "~~~",
        "```",
        "snake_case __init__ _x_ *star* **stars** `tick`",
        "<b>no tag</b> &lt; &amp;lt; &#35;",
        "[a](https://example.org) [b]: c [^1] [ ] ![x](y)",
        "~~not struck~~ a~b H~2~O",
        "a\\*b \\ c\\",
        "*[HTML]: no abbreviation",
        "2 * 3 * 4",
    ],
)
def test_words_stay_words(words: str) -> None:
    for html in ("<p>{}</p>", "<p>before<br>{}</p>", "<ul><li>{}</li></ul>", "<blockquote>{}</blockquote>"):
        page = shown(html.format(escaped(words)))
        assert page.get_text().replace("before", "").split() == words.split()
        assert {element.name for element in page.find_all()} <= {"p", "br", "ul", "li", "blockquote"}


def test_a_cell_keeps_what_stands_in_it() -> None:
    html = """<table><caption>Words above</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody>
<tr><td>x | y</td><td><code>p|q</code></td></tr>
<tr><td><p>one</p><p>two</p></td><td>a<br>b</td><td>a third</td></tr>
<tr><td colspan="2"><ul><li>i</li><li>j</li></ul></td><td><pre>k = 1
l = 2</pre></td></tr></tbody></table>"""
    page = shown(html)
    cells = [
        [cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in page.select("tbody tr")
    ]
    assert cells == [["x | y", "p|q", ""], ["one two", "a b", "a third"], ["i j", "", "k = 1 l = 2"]]
    assert [code.get_text() for code in page.find_all("code")] == ["p|q", "k = 1", "l = 2"]
    assert page.find("p").get_text() == "Words above"


def test_a_table_without_heads_keeps_its_first_row() -> None:
    assert markdown_of("<table><tr><td>a</td><td>b</td></tr></table>") == "|  |  |\n| --- | --- |\n| a | b |"


def test_hidden_words_are_left_out_and_named_but_never_told() -> None:
    html = (
        "<p>Seen.</p><!-- secret one --><!-- more --><!-- wp:paragraph --><!--kg-card-begin: html-->"
        "<!--secret two-->"
        '<p hidden>secret three</p><div style="color:red; display:none">secret four</div>'
        "<script>x()</script>"
    )
    assert markdown_of(html) == "Seen.\n\n<!-- more -->"
    notes = [(note.fate, note.message) for note in unseen_of(html, 1, "the post 'A'")]
    assert notes == [
        (Fate.LEFT, "<script> in the post 'A', since it may run"),
        (Fate.PRIVATE, "2 hidden remarks in the post 'A'"),
        (Fate.PRIVATE, "2 hidden passages in the post 'A'"),
    ]


def test_hidden_words_of_a_web_page_are_named() -> None:
    html = (
        '<!doctype html><html><head><meta name="date" content="2024-03-05"></head><body><p>Seen.</p>'
        "<!-- secret --></body></html>"
    )
    imported = one(html, "page.html")
    assert texts(imported) == ["Seen."]
    assert "1 hidden remark in the page" in {
        note.message for note in imported.notes if note.fate is Fate.PRIVATE
    }
    assert "secret" not in str(imported)


@pytest.mark.parametrize("html", ["<!--" * 50_000, "<pre>" * 300 + "x", "<ul><li>" * 90 + "x", "<" * 100_000])
def test_html_that_nobody_wrote_is_read_or_refused(html: str) -> None:
    try:
        assert isinstance(markdown_of(html), str)
    except Refused as refused:
        assert refused.message == "its HTML is nested too deeply"


WORDS = st.text("abc#*_`-+.1>|~[]()<&\\!?:= \n", min_size=1, max_size=30)


@settings(max_examples=examples(60), deadline=None)
@given(WORDS, st.sampled_from(["<p>{}</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>"]))
def test_whatever_stands_in_a_paragraph_is_there_and_is_no_mark(words: str, html: str) -> None:
    page = shown(html.format(escaped(words)))
    assert page.get_text().split() == words.split()


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.text("ab`~|#- \t<&", max_size=12), min_size=1, max_size=6))
def test_whatever_stands_in_a_block_of_code_is_there(lines: list[str]) -> None:
    code = "\n".join(["x", *lines, "y"])
    for html in ("<pre>{}</pre>", "<ul><li>a<pre>{}</pre></li></ul>"):
        [block] = shown(html.format(escaped(code))).find_all("pre")
        assert block.get_text().rstrip("\n") == as_shown(code)


@settings(max_examples=examples(40), deadline=None)
@given(WORDS)
def test_whatever_stands_in_a_page_is_in_its_entry(words: str) -> None:
    head = '<!doctype html><html><head><meta name="date" content="2024-03-05"></head>'
    html = f"{head}<body><p>x</p><p>{escaped(words)}"
    SITE.reset()
    page = BeautifulSoup(SITE.convert(texts(one(html, "page.html"))[0]), "html.parser")
    assert page.get_text().split() == ["x", *words.split()]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<pre> \n </pre><p>a</p>", "a"),
        ("<p>a <input type=text value=x> b</p>", "a  b"),
        ("<blockquote></blockquote><p>a</p><ul><li></li></ul>", "a"),
        (
            "<table><tr><td><blockquote>q</blockquote></td><td><details><summary>S</summary>t</details></td></tr></table>",
            "|  |  |\n| --- | --- |\n| q | S t |",
        ),
        (
            "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
            "|  |\n| --- |\n| a<br>b c |",
        ),
        ("<table><tr><td></td></tr></table><p>a</p>", "a"),
        ("<table><tr><td><code>a | b</code></td></tr></table>", "|  |\n| --- |\n| `a | b` |"),
        ("<p><code> </code>a</p>", "a"),
        ("<b><p>one</p><p>two</p></b>", "one\n\ntwo"),
        ('<ol start="x"><li>a</li></ol>', "1. a"),
        ('<video src="https://e.org/a.mp4"></video>', "[https://e.org/a.mp4](https://e.org/a.mp4)"),
        ('<p>a<img alt="words"></p>', "awords"),
        ("<details><summary>Alone</summary></details>", "Alone"),
    ],
)
def test_what_is_odd_is_read_as_well_as_it_can_be(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_a_cell_over_many_columns_costs_no_more_than_it_should() -> None:
    html = "<table>" + "<tr><td colspan=65534>a</td><td colspan=999>b</td></tr>" * 50 + "</table>"
    assert len(markdown_of(html)) < 50 * 500


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("html", ["<?xml version='1.0'?>\n<html><p>a</p></html>", "notes.html", "/etc"])
def test_nothing_is_told_of_the_parser(html: str) -> None:
    assert html_tree(html).get_text()
    markdown_of(html)
