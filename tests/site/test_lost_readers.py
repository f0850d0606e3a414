"""The page for lost readers is whole at any address, wherever the site lies and whatever `site_url` says."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from tests.browsers import becomes, hosted_with_lost_page

from .conftest import CONFIG, LOOKS, SIZES, Journal
from .conftest import FILES as BASIS

FILES = {
    "docs/guides/index.md": "# Guides\n",
    "docs/about.md": "# About & &lt;more&gt;\n",
    "docs/journal/posts/a.md": "---\ndate: 2025-08-29\n---\n# A\n",
}
SITE_URLS = {
    "right": "https://example.org/journal/",
    "wrong": "https://example.github.io/chronicles/",
    "none": "",
}


@pytest.fixture(scope="module", params=SITE_URLS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("lost")).write({**BASIS, **FILES})
    url = SITE_URLS[request.param]
    made.write({"mkdocs.yml": CONFIG.replace("https://example.org/journal/", url or "''")})
    assert made.run("build").err == ""
    return made


def test_it_loads_nothing_but_itself(site: Journal) -> None:
    page = LexborHTMLParser(site.read("site/404.html"))
    loaded = [
        tag.attributes.get("src") or tag.attributes.get("href") for tag in page.css("[src], link[href]")
    ]
    assert loaded == ["data:,"]
    parts = [one.text(strip=True) for one in page.css("nav a")]
    assert parts == ["About & <more>", "Run it yourself", "Guides", "Journal"]


def test_it_has_the_newest_entries_and_a_search(site: Journal) -> None:
    page = LexborHTMLParser(site.read("site/404.html"))
    newest = page.css_first("#newest-name + ul a")
    assert newest.text() == "A" and newest.attributes["data-path"] == "journal/a/"
    assert page.css_first("form[role=search] input").attributes["name"] == "q"


@pytest.mark.browser
def test_it_names_what_was_asked_for_and_what_was_meant(site: Journal, browser: Browser) -> None:
    page = browser.new_page()
    with hosted_with_lost_page(site.root / "site", "/deep/er") as base:
        page.goto(f"{base}abuot/%3Cb%3Eme.html")
        assert page.locator("#asked").text_content() == "/deep/er/abuot/<b>me.html"
        assert page.get_by_label("Search for").input_value() == "b me"
        becomes(page, HOME, base)
        assert page.locator("#meant").is_hidden()
        page.goto(f"{base}guide")
        if "<loc>" in site.read("site/sitemap.xml"):
            becomes(page, "(url) => document.querySelector('#meant a')?.href === url", f"{base}guides/")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url(f"{base}?q=guide")
    page.close()


def test_without_scripts_its_links_are_those_of_the_settings(site: Journal) -> None:
    page = LexborHTMLParser(site.read("site/404.html"))
    links = [str(tag.attributes["href"]) for tag in page.css("a")]
    root = page.css_first("body").attributes["data-root"]
    assert root in ("/journal/", "/chronicles/", "/")
    assert [link.removeprefix(root) for link in links[:3]] == ["", "journal/a/", ""]


HOME = "(home) => [...document.querySelectorAll('a')].every((one) => one.href.startsWith(home))"


@pytest.mark.browser
@pytest.mark.parametrize("below", ["", "/deep/er"])
def test_it_is_whole_and_leads_back_from_any_address(site: Journal, browser: Browser, below: str) -> None:
    with hosted_with_lost_page(site.root / "site", below) as base:
        for lost in ("lost", "a/b/c/", "journal/a/x.html?y=/z/#w"):
            page = browser.new_page()
            asked: list[str] = []
            page.on("request", lambda sent, asked=asked: asked.append(sent.method))
            answer = page.goto(base + lost)
            assert answer is not None and answer.status == 404
            becomes(page, HOME, base)
            assert asked[1:].count("GET") <= 1 and {*asked[1:]} <= {"HEAD", "GET"}  # the sitemap
            assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "30.4px"
            page.get_by_role("link", name="About").click()
            page.wait_for_url(f"{base}about/")
            page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_it_fits_its_window_and_has_no_barriers(
    site: Journal, browser: Browser, scheme: str, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
    page = context.new_page()
    with hosted_with_lost_page(site.root / "site", "/x") as base:
        page.goto(f"{base}a/b/c/")
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()
