"""The editor in the place of a block: it comes when it is asked for, and keeps to the keyboard and to its place."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browsers import settled
from tests.live.edited_text import code, text_of, write
from tests.live.fake.pages import Site, block, demo, editable
from tests.live.reader import Open, Reader

pytestmark = pytest.mark.browser

VIEWS, MODELS = "notes/views.py", "notes/models.py"
SHIFTS = """new PerformanceObserver((list) => {
    window.shifts = [...(window.shifts ?? []), ...list.getEntries().filter((each) => !each.hadRecentInput)];
}).observe({type: "layout-shift"})"""

# What moved of the page: the editor itself, which goes to where the block was, and what is in it, are no part of that.
MOVED = """() => (window.shifts ?? []).flatMap((each) => each.sources.map(({node}) => node))
    .filter((node) => node && !node.matches?.('.live-block')).map((node) => node.outerHTML ?? node.nodeName)"""


def page(site: Site) -> str:
    """The address of a page with snippets of two files, and text below them."""
    return site.page(
        "editor",
        editable(VIEWS, "class Add(CreateView):\n    model = Note")
        + editable(MODELS, "class Note(Model):")
        + block("pycon", ">>> count\n1")
        + "<p id=below>Below</p>",
    )


def opened(reader: Reader, number: int = 0) -> Locator:
    there = reader.page.locator(".live-block").nth(number)
    there.get_by_role("button", name="Edit and run").click()
    there.locator(".editor:not(.coming)").wait_for()
    return there


def test_the_editor_is_fetched_at_a_press_and_from_this_site(visit: Open, site: Site) -> None:
    reader = visit()
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open(page(site)).page.get_by_role("button", name="Run this").click()
    reader.page.locator(".step").wait_for()
    assert [url for url in asked if "codemirror" in url or "editor" in url.rpartition("/")[2]] == []
    opened(reader)
    found = {url.rpartition("/")[2] for url in asked}
    assert {"codemirror.js", "editor.js", "editor.css"} <= found
    assert [url for url in asked if not url.startswith((reader.host.origin, "data:", "blob:"))] == []
    assert reader.complaints == []


def test_the_editor_stands_in_the_place_of_its_block_until_it_is_closed(reader: Reader, site: Site) -> None:
    reader.open(page(site))
    printed = reader.page.locator(".highlight").first
    there = opened(reader)
    expect(printed).to_be_hidden()
    expect(code(there)).to_be_focused()
    write(there, text_of(there) + "# mine\n")
    there.get_by_label("Close").click()
    expect(printed).to_be_visible()
    expect(there.get_by_role("button", name="Edit and run")).to_be_focused()
    again = opened(reader)
    assert text_of(again).endswith("# mine\n")


def test_nothing_moves_while_the_editor_comes(reader: Reader, site: Site) -> None:
    reader.open(page(site)).page.locator(".live-block button").last.wait_for()
    settled(reader.page)
    reader.page.evaluate(SHIFTS)
    top = "() => document.querySelector('.highlight').getBoundingClientRect().top"
    before = reader.page.evaluate(top)
    there = reader.page.locator(".live-block").first
    held: list[Route] = []
    reader.page.route("**/editor.css", lambda route: held.append(route))
    with reader.page.expect_request("**/editor.css"):
        there.get_by_role("button", name="Edit and run").click()
    below = reader.page.evaluate("() => document.querySelector('#below').getBoundingClientRect().top")
    held.pop().continue_()
    there.locator(".editor:not(.coming)").wait_for()
    reader.page.unroute("**/editor.css")
    assert abs(reader.page.evaluate("() => below.getBoundingClientRect().top") - below) < 2
    assert abs(there.evaluate("host => host.getBoundingClientRect().top") - before) < 2
    assert reader.page.evaluate(MOVED) == []


def test_a_long_file_scrolls_in_the_editor_and_not_the_page(reader: Reader, site: Site) -> None:
    there = opened(reader.open(page(site)))
    high = there.evaluate("host => host.getBoundingClientRect().height")
    write(there, "\n".join(f"line_{number} = {'x' * 300}" for number in range(300)))
    code(there).press("Control+End")
    expect(there.locator(".cm-line").last).to_contain_text("line_299")
    assert there.evaluate("host => host.getBoundingClientRect().height") == high
    assert reader.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert reader.page.evaluate("() => scrollX") == 0


def test_buttons_are_heard_by_the_words_that_are_seen(reader: Reader, site: Site) -> None:
    reader.open(page(site))
    reader.page.locator(".live-block button").last.wait_for()
    names = reader.page.locator(".live-block button").evaluate_all(
        "buttons => buttons.map((each) => [each.getAttribute('aria-label'), each.textContent])"
    )
    assert [(said, seen) for said, seen in names if not said.startswith(seen)] == []
    assert names[0][0] == f"Edit and run: {VIEWS}"


def test_tab_indents_and_after_escape_leaves(reader: Reader, site: Site) -> None:
    there = opened(reader.open(page(site)))
    text = code(there)
    hint = text.evaluate(
        "text => text.getRootNode().getElementById(text.getAttribute('aria-describedby')).textContent"
    )
    assert hint == "Tab indents. To leave the text, press Escape, then Tab."
    text.press("Control+Home")
    text.press("Tab")
    assert text_of(there).startswith("    class Notes")
    text.press("Escape")
    expect(text).to_be_focused()
    text.press("Shift+Tab")
    expect(text).not_to_be_focused()
    text.focus()
    text.press("Escape")
    text.press("Shift")
    text.press("Tab")
    expect(there.get_by_role("button", name="Back to the original")).to_be_focused()
    text.focus()
    text.press("Tab")
    expect(text).to_be_focused()


def test_the_line_that_is_wrong_is_marked_until_it_runs(reader: Reader, site: Site) -> None:
    there = opened(reader.open(page(site)))
    original = text_of(there)
    write(there, original + "def broken(:\n")
    there.get_by_role("button", name="Run it").click()
    expect(there.locator(".said")).to_have_text("Line 2: SyntaxError: invalid syntax\nNothing was changed.")
    expect(there.locator(".cm-wrong")).to_have_text("    model = Note")
    expect(code(there)).to_have_attribute("aria-invalid", "true")
    write(there, original + "# fine\n")
    there.get_by_role("button", name="Run it").click()
    expect(there.locator(".said")).to_have_text("The project runs with it.")
    expect(there.locator(".cm-wrong")).to_have_count(0)
    expect(code(there)).to_have_attribute("aria-invalid", "false")


def test_what_has_changed_has_a_mark_in_the_margin(reader: Reader, site: Site) -> None:
    there = opened(reader.open(page(site)))
    expect(there.locator(".count")).to_have_text("")
    lines = text_of(there).split("\n")
    write(there, "\n".join(["class All(ListView):", lines[1], "    x = 1", *lines[3:]]))
    expect(there.locator(".cm-changes .cm-changed")).to_have_count(2)
    expect(there.locator(".count")).to_have_text("2 lines changed")
    write(there, "\n".join([*lines[:4], "# new", *lines[4:-2], ""]))
    expect(there.locator(".cm-changes .cm-added")).to_have_count(1)
    expect(there.locator(".cm-changes .cm-removed")).to_have_count(1)


def test_the_files_of_a_step_stand_in_tabs_and_each_keeps_what_was_written(
    reader: Reader, site: Site
) -> None:
    there = opened(reader.open(page(site)))
    tabs = there.get_by_role("tab")
    expect(tabs).to_have_text([VIEWS, MODELS])
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    write(there, text_of(there) + "# mine\n")
    tabs.first.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(code(there)).to_contain_text("class Note(Model)")
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    expect(there.get_by_role("button", name="Run it")).to_be_disabled()
    tabs.nth(1).press("Home")
    expect(code(there)).to_contain_text("# mine")
    code(there).press("Control+z")
    expect(code(there)).not_to_contain_text("# mine")


HELD = """() => {
    const {ask} = window.session = document.querySelector("live-demo").browser.session;
    window.session.ask = async (type, given) => {
        if (type === "read" && given.name === "notes/models.py") await new Promise((go, stop) => (window.end = {go, stop}));
        return ask.call(window.session, type, given);
    };
}"""


def test_what_is_written_stays_in_its_file_while_another_one_is_on_its_way(
    reader: Reader, site: Site
) -> None:
    both = editable(VIEWS, "class Add(CreateView):") + editable(MODELS, "class Note(Model):")
    reader.run(site.page("on-its-way", demo() + both))
    there = opened(reader)
    reader.page.evaluate(HELD)
    write(there, text_of(there) + "# mine\n")
    there.get_by_role("tab", name=MODELS).click()
    there.get_by_role("button", name="Run it").click()
    expect(there.locator(".said")).to_have_text("The project runs with it.")
    assert "# mine" in reader.session(f"ask('read', {{name: '{VIEWS}'}})")["text"]
    reader.page.evaluate("() => window.end.stop(new Error('the project was stopped'))")
    expect(there.locator(".said")).to_contain_text("the project was stopped")
    expect(there.get_by_role("tab", name=VIEWS)).to_have_attribute("aria-selected", "true")
    expect(code(there)).to_contain_text("# mine")


def test_an_edit_elsewhere_is_shown_where_nothing_else_was_written(reader: Reader, site: Site) -> None:
    reader.run(site.page("elsewhere", demo() + editable(VIEWS, "class Add(CreateView):")))
    there = opened(reader)
    assert reader.session(f"edit('{VIEWS}', 'one = 1\\n')")["outcome"] == "done"
    expect(code(there)).to_contain_text("one = 1")
    write(there, "mine = 2\n")
    assert reader.session(f"edit('{VIEWS}', 'other = 3\\n')")["outcome"] == "done"
    expect(there.get_by_role("button", name="Run it")).to_be_enabled()
    expect(code(there)).to_contain_text("mine = 2")


def test_a_text_is_searched(reader: Reader, site: Site) -> None:
    there = opened(reader.open(page(site)))
    code(there).press("Control+f")
    field = there.get_by_role("textbox", name="Find")
    expect(field).to_be_focused()
    field.press_sequentially("Create")
    expect(there.locator(".cm-searchMatch")).to_have_count(1)
    field.press("Escape")
    expect(field).to_have_count(0)
    expect(code(there)).to_be_focused()


def test_an_editor_whose_scripts_are_missing_says_so(another: Reader, site: Site) -> None:
    another.page.route("**/codemirror.js", lambda route: route.fulfill(status=404))
    another.open(page(site)).page.get_by_role("button", name="Edit and run").first.click()
    expect(another.page.locator(".error .title").first).to_have_text("A part of the demo is not there")
    expect(another.page.locator(".highlight").first).to_be_visible()
    assert another.page.locator(".highlight").first.evaluate("block => block.style.height") == ""
