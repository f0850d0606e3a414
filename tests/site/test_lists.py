"""Lists of entries: none goes on in numbered pages or has all entries, and a new one changes few pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from tests.browsers import hosted, settled
from tests.sizes import few

from .conftest import CONFIG, FILES, LOOKS, SIZES, Journal
from .searched import indexed

POSTS = "docs/journal/posts"
BY_MONTH = """
      archive_date_format: MMMM yyyy
      archive_url_date_format: yyyy/MM
      post_date_format: d MMMM yyyy"""
TAGS = "# Tags\n\n<!-- material/tags -->\n"
LAST = "2025-03-01"


def config(blog: str = BY_MONTH, tags: str = "  - tags\n") -> str:
    text = CONFIG.replace('      post_url_format: "{file}"', f'      post_url_format: "{{file}}"{blog}')
    return text.replace("  - search\n", f"  - search\n{tags}")


def entry(day: str, name: str, more: str = "") -> str:
    return f"---\ndate: {day}\n{more}---\n# {name}\n\nText.\n"


def days() -> list[str]:
    """Twenty days of each of three months, one of them of another year."""
    return [f"{month}-{day:02}" for month in ("2022-07", "2025-01", "2025-02") for day in range(1, 21)]


def entries() -> dict[str, str]:
    """Sixty entries: each of one of three tags and of one of two categories."""
    return {
        f"{POSTS}/{day}.md": entry(
            day, f"Of {day}", f"tags: [t{at % 3}]\ncategories: [{'odd' if at % 2 else 'even'}]\n"
        )
        for at, day in enumerate(days())
    }


BASIS = {
    **FILES,
    "mkdocs.yml": config(),
    "docs/tags.md": TAGS,
    "docs/guide.md": "---\ntags: [t0]\n---\n# G\n",
}


def built(folder: Path, files: dict[str, str]) -> Journal:
    made = Journal(folder).write({**BASIS, **files})
    run = made.run("build")
    assert (run.err, run.status) == ("", 0)
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return built(tmp_path_factory.mktemp("lists"), entries())


def page(made: Journal, address: str) -> LexborHTMLParser:
    return LexborHTMLParser(made.read(f"site/{address}index.html"))


def titles(made: Journal, address: str) -> list[str]:
    """What a page lists with a line each, in its order."""
    return [one.text(strip=True) for one in page(made, address).css("ol.chronicles-titles a")]


def begun(made: Journal, address: str) -> list[str]:
    """What begins on a page."""
    return [one.text(strip=True) for one in page(made, address).css("article.chronicles-post h2")]


def names(*days: str) -> list[str]:
    return [f"Of {day}" for day in days]


def test_the_newest_entries_begin_on_the_journals_page_which_leads_to_years_and_months(site: Journal) -> None:
    assert begun(site, "journal/") == names(*days()[:-11:-1])
    older = page(site, "journal/").css_first(".chronicles-older")
    assert older and " ".join(older.text().split()) == (
        "All entries 2025 (40): February, January 2022 (20): July"
    )
    assert [one.attributes["href"] for one in older.css("a")] == [
        *("archive/2025/", "archive/2025/02/", "archive/2025/01/"),
        *("archive/2022/", "archive/2022/07/"),
    ]


def test_a_month_is_one_page_on_which_the_newest_begin_and_the_others_have_a_line(site: Journal) -> None:
    assert begun(site, "journal/archive/2025/01/") == names(*days()[39:29:-1])
    assert titles(site, "journal/archive/2025/01/") == names(*days()[29:19:-1])
    line = page(site, "journal/archive/2025/01/").css_first("ol.chronicles-titles li")
    assert line and " ".join(line.text().split()) == "10 January 2025 Of 2025-01-10"


def test_a_category_is_one_page_with_all_of_its_entries(site: Journal) -> None:
    begins, lines = begun(site, "journal/category/odd/"), titles(site, "journal/category/odd/")
    assert begins + lines == names(*days()[::-2]) and len(begins) == 10
    older = page(site, "journal/category/odd/").css_first(".chronicles-older")
    assert older and [one.text() for one in older.css("h3")] == ["2025", "2022"]


def test_an_address_of_a_numbered_page_leads_to_the_page_that_took_its_place(site: Journal) -> None:
    for address in ("journal/page/2/", "journal/page/6/", "journal/category/odd/page/3/"):
        html = site.read(f"site/{address}index.html")
        assert '<meta http-equiv="refresh" content="0; url=../../">' in html, address
    assert not [name for name in site.files() if name.startswith("journal/page/7/")]
    month = site.read("site/journal/archive/2025/02/page/2/index.html")
    assert "<title>February 2025</title>" in month
    assert "<title>journal</title>" in site.read("site/journal/page/2/index.html")


def test_a_tag_has_a_page_with_a_line_for_each_page_that_has_it(site: Journal) -> None:
    assert titles(site, "tags/t0/") == names(*[day for at, day in enumerate(days()) if at % 3 == 0][::-1])
    shown = page(site, "tags/t0/")
    assert [one.text(strip=True) for one in shown.css("ul.chronicles-titles a")] == ["G"]
    assert [one.text() for one in shown.css("article h2")] == ["2025", "2022"]
    assert '<a href="#year-2022" class="md-nav__link">' in site.read("site/tags/t0/index.html")
    assert not any(one.location.startswith("tags/t0/") for one in indexed(site.root / "site"))


def test_the_page_of_the_tags_has_a_line_for_each_tag_and_no_entry(site: Journal) -> None:
    html = site.read("site/tags/index.html")
    lines = [" ".join(one.text().split()) for one in page(site, "tags/").css("article li")]
    assert lines == ["t0 (21)", "t1 (20)", "t2 (20)"]
    assert 'id="tag:t0"' in html and "2025-01-10" not in html


def test_the_tags_of_a_page_lead_to_their_pages(site: Journal) -> None:
    for address, url in (("journal/2025-01-01/", "../../tags/t2/"), ("guide/", "../tags/t0/")):
        link = page(site, address).css_first(".chronicles-tags a")
        assert link and link.attributes["href"] == url


def test_the_menu_has_a_line_a_year(site: Journal) -> None:
    html = site.read("site/journal/archive/2025/01/index.html")
    menu = html[html.index("md-nav--primary") : html.index('<header class="md-typeset">')]
    found = re.findall(r'<li class="([^"]+)">\s*<a href="([^"]+)" class="md-nav__link">', menu)
    active = "md-nav__item md-nav__item--active"  # of the year, on the page of its month
    assert [one for one in found if re.fullmatch(r"\.\./(\.\./\d+/)?", one[1])] == (
        [(active, "../"), ("md-nav__item", "../../2022/")]
    )
    assert not [url for _, url in found if re.search(r"/\d\d/$", url)]


def test_no_page_lists_all_entries_and_each_is_in_the_archive(site: Journal) -> None:
    found: dict[str, set[str]] = {}
    for name in (name for name in site.files() if name.endswith(".html")):
        links = LexborHTMLParser(site.read(f"site/{name}")).css("a[href]")
        said = (re.search(r"20\d\d-\d\d-\d\d(?=/)", str(one.attributes["href"])) for one in links)
        found[name] = {one[0] for one in said if one}
    assert set().union(*(own for name, own in found.items() if "/archive/" in name)) == set(days())
    assert max(map(len, found.values())) == 40  # on the page of a year


def test_one_entry_more_changes_few_pages(site: Journal, tmp_path: Path) -> None:
    new = {f"{POSTS}/{LAST}.md": entry(LAST, "New", "tags: [t1]\ncategories: [odd]\n")}
    files = site.files(), built(tmp_path, {**entries(), **new}).files()
    first, more = ({name: files[name] for name in files if "search/t" not in name} for files in files)
    assert {name for name in more if more[name] != first.get(name)} | (first.keys() - more.keys()) == {
        "journal/2025-03-01/index.html",
        "journal/2025-02-20/index.html",  # the one before it
        "journal/index.html",
        "journal/page/7/index.html",  # leads on, and never changes
        "journal/archive/2025/index.html",
        "journal/archive/2025/02/index.html",  # the month after it is another one
        "journal/archive/2025/03/index.html",
        "journal/category/odd/index.html",
        "journal/category/odd/page/4/index.html",
        "tags/index.html",
        "tags/t1/index.html",
        "404.html",  # names the newest entries to lost readers
        *("feed.json", "feed.xml", "rss.xml", "progress.json", "tags.json"),
        *("search/index.json", "sitemap.xml", "sitemap.xml.gz"),
    }


def test_a_month_of_very_many_entries_is_only_named_on_the_page_of_its_year(tmp_path: Path) -> None:
    many = {f"{POSTS}/{at:03}.md": entry("2025-01-07", f"E{at}") for at in range(101)}
    made = built(tmp_path, {**many, f"{POSTS}/b.md": entry("2025-02-07", "B")})
    year = page(made, "journal/archive/2025/")
    assert [one.text(strip=True) for one in year.css("article h3")] == ["B"]
    link = year.css("section")[1].css_first("p > a")
    assert link and (link.attributes["href"], link.text()) == ("01/", "All 101 entries of January")
    assert len(titles(made, "journal/archive/2025/01/")) == 91


@pytest.mark.parametrize(
    "blog, older, first",
    few(
        [
            ("\n      archive: false", "Older entries 2022 1 June 2022 C", "journal/2022-06-01/"),
            ("", "All entries 2025 (2) 2022 (1)", "archive/2025/"),
            (f"{BY_MONTH}\n      archive_url_format: all/{{date}}", "All entries 2025 (2)", "all/2025/"),
            ("\n      pagination: false", "", ""),
        ],
        0,
        3,
    ),
)
def test_settings_of_the_blog_are_followed(tmp_path: Path, blog: str, older: str, first: str) -> None:
    own = {f"{POSTS}/{day}.md": entry(day, name) for day, name in zip(THREE, "ABC", strict=True)}
    per_page = "" if "pagination" in blog else "\n      pagination_per_page: 2"
    date = "" if "post_date" in blog else "\n      post_date_format: d MMMM yyyy"
    made = built(tmp_path, {**own, "mkdocs.yml": config(blog + per_page + date)})
    assert begun(made, "journal/") == ["A", "B", "C"][: 2 if per_page else 3]
    shown = page(made, "journal/").css_first(".chronicles-older")
    said = " ".join(shown.text().split()) if shown else ""
    assert said.startswith(older.replace("2022 1 June", "1 June")) and bool(shown) == bool(older)
    assert ("journal/page/2/index.html" in made.files()) == bool(per_page)


THREE = ("2025-08-02", "2025-08-01", "2022-06-01")


def test_what_has_a_tag_only_by_other_means_is_named_in_the_list_of_tags(tmp_path: Path) -> None:
    """Material's plugin `meta` gives tags to all pages of a folder, which front matter does not say."""
    files = {
        "mkdocs.yml": config(tags="  - meta\n  - tags\n"),
        "docs/notes/.meta.yml": "tags: [noted]\n",
        "docs/notes/one.md": "# One\n",
    }
    made = Journal(tmp_path).write({**BASIS, **files})
    assert made.run("build").status == 0
    shown = page(made, "tags/").css_first('li[id="tag:noted"]')
    assert shown and " ".join(shown.text().split()) == "noted (1) One"
    link = page(made, "notes/one/").css_first(".chronicles-tags")
    assert link and " ".join(link.text().split()) == "Tags: noted"


