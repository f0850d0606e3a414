"""A page on paper, in a real Chromium: its words and its code, and nothing to press."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import close, hosted

from .test_ticks_browser import STEP, built

pytestmark = pytest.mark.browser

VISIBLE = (
    "(all) => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1).length"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hosted(built(tmp_path_factory.mktemp("paper"))) as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 700, "height": 1000})
    yield context.new_page()
    close(context)


def test_on_paper_there_is_nothing_to_press_and_no_code_is_cut(visit: Page, base: str) -> None:
    visit.goto(base + STEP)
    buttons = visit.locator("button, summary.chronicles-button, .md-search, .chronicles-turn a")
    assert buttons.evaluate_all(VISIBLE) > 0
    visit.emulate_media(media="print")
    assert buttons.evaluate_all(VISIBLE) == 0
    assert visit.locator("h1").evaluate_all(VISIBLE) == 1
    codes = visit.locator("pre > code")
    assert codes.count() > 0
    cut = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    assert codes.evaluate_all(cut) == 0
