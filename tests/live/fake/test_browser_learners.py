"""A start without end has a way out, and all that a demo shows at once can be used by everybody."""

from pathlib import Path

import material
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import chronicles.site
from tests.browsers import settled
from tests.live.edited_text import code, text_of, write
from tests.live.fake.pages import Site, block, demo, editable
from tests.live.reader import Open, Reader

pytestmark = pytest.mark.browser

MODELS = "notes/models.py"
# The buttons that are seen, of the page and of all that is in it: the words on each, and the name that is heard.
BUTTONS = """() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    return all(document).filter((one) => one.matches("button, summary, a[href]") && one.checkVisibility())
        .map((one) => [one.innerText.trim(), one.getAttribute("aria-label") ?? one.innerText.trim()]);
}"""


def test_an_edit_whose_start_has_no_end_is_stopped_and_taken_back(reader: Reader, site: Site) -> None:
    reader.run(site.page("endless", demo() + editable(MODELS, "class Note(Model):")))
    there = reader.page.locator(".live-block")
    there.get_by_role("button", name="Edit and run").click()
    expect(code(there)).to_contain_text("class Note")
    first = text_of(there)
    write(there, first + "while True: pass\n")
    there.get_by_role("button", name="Run it").click()
    line = reader.page.locator("live-demo .busy")
    expect(line).to_contain_text(f"taking over {MODELS}")
    line.get_by_role("button", name="Stop").click()
    expect(there.locator(".said")).to_contain_text("The project goes on as it was before.")
    expect(there.locator(".said")).to_contain_text("stopped after")
    assert reader.session(f'ask("read", {{name: "{MODELS}"}})')["text"] == first
    expect(line).to_be_hidden()
    reader.go("/echo/")


def test_a_restart_takes_an_edit_back_that_has_no_end(reader: Reader, site: Site) -> None:
    reader.run(site.page("restarted", demo()))
    text = reader.session(f'ask("read", {{name: "{MODELS}"}})')["text"]
    reader.page.evaluate("text => (window.text = text)", text + "while True: pass\n")
    reader.page.evaluate(
        "name => { window.edited = document.querySelector('live-demo').browser.session.edit(name, window.text); }",
        MODELS,
    )
    expect(reader.page.locator("live-demo .busy")).to_be_visible()
    reader.menu("Restart the project")
    assert reader.page.evaluate("window.edited")["outcome"] == "failed"
    assert reader.session(f'ask("read", {{name: "{MODELS}"}})')["text"] == text


def test_a_start_that_has_no_end_can_be_stopped_and_begun_from_the_original(visit: Open, site: Site) -> None:
    """The page is left while an edit without end is taken over: what is kept has that edit."""
    reader = visit().run(site.page("left", demo()))
    reader.page.evaluate(
        """async name => {
            const {session} = document.querySelector("live-demo").browser;
            const {text} = await session.ask("read", {name});
            await session.ask("edit", {name, text: text + "while True: pass\\n"});
            await session.ask("saved", {});
        }""",
        MODELS,
    )
    reader.page.reload()
    reader.page.locator("live-demo .primary").click()
    reader.page.locator(".session-bar").get_by_role("button", name="Stop").click()
    expect(reader.page.locator("live-demo .error")).to_contain_text("The project was stopped")
    reader.page.get_by_role("button", name="Start from the original").click()
    reader.page.locator("live-demo .browser:not(.behind)").wait_for()
    assert "while" not in reader.session(f'ask("read", {{name: "{MODELS}"}})')["text"]


THEME = Path(chronicles.site.__file__).parent / "theme" / "assets" / "chronicles.css"
STYLES = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"


@pytest.mark.parametrize("scheme", ["", "default", "slate"])  # without the theme, and in it, light and dark
def test_all_that_a_demo_shows_at_once_can_be_used_by_everybody(
    reader: Reader, site: Site, scheme: str
) -> None:
    body = demo() + block("pycon", ">>> count\n1") + editable("notes/views.py", "class Add(CreateView):")
    reader.run(site.page("all", body))
    reader.page.locator(".live-block").nth(0).locator("button").first.click()
    reader.page.locator(".live-block").nth(1).get_by_role("button", name="Edit and run").click()
    expect(code(reader.page.locator(".live-block").nth(1))).to_be_visible()
    field = reader.panel("Console").locator("textarea")
    field.fill("1 / 0")
    field.press("Enter")
    expect(reader.page.locator("live-demo .step")).to_contain_text("ZeroDivisionError")
    if scheme:
        for sheet in (*STYLES.glob("main.*.css"), *STYLES.glob("palette.*.css"), THEME):
            reader.page.add_style_tag(path=sheet)
        reader.page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
    settled(reader.page)
    violations = Axe().run(reader.page).response["violations"]
    found = [
        (each["id"], node["html"], node["failureSummary"]) for each in violations for node in each["nodes"]
    ]
    assert found == []
    seen = [(words, heard) for words, heard in reader.page.evaluate(BUTTONS) if words]
    assert len(seen) >= 8
    assert [(words, heard) for words, heard in seen if words not in heard] == []