def test_pages_of_tags_keep_apart_from_what_is_there(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": config(tags="  - tags:\n      shadow_tags: [secret]\n"),
        "docs/a.md": "---\ntags: [Index, Mine, file, secret, 'a & *b*']\n---\n# A <i>b</i>\n",
        "docs/tags/mine.md": "# My own words\n\nI like it.\n",
        "docs/tags/file/index.html": "A file.\n",
    }
    made = built(tmp_path, files)
    shown = page(made, "a/").css(".chronicles-tags a")
    assert {one.text(): one.attributes["href"] for one in shown} == {
        "a & *b*": "../tags/a--b/",
        "Index": "../tags/index-2/",
        "Mine": "../tags/mine/",
        "file": "../tags/file-2/",
    }
    own = page(made, "tags/mine/").css_first("article")
    assert own and "My own words" in own.text() and own.css_first('a[href="../../a/"]')
    assert not [name for name in made.files() if "secret" in name]
    assert made.read("site/tags/file/index.html") == "A file.\n"


def test_a_list_of_some_tags_is_left_to_material(tmp_path: Path) -> None:
    some = "# Some\n\n<!-- material/tags { include: [t0] } -->\n"
    made = built(tmp_path, {"docs/some.md": some})
    article = page(made, "some/").css_first("article")
    assert article and article.css_first("h2 .md-tag") and article.css_first('a[href="../guide/"]')
    assert " ".join(page(made, "tags/").css_first("article li").text().split()) == "t0 (1)"  # type: ignore[union-attr]


