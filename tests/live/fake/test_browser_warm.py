"""What is made ready while the reader reads, in a visit that has run something already."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Worker, expect

from tests.live.fake.pages import OTHER, Site, block, demo
from tests.live.reader import Open, Reader

pytestmark = pytest.mark.browser

IDLE = "() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => setTimeout(done))))"
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
EMPTY = """Object.defineProperty(navigator, "getBattery",
    {value: async () => ({level: 0.1, charging: false})})"""
LITTLE = "Object.defineProperty(navigator, 'deviceMemory', {value: 1})"
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", {configurable: true, value: hidden});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def began(visit: Open, site: Site) -> Iterator[Reader]:
    """A reader who has run something in this visit."""
    reader = visit()
    press(reader.open(first(site)))
    yield reader
    assert reader.complaints == []


def first(site: Site) -> str:
    return site.page("warm-first", block("pycon", ">>> count\n1"))


def second(site: Site) -> str:
    return site.page("warm-second", block("pycon", ">>> count\n1") + block("pycon", ">>> add a note"))


def press(reader: Reader) -> None:
    there = reader.page.locator(".live-block").first
    there.locator("button").first.click()
    there.locator(".head").wait_for()


def started(reader: Reader, address: str) -> Worker:
    """The worker that a page starts by itself."""
    with reader.page.expect_event("worker") as found:
        reader.open(address)
    return found.value


def test_the_next_page_of_a_visit_starts_its_project_before_a_press(began: Reader, site: Site) -> None:
    worker = started(began, second(site))
    press(began)
    assert began.page.workers == [worker]
    expect(began.page.locator(".session-bar .state")).to_have_text("Running: lab/01")


def test_a_page_tells_nothing_of_what_it_starts_by_itself(began: Reader, site: Site) -> None:
    started(began, second(site))
    expect(began.page.locator(".session-bar")).to_have_count(0)
    expect(began.page.locator("[role=status]:visible")).to_have_count(0)


def test_a_demo_that_was_started_ahead_shows_its_page_at_a_press(began: Reader, site: Site) -> None:
    worker = started(began, site.page("warm-demo", demo()))
    began.run()
    assert began.text("h1") == "Notes"
    assert began.page.workers == [worker]


def test_a_first_visit_starts_nothing_by_itself(reader: Reader, site: Site) -> None:
    reader.open(second(site)).page.evaluate(IDLE)
    assert reader.page.workers == []


@pytest.mark.parametrize("device", [SAVING, EMPTY, LITTLE], ids=["data", "power", "memory"])
def test_a_device_that_has_to_save_starts_nothing_by_itself(began: Reader, site: Site, device: str) -> None:
    began.page.add_init_script(device)
    with began.page.expect_request("**/page/warm-start.js"):
        began.open(second(site))
    began.page.evaluate(IDLE)
    assert began.page.workers == []
    press(began)


def test_a_hidden_tab_lets_go_of_what_nobody_has_used(began: Reader, site: Site) -> None:
    with started(began, second(site)).expect_event("close"):
        began.page.evaluate(HIDE, True)
    with began.page.expect_event("worker"):
        began.page.evaluate(HIDE, False)
    press(began)
    began.page.evaluate(HIDE, True)
    press(began)
    assert len(began.page.workers) == 1


def test_what_cannot_start_by_itself_is_told_at_the_press_alone(visit: Open, site: Site) -> None:
    reader = visit()
    press(reader.open(first(site)))
    reader.page.route("**/assets/live/*.json", lambda route: route.abort())
    with reader.page.expect_event("requestfailed"):
        reader.open(second(site))
    reader.page.evaluate(IDLE)
    expect(reader.page.locator("[role=alert]")).to_have_count(0)
    reader.page.locator(".live-block button").first.click()
    expect(reader.page.locator("[role=alert] .title").first).to_be_visible()
    reader.page.unroute("**/assets/live/*.json")
    press(reader)


def test_the_next_step_is_fetched_when_the_end_of_this_one_is_near(began: Reader, site: Site) -> None:
    site.page("warm-next", demo(state=OTHER))
    long = '<div style="height: 9000px"></div><footer><a rel="next" href="../warm-next/">Next</a></footer>'
    asked: list[str] = []
    began.page.on("request", lambda request: asked.append(request.url))
    started(began, site.page("warm-long", block("pycon", ">>> count\n1") + long))
    began.page.evaluate(IDLE)
    assert not [url for url in asked if "lab-02" in url or "warm-next" in url]
    with began.page.expect_response("**/assets/live/lab-02.json"):
        began.page.evaluate("scrollTo(0, 8000)")


def test_the_first_button_says_how_much_it_downloads_until_something_runs(reader: Reader, site: Site) -> None:
    buttons = reader.open(second(site)).page.locator(".live-block button")
    expect(buttons.nth(0)).to_have_text("Run this · 3 MB, once")
    expect(buttons.nth(0)).to_have_accessible_name("Run this · 3 MB, once: >>> count")
    expect(buttons.nth(1)).to_have_text("Run this")
    press(reader)
    expect(buttons.nth(0)).to_have_text("Run this")
    expect(buttons.nth(0)).to_have_accessible_name("Run this: >>> count")
    expect(reader.open(second(site)).page.locator(".live-block button").nth(0)).to_have_text("Run this")
    body = block("pycon", ">>> count\n1")
    reader.forget().open(site.page("warm-poster", demo() + body))
    expect(reader.page.locator(".live-block button").first).to_have_text("Run this")


def test_a_project_that_died_is_not_started_again_by_a_look_at_its_tab(began: Reader, site: Site) -> None:
    with started(began, site.page("warm-dies", block("pycon", ">>> die"))).expect_event("close"):
        began.page.locator(".live-block button").first.click()
    expect(began.page.locator(".live-block [role=alert]")).to_be_visible()
    began.page.evaluate(HIDE, True)
    began.page.evaluate(HIDE, False)
    began.page.evaluate(IDLE)
    assert began.page.workers == []
