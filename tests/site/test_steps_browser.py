"""The steps of a guide in a real Chromium: what is copied, what fits, what keeps nobody out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsers import becomes, hosted, settled
from tests.waiting import wait_for

from .conftest import FILES, Journal
from .guided import MODELS, guided
from .test_browser import EVERYWHERE

pytestmark = pytest.mark.browser

PALETTE = """
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
CHANGED = "steps/polls/01-questions/"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("steps")
    files = guided(folder / "project")
    config = str(files["mkdocs.yml"]).replace("  font: false\n", "  font: false" + PALETTE)
    (folder / "journal").mkdir()
    journal = Journal(folder / "journal").write(FILES | files | {"mkdocs.yml": config})
    run = journal.run("build")
    assert (run.status, run.err) == (0, "")
    with hosted(Path(journal.root, "site")) as address:
        yield address


def part(page: Page, path: str, number: int = 0) -> Locator:
    """A part of the change of one file."""
    return page.locator(f'[id="change-{path}"] .chronicles-code').nth(number)


def opened(page: Page, base: str, name: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base + name)
    page.locator(".chronicles-diff > summary").click()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@EVERYWHERE
@pytest.mark.parametrize("name", [CHANGED, "steps/students/04-views/", "steps/students/"])
def test_a_step_fits_its_window_and_has_no_barriers(visit: Page, base: str, name: str) -> None:
    visit.goto(base + name)
    visit.evaluate("document.querySelectorAll('details').forEach((folded) => (folded.open = true))")
    visit.wait_for_load_state("networkidle")
    settled(visit)
    assert visit.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    found = Axe().run(visit).response["violations"]
    assert [(v["id"], v["impact"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []


def test_copy_gives_a_new_file_to_the_byte(visit: Page, base: str) -> None:
    opened(visit, base, "steps/students/03-models/")
    button = part(visit, "app/models.py").get_by_role("button", name="Copy app/models.py")
    button.click()
    becomes(
        visit, "() => document.querySelector('[id=\"change-app/models.py\"] button').textContent == 'Copied'"
    )
    assert copied(visit) == MODELS


NEW = "def one():\n    return 11\n\n    # at last\n\n\ndef zwei():\n    return 2\n"


@pytest.mark.parametrize("how", ["button", "selection", "selection without scripts"])
def test_what_is_copied_of_a_change_are_its_new_lines_without_signs(visit: Page, base: str, how: str) -> None:
    opened(visit, base, CHANGED)
    shown = part(visit, "app/models.py", 1)
    if how == "button":
        shown.locator("button").click()
        expect(shown.locator("button")).to_have_text("Copied")
    else:
        if "without" in how:
            visit.evaluate("window.addEventListener('copy', (event) => event.stopPropagation(), true)")
        visit.evaluate("navigator.clipboard.writeText('')")
        shown.locator("pre > code").evaluate("(code) => getSelection().selectAllChildren(code)")
        visit.keyboard.press("Control+C")
        wait_for(lambda: copied(visit), "something is in the clipboard")
    assert copied(visit).strip("\n") == NEW.strip("\n")
    if "without" not in how:
        assert copied(visit).endswith("return 2\n\n\n")


@pytest.mark.walk
def test_copy_works_without_the_clipboard_of_safe_pages(visit: Page, base: str) -> None:
    visit.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened(visit, base, "steps/students/03-models/")
    button = part(visit, "app/models.py").locator("button")
    button.click()
    expect(button).to_have_text("Copied")


def test_a_file_of_the_list_opens_its_part(visit: Page, base: str) -> None:
    visit.goto(base + CHANGED)
    visit.locator(".chronicles-files a", has_text="requirements.txt").click()
    heading = visit.locator('[id="change-requirements.txt"] h3')
    heading.wait_for()
    settled(visit)
    box = heading.bounding_box()
    assert box is not None and 40 < box["y"] < 900


# On how many lines each word stands. A name is pieces of text, each up to where it may break.
LINES = """all => all.flatMap(one => [...one.childNodes].filter(({nodeType}) => nodeType === 3)).map(text => {
  const range = document.createRange();
  range.selectNodeContents(text);
  const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
  return Math.max(1, lines - (text.data.split(" ").length - 1));
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_word_of_the_list_of_files_breaks(visit: Page, base: str, width: int) -> None:
    visit.set_viewport_size({"width": width, "height": 900})
    visit.goto(base + CHANGED)
    words = visit.locator(".chronicles-files tbody td:not(:first-child)")
    names = visit.locator(".chronicles-files tbody td:first-child code")
    assert max(words.evaluate_all(LINES)) == 1
    assert max(names.evaluate_all(LINES)) == 1
    assert {"changed", "new"} <= set(words.all_inner_texts())
    assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")


# How far the last of a block's text is from its button, once the reader has scrolled to its end.
GAPS = """all => all.map(code => {
  code.scrollLeft = code.scrollWidth;
  const text = document.createRange();
  text.selectNodeContents(code);
  const right = Math.max(...[...text.getClientRects()].filter((box) => box.width).map((box) => box.right));
  const button = code.parentElement.querySelector(".md-code__nav").getBoundingClientRect();
  return button.bottom <= code.getBoundingClientRect().top + 5 ? 1 : button.left - right;
})"""


def test_the_button_to_copy_hides_no_code(visit: Page, base: str) -> None:
    visit.set_viewport_size({"width": 320, "height": 900})
    visit.goto(base + CHANGED)
    blocks = visit.locator("pre:has(> .md-code__nav) > code:visible")
    blocks.first.wait_for()
    gaps = blocks.evaluate_all(GAPS)
    assert gaps and min(gaps) > 0


def test_without_scripts_all_is_there_but_the_buttons(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + CHANGED)
    page.locator(".chronicles-diff > summary").click()
    assert part(page, "app/models.py", 1).locator("ins").first.is_visible()
    assert not part(page, "app/models.py", 1).locator("button").is_visible()
    context.close()


def test_new_and_old_lines_are_told_apart_by_more_than_color(visit: Page, base: str) -> None:
    opened(visit, base, CHANGED)
    sign = "(line) => getComputedStyle(line, '::before').content.split(' / ')[0]"
    shown = part(visit, "app/models.py", 1)
    assert shown.locator("ins > span").first.evaluate(sign) == '"+"'
    assert shown.locator("del > span").first.evaluate(sign) == '"\N{MINUS SIGN}"'