def test_without_a_list_of_tags_there_are_no_pages_of_tags(tmp_path: Path) -> None:
    made = built(tmp_path, {"docs/tags.md": "# Tags\n"})
    assert [name for name in made.files() if name.startswith("tags/")] == ["tags/index.html"]
    assert not page(made, "guide/").css(".chronicles-tags a")


def test_tags_need_no_blog_and_lists_no_folders_as_addresses(tmp_path: Path) -> None:
    blog = '  - blog:\n      blog_dir: journal\n      post_url_format: "{file}"\n'
    text = "use_directory_urls: false\n" + config("").replace(blog, "")
    made = Journal(tmp_path).write(
        {**BASIS, "mkdocs.yml": text, f"{POSTS}/a.md": entry("2025-08-29", "A", "tags: [t0]\n")}
    )
    assert made.run("build").status == 0
    shown = LexborHTMLParser(made.read("site/tags/t0.html"))
    assert [one.attributes["href"] for one in shown.css("article .chronicles-titles a")] == (
        ["../guide.html", "../journal/posts/a.html"]
    )
    assert [one.text() for one in shown.css("article h2")] == ["2025"]


def test_tags_are_listed_where_pages_hold_no_html(tmp_path: Path) -> None:
    text = config().replace("  - chronicles:\n", "  - chronicles:\n      html: false\n")
    made = built(tmp_path, {"mkdocs.yml": text})
    assert " ".join(page(made, "tags/").css_first("article li").text().split()) == "t0 (1)"  # type: ignore[union-attr]


