"""Feeds: what is in them, held against three readers and the rules of their formats."""

import json
import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest

from chronicles.site.features.feed_content import LONGEST, summary, whole
from chronicles.site.material.search_index import without_colors
from chronicles.site.render.line_numbers import without_line_numbers
from tests.site.conftest import CONFIG, Journal
from tests.site.feed_readers import XML, Reader, ReadFeed, by_fastfeedparser, by_feedparser, by_feedsmith
from tests.site.feed_rules import ATOM, broken

BASE = "https://example.org/journal/"
STEP = "---\ntitle: 1. Begin\ndate: 2025-09-03\n---\n\n# Begin\n\nFirst.\n"
OF_STEP = "---\ndate: 2025-08-30\nstate: tables/01\n---\n# Of\n\nA <b.\n"
WEEK = "---\ndate: 2025-09-07\ncategories: [Weekly]\n---\n# Week 36\n\nMuch.\n"
FILES = {
    "docs/steps/tables/index.md": "---\ntitle: Tables & more\ndescription: A guide.\n---\n\n# Tables\n",
    "docs/steps/tables/01-begin.md": STEP,
    "docs/steps/undated/index.md": "# Undated\n",
    "docs/steps/undated/01-a.md": "# A\n",
    "docs/journal/.authors.yml": """
        authors:
          ada: {name: Ada <L>, description: Counts., avatar: ada.png, url: about/ada/}
          bob: {name: Bob, description: Builds., avatar: bob.png}
        """,
    "docs/journal/log.md": "## 2025-09-02 21:14\n\nAt night, [home](../index.md).\n",
    "docs/journal/posts/2025-09-01-one.md": """
        ---
        title: 'One <b> & "two"'
        date: {created: 2025-09-01, updated: 2025-09-05}
        description: What & how.
        tags: [django, Lehre]
        categories: [Lehre, C++]
        authors: [ada, bob]
        ---
        # One

        Text <script>alert(1)</script> with [home](../../index.md) & `a < b`.

        <!-- more -->

        ```html
        <a href="x">
        ```
        """,
    "docs/journal/posts/2025-08-30-of-a-step.md": OF_STEP,
    "docs/journal/posts/2025-week-36.md": WEEK,
    "docs/journal/posts/draft.md": "---\ndate: 2025-09-08\ndraft: true\n---\n# Draft\n",
}
EVERYTHING = [
    f"{BASE}journal/2025-week-36/",
    f"{BASE}journal/2025-09-02-2114/",
    f"{BASE}journal/2025-09-01-one/",
    f"{BASE}journal/2025-08-30-of-a-step/",
]
FOLDERS = ("", "weekly/", "steps/tables/")
NAMES = (*XML, "feed.json")
READERS = [
    *((by_feedparser, name) for name in XML),
    *((by_fastfeedparser, name) for name in NAMES),
    *(pytest.param(by_feedsmith, name, marks=pytest.mark.slow) for name in NAMES),
]
Make = Callable[..., Journal]


