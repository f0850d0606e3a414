"""Replies and giscus in a real Chromium: who is asked for what, and when."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsers import close, hosted, settled

from .conftest import FILES as BASIS
from .conftest import LOOKS, SIZES, Journal
from .test_comments import FILES, GISCUS

pytestmark = pytest.mark.browser

CONFIG = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
COMMENTS = f"""
      comments:
        mail: me@example.org
        issues: https://github.com/me/blog
        giscus: {GISCUS}
"""
# What giscus does, as far as a page can see: a frame in place of `.giscus`, which speaks to the page.
CLIENT = """
window.calledWith = {...document.currentScript.dataset};
const frame = document.createElement("iframe");
frame.className = "giscus-frame";
frame.title = "Comments";
frame.src = "https://giscus.app/widget";
document.querySelector(".giscus").replaceChildren(frame);
"""
WIDGET = """
<!doctype html><html lang="en"><title>Comments</title><main><p id="theme">as it was</p></main><script>
addEventListener("message", (event) => (theme.textContent = event.data.giscus.setConfig.theme));
parent.postMessage({giscus: {resizeHeight: 200}}, "*");
</script></html>
"""
LOADED = {
    "https://giscus.app/client.js": ("text/javascript", CLIENT),
    "https://giscus.app/widget": ("text/html", WIDGET),
}
BUTTON = "Show the comments (loaded from giscus.app and GitHub)"
FAILED = (
    "The comments could not be loaded: there is no connection to giscus.app, or something blocks it. "
    "Press the button to try again."
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = re.sub(r"\n      footer: [^\n]*|\nnav:\n.*", "\n", CONFIG, flags=re.DOTALL)
    config = config.replace("zone: Africa/Lagos\n", f"zone: Africa/Lagos{COMMENTS}")
    own = {"mkdocs.yml": config, "docs/tags.md": "# Tags\n"}
    made = Journal(tmp_path_factory.mktemp("comments")).write({**BASIS, **FILES, **own})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    with hosted(made.root / "site", "") as address:
        yield f"{address}journal/2025-09-01-old/"


class Giscus:
    """Answers in the place of giscus.app, or does not, and remembers what it was asked."""

    def __init__(self, page: Page, base: str) -> None:
        self.is_there = True
        self.asked: list[str] = []
        self._own = urlsplit(base).netloc
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if urlsplit(url).netloc == self._own or url.startswith("data:"):
            return route.continue_()
        self.asked.append(url)
        if url not in LOADED or not self.is_there:
            return route.abort()
        kind, body = LOADED[url]
        return route.fulfill(content_type=kind, body=body, headers={"Access-Control-Allow-Origin": "*"})


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    yield page
    close(context)


@pytest.mark.walk
def test_nobody_else_is_asked_before_the_click_and_giscus_gets_what_it_needs(base: str, page: Page) -> None:
    giscus = Giscus(page, base)
    page.goto(base)
    page.wait_for_load_state("networkidle")
    button = page.get_by_role("button", name=BUTTON)
    button.hover()
    button.focus()
    settled(page)
    assert giscus.asked == []
    page.keyboard.press("Enter")
    expect(page.frame_locator(".giscus iframe").locator("main")).to_be_visible()
    assert giscus.asked == list(LOADED)
    assert page.evaluate("calledWith") == {
        "repo": "me/blog",
        "repoId": "R_kgDOx",
        "category": "Comments",
        "categoryId": "DIC_kwDOx",
        "mapping": "pathname",
        "strict": "1",
        "reactionsEnabled": "1",
        "emitMetadata": "0",
        "inputPosition": "bottom",
        "lang": "en",
        "theme": "light",
    }
    expect(button).to_be_hidden()
    expect(page.get_by_role("region", name="Comments")).to_be_focused()
    expect(page.locator(".chronicles-comments [role=status]")).to_have_text("")


def test_theme_is_the_readers_and_changes_with_it(base: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    Giscus(page, base)
    page.goto(base)
    page.get_by_role("button", name=BUTTON).click()
    theme = page.frame_locator(".giscus iframe").locator("#theme")
    expect(theme).to_have_text("as it was")
    assert page.evaluate("calledWith.theme") == "dark"
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(theme).to_have_text("light")
    close(context)


def test_what_cannot_be_loaded_is_said_in_its_place_and_can_be_tried_again(base: str, page: Page) -> None:
    giscus = Giscus(page, base)
    giscus.is_there = False
    page.goto(base)
    button, said = page.get_by_role("button", name=BUTTON), page.locator(".chronicles-comments [role=status]")
    button.press("Enter")
    expect(said).to_have_text(FAILED)
    expect(button).to_be_focused()
    expect(page.locator("script[src*='giscus.app']")).to_have_count(0)
    giscus.is_there = True
    button.press("Enter")
    expect(page.frame_locator(".giscus iframe").locator("main")).to_be_visible()
    expect(said).to_have_text("")
    assert giscus.asked == [next(iter(LOADED)), *LOADED]


@pytest.mark.walk
def test_comments_that_are_there_stay(base: str, page: Page) -> None:
    page.clock.install()
    Giscus(page, base)
    page.goto(base)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator(".chronicles-comments [role=status]")).to_have_text("")
    expect(page.frame_locator(".giscus iframe").locator("main")).to_be_visible()
    page.clock.fast_forward(21000)
    expect(page.locator(".giscus iframe")).to_be_attached()
    expect(page.locator(".chronicles-comments [role=status]")).to_have_text("")


def test_host_that_never_speaks_counts_as_one_that_does_not_answer(base: str, page: Page) -> None:
    page.clock.install()
    Giscus(page, base)
    page.route("https://giscus.app/widget", lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto(base)
    button, said = page.get_by_role("button", name=BUTTON), page.locator(".chronicles-comments [role=status]")
    button.click()
    expect(page.locator(".giscus iframe")).to_be_attached()
    button.click()  # once is enough
    expect(page.locator("script[src*='giscus.app']")).to_have_count(1)
    expect(said).to_have_text("Loading the comments from giscus.app …")
    page.clock.fast_forward(21000)
    expect(said).to_have_text(FAILED)
    expect(page.locator(".giscus iframe")).to_have_count(0)


def test_who_went_on_while_it_loaded_is_not_called_back(base: str, page: Page) -> None:
    Giscus(page, base)
    held: list[Route] = []
    page.route("https://giscus.app/widget", lambda route: held.append(route))
    page.goto(base)
    page.get_by_role("button", name=BUTTON).press("Enter")
    expect(page.locator(".giscus iframe")).to_be_attached()
    page.get_by_role("link", name="Reply by mail").focus()
    held[0].fulfill(content_type="text/html", body=WIDGET)
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    expect(page.get_by_role("link", name="Reply by mail")).to_be_focused()


def test_without_scripts_there_is_no_button_and_the_links_are_there(base: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    giscus = Giscus(page, base)
    page.goto(base)
    expect(page.get_by_role("link", name="Reply by mail")).to_be_visible()
    expect(page.get_by_role("link", name="Open an issue")).to_be_visible()
    assert not page.get_by_text(BUTTON).is_visible()
    assert giscus.asked == []
    close(context)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_barriers_nothing_too_wide_and_nothing_moves(
    base: str, browser: Browser, scheme: str, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    Giscus(page, base)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => "
        "(window.moved += one.value))).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(base)
    button = page.get_by_role("button", name=BUTTON)
    button.scroll_into_view_if_needed()
    settled(page)
    assert page.evaluate("moved") == 0
    for _ in range(2):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        if button.is_visible():
            button.click()
            expect(button).to_be_hidden()
    close(context)
