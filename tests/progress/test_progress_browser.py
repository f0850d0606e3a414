"""Progress as its readers see it: no barriers, light and dark, wide and narrow; days that only they know."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browsers import hosted
from tests.progress.test_progress_pages import FILES
from tests.site.conftest import CONFIG, LOOKS, SIZES, Journal, journal

__all__ = ["journal"]

# The site's own colours: with Material's default ones, links alone fail.
LOOK = """theme:
  name: material
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: white
      accent: custom
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: black
      accent: custom
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def address(journal: Callable[..., Journal]) -> Iterator[str]:
    made = journal({**FILES, "mkdocs.yml": CONFIG.replace("theme:\n  name: material\n", LOOK)})
    assert made.run("build").status == 0
    with hosted(made.root / "site", "") as address:
        yield address.rstrip("/")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_have_no_barriers(address: str, browser: Any, size: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    for name in ("goals", "progress", "progress/review"):
        page.goto(f"{address}/{name}/")
        found = [violation["id"] for violation in axe.run(page).response["violations"]]
        assert found == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_browser_adds_how_long_ago_it_was(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.clock.install(time="2025-10-02T12:00:00")
    page.goto(f"{address}/progress/")
    assert page.text_content(".chronicles-since") == "On your calendar that was 2 days ago."


@pytest.mark.walk
def test_a_mentor_picks_a_day_or_the_last_visit(address: str, browser: Any) -> None:
    context = browser.new_context()
    shown = ".chronicles-review li[data-day]:visible"
    page = context.new_page()
    page.clock.install(time="2025-09-10T12:00:00")
    page.goto(f"{address}/progress/review/")
    assert page.is_disabled("[data-visit]") and page.locator(shown).count() == 4
    page.fill("input[name=since]", "2025-09-02")
    assert page.locator(shown).count() == 1
    assert page.text_content(".chronicles-since-said") == "1 new since 2025-09-02."
    page.click("[data-all]")
    assert page.locator(shown).count() == 4
    newest = max(page.locator(shown).evaluate_all("items => items.map((item) => item.dataset.day)"))
    page.fill("input[name=since]", newest)  # the day itself counts
    assert page.locator(f"{shown}[data-day='{newest}']").count() >= 1
    page.click("[data-all]")
    later = context.new_page()
    later.clock.install(time="2025-10-15T12:00:00")
    later.goto(f"{address}/progress/review/?since=2026-01-01")
    assert later.text_content(".chronicles-since-said") == "Nothing new since 2026-01-01."
    later.click("[data-visit]")
    assert later.text_content(".chronicles-since-said") == "1 new since 2025-09-10."
