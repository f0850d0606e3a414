"""What learners do ends in an answer, a reason in words or a way out, in the console, the editor and the window."""

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.live.edited_text import code, write
from tests.live.learners import ELSEWHERE, FIRST_TEN, MORE, Opened, Typed, Written
from tests.live.reader import Open, Reader

pytestmark = pytest.mark.browser

ROWS = [*FIRST_TEN, *MORE]
TYPED = [row for row in ROWS if isinstance(row, Typed)]
WRITTEN = [row for row in ROWS if isinstance(row, Written)]
OPENED = [row for row in ROWS if isinstance(row, Opened)]
FITS = "document.documentElement.scrollWidth <= innerWidth"
# Whether what is in the middle of an element is the element: nothing lies on it.
IS_FREE = """element => {
    const {left, top, width, height} = element.getBoundingClientRect();
    const root = element.getRootNode();
    return element.contains(root.elementFromPoint(left + width / 2, top + height / 2));
}"""


def names(file: str) -> set[str]:
    tree = ast.parse(
        Path(__file__).with_name(file.split("/")[0]).joinpath(*file.split("/")[1:]).read_text("utf-8")
    )
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_forty_things_are_told_apart_and_those_that_others_try_are_there() -> None:
    assert len(ROWS) >= 40 and len(FIRST_TEN) == 10
    assert len({row.what for row in ROWS}) == len(ROWS)
    for place in ELSEWHERE.values():
        file, name = place.split("::")
        assert name in names(file), place


def enter(reader: Reader, row: Typed) -> Locator:
    """Type into the console that is open, and return what came of it."""
    there = reader.page.locator("live-demo .console")
    before = there.locator(".step").count()
    there.locator("textarea").fill(row.text)
    there.locator("textarea").press("Enter")
    came = there.locator(f".step:nth-child(n + {before + 1})").last
    expect(came).to_contain_text(row.words)
    return came


@pytest.mark.parametrize("row", TYPED, ids=lambda row: row.what)
def test_what_is_typed_is_answered(lab: Reader, row: Typed) -> None:
    lab.at("lab/").panel("Console")
    enter(lab, row)
    enter(lab, Typed("the next one", "6 * 7", "42"))
    expect(lab.page.locator("live-demo .notice")).to_be_hidden()


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row.what)
def test_what_is_written_is_refused_with_its_reason(lab: Reader, row: Written) -> None:
    editor = lab.at("lab/").panel("Edit")
    editor.locator(f"option:text-is('{row.name}')").wait_for(state="attached")
    editor.locator("select").select_option(row.name)
    first = lab.session(f'ask("read", {{name: "{row.name}"}})')["text"]
    expect(code(editor)).to_have_attribute("aria-label", re.compile(f"^{re.escape(row.name)}: "))
    write(editor, f"{first}\n{row.text}\n")
    editor.get_by_text("Run it", exact=True).click()
    if row.endless:
        line = lab.page.locator(".browser .busy")
        expect(line).to_contain_text(f"taking over {row.name}")
        line.get_by_role("button", name="Stop").click()
    for words in row.words:
        expect(editor.locator(".said")).to_contain_text(words)
    assert lab.session(f'ask("read", {{name: "{row.name}"}})')["text"] == first
    lab.go("/polls/")
    expect(lab.frame.locator("h1")).to_contain_text("Polls")
    write(editor, first)


@pytest.mark.parametrize("row", OPENED, ids=lambda row: row.what)
def test_what_is_opened_is_answered(lab: Reader, row: Opened) -> None:
    lab.at("lab/").go(row.path)
    expect(lab.frame.locator("body")).to_contain_text(row.words)


def test_ten_of_them_on_a_phone(visit: Open) -> None:
    reader = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).run("lab/")
    reader.menu("Console")
    for row in TYPED[:10]:
        enter(reader, row)
        assert reader.page.evaluate(FITS), row.what
        field = reader.page.locator("live-demo .console textarea")
        field.scroll_into_view_if_needed()
        assert field.evaluate(IS_FREE), row.what


def test_ten_of_them_by_the_keyboard_alone(lab: Reader) -> None:
    page = lab.at("lab/").page
    lab.panel("Console").locator("textarea").focus()
    page.keyboard.press("Escape")  # a panel that is open from before
    page.locator(".address input").first.focus()
    focused = "document.activeElement.shadowRoot?.activeElement?.textContent"
    for _ in range(60):  # through the project's page as well
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "Console":
            break
    page.keyboard.press("Enter")
    console = page.locator("live-demo .console")
    expect(console.locator("textarea")).to_be_focused()
    for row in TYPED[-10:]:
        before = console.locator(".step").count()
        page.keyboard.insert_text(row.text)
        page.keyboard.press("Enter")
        expect(console.locator(f".step:nth-child(n + {before + 1})").last).to_contain_text(row.words)
        expect(console.locator("textarea")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(console.locator("textarea")).to_have_value(TYPED[-1].text)
    page.keyboard.press("Escape")
    expect(console).to_be_hidden()
    expect(page.locator("live-demo .tabs").get_by_text("Console", exact=True)).to_be_focused()