REFUSED = (
    "docs/journal/posts/2025-09-01-one.md:11: this script stands in the page, which the policy "
    "of pages refuses. Move it into a file below the pages, and name that with 'src'; "
    "or see 'policy:' in the manual.\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    from tests.site.conftest import FILES as BASIS

    made = Journal(tmp_path_factory.mktemp("feeds")).write(BASIS).write(FILES)
    run = made.run("build")
    assert (run.status, run.err) == (0, REFUSED)
    return made


def test_there_is_a_feed_of_everything_of_the_weeks_and_of_each_dated_guide(site: Journal) -> None:
    assert {name for name in site.files() if name.endswith(NAMES)} == {f + n for f in FOLDERS for n in NAMES}


def read(reader: Reader, site: Journal, name: str) -> ReadFeed:
    return reader(site.root / "site" / name)


@pytest.mark.parametrize(("reader", "name"), READERS)
@pytest.mark.parametrize("folder", FOLDERS)
def test_readers_find_what_is_there(site: Journal, folder: str, reader: Reader, name: str) -> None:
    found = read(reader, site, folder + name)
    assert found.id == ("" if name == "rss.xml" else BASE + folder + name)
    assert [found.title, found.description] == {
        "": ["A small journal", "A small journal"],
        "weekly/": ["A small journal: weekly updates", "The weekly updates of A small journal."],
        "steps/tables/": ["A small journal: Tables & more", "A guide."],
    }[folder]
    assert [entry.id.removeprefix(BASE) for entry in found.entries] == {
        "": [url.removeprefix(BASE) for url in EVERYTHING],
        "weekly/": ["journal/2025-week-36/"],
        "steps/tables/": ["steps/tables/01-begin/", "journal/2025-08-30-of-a-step/"],
    }[folder]
    assert all(entry.title and "<p>" in entry.content for entry in found.entries)


@pytest.mark.parametrize(("reader", "name"), READERS)
def test_readers_find_the_whole_text_in_short_labels_and_authors(
    site: Journal, reader: Reader, name: str
) -> None:
    week, night, one, step = read(reader, site, name).entries
    assert one.title in ('One <b> & "two"', 'One &lt;b&gt; &amp; "two"')
    assert f'href="{BASE}"' in one.content and "&lt;a href" in one.content and "alert" not in one.content
    assert one.tags == ("Lehre", "C++", "django") and week.tags == ("Weekly",) and night.tags == ()
    if reader is not by_fastfeedparser:
        assert one.authors == ("Ada <L>", "Bob")
        assert week.authors in ((), ("A small journal",))
    if name != "rss.xml":  # it has one element for both
        assert [unescape(entry.summary) for entry in (one, week, night, step)] == [
            "What & how.",
            "Much.",
            "At night, home.",
            "A <b.",
        ]


@pytest.mark.parametrize("name", XML)
def test_entries_are_whole_with_real_dates_the_newest_first(site: Journal, name: str) -> None:
    found = feedparser.parse(site.files()[name])
    assert [entry.link for entry in found.entries] == EVERYTHING
    night, one = found.entries[1:3]
    text = one.content[0].value if "content" in one else one.summary
    assert "<script" not in text and "<h1" not in text and "¶" not in text
    assert night.published_parsed[:5] == (2025, 9, 2, 20, 14)  # 21:14 in Lagos
    assert one.published_parsed[:5] == (2025, 8, 31, 23, 0)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_feed_keeps_the_rules_of_its_format(site: Journal, folder: str, name: str) -> None:
    assert broken(name, site.files()[f"{folder}{name}"]) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "rule"),
    [
        ("feed.xml", b"<updated>2025-09-07T00:00:00+01:00", b"<updated>2025-09-07", "was updated at no time"),
        ("feed.xml", b'rel="self"', b'rel="related"', "the feed does not say where it is"),
        ("feed.xml", b"<author>", b"<contributor>", "an entry is of nobody"),
        ("rss.xml", b"<description>", b"<about>", "the channel has no description"),
        (
            "rss.xml",
            b'<guid isPermaLink="true">http',
            b'<guid isPermaLink="true">',
            "has no address that stays",
        ),
        ("feed.json", b'"id"', b'"ID"', "an item has no id or no text"),
        ("feed.json", b"T00:00:00+01:00", b"", "date_published is no time"),
    ],
)
def test_a_rule_that_is_broken_is_found(
    site: Journal, name: str, before: bytes, after: bytes, rule: str
) -> None:
    data = site.files()[name]
    ends = {b"<author>": b"</author>", b"<description>": b"</description>"}
    wrong = data.replace(before, after).replace(ends.get(before, b"\0"), after.replace(b"<", b"</"))
    assert wrong != data and any(rule in said for said in broken(name, wrong))


