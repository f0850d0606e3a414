"""The pages of this site before two judges of HTML, and in a browser: no finding, and each id once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import hosted, settled
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
    "week": "journal/2025-week-36/",
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
