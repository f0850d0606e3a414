"""Feeds: what is in them, held against feedparser and the rules of their formats."""

import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser
import pytest

from chronicles.site.features.feed_formats import whole
from tests.site.conftest import CONFIG, Journal

BASE = "https://example.org/journal/"
ATOM = "{http://www.w3.org/2005/Atom}"
STEP = "---\ntitle: 1. Begin\ndate: 2025-09-03\n---\n\n# Begin\n\nFirst.\n"
WEEK = "---\ndate: 2025-09-07\ncategories: [Weekly]\n---\n# Week 36\n\nMuch.\n"
FILES = {
    "docs/steps/tables/index.md": "---\ntitle: Tables & more\ndescription: A guide.\n---\n\n# Tables\n",
    "docs/steps/tables/01-begin.md": STEP,
    "docs/steps/undated/index.md": "# Undated\n",
    "docs/steps/undated/01-a.md": "# A\n",
    "docs/journal/log.md": "## 2025-09-02 21:14\n\nAt night, [home](../index.md).\n",
    "docs/journal/posts/2025-09-01-one.md": """
        ---
        title: 'One <b> & "two"'
        date: {created: 2025-09-01, updated: 2025-09-05}
        description: What & how.
        tags: [django]
        ---
        # One

        Text <script>alert(1)</script> with [home](../../index.md) & `a < b`.

        <!-- more -->

        ```html
        <a href="x">
        ```
        """,
    "docs/journal/posts/2025-week-36.md": WEEK,
    "docs/journal/posts/draft.md": "---\ndate: 2025-09-08\ndraft: true\n---\n# Draft\n",
}
EVERYTHING = [
    f"{BASE}journal/2025-week-36/",
    f"{BASE}journal/2025-09-02-2114/",
    f"{BASE}journal/2025-09-01-one/",
]
Make = Callable[..., Journal]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    from tests.site.conftest import FILES as BASIS

    made = Journal(tmp_path_factory.mktemp("feeds")).write(BASIS).write(FILES)
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def test_there_is_a_feed_of_everything_of_the_weeks_and_of_each_dated_guide(site: Journal) -> None:
    names = ("feed.xml", "rss.xml", "feed.json")
    folders = ("", "weekly/", "steps/tables/")
    assert {name for name in site.files() if name.endswith(names)} == {f + n for f in folders for n in names}


@pytest.mark.parametrize("folder", ["", "weekly/", "steps/tables/"])
@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_feedparser_finds_nothing_wrong(site: Journal, folder: str, name: str) -> None:
    found = feedparser.parse(site.files()[folder + name])
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == ("atom10" if name == "feed.xml" else "rss20")
    assert found.feed.title and found.feed.link.startswith(BASE) and found.entries
    for entry in found.entries:
        assert entry.id == entry.link and entry.published_parsed and entry.title and entry.summary


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_entries_are_whole_with_real_dates_the_newest_first(site: Journal, name: str) -> None:
    found = feedparser.parse(site.files()[name])
    assert [entry.link for entry in found.entries] == EVERYTHING
    night, one = found.entries[1:]
    assert one.title in ('One <b> & "two"', 'One &lt;b&gt; &amp; "two"')
    assert f'href="{BASE}"' in one.summary and "<script" not in one.summary and "alert" not in one.summary
    assert "&lt;a" in one.summary and "<h1" not in one.summary and "¶" not in one.summary
    assert night.published_parsed[:5] == (2025, 9, 2, 20, 14)  # 21:14 in Lagos
    assert one.published_parsed[:5] == (2025, 8, 31, 23, 0)


def test_atom_keeps_its_rules(site: Journal) -> None:
    """RFC 4287: what has to be there, once, and times with a zone."""
    root = ElementTree.fromstring(site.files()["feed.xml"])
    for part in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
        assert str(part.findtext(f"{ATOM}updated"))[-6] == "+"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": BASE, "self": f"{BASE}feed.xml"}
    assert root.findtext(f"{ATOM}updated") == "2025-09-07T00:00:00+01:00"
    changed = [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")]
    assert changed[-1] == "2025-09-05T00:00:00+01:00"


def test_rss_keeps_its_rules(site: Journal) -> None:
    """RSS 2.0: a channel with title, link and description, RFC 822 dates, permanent addresses."""
    root = ElementTree.fromstring(site.files()["rss.xml"])
    channel = root.find("channel")
    assert root.get("version") == "2.0" and channel is not None
    assert all(channel.find(name) is not None for name in ("title", "link", "description"))
    for item in channel.iter("item"):
        assert parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo
        guid = item.find("guid")
        assert guid is not None and guid.get("isPermaLink") == "true" and guid.text == item.findtext("link")


def test_json_feed_keeps_its_rules(site: Journal) -> None:
    """JSON Feed 1.1."""
    found = json.loads(site.files()["feed.json"])
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert (found["home_page_url"], found["feed_url"]) == (BASE, f"{BASE}feed.json")
    assert [item["id"] for item in found["items"]] == EVERYTHING
    one = found["items"][-1]
    assert one["title"] == 'One <b> & "two"' and one["summary"] == "What & how." and one["tags"] == ["django"]
    assert (one["date_published"], one["date_modified"]) == (
        "2025-09-01T00:00:00+01:00",
        "2025-09-05T00:00:00+01:00",
    )


def test_every_page_announces_the_feeds(site: Journal) -> None:
    page = site.files()["journal/2025-09-01-one/index.html"].decode()
    assert page.count('rel="alternate"') == 9
    name = "A small journal (Atom)"
    assert f'<link rel="alternate" type="application/atom+xml" title="{name}" href="../../feed.xml">' in page
    assert 'title="A small journal: Tables &amp; more (RSS)" href="../../steps/tables/rss.xml"' in page


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
    ],
)
def test_content_is_fit_for_another_place(html: str, expected: str) -> None:
    assert whole(html, f"{BASE}p/") == expected
