"""The years of the archive: a page each, with its entries by month."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browsers import hosted, settled
from tests.sizes import few

from .conftest import CONFIG, FILES, LOOKS, SIZES, Journal
from .searched import indexed

BASIS = {**FILES, "docs/later/index.md": "# Later\n"}
LOG = "# Log\n\n## 2025-09-10 21:14\n\nFrom the phone.\n\n## 2023-12-31 The <last> day\n\nOf a year.\n"
BY_MONTH = """
      archive_date_format: MMMM yyyy
      archive_url_date_format: yyyy/MM
      categories: false
      post_date_format: d MMMM yyyy"""
Make = Callable[..., Journal]


def entry(title: str, day: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\n{more}---\n# {title}\n\nText.\n"


def entries(folder: str = "journal") -> dict[str, str]:
    """Three of 2025, one of them a note and one pinned, one of 2024, a draft, and a note of 2023."""
    return {
        f"docs/{folder}/posts/a.md": entry("First", "2025-08-29", "pin: true\n"),
        f"docs/{folder}/posts/b.md": entry("Second", "2025-09-02"),
        f"docs/{folder}/posts/c.md": entry("Older", "2024-02-29"),
        f"docs/{folder}/posts/d.md": entry("Not yet", "2022-01-01", "draft: true\n"),
        f"docs/{folder}/log.md": LOG,
    }


def config(text: str = CONFIG, archive: str = BY_MONTH) -> str:
    return text.replace('      post_url_format: "{file}"', f'      post_url_format: "{{file}}"{archive}')


def main(html: str) -> str:
    """The content of a page, without the menu around it."""
    return html[html.index("<article") : html.index("</article>")]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def years(html: str) -> dict[str, str]:
    """Where the links to years lead, by their words."""
    found = re.search(r'<nav class="chronicles-years.*?</nav>', html, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', found[0]) if found else []
    return {text: url for url, text in links}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("archive"))
    made.write({**BASIS, **entries(), "mkdocs.yml": config()})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return made


def way(html: str, which: str) -> str:
    """Where the previous or the next page is, by what the page says in its head."""
    found = re.search(rf'<link rel="{which}" href="([^"]*)"', html)
    return found[1] if found else ""


def test_pages_of_the_menu_lead_past_the_lists_of_the_blog(site: Journal) -> None:
    journal, after = (site.read(f"site/{name}/index.html") for name in ("journal", "later"))
    assert (way(journal, "prev"), way(journal, "next")) == ("", "")  # nothing leads out of the journal
    assert way(after, "prev") == ""
    assert way(site.read("site/journal/archive/2025/09/index.html"), "next") == "../../2024/02/"
    assert way(site.read("site/journal/archive/2023/12/index.html"), "next") == "../../../../later/"


def test_year_lists_its_entries_by_month_the_newest_first(site: Journal) -> None:
    html = main(site.read("site/journal/archive/2025/index.html"))
    assert re.search(r"<h1[^>]*>2025</h1>", html)
    assert words(html[html.index("<section") :]) == (
        "September 10 September 2025 1 min read 10 September 2025, 21:14 "
        "2 September 2025 1 min read Second "
        "August 29 August 2025 1 min read First"
    )
    assert re.findall(r'<h3><a href="([^"]+)"', html) == ["../../2025-09-10-2114/", "../../b/", "../../a/"]
    assert 'id="2025-09"><a href="09/">September</a>' in html
    assert 'id="2025-08"><a href="08/">August</a>' in html


def test_years_lead_to_the_years_beside_them_and_to_the_journal(site: Journal) -> None:
    found = {year: years(site.read(f"site/journal/archive/{year}/index.html")) for year in (2023, 2024, 2025)}
    assert found == {
        2023: {"Journal": "../../", "Later: 2024": "../2024/"},
        2024: {"Journal": "../../", "Earlier: 2023": "../2023/", "Later: 2025": "../2025/"},
        2025: {"Journal": "../../", "Earlier: 2024": "../2024/"},
    }


def test_journal_and_its_months_lead_to_the_years(site: Journal) -> None:
    html = site.read("site/journal/index.html")
    assert years(html) == {"2025": "archive/2025/", "2024": "archive/2024/", "2023": "archive/2023/"}
    assert "By year: 2025 (3) 2024 (1) 2023 (1)" in words(html)
    month = site.read("site/journal/archive/2025/09/index.html")
    assert years(month) == {"Journal": "../../../", "All of 2025": "../"}


def test_titles_are_escaped_and_drafts_have_no_year(site: Journal) -> None:
    html = main(site.read("site/journal/archive/2023/index.html"))
    assert "The &lt;last&gt; day</a></h3>" in html
    assert "site/journal/archive/2022/index.html" not in site.files(".")


def test_years_are_not_in_the_search_and_the_journal_is_found_by_its_own_words(site: Journal) -> None:
    found = {one.location: one.text for one in indexed(site.root / "site")}
    assert "journal/b/" in found
    assert [place for place in found if re.match(r"journal/archive/\d+/(#|$)", place)] == []
    assert "2024" not in found["journal/"]


def test_months_stand_in_the_table_of_contents(site: Journal) -> None:
    html = site.read("site/journal/archive/2025/index.html")
    assert '<a href="#2025-09" class="md-nav__link">' in html


def test_same_pages_give_the_same_years(site: Journal) -> None:
    before = site.files()
    site.run("build")
    assert site.files() == before


@pytest.mark.parametrize(
    "archive",
    few(
        [
            "\n      archive: false",
            "",  # the blog's own archive is a page a year already
            "\n      archive_url_format: archive",
            "\n      archive_url_format: '{date}/all'\n      archive_url_date_format: yyyy",
        ],
        1,
    ),
)
def test_blog_that_has_no_archive_or_one_by_year_is_left_alone(journal: Make, archive: str) -> None:
    made = journal({**entries(), "mkdocs.yml": config(archive=archive)})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    pages = [name for name, data in made.files().items() if b"chronicles-years" in data and "html" in name]
    assert pages == []


@pytest.mark.parametrize(
    "archive, year, month",
    few(
        [
            ("archive_url_date_format: yyyy-MM", "archive/2025", "../2025-08/"),
            ("archive_url_date_format: MM/yyyy", "archive/2025", "../08/2025/"),
            (
                "archive_url_format: '/past/{date}/'\n      archive_url_date_format: yyyy/MM",
                "past/2025",
                "08/",
            ),
            ("archive_url_format: '{date}'\n      archive_url_date_format: yyyy/MM", "2025", "08/"),
            ("archive_url_date_format: yyyy/'all'", "archive/2025", None),
            ("archive_url_date_format: yyyy/MM/dd", "archive/2025", "08/29/"),
        ],
        0,
        2,
    ),
)
def test_address_of_a_year_follows_the_address_of_the_archive(
    journal: Make, archive: str, year: str, month: str | None
) -> None:
    made = journal({**entries(), "mkdocs.yml": config(archive=f"\n      {archive}")})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    html = made.read(f"site/journal/{year}/index.html")
    found = re.search(r'id="2025-08">(?:<a href="([^"]+)">)?August', html)
    assert found and found[1] == month


@pytest.mark.parametrize(
    "folder, directories", few([("notes/blog", True), ("journal", False), (".", True)], 0)
)
def test_years_of_a_blog_elsewhere_and_of_plain_file_names(
    journal: Make, folder: str, directories: bool
) -> None:
    text = config(f"use_directory_urls: {str(directories).lower()}\n{CONFIG}")
    text = text.replace("blog_dir: journal", f"blog_dir: {folder}")
    made = journal({**entries(folder), f"docs/{folder}/index.md": "# Journal\n", "mkdocs.yml": text})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    top = "site" if folder == "." else f"site/{folder}"
    name, links = (
        ("2025/index.html", {"Journal": "../.." if folder == "." else "../../", "Earlier: 2024": "../2024/"})
        if directories
        else ("2025.html", {"Journal": "../index.html", "Earlier: 2024": "2024.html"})
    )
    html = made.read(f"{top}/archive/{name}")
    assert years(html) == links
    assert ('href="09/"' if directories else 'href="2025/09.html"') in html


def test_page_that_somebody_wrote_there_keeps_its_words(journal: Make) -> None:
    own = {
        "docs/journal/archive/2025.md": "# My second year\n\nI began to test.\n",
        "docs/journal/archive/2024/index.md": "# Leap\n",
        "docs/journal/archive/2023.md": "# Later\n",
    }
    text = config() + "exclude_docs: |\n  /journal/archive/2023.md\n"
    made = journal({**entries(), **own, "mkdocs.yml": text})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    html = main(made.read("site/journal/archive/2025/index.html"))
    assert ">My second year" in html
    assert html.index("I began to test.") < html.index("Earlier: 2024") < html.index("Second</a>")
    assert "Leap" in made.read("site/journal/archive/2024/index.html")
    # One that is kept from readers is not put in their way again.
    assert "site/journal/archive/2023/index.html" not in made.files(".")


def test_months_are_named_in_the_language_of_the_site(journal: Make) -> None:
    text = config().replace("  font: false\n", "  font: false\n  language: de\n")
    made = journal({**entries(), "mkdocs.yml": text})
    assert made.run("build").status == 0
    assert ">Februar</a>" in made.read("site/journal/archive/2024/index.html")


def test_journal_without_entries_has_no_years(journal: Make) -> None:
    made = journal({"mkdocs.yml": config()})
    assert made.run("build").status == 0
    assert not any("archive" in name for name in made.files())


def test_site_without_a_blog_has_no_archive_and_is_built(journal: Make) -> None:
    blog = '  - blog:\n      blog_dir: journal\n      post_url_format: "{file}"\n'
    made = journal({"mkdocs.yml": CONFIG.replace(blog, "")})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    assert not any("archive" in name for name in made.files())


def test_order_of_the_plugins_does_not_matter(journal: Make, site: Journal) -> None:
    ours = "  - chronicles:\n      zone: Africa/Lagos\n"
    text = config().replace(ours, "").replace("plugins:\n", f"plugins:\n{ours}")
    made = journal({**BASIS, **entries(), "mkdocs.yml": text})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    assert made.files() == site.files()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
    text = re.sub(r"\n      footer: [^\n]*|\nnav:\n.*", "\n", text, flags=re.DOTALL)
    made = Journal(tmp_path_factory.mktemp("years"))
    made.write({**BASIS, **entries(), "mkdocs.yml": text, "docs/tags.md": "# Tags\n"})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    with hosted(made.root / "site", "") as address:
        yield f"{address}journal/"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_barriers_and_nothing_wider_than_the_screen(
    base: str, browser: Browser, scheme: str, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(base)
    for link, heading in (("2025", "2025"), ("Earlier: 2024", "2024"), ("Earlier: 2023", "2023")):
        page.get_by_role("navigation", name="Years").get_by_role("link", name=link).click()
        page.get_by_role("heading", level=1, name=heading).wait_for()
        settled(page)
        found = Axe().run(page)
        assert found.violations_count == 0, (heading, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") == width, heading
    page.goto(f"{base}archive/2025/09/")
    page.get_by_role("link", name="All of 2025").click()
    page.get_by_role("heading", level=1, name="2025").wait_for()
    context.close()
