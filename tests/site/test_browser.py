"""The pages of this site in a real Chromium: on a phone and a desktop, in light and in dark."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from .conftest import Journal
from .test_this_site import copy_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
    "lost": "404.html",
}
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below /chronicles/, as a project's pages are on the web."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/chronicles"))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journal: Journal = copy_to(tmp_path_factory.mktemp("browser") / "journal")
    assert journal.run("build").status == 0
    handler = functools.partial(Handler, directory=str(Path(journal.root, "site")))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/chronicles/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        lacking = "there is no Chromium here: install it with 'sudo apt install chromium'"
        if os.environ.get("CI") == "true":
            pytest.fail(lacking)
        pytest.skip(lacking)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at the size and in the scheme that the test asks for; it may only ask its own host."""
    size, scheme = getattr(request, "param", ("desktop", "light"))
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda sent: wrong.append(sent.url) if not sent.url.startswith((base, "data:")) else None
    )
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    yield page
    context.close()
    assert wrong == []


EVERYWHERE = pytest.mark.parametrize(
    "visit", [(size, scheme) for size in SIZES for scheme in SCHEMES], indirect=True, ids="-".join
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
    visit.goto(base + PAGES["step"])
    visit.locator("span.filename a", has_text="students/models.py · Student").last.click()
    visit.wait_for_url("**/code/now/students/models.py/#line-*")
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
    result = visit.locator(".md-search-result__link", has_text="scratch").first
    result.wait_for()
    assert "2025-08-29" in str(result.get_attribute("href"))