def test_atom_tells_who_wrote_what_and_when(site: Journal) -> None:
    root = ElementTree.fromstring(site.files()["feed.xml"])
    authors = [author.findtext(f"{ATOM}name") for author in root.iter(f"{ATOM}author")]
    assert authors == ["A small journal", "Ada <L>", "Bob"]
    assert [uri.text for uri in root.iter(f"{ATOM}uri")] == [BASE, f"{BASE}about/ada/"]
    contents = [content.get("type") for content in root.iter(f"{ATOM}content")]
    assert contents == ["html"] * len(EVERYTHING)  # one an entry, section 4.1.3
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": BASE, "self": f"{BASE}feed.xml"}
    assert root.findtext(f"{ATOM}updated") == "2025-09-07T00:00:00+01:00"
    changed = [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")]
    assert changed[2] == "2025-09-05T00:00:00+01:00"


def test_each_feed_has_an_address_of_its_own(site: Journal) -> None:
    """RFC 4287, section 4.2.6: an `atom:id` is universally unique."""
    roots = [ElementTree.fromstring(site.files()[f"{folder}feed.xml"]) for folder in FOLDERS]
    assert [root.findtext(f"{ATOM}id") for root in roots] == [f"{BASE}{folder}feed.xml" for folder in FOLDERS]
    pages = [str(root.find(f"{ATOM}link").get("href")) for root in roots]  # type: ignore[union-attr]
    assert pages == [BASE, f"{BASE}journal/category/weekly/", f"{BASE}steps/tables/"]


def test_the_addresses_of_rss_are_those_of_its_pages(site: Journal) -> None:
    root = ElementTree.fromstring(site.files()["rss.xml"])
    for item in root.iter("item"):
        guid = item.find("guid")
        assert guid is not None and guid.get("isPermaLink") == "true" and guid.text == item.findtext("link")


def test_json_feed_has_all_of_an_entry(site: Journal) -> None:
    found = json.loads(site.files()["feed.json"])
    assert (found["home_page_url"], found["feed_url"]) == (BASE, f"{BASE}feed.json")
    assert [item["id"] for item in found["items"]] == EVERYTHING
    assert found["authors"] == [{"name": "A small journal", "url": BASE}]
    one = found["items"][2]
    assert one["authors"] == [{"name": "Ada <L>", "url": f"{BASE}about/ada/"}, {"name": "Bob"}]
    assert one["title"] == 'One <b> & "two"' and one["summary"] == "What & how."
    assert one["tags"] == ["Lehre", "C++", "django"]
    assert (one["date_published"], one["date_modified"]) == (
        "2025-09-01T00:00:00+01:00",
        "2025-09-05T00:00:00+01:00",
    )


ANNOUNCED = [
    ("index.html", ["feed.xml"]),
    ("404.html", []),
    ("journal/index.html", ["../feed.xml"]),
    ("journal/2025-09-01-one/index.html", ["../../feed.xml"]),
    ("journal/category/c/index.html", ["../../../feed.xml"]),
    ("journal/2025-week-36/index.html", ["../../weekly/feed.xml", "../../feed.xml"]),
    ("journal/category/weekly/index.html", ["../../../weekly/feed.xml", "../../../feed.xml"]),
    ("steps/tables/index.html", ["feed.xml", "../../feed.xml"]),
    ("steps/tables/01-begin/index.html", ["../feed.xml", "../../../feed.xml"]),
    ("journal/2025-08-30-of-a-step/index.html", ["../../steps/tables/feed.xml", "../../feed.xml"]),
    ("steps/undated/index.html", ["../../feed.xml"]),
]


@pytest.mark.parametrize(("path", "feeds"), ANNOUNCED)
def test_a_page_announces_its_own_feeds(site: Journal, path: str, feeds: list[str]) -> None:
    page = site.files()[path].decode()
    found = re.findall(r'<link rel="alternate" type="[^"]*" title="[^"]*" href="([^"]*)">', page)
    folders = [url.removesuffix("feed.xml") for url in feeds]
    assert found == [folder + name for folder in folders for name in NAMES]
    assert page.count('rel="alternate"') == len(found)


def test_a_feed_is_announced_with_its_form_and_title(site: Journal) -> None:
    page = site.files()["steps/tables/index.html"].decode()
    name = "A small journal (Atom)"
    assert f'<link rel="alternate" type="application/atom+xml" title="{name}" href="../../feed.xml">' in page
    assert 'title="A small journal: Tables &amp; more (RSS)" href="rss.xml"' in page


def test_without_an_address_there_are_no_feeds(journal: Make) -> None:
    made = journal({**FILES, "mkdocs.yml": CONFIG.replace(f"site_url: {BASE}", "site_url: ''")})
    assert made.run("build").status == 0
    assert "feed.xml" not in made.files()


def test_without_entries_there_are_no_feeds(journal: Make) -> None:
    made = journal()
    made.run("build")
    assert "feed.xml" not in made.files() and b'rel="alternate"' not in made.files()["index.html"]


@pytest.mark.parametrize(
    "html, expected",
    [
        ('<h1 id="a">A<a class="headerlink" href="#a">¶</a></h1><p>b', "<p>b</p>"),
        ('<h2>B<a class="headerlink" href="#b">¶</a></h2>', "<h2>B</h2>"),
        ('<a href="../x/#y">x</a>', f'<a href="{BASE}x/#y">x</a>'),
        ('<img src="a.png" alt="A" onerror="x()">', f'<img src="{BASE}p/a.png" alt="A">'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<code>&lt;a href="x"&gt;</code>', '<code>&lt;a href="x"&gt;</code>'),
        (
            '<video controls poster="p.png" onplay="x()"><source src="v.webm"></video>',
            f'<video controls="" poster="{BASE}p/p.png"><source src="{BASE}p/v.webm"></video>',
        ),
        ('<audio src="a.ogg"></audio>', f'<audio src="{BASE}p/a.ogg"></audio>'),
        ('<button>Run</button><input value="a"><p>z</p>', "<p>z</p>"),
        (
            '<li><label class="task-list-control"><input type="checkbox" disabled checked/><span '
            'class="task-list-indicator"></span></label> a</li><li><input type="checkbox" disabled/> b</li>',
            "<li>☑  a</li><li>☐  b</li>",
        ),
        (
            '<input id="__tabbed_1_1" type="radio"><input id="__tabbed_1_2" type="radio">'
            '<div class="tabbed-labels"><label for="__tabbed_1_1">A</label><label for="__tabbed_1_2">'
            '<b>B</b></label></div><div class="tabbed-content"><div class="tabbed-block">1'
            '<div class="tabbed-labels"><label for="__tabbed_2_1">C</label></div>'
            '<div class="tabbed-block">2</div></div><div class="tabbed-block">3</div></div>',
            "<div><div><p><strong>A</strong></p>1<div><p><strong>C</strong></p>2</div></div>"
            "<div><p><strong><b>B</b></strong></p>3</div></div>",
        ),
        (
            '<input id="__tabbed_1_1"><label for="__tabbed_1_1">A</label><div class="tabbed-content">1</div>',
            "<p><strong>A</strong></p><div>1</div>",
        ),
        ('<pre><code><a id="l-1" name="l-1"></a>a = 1\n</code></pre>', "<pre><code>a = 1\n</code></pre>"),
    ],
)
def test_content_is_fit_for_another_place(html: str, expected: str) -> None:
    assert whole(html, f"{BASE}p/") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A &lt; <b>b</b>\nc.</p><p>d</p>", "A < b c."),
        ("<p><img src=a></p><p>b</p>", "b"),
        ("<ul><li>a</li>\n<li>b</li></ul>", "a b"),
        ("", ""),
        (f"<p>{'word ' * 60}and</p>", "word " * 59 + "word …"),
        (f"<p>{'w' * 301}</p>", "w" * LONGEST + " …"),
    ],
)
def test_a_summary_is_how_an_entry_begins(html: str, expected: str) -> None:
    assert summary(html) == expected


