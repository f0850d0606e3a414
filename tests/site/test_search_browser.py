"""The search in a real Chromium: fetched when it is wanted, used with keys alone, and open to all readers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsers import Handler, hosted, settled

from .conftest import SIZES, Journal
from .test_browser import EVERYWHERE
from .test_search_index import PAGES
from .test_steps_browser import PALETTE

pytestmark = pytest.mark.browser

HOSTILE = "# Angles\n\n`<img src=x onerror=alert(1)>` is markupword, and so is <b>bold</b>.\n"
FEATURES = "  font: false\n  features:\n    - search.highlight\n"
PROMISED = 2_000  # bytes of the search on a page on which nobody searches
INLINE = "'self' 'unsafe-inline'"
STRICT = f"default-src 'self'; script-src {INLINE}; style-src {INLINE}; img-src 'self' data:"


class PolicyHandler(Handler):
    """Serves with a policy that allows no eval and no WebAssembly; what Material writes inline is let in."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


def built(folder: Path, config: str) -> Path:
    home = {"docs/index.md": "# Home\n\n[A link](us.md)\n", "docs/journal/index.md": "# Journal\n"}
    made = Journal(folder).write({**home, **PAGES, "docs/angles.md": HOSTILE, "mkdocs.yml": config})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    return folder / "site"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = PAGES["mkdocs.yml"].replace("  font: false\n", "  font: false" + PALETTE)
    with hosted(built(tmp_path_factory.mktemp("searched") / "plain", config), kind=PolicyHandler) as address:
        yield address


@pytest.fixture(scope="module")
def marking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = PAGES["mkdocs.yml"].replace("  font: false\n", FEATURES)
    with hosted(built(tmp_path_factory.mktemp("searched") / "marking", config)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def search_for(page: Page, query: str) -> None:
    """Search from the keyboard, and wait for results."""
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type(query)
    expect(page.get_by_role("option").first).to_be_visible()


def test_nothing_is_fetched_before_somebody_searches(page: Page, base: str) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url.removeprefix(base): len(answer.body())}))
    page.goto(base)
    page.wait_for_load_state("networkidle")
    before = {name: size for name, size in sizes.items() if "search" in name}
    assert before.keys() == {"assets/search.js"}
    assert sum(before.values()) < PROMISED
    assert not [name for name in sizes if "worker" in name]
    search_for(page, "select_for_update")
    after = {name for name in sizes if "search" in name}
    assert {"search/index.json", "assets/search/search-box.js", "assets/search/search.css"} <= after


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_lead_into_the_box_and_are_letters_in_it(page: Page, base: str, key: str) -> None:
    page.goto(base)
    page.keyboard.press(key)
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press(key)
    expect(box).to_have_value(key)


def test_a_key_leads_into_the_box_from_what_takes_no_letters(page: Page, base: str) -> None:
    page.goto(base)
    fields = "<input type=radio id=tab><textarea></textarea>"
    page.evaluate("html => document.body.insertAdjacentHTML('afterbegin', html)", fields)
    page.locator("#tab").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.locator("textarea").focus()
    page.keyboard.press("s")
    expect(page.locator("textarea")).to_have_value("s")


def test_a_search_is_done_with_the_keyboard_alone(page: Page, base: str) -> None:
    page.goto(base)
    search_for(page, "product")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-search-result__meta")).to_have_text("2 matching documents")
    page.keyboard.press("ArrowDown")
    first = str(options.first.get_attribute("id"))
    expect(box).to_have_attribute("aria-activedescendant", first)
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(options.first.locator(".chronicles-result__place")).to_have_text("Shop · 1. Models")
    expect(options.first.locator("mark").first).to_have_text("Product")
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", first)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chronicles/steps/shop/01-models/#the-change")


def test_escape_closes_and_gives_the_focus_back(page: Page, base: str) -> None:
    page.goto(base)
    link = page.get_by_role("link", name="A link")
    link.focus()
    search_for(page, "product")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator(".chronicles-search input")).to_have_attribute("aria-expanded", "false")
    assert not page.locator("#__search").is_checked()
    search_for(page, "s")  # once more, with what was typed before


def test_a_link_searches(page: Page, base: str) -> None:
    page.goto(f"{base}us/?q=select_for_update")
    expect(page.get_by_role("option").first).to_contain_text("Learned")
    href = page.get_by_role("option").first.get_attribute("href")
    assert href == f"{base}journal/one/#learned"


def test_what_is_nowhere_is_said(page: Page, base: str) -> None:
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.type("nowhereword")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_text_of_pages_is_shown_as_text(page: Page, base: str) -> None:
    page.on("dialog", lambda _: pytest.fail("a script of a page ran"))
    page.goto(base)
    search_for(page, "markupword")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x onerror=alert(1)> is markupword")
    assert page.locator(".chronicles-results :is(img, b)").count() == 0


def test_a_site_that_was_built_anew_meanwhile_is_read_anew(page: Page, base: str) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url.removeprefix(base)))
    page.route("**/search/terms-*", lambda route: route.fulfill(status=404), times=1)
    page.goto(base)
    search_for(page, "product")
    assert asked.count("search/index.json") == 2


def test_a_search_that_cannot_be_loaded_says_so_and_works_later(page: Page, base: str) -> None:
    page.route("**/search/index.json", lambda route: route.abort(), times=1)
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.type("prod")
    expect(page.locator(".md-search-result__meta")).to_have_text(
        "The search could not be loaded. Type on to try again."
    )
    page.keyboard.type("uct")
    expect(page.get_by_role("option").first).to_be_visible()


def test_words_are_marked_on_the_page_where_the_theme_is_told_to(page: Page, marking: str) -> None:
    page.goto(marking)
    search_for(page, "decimal field")
    page.keyboard.press("Enter")
    page.wait_for_url("**/steps/shop/01-models/?h=decimal+field#the-change")
    page.goto(f"{marking}us/?h=Ada+<b>")
    expect(page.locator("article mark")).to_have_text(["Ada"])


@EVERYWHERE
def test_results_have_no_barriers_and_nothing_moves(visit: Page, base: str) -> None:
    visit.add_init_script(
        "window.shift = 0; const add = list => list.getEntries().forEach(e => window.shift += e.value);"
        "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})"
    )
    visit.goto(base)
    visit.wait_for_load_state("networkidle")
    if (visit.viewport_size or {})["width"] == SIZES["phone"][0]:
        visit.locator("header label[for=__search]").first.click()
    else:
        visit.keyboard.press("/")
    visit.get_by_role("combobox").fill("words")
    expect(visit.get_by_role("option").first).to_be_visible()
    visit.keyboard.press("ArrowDown")
    settled(visit)
    found = Axe().run(visit).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    assert visit.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    assert visit.evaluate("window.shift") < 0.02
    if (visit.viewport_size or {})["width"] == SIZES["phone"][0]:
        sizes = visit.evaluate(
            "[...document.querySelectorAll('.chronicles-search :is(input, button, form > label, a)')]"
            ".map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert len(sizes) > 3 and min(sizes) >= 44
