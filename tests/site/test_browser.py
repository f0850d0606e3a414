"""The pages of this site in a real Chromium: on a phone and a desktop, in light and in dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browsers import hosted
from tests.packing import packing

from .conftest import LOOKS, Journal
from .test_this_site import copy_to

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "journal": "journal/",
    "entry": "journal/2025-08-29-a-project-from-scratch/",
    "guide": "steps/students/",
    "step": "steps/students/05-models/",
    "goals": "goals/",
    "source": "code/now/students/models.py/",
    "manual": "manual/writing/",
    "tags": "tags/",
    "licenses": "third-party-licenses/",
    "lost": "404.html",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journal: Journal = copy_to(tmp_path_factory.mktemp("browser") / "journal")
    with packing():
        assert journal.run("build").status == 0
    with hosted(Path(journal.root, "site")) as address:
        yield address


EVERYWHERE = pytest.mark.parametrize(
    "visit", [pytest.param(look.values, id=look.id, marks=look.marks) for look in LOOKS], indirect=True
)


@EVERYWHERE
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window_and_has_no_barriers(visit: Page, base: str, name: str) -> None:
    visit.goto(base + PAGES[name])
    visit.wait_for_load_state("networkidle")
    assert visit.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    found = Axe().run(visit).response["violations"]
    assert [(v["id"], v["impact"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []


def test_copy_copies_the_code_and_nothing_of_its_caption(visit: Page, base: str) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.goto(base + PAGES["entry"])
    block = visit.locator("div.highlight", has_text="class UserAdmin").first
    block.hover()
    block.locator("button, .md-clipboard, .md-code__button").first.click()
    copied = visit.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("from django.contrib import admin") or copied.startswith("@admin.register")
    assert "users/admin.py" not in copied


def test_the_caption_of_a_block_leads_to_its_line(visit: Page, base: str) -> None:
    visit.goto(base + PAGES["entry"])
    visit.locator("span.filename a", has_text="users/models.py · User").last.click()
    visit.wait_for_url("**/code/step/students~2F09/users/models.py/#line-*")
    target = visit.locator(":target")
    box = target.bounding_box() or target.locator("xpath=..").bounding_box()
    assert box is not None and 40 < box["y"] < 900


def test_the_first_key_reaches_the_link_that_skips_to_the_text(visit: Page, base: str) -> None:
    visit.goto(base + PAGES["step"])
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    visit.keyboard.press("Enter")
    assert visit.evaluate("location.hash") != ""


def test_nothing_moves_while_the_home_page_loads(visit: Page, base: str) -> None:
    visit.add_init_script(
        "window.shift = 0; const add = list => list.getEntries().forEach(e => window.shift += e.value);"
        "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})"
    )
    visit.goto(base)
    visit.wait_for_load_state("networkidle")
    assert visit.evaluate("window.shift") < 0.02


def test_the_search_finds_what_an_entry_says(visit: Page, base: str) -> None:
    visit.goto(base)
    visit.keyboard.press("/")
    visit.keyboard.type("superuser")
    result = visit.locator(".chronicles-result", has_text="scratch").first
    result.wait_for()
    assert "2025-08-29" in str(result.get_attribute("href"))
