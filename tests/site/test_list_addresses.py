"""Names of categories, tags, months and authors that shrink to one address have two, and are shown."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from chronicles.site.render.own_addresses import own_addresses

from .conftest import CONFIG, Journal
from .conftest import FILES as BASIS

Make = Callable[..., Journal]
POSTS = "docs/journal/posts"
TAGS = CONFIG.replace("  - search\n", "  - search\n  - tags\n")
NAMES = ("C++", "C#", "c", "Back End", "back end", "back-end", "!!!", "日本", "C 2", "_x_", "R&D")


def entry(title: str, day: str, *names: str) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    said = f"title: {title}\ndate: {day}\ntags: [{listed}]\ncategories: [{listed}]\n"
    return f"---\n{said}---\n# {title}\n\nText.\n"


FILES = {
    "mkdocs.yml": TAGS,
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    f"{POSTS}/all.md": entry("All", "2025-08-29", *NAMES),
    **{
        f"{POSTS}/{at:02}.md": entry(f"Entry {at}", f"2025-08-{20 - at:02}", name)
        for at, name in enumerate(reversed(NAMES))
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("lists")).write({**BASIS, **FILES})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def links(html: str, of: str) -> dict[str, str]:
    """The links of a page into a list, with their words."""
    found = re.findall(rf'<a href="([^"]*{of}[^"]*)"[^>]*>([^<]+)</a>', html)
    return {unescape(name): url for url, name in found}


def test_each_category_has_a_page_of_its_own_with_its_name(site: Journal) -> None:
    found = links(site.read("site/journal/all/index.html").split("chronicles-entry__margin")[1], "category")
    assert list(found) == list(NAMES)
    assert len(set(found.values())) == len(NAMES)
    for at, name in enumerate(reversed(NAMES)):
        html = site.read(f"site/journal/all/{unquote(found[name])}index.html")
        page = LexborHTMLParser(html)
        assert page.css_first("h1").text(strip=True) == name
        assert unescape(page.css_first("title").text()).startswith(f"{name} - "), name
        titles = [one.text(strip=True) for one in page.css("article h2")]
        assert titles == ["All", f"Entry {at}"], name


def test_the_name_of_the_oldest_entry_keeps_the_address(site: Journal) -> None:
    found = links(site.read("site/journal/all/index.html").split("chronicles-entry__margin")[1], "category")
    # The entry of a name that stands last in NAMES is the newest of all that have one alone.
    assert found["C++"] == "../category/c/" and found["C#"] == "../category/c-3/"
    assert found["C 2"] == "../category/c-2/"


def test_each_tag_has_a_page_of_its_own_with_its_name(site: Journal) -> None:
    found = links(site.read("site/journal/all/index.html"), "tags/")
    found.pop("Tags", None)  # the menu
    assert set(found) == set(NAMES) and len(set(found.values())) == len(NAMES)
    for at, name in enumerate(reversed(NAMES)):
        page = LexborHTMLParser(site.read(f"site/journal/all/{unquote(found[name])}index.html"))
        assert page.css_first("article h1").text(strip=True).removesuffix("\u00b6") == name
        assert unescape(page.css_first("title").text()).startswith(f"{name} - "), name
        titles = [one.text(strip=True) for one in page.css("article .chronicles-titles a")]
        assert titles == ["All", f"Entry {at}"], name


def test_each_tag_has_an_id_of_its_own_in_the_list_of_all(site: Journal) -> None:
    page = LexborHTMLParser(site.read("site/tags/index.html"))
    ids = [one.attributes["id"] for one in page.css("[id]")]
    assert len(ids) == len(set(ids))
    shown = {one.css_first("a").text(): one.attributes["id"] for one in page.css("article li[id]")}
    assert set(shown) == set(NAMES)
    assert all(str(one).startswith("tag:") for one in shown.values())


def test_the_reviewers_case(journal: Make) -> None:
    """`cases/pages/01-two-categories-one-address`."""
    made = journal(
        {
            "mkdocs.yml": TAGS,
            "docs/tags.md": FILES["docs/tags.md"],
            f"{POSTS}/2025-09-28-two.md": '---\ntitle: Two\ndate: 2025-09-28\ntags: [C++, "C#"]\n'
            'categories: [C++, "C#"]\n---\n# Two\n\nx\n',
        }
    )
    assert (made.run("build").err, made.run("check", "--no-exec").err) == ("", "")
    for name, address in (("C++", "c"), ("C#", "c-2")):
        html = made.read(f"site/journal/category/{address}/index.html")
        assert f"<title>{name} - " in html
        assert html.count("../../2025-09-28-two/#") + html.count('href="../../2025-09-28-two/"') >= 1
        assert len(re.findall(r'<article class="chronicles-post', html)) == 1
    tags = made.read("site/tags/index.html")
    assert 'id="tag:c"' in tags and 'id="tag:c-2"' in tags


@pytest.mark.parametrize("hierarchy", [True, False])
def test_tags_below_tags(journal: Make, hierarchy: bool) -> None:
    config = TAGS.replace("  - tags\n", f"  - tags:\n      tags_hierarchy: {str(hierarchy).lower()}\n")
    made = journal(
        {
            "mkdocs.yml": config,
            "docs/tags.md": FILES["docs/tags.md"],
            "docs/a.md": "---\ntags: [C/One, C#/One, c#/one]\n---\n# A\n",
        }
    )
    assert made.run("build").err == ""
    ids = re.findall(r'id="(tag:[^"]*)"', made.read("site/tags/index.html"))
    assert len(ids) == len(set(ids)) == (6 if hierarchy else 3)


def test_a_category_and_the_archive_have_two_addresses(journal: Make) -> None:
    config = CONFIG.replace(
        "      blog_dir: journal\n",
        "      blog_dir: journal\n      categories_url_format: '{slug}'\n"
        "      archive_url_format: '{date}'\n",
    )
    made = journal({"mkdocs.yml": config, f"{POSTS}/a.md": entry("A", "2024-08-29", "2024", "2025")})
    assert made.run("build").err == ""
    names = {name.removeprefix("journal/") for name in made.files() if name.startswith("journal/20")}
    assert names == {"2024/index.html", "2024-2/index.html", "2025/index.html"}


def test_a_category_and_a_year_have_two_addresses(journal: Make) -> None:
    config = CONFIG.replace(
        "      blog_dir: journal\n",
        "      blog_dir: journal\n      categories_url_format: 'archive/{slug}'\n"
        "      archive_url_date_format: yyyy/MM\n",
    )
    made = journal({"mkdocs.yml": config, f"{POSTS}/a.md": entry("A", "2024-08-29", "2024")})
    assert made.run("build").err == ""
    assert 'class="chronicles-month"' in made.read("site/journal/archive/2024/index.html")
    assert "<title>2024 - " in made.read("site/journal/archive/2024-2/index.html")


def test_a_page_of_several_months_says_which(journal: Make) -> None:
    config = CONFIG.replace(
        "      blog_dir: journal\n", "      blog_dir: journal\n      archive_date_format: MMMM yyyy\n"
    )
    posts = {f"{POSTS}/{month}.md": entry(f"E{month}", f"2025-{month}-29") for month in ("07", "08", "09")}
    made = journal({"mkdocs.yml": config, **posts, f"{POSTS}/b.md": entry("b", "2024-03-01")})
    assert made.run("build").err == ""
    assert "July 2025 \u2013 September 2025</h1>" in made.read("site/journal/archive/2025/index.html")
    assert "<title>March 2024 - " in made.read("site/journal/archive/2024/index.html")


def test_two_authors_of_one_slug_have_two_pages(journal: Make) -> None:
    authors = "authors:\n" + "".join(
        f"  {name}:\n    name: {name.title()}\n    description: D\n"
        "    avatar: https://example.org/a.png\n    slug: x\n"
        for name in ("ada", "bob")
    )
    config = CONFIG.replace(
        "      blog_dir: journal\n", "      blog_dir: journal\n      authors_profiles: true\n"
    )
    posts = {
        f"{POSTS}/{name}.md": f"---\ndate: 2025-08-29\nauthors: [{name}]\n---\n# By {name}\n"
        for name in ("ada", "bob")
    }
    made = journal({"mkdocs.yml": config, "docs/journal/.authors.yml": authors, **posts})
    assert made.run("build").err == ""
    for address, name in (("x", "Ada"), ("x-2", "Bob")):
        html = made.read(f"site/journal/author/{address}/index.html")
        assert f"<title>{name} - " in html and f"By {name.lower()}" in html


@given(st.lists(st.text("aA+#-2 ", max_size=4)), st.lists(st.sampled_from(["a", "a-2", "A"])))
def test_no_two_names_share_an_address(names: list[str], taken: list[str]) -> None:
    def shrunk(name: str) -> str:
        return re.sub(r"[+#]", "", name).strip().lower().replace(" ", "-")

    found = own_addresses(names, shrunk, taken)
    assert found.keys() == set(names)
    addresses = [one.casefold() for one in (*found.values(), *set(map(str.casefold, taken)))]
    assert len(addresses) == len(set(addresses))
    alone = {name for name in names if [shrunk(one) for one in found].count(shrunk(name)) == 1}
    assert all(found[name] == shrunk(name) for name in alone if shrunk(name) not in map(str.casefold, taken))


def test_a_file_that_the_build_would_write_over_is_told(journal: Make) -> None:
    made = journal(
        {
            "mkdocs.yml": TAGS,
            "docs/a.md": "# A\n",
            "docs/a/index.html": "A file.\n",
            "docs/feed.xml": "<feed/>\n",
            "docs/progress.json": "{}\n",
            "docs/404.html": "Lost.\n",
            "docs/code/now/students/models.py.md": "# Mine\n",
            "docs/steps.md": "# Steps\n\n[model](code:students/models.py)\n",
            f"{POSTS}/a.md": entry("A", "2025-08-29", "X"),
        }
    )
    rename = "\n    Rename it.\n"
    assert (
        made.run("build").err
        == made.run("check", "--no-exec").err
        == (
            f"docs/404.html: it has the same address as a page of the theme{rename}"
            "docs/a/index.html: it has the same address as docs/a.md\n    Rename one of them.\n"
            "docs/code/now/students/models.py.md: it has the same address as the source students/models.py"
            f"{rename}"
            f"docs/feed.xml: it has the same address as the feed 'A small journal (Atom)'{rename}"
            f"docs/progress.json: it has the same address as a file that the build makes{rename}"
            "5 problems\n"
        )
    )


def test_an_entry_and_a_note_of_one_address_name_each_other(journal: Make) -> None:
    config = CONFIG.replace('post_url_format: "{file}"', 'post_url_format: "{slug}"')
    made = journal(
        {
            "mkdocs.yml": config,
            f"{POSTS}/z.md": entry("Once", "2025-08-29"),
            "docs/journal/log.md": "# Log\n\n## 2025-08-29 10:00 Once\n\nA.\n\n## 2025-08-30 Once\n\nB.\n",
        }
    )
    same = "it has the same address as docs/journal/log.md:3\n    Rename one of them.\n"
    said = f"docs/journal/log.md:7: {same}{POSTS}/z.md: {same}2 problems\n"
    assert made.run("build").err == made.run("check", "--no-exec").err == said


def test_a_category_that_has_the_address_of_an_entry_is_told(journal: Make) -> None:
    config = CONFIG.replace(
        "      blog_dir: journal\n", "      blog_dir: journal\n      categories_url_format: '{slug}'\n"
    )
    made = journal({"mkdocs.yml": config, f"{POSTS}/orm.md": entry("A", "2025-08-29", "ORM")})
    said = f"{POSTS}/orm.md: it has the same address as the category 'ORM'\n    Rename it.\n1 problem\n"
    assert made.run("build").err == made.run("check", "--no-exec").err == said
