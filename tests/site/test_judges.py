"""The pages of this site before judges of HTML, and in a browser: no finding, ids once, nothing refused."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from re import findall

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import close, hosted, settled
from tests.packing import packing

from .conftest import Journal
from .judges import JUDGES
from .test_browser import PAGES
from .test_this_site import copy_to

# A page of each template, and of each kind of content that our extensions write.
ONE_OF_EACH = {
    **PAGES,
    "address of a page that is no more": "journal/page/2/",
    "note of the log": "journal/2025-09-17-2140/",
    "week": "journal/2025-week-37/",
    "year": "journal/archive/2025/",
    "month": "journal/archive/2025/09/",
    "category": "journal/category/weekly/",
    "questions": "journal/questions/",
    "all guides": "steps/",
    "step with tabs": "steps/students/02-environment/",
    "step with demos": "steps/students/07-url-routing/",
    "source of a step": "code/step/students~2F05/students/models.py/",
    "progress": "progress/",
    "review": "progress/review/",
    "commands": "manual/commands/",
}
# What each judge has to find, or it has not looked.
FAULTS = {
    ("Nu", '<p id="a"></p><p id="a"></p>'): "Duplicate ID “a”.",
    (
        "Nu",
        '<img src="a.png">',
    ): "An “img” element must have an “alt” attribute, except under certain conditions."
    " For details, consult guidance on providing text alternatives for images.",
    ("html-validate", '<p id="a"></p><p id="a"></p>'): 'Duplicate ID "a"',
    ("html-validate", '<form action="/"><label>A <input type="text"></label></form>'): (
        "<form> element must have a submit button"
    ),
}
POLICY = r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
IDS = "[...document.querySelectorAll('[id]')].map((one) => one.id)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    journal = copy_to(tmp_path_factory.mktemp("judged") / "journal")
    with packing():
        run = journal.run("build")
    assert (run.status, run.err) == (0, "")
    return journal


def all_pages(site: Journal) -> list[str]:
    return [name for name in site.files() if name.endswith(".html")]


def file_of(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") or not address else address


@pytest.mark.slow
@pytest.mark.parametrize(("judge", "html"), FAULTS)
def test_a_judge_finds_what_is_wrong(tmp_path: Path, judge: str, html: str) -> None:
    head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title></head>'
    (tmp_path / "a.html").write_text(f"{head}<body><h1>A</h1>{html}</body></html>", "utf-8")
    found = JUDGES[judge](tmp_path, ["a.html"])
    assert FAULTS[judge, html] in [one.said for one in found]
    assert {(one.page, one.line) for one in found} == {("a.html", 1)}


def test_the_pages_that_are_judged_are_there(site: Journal) -> None:
    assert {file_of(one) for one in ONE_OF_EACH.values()} <= {*all_pages(site)}


@pytest.mark.slow
@pytest.mark.parametrize("judge", JUDGES)
def test_a_page_of_each_template_has_no_finding(site: Journal, judge: str) -> None:
    assert JUDGES[judge](site.root / "site", [file_of(one) for one in ONE_OF_EACH.values()]) == []


@pytest.mark.long
@pytest.mark.parametrize("judge", JUDGES)
def test_no_page_has_a_finding(site: Journal, judge: str) -> None:
    assert JUDGES[judge](site.root / "site", all_pages(site)) == []


@pytest.fixture(scope="module")
def base(site: Journal) -> Iterator[str]:
    with hosted(site.root / "site") as address:
        yield address


def twice(page: Page) -> list[str]:
    return [one for one, number in Counter(page.evaluate(IDS)).items() if number > 1]


def opened(page: Page, base: str, file: str) -> Page:
    page.goto(base + file.removesuffix("index.html"), wait_until="load")
    settled(page)
    return page


NOTED = "addEventListener('securitypolicyviolation', (one) => (globalThis.refused ??= []).push(one))"
REFUSED = "(globalThis.refused ?? []).map((one) => `${one.effectiveDirective}: ${one.blockedURI}`)"


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """A page that notes what its policy refuses."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(NOTED)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    close(context)


def test_every_page_has_a_policy_that_lets_nothing_inline_run(site: Journal) -> None:
    pages = {name: (site.root / "site" / name).read_text("utf-8") for name in all_pages(site)}
    policies = {name: findall(POLICY, html) for name, html in pages.items()}
    assert [name for name, found in policies.items() if len(found) != 1] == []
    said = {source for found in policies.values() for source in found[0].replace(";", "").split()}
    assert {one for one in said if not one.startswith("'sha256-")} == {
        *("default-src", "base-uri", "form-action", "img-src", "object-src", "script-src", "style-src"),
        *("'self'", "'none'", "data:", "'wasm-unsafe-eval'"),
    }
    with_demos = {name for name, html in pages.items() if "<live-demo " in html or " data-live-src=" in html}
    assert {name for name, found in policies.items() if "wasm" in found[0]} == with_demos != set()


@pytest.mark.browser
def test_the_policy_of_a_page_refuses_nothing_of_it(watched: Page, base: str) -> None:
    files = [file_of(one) for one in ONE_OF_EACH.values()]
    found = {file: opened(watched, base, file).evaluate(REFUSED) for file in files}
    assert found == {file: [] for file in files}


@pytest.mark.browser
@pytest.mark.long
def test_the_policy_of_no_page_refuses_anything(watched: Page, site: Journal, base: str) -> None:
    pages = all_pages(site)
    found = {file: opened(watched, base, file).evaluate(REFUSED) for file in pages}
    assert found == {file: [] for file in pages}


@pytest.mark.browser
def test_the_policy_refuses_nothing_while_a_reader_uses_the_page(watched: Page, base: str) -> None:
    page = opened(watched, base, ONE_OF_EACH["step with tabs"])
    page.locator(".tabbed-labels label").nth(1).click()
    page.get_by_title("Switch to the dark colors").click()
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    page.locator("div.highlight button:visible").first.click()
    page.get_by_text("Copied to clipboard").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("migrations")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate(REFUSED) == []
    opened(page, base, "")  # in the colors that were chosen
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.locator("live-demo .primary").first.click()
    page.locator("live-demo .browser:not(.behind)").first.wait_for()
    assert page.evaluate(REFUSED) == []


@pytest.mark.browser
def test_each_id_stands_once_after_the_scripts_ran(browser: Browser, base: str) -> None:
    page = browser.new_page()
    files = [file_of(one) for one in ONE_OF_EACH.values()]
    assert {file: found for file in files if (found := twice(opened(page, base, file)))} == {}
    page.close()


@pytest.mark.browser
@pytest.mark.long
def test_each_id_stands_once_on_all_pages(browser: Browser, site: Journal, base: str) -> None:
    page = browser.new_page()
    assert {file: found for file in all_pages(site) if (found := twice(opened(page, base, file)))} == {}
    page.close()


@pytest.mark.browser
def test_each_id_stands_once_while_a_reader_uses_the_page(browser: Browser, base: str) -> None:
    page = opened(browser.new_page(), base, ONE_OF_EACH["step with tabs"])
    page.locator(".tabbed-labels label").nth(1).click()
    assert page.locator(".tabbed-set > input").nth(1).is_checked()
    assert twice(page) == []
    page.keyboard.press("/")
    page.keyboard.type("migrations")
    page.locator(".chronicles-result").first.wait_for()
    assert twice(page) == []
    page.context.close()
