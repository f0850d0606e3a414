"""The reader's ticks in a real Chromium: done, kept, counted, carried over, forgotten."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browsers import becomes, close, hosted, settled

from .conftest import FILES, SIZES, Journal
from .guided import guided
from .test_browser import EVERYWHERE
from .test_steps_browser import PALETTE

pytestmark = pytest.mark.browser

KEY = "chronicles-steps:1:/chronicles/"
HOME = "---\ntemplate: home.html\ntitle: A journal\n---\n\n# A journal\n\nWelcome.\n"
TASKS = "  - pymdownx.tasklist:\n      custom_checkbox: true\n"
DONE_WHEN = "\n## Done when\n\n- [ ] The shell answers.\n- [ ] It has a table.\n"
TODAY = "2026-11-21"
STEP, GUIDE, LIST = "steps/students/03-models/", "steps/students/", "steps/"
KEEPS_NOTHING = (
    "This browser keeps nothing for this site: its storage is blocked or full. "
    "Allow the site to store data, then tick again."
)
STUDENTS = [f"students/0{number}" for number in range(1, 5)]


def built(folder: Path, look: str = PALETTE) -> Path:
    files = guided(folder / "project")
    config = str(files["mkdocs.yml"]).replace("  font: false\n", "  font: false" + look)
    config = config.replace("  - attr_list\n", f"  - attr_list\n{TASKS}")
    files["docs/steps/students/03-models.md"] = f"{files['docs/steps/students/03-models.md']}{DONE_WHEN}"
    (folder / "journal").mkdir()
    journal = Journal(folder / "journal")
    run = journal.write(FILES | files | {"mkdocs.yml": config, "docs/index.md": HOME}).run("build")
    assert (run.status, run.err) == (0, "")
    return Path(journal.root, "site")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with hosted(built(tmp_path_factory.mktemp("ticks"))) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context
    close(context)


def value(done: Mapping[str, object] | list[str], last: str = "") -> dict[str, Any]:
    days = dict.fromkeys(done, "2026-11-20") if isinstance(done, list) else dict(done)
    return {"version": 1, "done": days} | ({"last": last} if last else {})


def keep(page: Page, base: str, content: object) -> None:
    """Let the browser have kept this before."""
    page.goto(f"{base}run-it-yourself/")  # which has nothing to do with ticks
    text = content if isinstance(content, str) else json.dumps(content)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def kept(page: Page, key: str = KEY) -> Any:
    return json.loads(page.evaluate("(key) => localStorage.getItem(key)", key) or "null")


def button(page: Page) -> Any:
    return page.get_by_role("button", name="I have done this step")


def said(page: Page) -> str:
    return str(page.locator(".md-content [role=status]").text_content())


@pytest.mark.walk
def test_a_step_is_ticked_and_unticked_with_the_keys(visit: Page, base: str) -> None:
    visit.clock.set_fixed_time(f"{TODAY}T12:00:00")
    visit.goto(base + STEP)
    assert said(visit) == "0 of 4 steps of this guide done."
    tick = button(visit)
    for key, state, done, words in [
        (
            "Space",
            "true",
            {"students/03": TODAY},
            "Done on 21 November 2026. 1 of 4 steps of this guide done.",
        ),
        ("Enter", "false", {}, "0 of 4 steps of this guide done."),
        (
            "Enter",
            "true",
            {"students/03": TODAY},
            "Done on 21 November 2026. 1 of 4 steps of this guide done.",
        ),
    ]:
        tick.focus()
        visit.keyboard.press(key)
        assert tick.get_attribute("aria-pressed") == state
        assert kept(visit) == value(done, "students/03")
        assert said(visit) == words
    visit.reload()
    assert tick.get_attribute("aria-pressed") == "true"


@pytest.mark.walk
def test_what_another_tab_ticks_or_forgets_is_seen_at_once(visit: Page, base: str) -> None:
    made = json.dumps(value({"students/03": TODAY}, "students/03"))
    keep(visit, base, made)
    visit.goto(base + STEP)
    assert button(visit).get_attribute("aria-pressed") == "true"
    for key, change, state in [
        (KEY, "localStorage.removeItem(key)", "false"),
        (KEY, "localStorage.setItem(key, kept)", "true"),
        (None, "localStorage.clear()", "false"),  # all that the browser kept, which has no key
    ]:
        visit.evaluate(f"([key, kept]) => {change}", [KEY, made])
        visit.evaluate("(key) => dispatchEvent(new StorageEvent('storage', {key}))", key)
        assert button(visit).get_attribute("aria-pressed") == state


BOX = "input[type=checkbox]:not([disabled])"


def test_the_boxes_of_a_step_are_the_readers_and_the_last_one_ticks_the_step(visit: Page, base: str) -> None:
    visit.goto(base + STEP)
    boxes = visit.locator(f".task-list-item {BOX}")
    names = [box.get_attribute("aria-label") for box in boxes.all()]
    assert names == ["The shell answers.", "It has a table."]
    boxes.nth(1).click()  # as a mouse would
    boxes.nth(0).focus()
    visit.keyboard.press("Space")
    assert said(visit).startswith("Done on ")
    visit.reload()
    assert [box.is_checked() for box in boxes.all()] == [True, True]
    boxes.nth(0).uncheck()
    visit.reload()
    assert [box.is_checked() for box in boxes.all()] == [False, True]
    assert button(visit).get_attribute("aria-pressed") == "true"  # what was done once stays done
    visit.goto(base + "steps/students/02-project/")
    assert visit.locator(f".task-list-item {BOX}").count() == 0


@pytest.mark.parametrize("broken", ["{", "[]", '{"students/03": 7}', "null"])
def test_boxes_that_cannot_be_read_are_open(visit: Page, base: str, broken: str) -> None:
    visit.goto(base)
    visit.evaluate("(text) => localStorage.setItem('chronicles-boxes:1:/chronicles/', text)", broken)
    visit.goto(base + STEP)
    boxes = visit.locator(f".task-list-item {BOX}")
    assert [box.is_checked() for box in boxes.all()] == [False, False]
    boxes.nth(0).check()
    visit.reload()
    assert [box.is_checked() for box in boxes.all()] == [True, False]


def test_a_tick_is_seen_by_more_than_its_color(visit: Page, base: str) -> None:
    visit.goto(base + STEP)
    sign = "(mark) => getComputedStyle(mark, '::after').content"
    mark = visit.locator(".chronicles-tick .chronicles-mark")
    assert mark.evaluate(sign) == "none"
    button(visit).click()
    assert mark.evaluate(sign) == '""'


def test_the_last_tick_of_a_guide_says_so(visit: Page, base: str) -> None:
    keep(visit, base, value([name for name in STUDENTS if name != "students/03"]))
    visit.goto(base + STEP)
    button(visit).click()
    assert said(visit) == "All steps of this guide are done."


def test_the_page_of_a_guide_shows_what_is_done_and_what_is_next(visit: Page, base: str) -> None:
    keep(visit, base, value(["students/01", "students/02", "polls/01"], "students/02"))
    visit.goto(base + GUIDE)
    marks = visit.locator("td .chronicles-mark")
    assert [mark.get_attribute("aria-label") for mark in marks.all()] == ["done", "done", None, None]
    left = "(one) => one.getBoundingClientRect().left"
    assert marks.first.evaluate(left) > visit.locator("td").first.evaluate(left) + 8
    assert visit.locator(".chronicles-reached span").text_content() == "2 of 4 done"
    link = visit.locator(".chronicles-reached a")
    assert link.text_content() == "Next: 3. Models"
    link.click()
    visit.wait_for_url(base + STEP)


def test_a_guide_that_is_done_has_no_next_step(visit: Page, base: str) -> None:
    keep(visit, base, value(STUDENTS))
    visit.goto(base + GUIDE)
    assert visit.locator(".chronicles-reached span").text_content() == "4 of 4 done"
    assert not visit.locator(".chronicles-reached a").is_visible()


GOES_ON = "Continue where you left: Students & <co>, step"
CONTINUED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": (value([]), ""),
    "opened": (value([], "students/03"), f"{GOES_ON} 3: Models"),
    "ticked": (value(["students/01"], "students/01"), f"{GOES_ON} 2: Project"),
    "ticked, then opened the next": (value(["students/01"], "students/02"), f"{GOES_ON} 2: Project"),
    "looked something up": (value(STUDENTS[:3], "students/01"), f"{GOES_ON} 4: Views"),
    "left one out": (
        value(["students/01", "students/03", "students/04"], "students/04"),
        f"{GOES_ON} 2: Project",
    ),
    "imported": (value({"students/02": "2026-11-03", "students/01": "2026-11-02"}), f"{GOES_ON} 3: Models"),
    "a guide done": (value(STUDENTS, "students/04"), "Begin the next guide: The polls, step 1: Questions"),
    "the last guide done": (
        value(["polls/01", "polls/02"], "polls/02"),
        "Begin the next guide: Students & <co>, step 1: Idea",
    ),
    "all done": (value([*STUDENTS, "polls/01", "polls/02"], "polls/02"), ""),
    "a step that is gone": (value(["students/01"], "students/09"), f"{GOES_ON} 2: Project"),
    "another guide that is gone": (value(["ponies/01"], "ponies/01"), ""),
    "no day": (value({"students/01": 7, "students/02": "2026-02-31"}), ""),
}


@pytest.mark.parametrize("story", CONTINUED)
def test_the_home_page_says_where_to_go_on(visit: Page, base: str, story: str) -> None:
    content, words = CONTINUED[story]
    keep(visit, base, content)
    visit.goto(base)
    box = visit.locator(".chronicles-continue")
    assert box.is_visible() == bool(words)
    assert str(box.locator("p").text_content()) == words
    assert kept(visit) == content


@pytest.mark.walk
def test_who_opened_a_step_or_ticked_it_is_led_on(visit: Page, base: str) -> None:
    visit.goto(base + STEP)
    visit.goto(base)
    link = visit.locator(".chronicles-continue a")
    assert link.text_content() == "Students & <co>, step 3: Models"
    link.click()
    button(visit).click()
    visit.goto(base)
    visit.locator(".chronicles-continue a").click()
    visit.wait_for_url(base + "steps/students/04-views/")
    visit.goto(base)
    assert visit.locator("#guides ~ ul span[data-steps]:visible").all_text_contents() == ["1 of 4 done"]


def test_a_page_behind_the_others_counts_when_it_is_looked_at(visit: Page, base: str) -> None:
    visit.add_init_script(
        "let seen = 'hidden'; Object.defineProperty(document, 'visibilityState', {get: () => seen});"
        "window.look = () => { seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); }"
    )
    visit.goto(base + STEP)
    assert kept(visit) is None
    visit.evaluate("look()")
    assert kept(visit) == value([], "students/03")


@pytest.mark.parametrize("visit", [(size, "light") for size in SIZES], indirect=True, ids="-".join)
@pytest.mark.parametrize("name", ["", GUIDE, LIST])
def test_nothing_moves_when_ticks_are_shown(visit: Page, base: str, name: str) -> None:
    keep(visit, base, value(STUDENTS[:2], "students/02"))
    visit.add_init_script(
        "window.shift = 0; const add = list => list.getEntries().forEach(e => window.shift += e.value);"
        "new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})"
    )

    late: list[Route] = []  # so late that what is above is on the screen
    visit.route("**/ticks.js", lambda route: late.append(route))
    with visit.expect_request("**/ticks.js"):
        visit.goto(base + name, wait_until="commit")
    becomes(visit, "() => performance.getEntriesByName('first-contentful-paint').length")
    settled(visit)
    late.pop().continue_()
    visit.wait_for_load_state("networkidle")
    settled(visit)
    assert visit.evaluate("window.shift") < 0.02


@EVERYWHERE
def test_the_pages_with_ticks_have_no_barriers(visit: Page, base: str) -> None:
    keep(visit, base, value(STUDENTS[:3], "students/03"))
    for name in ["", GUIDE, STEP, LIST]:
        visit.goto(base + name)
        visit.wait_for_load_state("networkidle")
        if name == LIST:
            visit.get_by_role("button", name="Forget all").click()
        settled(visit)
        assert visit.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"), name
        found = Axe().run(visit).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == [], name


def exported(page: Page) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def imported(page: Page, text: str | bytes, name: str = "mine.json") -> str:
    """What the page says of a file that is chosen."""
    data = text.encode() if isinstance(text, str) else text
    with page.expect_file_chooser() as waiting:
        page.get_by_role("button", name="Import").click()
    before = said(page)
    page.locator(".md-content [role=status]").evaluate("(status) => (status.textContent = '')")
    waiting.value.set_files({"name": name, "mimeType": "application/json", "buffer": data})
    expect(page.locator(".chronicles-mine [role=status]")).not_to_have_text("")
    return said(page) or before


@pytest.mark.walk
def test_what_is_exported_can_be_imported_elsewhere(visit: Page, base: str, browser: Browser) -> None:
    stored = value({"students/02": "2026-11-02", "ponies/01": "2026-11-03", "students/01": "2026-11-01"})
    keep(visit, base, stored)
    visit.goto(base + LIST)
    name, text = exported(visit)
    assert name == "my-steps.json"
    assert (
        text
        == json.dumps(
            {
                "site": base,
                "version": 1,
                "done": {"ponies/01": "2026-11-03", "students/01": "2026-11-01", "students/02": "2026-11-02"},
            },
            indent=2,
        )
        + "\n"
    )
    assert said(visit) == "3 steps exported as my-steps.json."
    other = browser.new_page()
    keep(other, base, value({"students/01": "2026-10-01", "students/02": "2026-12-01", "polls/01": TODAY}))
    other.goto(base + LIST)
    assert imported(other, text) == "1 step imported, 2 were here before."
    expect(other.locator(".chronicles-mine input")).to_have_value(
        ""
    )  # so that the same file can be chosen again
    assert kept(other)["done"] == {
        "students/01": "2026-10-01",
        "students/02": "2026-11-02",
        "polls/01": TODAY,
        "ponies/01": "2026-11-03",
    }
    assert other.locator(".chronicles-mine li").all_text_contents() == [
        "Students & <co> 2 of 4 done",
        "The polls 1 of 2 done",
    ]
    other.close()


def of(done: object, version: object = 1) -> str:
    return json.dumps({"site": "x", "version": version, "done": done})


WRONG = {
    "no JSON": ("\x00\x01 hello", "it is no JSON with a list of the steps done"),
    "a list": ("[]", "it is no JSON with a list of the steps done"),
    "nothing done": ('{"version": 1}', "it is no JSON with a list of the steps done"),
    "a list done": (of(["students/01"]), "it is no JSON with a list of the steps done"),
    "a later version": (of({"students/01": TODAY}, 2), "its version is 2, and this page reads version 1"),
    "no version": ('{"done": {}}', "its version is missing, and this page reads version 1"),
    "a name": (
        of({"students/01": TODAY, "students/five": TODAY}),
        '"students/five" is not the name of a step, such as students/05',
    ),
    "a day": (of({"students/01": "2026-02-30"}), '"2026-02-30" is not a day, such as 2026-11-21'),
    "no day": (of({"students/01": True}), "true is not a day, such as 2026-11-21"),
    "another site": (of({"ponies/01": TODAY}), "none of its steps is on this site"),
    "no step": (of({}), "none of its steps is on this site"),
    "large": (" " * 1024 * 1024 + of({"students/01": TODAY}), "it is larger than a megabyte"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_in_words_and_changes_nothing(visit: Page, base: str, case: str) -> None:
    text, why = WRONG[case]
    stored = value(["students/02"], "students/02")
    keep(visit, base, stored)
    visit.goto(base + LIST)
    assert imported(visit, text, "a<b>.json") == (
        f"a<b>.json was not imported: {why}. "
        "Nothing was changed. Choose a file that Export wrote on this site."
    )
    assert kept(visit) == stored


def test_all_is_forgotten_only_after_a_question(visit: Page, base: str) -> None:
    keep(visit, base, value(STUDENTS[:2], "students/02"))
    visit.goto(base + LIST)
    opener = visit.get_by_role("button", name="Forget all")
    opener.click()
    dialog = visit.get_by_role("dialog", name="Forget all")
    assert dialog.locator("p").text_content() == (
        "Forget 2 ticked steps, and where you left? If you may want them back, export them first."
    )
    assert visit.evaluate("document.activeElement.textContent") == "Keep them"
    visit.keyboard.press("Enter")
    assert not dialog.is_visible()
    opener.click()
    visit.keyboard.press("Escape")
    assert kept(visit) == value(STUDENTS[:2], "students/02")
    opener.click()
    dialog.get_by_role("button", name="Forget all").click()
    assert said(visit) == "All steps are forgotten."
    assert kept(visit) is None
    assert visit.evaluate("localStorage.getItem('chronicles-boxes:1:/chronicles/')") is None
    assert visit.locator(".chronicles-mine li").first.text_content() == "Students & <co> 0 of 4 done"


def test_where_there_is_nothing_export_and_forget_say_so(visit: Page, base: str) -> None:
    visit.goto(base + LIST)
    visit.get_by_role("button", name="Export").click()
    assert said(visit) == "There is nothing to export yet: no step is ticked."
    visit.get_by_role("button", name="Forget all").click()
    assert said(visit) == "There is nothing to forget."


@pytest.mark.walk
def test_tabs_keep_in_step(context: BrowserContext, base: str) -> None:
    step, guide, home = (context.new_page() for _ in range(3))
    guide.goto(base + GUIDE)
    home.goto(base)
    step.goto(base + STEP)
    button(step).click()
    expect(guide.locator(".chronicles-reached span")).to_have_text("1 of 4 done")
    expect(home.locator(".chronicles-continue a")).to_have_text("Students & <co>, step 4: Views")
    home.evaluate("localStorage.clear()")
    expect(button(step)).to_have_attribute("aria-pressed", "false")


def test_two_tabs_do_not_take_back_each_others_ticks(context: BrowserContext, base: str) -> None:
    one, two = context.new_page(), context.new_page()
    for page in (one, two):  # neither hears of the other
        page.add_init_script("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    one.goto(base + STEP)
    two.goto(base + "steps/students/04-views/")
    button(one).click()
    button(two).click()
    assert set(kept(two)["done"]) == {"students/03", "students/04"}


def test_a_page_that_comes_back_shows_what_is_kept_now(visit: Page, base: str) -> None:
    visit.goto(base + GUIDE)
    text = json.dumps(value(["students/01"]))
    visit.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    visit.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert visit.locator(".chronicles-reached span").text_content() == "1 of 4 done"


FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
# Material's own scripts stumble over it, too: those that can be are left out.
BLOCKED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})"
)


def test_a_full_browser_says_that_it_keeps_nothing(visit: Page, base: str) -> None:
    visit.add_init_script(FULL)
    visit.goto(base + STEP)
    assert said(visit) == "0 of 4 steps of this guide done."
    button(visit).click()
    assert said(visit) == KEEPS_NOTHING
    assert button(visit).get_attribute("aria-pressed") == "false"
    visit.goto(base + LIST)
    assert imported(visit, of({"students/01": TODAY})) == KEEPS_NOTHING


def test_a_browser_that_forbids_storage_says_so_and_the_pages_work(
    context: BrowserContext, base: str
) -> None:
    page = context.new_page()
    page.route("**/bundle.*.js", lambda route: route.abort())
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error.stack)))
    page.add_init_script(BLOCKED)
    page.goto(base + STEP)
    assert said(page) == KEEPS_NOTHING
    button(page).click()
    assert button(page).get_attribute("aria-pressed") == "false"
    assert said(page) == KEEPS_NOTHING
    page.goto(base + LIST)
    assert said(page) == KEEPS_NOTHING
    page.get_by_role("button", name="Export").click()
    assert said(page) == "There is nothing to export yet: no step is ticked."
    page.goto(base + GUIDE)
    assert page.locator(".chronicles-reached").text_content() == " "
    page.goto(base)
    assert not page.locator(".chronicles-continue").is_visible()
    assert [error for error in wrong if "ticks.js" in error] == []


@pytest.mark.parametrize("text", ["{", "7", '{"done": []}', '{"version": 1}'])
def test_what_cannot_be_read_is_put_aside_and_not_lost(visit: Page, base: str, text: str) -> None:
    keep(visit, base, text)
    visit.goto(base + STEP)
    assert said(visit) == (
        "What this browser kept of your steps cannot be read. The next tick puts it aside and begins anew."
    )
    assert visit.evaluate("(key) => localStorage.getItem(key)", KEY) == text
    button(visit).click()
    assert set(kept(visit)["done"]) == {"students/03"}
    assert visit.evaluate("(key) => localStorage.getItem(key)", f"{KEY}:unreadable") == text


def test_what_this_page_does_not_know_stays(visit: Page, base: str) -> None:
    stored = value({"ponies/01": "2026-11-03", "students/09": "2026-11-04", "odd": 7}) | {"later": [1]}
    keep(visit, base, stored)
    visit.evaluate(
        'localStorage.setItem(\'chronicles-steps:1:/other/\', \'{"done": {"students/01": "2026-01-01"}}\')'
    )
    visit.clock.set_fixed_time(f"{TODAY}T12:00:00")
    visit.goto(base + STEP)
    assert said(visit) == "0 of 4 steps of this guide done."
    button(visit).click()
    assert kept(visit) == stored | {"done": stored["done"] | {"students/03": TODAY}, "last": "students/03"}


def test_without_scripts_there_is_no_dead_control(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in ["", GUIDE, STEP, LIST]:
        page.goto(base + name)
        dead = page.locator(
            ".chronicles-tick, .chronicles-mine, .chronicles-continue, .chronicles-reached, .chronicles-mark"
        )
        assert [part.is_visible() for part in dead.all()] == [False] * dead.count(), name
        assert dead.count() > 0
    close(context)


INLINE = "document.head.append(Object.assign(document.createElement('script'), {textContent: 'canary = 1'}))"


def test_a_strict_policy_for_scripts_lets_ticks_work(context: BrowserContext, base: str) -> None:
    page = context.new_page()

    def strict(route: Route) -> None:
        got = route.fetch()
        policy = (
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"
        )
        route.fulfill(response=got, headers=got.headers | {"content-security-policy": policy})

    page.route("**/*", strict)
    page.goto(base + STEP)
    page.evaluate(INLINE)
    assert page.evaluate("typeof canary") == "undefined"  # the policy holds: inline scripts are blocked
    button(page).click()
    assert button(page).get_attribute("aria-pressed") == "true"
    page.goto(base + GUIDE)
    assert page.locator(".chronicles-reached span").text_content() == "1 of 4 done"
    page.goto(base)
    assert page.locator(".chronicles-continue a").text_content() == "Students & <co>, step 4: Views"
    page.goto(base + LIST)
    name, _ = exported(page)
    assert name == "my-steps.json"


def test_instant_navigation_shows_the_ticks_of_each_page(
    context: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> None:
    look = "\n  features: [navigation.instant, navigation.footer]\n"
    folder = tmp_path_factory.mktemp("instant")
    files = guided(folder / "project")
    config = str(files["mkdocs.yml"]).replace("  features: [content.code.copy, navigation.footer]\n", look)
    (folder / "journal").mkdir()
    journal = Journal(folder / "journal").write(FILES | files | {"mkdocs.yml": config, "docs/index.md": HOME})
    assert journal.run("build").status == 0
    page = context.new_page()
    with hosted(Path(journal.root, "site")) as base:
        sitemap = journal.root / "site/sitemap.xml"  # of the pages that it reaches
        sitemap.write_text(sitemap.read_text("utf-8").replace("https://example.org/journal/", base), "utf-8")
        page.goto(base + STEP)
        page.wait_for_load_state("networkidle")
        page.evaluate("window.same = true")
        button(page).click()
        page.locator(".chronicles-turn__next").click()
        page.wait_for_url(base + "steps/students/04-views/")
        expect(page.locator(".md-content [role=status]")).to_have_text("1 of 4 steps of this guide done.")
        assert kept(page)["last"] == "students/04"
        button(page).click()
        assert set(kept(page)["done"]) == {"students/03", "students/04"}
        page.locator(".chronicles-step a").first.click()
        expect(page.locator(".chronicles-reached span")).to_have_text("2 of 4 done")
        assert page.evaluate("window.same")