CASE = """
    ---
    title: N
    date: 2025-09-28
    ---
    # N

    ```python {linenums="1" data-unproven="mine"}
    x = 1
    y = 2
    ```

    1.  In a list:

        ```python {linenums="9" hl_lines="2" title="a <b>" data-unproven="mine"}
        z = "<td>3</td>"

        3
        ```
    """
STYLES = ["", "linenums_style: table", "linenums_style: inline", "linenums_style: pymdownx-inline"]
STYLES += [f"{style}, anchor_linenums: true, line_spans: __span, linenums_special: 2" for style in STYLES[1:]]
CODE = ["x = 1\ny = 2\n", 'z = "<td>3</td>"\n\n3\n']


def code_in(html: str) -> list[str]:
    """The text of every block of code, and of every table, of which there should be none."""
    found = re.findall(r"<(pre|table)\b[^>]*>(.*?)</\1>", html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", text)) for _, text in found]


@pytest.mark.parametrize("style", STYLES)
def test_code_is_code_without_the_numbers_of_its_lines(journal: Make, style: str) -> None:
    config = CONFIG.replace("  - pymdownx.highlight\n", f"  - pymdownx.highlight: {{{style}}}\n")
    config = config.replace("zone:", "search: false\n      zone:")  # the index of Material keeps the HTML
    made = journal({"mkdocs.yml": config, "docs/journal/posts/n.md": CASE})
    assert made.run("build").err == ""
    atom, rss = (feedparser.parse(made.files()[name]).entries[0] for name in XML)
    item = json.loads(made.files()["feed.json"])["items"][0]
    excerpt = made.read("site/journal/index.html").partition("<article")[2].partition("</article>")[0]
    index = json.loads(made.files()["search/search_index.json"])["docs"]
    found = next(part["text"] for part in index if part["location"] == "journal/n/")
    for html in (atom.content[0].value, rss.summary, item["content_html"], excerpt, found):
        assert code_in(html) == CODE
        assert html.count("a &lt;b&gt;") == 1, "the title of the block"


def test_the_page_itself_keeps_its_numbers(journal: Make) -> None:
    made = journal({"docs/journal/posts/n.md": CASE})
    made.run("build")
    assert 'class="linenodiv"' in made.read("site/journal/n/index.html")


@pytest.mark.parametrize(
    "html",
    [
        '<table><tr><td class="linenos">1</td></tr></table>',
        '<table class="pets table"><tr><td>linenos</td></tr></table>',
        "<pre>1 linenos</pre>",
    ],
)
def test_what_is_no_code_of_ours_stays(html: str) -> None:
    assert without_line_numbers(html) == html == without_colors(html)
