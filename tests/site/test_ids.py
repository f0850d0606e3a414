"""Every id stands once on a page, whoever wrote it, and what refers to it leads there."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from chronicles.site.render.ids import apart, free_id, ids_of, once, renamed
from tests.browsers import hosted

from .conftest import CONFIG, Journal
from .conftest import FILES as BASIS

Make = Callable[..., Journal]
POSTS = "docs/journal/posts"
BODY = """
## Summary

Text with a note[^1] and [a place](#here). <span id="here">Here</span>

## Студенты

## Related

```python
x = 1
y = 2
```

=== "One"

    A

=== "Two"

    B

## Summary

[^1]: The note.
"""
GUIDE = {
    "docs/steps/one/index.md": "# One\n\n## Guides\n\n<!-- steps -->\n",
    "docs/steps/one/01-a.md": "---\ntitle: A\ndate: 2025-08-01\n---\n# A\n\n## Step change\n\n"
    "## Step project\n",
    "docs/steps/one/01-a.patch": """
        From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
        From: Ada <ada@example.org>
        Date: Fri, 29 Aug 2025 10:00:00 +0000
        Subject: [PATCH] Begin

        ---
        diff --git a/a.txt b/a.txt
        new file mode 100644
        index 0000000000000000000000000000000000000000..78981922613b2afb6025042ff6bd878ac1994e85
        --- /dev/null
        +++ b/a.txt
        @@ -0,0 +1 @@
        +a
        """,
    "docs/steps/index.md": "# Steps\n\n## My steps\n",
    "demo_project/a.txt": "a\n",
}
FILES = {
    **GUIDE,
    "mkdocs.yml": CONFIG.replace("  - search\n", "  - search\n  - tags\n")
    .replace("  - admonition\n", "  - admonition\n  - footnotes\n  - toc:\n      permalink: true\n")
    .replace("  - pymdownx.highlight\n", "  - pymdownx.highlight:\n      line_spans: __span\n")
    + "  - pymdownx.tasklist\n",
    "docs/index.md": "---\ntemplate: home.html\n---\n# Home\n\n## Guides\n\n## Newest entries\n\n"
    "<div id='twice'></div>\n\n<p id=twice>a</p>\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n\n## Again\n\n<!-- material/tags -->\n",
    "docs/all.md": "# All\n\n## Entries\n\n## Days and weeks\n\n<!-- progress -->\n\n<!-- review -->\n\n"
    "<!-- progress -->\n\n<!-- my steps -->\n\n## My steps\n\n<!-- questions -->\n",
    "docs/goals.md": "# Goals\n\n## Entries\n\n- [x] One (2025-08-29)\n",
    "docs/journal/log.md": "# Log\n" + "\n## 2025-08-20 10:00\n\n### Summary\n\nA.\n" * 2,
    "docs/journal/archive/2025.md": "# 2025\n\n## 2025-08\n\n## 2025-09\n",
    **{
        f"{POSTS}/{name}.md": f"---\ntitle: '{name}'\ndate: 2025-0{at}-05\ntags: [a, A]\nseries: S\n"
        f"links: [index.md]\ncategories: [C#, C++]\n---\n# {name}\n{BODY}"
        for at, name in ((7, "summary"), (8, "related"), (9, "_1"))
    },
}


def twice(html: str) -> list[str | None]:
    found = Counter(tag.attributes["id"] for tag in LexborHTMLParser(html).css("[id]"))
    return [name for name, number in found.items() if number > 1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("ids")).write({**BASIS, **FILES})
    (made.root / "demo_project/students/models.py").unlink()
    run = made.run("build")
    assert run.err == ""
    return made


def test_no_page_has_an_id_twice(site: Journal) -> None:
    pages = [name for name in site.files() if name.endswith(".html")]
    assert len(pages) > 15
    assert {name: found for name in pages if (found := twice(site.read(f"site/{name}")))} == {}


def test_what_refers_to_an_id_leads_somewhere_on_its_page(site: Journal) -> None:
    for name in (name for name in site.files() if name.endswith(".html")):
        page = LexborHTMLParser(site.read(f"site/{name}"))
        ids = {tag.attributes["id"] for tag in page.css("[id]")} | {"", "__skip"}
        for tag in page.css("[for], [aria-labelledby], [href^='#']"):
            said = tag.attributes.get("for") or tag.attributes.get("aria-labelledby")
            said = said or (tag.attributes.get("href") or "").removeprefix("#")
            assert set(said.split()) <= ids, (name, said)


def test_a_heading_of_the_author_keeps_its_id(site: Journal) -> None:
    home = site.read("site/index.html")
    assert re.search(r'<h2 id="guides">Guides<', home)
    assert 'aria-labelledby="guides-2">' in home and '<h2 id="guides-2">Guides</h2>' in home
    step = site.read("site/steps/one/01-a/index.html")
    assert re.search(r'<h2 id="step-change">Step change<', step)
    assert '<h2 id="step-change-2">What changed in this step</h2>' in step
    assert step.count('href="#step-change-2"') == 3  # above the text, and in both tables of contents
    assert "/one/01-a/#step-change-2" in site.read("site/all/index.html")


def test_tabs_in_a_list_are_those_of_their_entry(site: Journal) -> None:
    page = LexborHTMLParser(site.read("site/journal/index.html"))
    inputs = page.css("input[id*='__tabbed']")
    assert len(inputs) == 6
    assert len({tag.attributes["name"] for tag in inputs}) == 3
    labels = [tag.attributes["for"] for tag in page.css(".tabbed-labels label")]
    assert labels == [tag.attributes["id"] for tag in inputs]


@pytest.mark.parametrize(
    "html, expected",
    [
        ('<p id="a"><p id="a">', '<p id="a"><p id="a-2">'),
        ("<p id='a'><p ID=a><p id = \"a\">", "<p id='a'><p ID=a-2><p id = \"a-3\">"),
        ('<p id="a"><p id="a"><p id="a-2">', '<p id="a"><p id="a-3"><p id="a-2">'),
        ('<p id="a"><!-- <p id="a"> --><script>"<p id=\'a\'>"</script>', ...),
        ('<p id="a"><p title=\'x id="a"\' data-id="a">', ...),
        ('<script id="a"></script><p id="a">', '<script id="a"></script><p id="a-2">'),
        ('<p id="a"> id="a" &lt;p id=\'a\'>', ...),
        ('<p id="a"><p id="a" title="</p>">', '<p id="a"><p id="a-2" title="</p>">'),
        ('<p id="a" /><br id="a"/>', '<p id="a" /><br id="a-2"/>'),
        ('<p id="a"><!-- open <p id="a">', ...),
        ('<p id="a"><textarea><p id="a"></textarea>', ...),
    ],
)
def test_of_equal_ids_the_first_keeps_it(html: str, expected: object) -> None:
    assert once(html) == (html if expected is ... else expected)


def test_references_follow_their_id() -> None:
    html = (
        '<h2 id="a"><a href="#a">x</a></h2><label for="b">y</label><input id="b" aria-describedby="a c b">'
        '<a href="../#a"></a><a href="#c"></a>'
    )
    assert renamed(html, "p:".__add__) == (
        '<h2 id="p:a"><a href="#p:a">x</a></h2><label for="p:b">y</label>'
        '<input id="p:b" aria-describedby="p:a c p:b"><a href="../#a"></a><a href="#c"></a>'
    )
    assert apart('<h2 id="a"><a href="#a">', '<p id="a"><p id="a-2">') == '<h2 id="a-3"><a href="#a-3">'
    assert apart('<h2 id="a">', '<p id="b">') == '<h2 id="a">'
    assert free_id("a", ()) == "a"


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "b", ""])))
def test_no_id_is_left_twice_and_none_is_lost(names: list[str]) -> None:
    html = "".join(f'<p id="{name}">' for name in names)
    found = ids_of(once(html))
    assert len(found) == len(names)
    named = [name for name in found if name]
    assert len(named) == len(set(named)) and set(names) <= {*found}


@pytest.fixture(scope="module")
def base(site: Journal) -> Iterator[str]:
    with hosted(site.root / "site", "/journal") as address:
        yield address


@pytest.mark.browser
def test_no_id_stands_twice_after_the_scripts_ran(site: Journal, base: str, browser: Browser) -> None:
    page = browser.new_page()
    for name in (name for name in site.files() if name.endswith("index.html")):
        page.goto(base + name.removesuffix("index.html"), wait_until="load")
        found = Counter(page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)"))
        assert [one for one, number in found.items() if number > 1] == [], name
    page.close()