def test_a_review_has_two_years_and_leads_to_those_of_before(tmp_path: Path) -> None:
    own = {f"{POSTS}/{day}.md": entry(day, f"Of {day}") for day in ("2025-08-02", "2024-11-30", "2023-12-31")}
    made = built(tmp_path, {**own, "docs/review.md": "# Review\n\n<!-- review -->\n"})
    article = page(made, "review/").css_first("article")
    assert article
    assert [one.attributes["data-day"] for one in article.css("li[data-day]")] == ["2025-08-02", "2024-11-30"]
    assert "Those of before: 2023 (1)" in " ".join(article.text().split())
    assert article.css_first('a[href="../journal/archive/2023/"]')


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
    own = {
        **entries(),
        "mkdocs.yml": re.sub(r"\n      footer: [^\n]*|\nnav:\n.*", "\n", text, flags=re.DOTALL),
    }
    with hosted(built(tmp_path_factory.mktemp("looks"), own).root / "site", "") as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_barriers_and_nothing_wider_than_the_screen(
    base: str, browser: Browser, scheme: str, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
    visited = context.new_page()
    for name in ("journal/", "journal/archive/2025/01/", "journal/category/odd/", "tags/", "tags/t0/"):
        visited.goto(base + name)
        settled(visited)
        found = Axe().run(visited)
        assert found.violations_count == 0, (name, found.generate_report())
        assert visited.evaluate("document.documentElement.scrollWidth") == width, name
    context.close()
