"""What others wrote, on a page of the journal: a quotation in which nothing of theirs runs."""

from datetime import date

import pytest
from markdown import Markdown

from chronicles.importing.sanitizer import harm
from chronicles.journal.mentor_reply import MentorReply
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from chronicles.progress.replied import Replied
from chronicles.site.features.reply_quotes import BEGIN, placed_replies, shown_quotes
from tests.journals import FINDER

DIALECTS = {
    "usual": Dialect(),
    "bare": Dialect(("attr_list",), {}),
    "old fences": Dialect(("fenced_code", "attr_list", "md_in_html", "toc", "footnotes", "abbr"), {}),
}
TEXTS = [
    "<script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\n<img src=x onerror=alert(1)>\n~~~",
    "    <script>alert(1)</script>",
    "- a\n\n        <script>alert(1)</script>",
    "a {: onclick=\"alert(1)\" }\n{: onmouseover='x' }",
    "[a](javascript:alert(1)) [b](<java\tscript:alert(1)>) ![c](data:text/html,x)",
    "[a][x]\n\n[x]: javascript:alert(1)",
    "<a href='javascript:alert(1)'>a</a> <details open ontoggle=alert(1)>",
    '```python {data-from="a.py" onclick="x"}\nx\n```',
    "--8<-- \"/etc/passwd\"\n\n```\n--8<-- '/etc/passwd'\n```",
    "<!-- more -->\n\n<!-- progress -->\n\n--><script>alert(1)</script>",
    "# Heading\n\nAnother\n=======\n\nOne more\n---\n",
    "```\nnever closed\n\n<script>alert(1)</script>",
    "</blockquote></li></ul><script>alert(1)</script>",
    "`a <b>` and <b>bold</b> & **more** {{ 7*7 }} {% x %}",
    "> > > > > > > > > > > > > > deep <script>",
    "*" * 5_000 + "[" * 5_000,
    "a" * 60_000,
    "[TOC]\n\n*[HTML]: x\n\n[^1]: note",
]


def page_of(text: str, dialect: Dialect, by: str = "Ada") -> str:
    reply = MentorReply(date(2025, 10, 4), by, "r.md", "question", "q-0", "Why", "a.md", text.strip())
    reading = read_page(Page("docs/a.md", "# A\n\n- [ ] ? Why\n- [ ] ? Then\n\nEnd.\n"), FINDER)
    placed = placed_replies([reading], Replied({("a.md", 3): (reply,)}), "docs", dialect)["a.md"]
    lines = reading.page.lines
    lines[2] += placed[0].text
    names = list(dialect.extensions)
    settings = {name: dict(dialect.settings[name]) for name in names if name in dialect.settings}
    return Markdown(extensions=names, extension_configs=settings).convert("\n".join(lines))


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_nothing_in_a_reply_can_run(text: str, dialect: Dialect) -> None:
    html = page_of(text, dialect)
    assert BEGIN in html
    shown = shown_quotes(html)
    assert harm(shown) == []
    assert shown.count("<h1") == 1
    assert "<h2" not in shown
    assert "root:" not in shown
    begin, end = '<blockquote class="chronicles-answered">', "<p>End.</p>"
    inside = shown[shown.index(begin) : shown.index(end)]
    assert inside.count("<blockquote") == inside.count("</blockquote>")
    assert "? Then" in shown.rpartition("</blockquote>")[2], "it ends where it should"


def test_the_links_of_a_reply_are_its_own() -> None:
    html = shown_quotes(page_of("[a](https://example.org)\n\n> [b](https://example.org)", Dialect()))
    assert html.count('<a rel="nofollow ugc" href="https://example.org">') == 2


@pytest.mark.parametrize(
    "by", ["<script>alert(1)</script>", "**x** {: onclick=x }", "[a](javascript:x)", "-->"]
)
def test_a_name_is_text(by: str) -> None:
    assert harm(shown_quotes(page_of("Yes.", Dialect(), by))) == []
