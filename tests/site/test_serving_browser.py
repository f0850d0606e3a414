"""A page that is open while its author writes: what changes, what stays, what it says of problems."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from chronicles.disk.lock import locked
from chronicles.site.mkdocs.build import LOCK
from tests.browsers import PATIENCE, becomes, close, settled

from .conftest import CONFIG, FILES, Journal
from .preview import Preview, previewed

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number} of what was written." for number in range(80))
PAGE = f"""# A page

The first words.

<details><summary>More</summary><p>Folded.</p></details>

=== "One"

    The first tab.

=== "Two"

    The second tab.

| a | b |
| - | - |
| 1 | 2 |

```python
old = 1
```

<iframe title="A demo" srcdoc="<input>"></iframe>

{LONG}

## The end

The last words.
"""
THEME = """theme:
  name: material
  font: false
  features: [content.code.copy]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
"""


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    config = CONFIG.replace("theme:\n  name: material\n  font: false\n", THEME)
    config = config.replace("  - attr_list\n", "  - attr_list\n  - tables\n").replace(
        "site_url:", "extra_css: [extra.css]\nsite_url:"
    )
    config = config.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      live: false")
    journal = Journal(tmp_path_factory.mktemp("journal"))
    return journal.write(FILES | {"mkdocs.yml": config, "docs/extra.css": "", "docs/a.md": PAGE})


@pytest.fixture(scope="module")
def preview(journal: Journal) -> Iterator[Preview]:
    with previewed(journal) as preview:
        yield preview


@pytest.fixture
def page(browser: Browser, preview: Preview, journal: Journal) -> Iterator[Page]:
    preview.get("a/")  # there is a site
    if journal.read("docs/a.md") != PAGE:
        with preview.events() as events:
            next(events)
            journal.write({"docs/a.md": PAGE})
            assert next(event for event in events if event["isWhole"])
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{preview.address}a/")
    page.locator("#chronicles-serve[data-built]").wait_for(state="attached")  # it has heard of the last build
    page.evaluate("window.isTheSame = true")
    page.evaluate(HEARS)
    yield page
    close(context)


Edit = Callable[[dict[str, str | bytes]], None]
HEARS = """
window.heard = [];
document.addEventListener("chronicles:updated", (event) => window.heard.push(event.detail.isWhole));
"""


@pytest.fixture
def edit(page: Page, journal: Journal) -> Edit:
    """Write files, and wait until the page has heard of the build."""

    def write(files: dict[str, str | bytes]) -> None:
        page.evaluate("() => { window.heard = [] }")
        journal.write(files)
        becomes(page, "() => window.heard.includes(true)")

    return write


def stays(page: Page) -> bool:
    return bool(page.evaluate("window.isTheSame === true"))


@pytest.mark.walk
def test_what_is_written_is_on_the_page_and_all_else_stays_as_it_was(page: Page, edit: Edit) -> None:
    page.locator("details summary").click()
    page.locator(".tabbed-labels label", has_text="Two").click()
    frame = page.frame_locator("iframe")
    frame.locator("input").fill("typed into the demo")
    page.evaluate("document.querySelector('.md-typeset table').isTheSame = true")
    page.locator("#the-end").scroll_into_view_if_needed()
    settled(page)
    top = page.locator("#the-end").bounding_box()
    edit(
        {"docs/a.md": PAGE.replace("The first words.", "Other words.\n\nAnd more of them.\n\n## A new part")}
    )
    expect(page.get_by_text("Other words.")).to_have_count(1)
    expect(page.get_by_text("And more of them.")).to_have_count(1)
    expect(page.get_by_text("The first words.")).to_have_count(0)
    expect(page.locator(".md-sidebar--secondary").get_by_text("A new part")).to_have_count(1)
    now = page.locator("#the-end").bounding_box()
    assert top and now and abs(top["y"] - now["y"]) < 2, "who reads the end has it where it was"
    assert frame.locator("input").input_value() == "typed into the demo"
    expect(page.get_by_text("Folded.")).to_be_visible()
    expect(page.get_by_text("The second tab.")).to_be_visible()
    expect(page.locator("pre > .md-code__nav")).to_have_count(1)
    expect(page.locator(".md-typeset__scrollwrap .md-typeset__table table")).to_have_count(1)
    assert page.evaluate("document.querySelector('.md-typeset table').isTheSame")
    assert stays(page)


def test_a_page_with_another_policy_is_loaded_anew(page: Page, journal: Journal) -> None:
    page.route("https://a.example/**", lambda route: route.fulfill(body="", content_type="image/png"))
    journal.write({"docs/a.md": f"{PAGE}\n![Elsewhere](https://a.example/b.png)\n"})
    policy = page.locator("meta[http-equiv='Content-Security-Policy']")
    expect(policy).to_have_attribute("content", re.compile("img-src 'self' data: https://a.example"))
    expect(page.get_by_alt_text("Elsewhere")).to_have_count(1)
    assert not stays(page), "a policy of a page that is open can only become narrower"


def test_what_comes_before_the_build_leaves_all_else_as_it_was_as_well(page: Page, journal: Journal) -> None:
    frame = page.frame_locator("iframe")
    frame.locator("input").fill("typed into the demo")
    page.locator("#the-end").scroll_into_view_if_needed()
    settled(page)
    top = page.locator("#the-end").bounding_box()

    def nothing_else_moved() -> None:
        expect(page.get_by_text("And more of them.")).to_have_count(1)
        now = page.locator("#the-end").bounding_box()
        assert top and now and abs(top["y"] - now["y"]) < 2, "who reads the end has it where it was"
        assert frame.locator("input").input_value() == "typed into the demo"

    with locked(journal.root / LOCK, lambda: None):  # no build goes on
        journal.write({"docs/a.md": PAGE.replace("The first words.", "Other words.\n\nAnd more of them.")})
        becomes(page, "() => window.heard.includes(false)")
        nothing_else_moved()
    becomes(page, "() => window.heard.includes(true)")
    nothing_else_moved()
    assert stays(page)


def test_new_code_can_be_copied_and_the_title_of_the_page_follows(page: Page, edit: Edit) -> None:
    text = PAGE.replace("# A page", "# Another name").replace("old = 1", "new = 2")
    edit({"docs/a.md": f"{text}\n```python\nmore = 3\n```\n"})
    expect(page).to_have_title("Another name - A small journal")
    expect(page.locator("pre", has_text="new = 2").locator("button")).to_have_count(1)
    expect(page.locator("pre", has_text="more = 3").locator("button")).to_have_count(1)
    expect(page.locator("h1")).to_have_text("Another name")
    # And again: what came in place is the ground of the next change.
    edit({"docs/a.md": f"{text}\n```python\nmore = 4\n```\n"})
    expect(page.locator("pre", has_text="more = 4").locator("button")).to_have_count(1)
    expect(page.locator("pre", has_text="more = 3")).to_have_count(0)
    assert stays(page)


def test_focus_stays_where_it_was(page: Page, edit: Edit) -> None:
    page.locator("details summary").focus()
    edit({"docs/a.md": PAGE.replace("The first words.", "Other words.")})
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_a_style_is_swapped_and_the_page_of_another_text_is_left_alone(page: Page, edit: Edit) -> None:
    edit({"docs/extra.css": "h1 { letter-spacing: 7px !important }"})
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px")
    page.evaluate("document.querySelector('h1').isTheSame = true")
    edit({"docs/index.md": "# Home\n\nOther words.\n"})
    assert page.evaluate("document.querySelector('h1').isTheSame")
    assert stays(page)


def test_a_page_that_goes_is_shown_as_gone_and_comes_back(page: Page, journal: Journal) -> None:
    (journal.root / "docs/a.md").unlink()
    expect(page.locator("h1")).to_have_text("Page not found")
    journal.write({"docs/a.md": PAGE})
    expect(page.locator("h1")).to_have_text("A page")


@pytest.mark.walk
def test_problems_are_told_in_the_page_and_go_when_they_are_mended(page: Page, edit: Edit) -> None:
    panel = page.get_by_role("region", name="Problems in what you write")
    expect(panel).to_have_count(0)
    edit({"docs/a.md": PAGE.replace("The first words.", "Words with a [link](gone.md).")})
    expect(panel.get_by_role("status")).to_have_text("1 problem")
    expect(panel.locator("li p").first).to_contain_text("docs/a.md:3")
    expect(panel.locator("li p").first).to_contain_text("gone.md")
    expect(page.locator("article a", has_text="link")).to_have_count(1)
    for scheme in "light", "dark":
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        settled(page)
        told: Any = Axe().run(page, context=".chronicles-panel")
        assert not told.response["violations"], told.generate_report()
    panel.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(panel).to_have_count(0)
    edit({"docs/a.md": PAGE.replace("The first words.", "Two [links](gone.md) [there](lost.md).")})
    expect(panel.get_by_role("status")).to_have_text("2 problems")
    edit({"docs/a.md": PAGE})
    expect(panel.get_by_role("status")).to_have_text("Mended.")
    expect(panel).to_have_count(0)
    assert stays(page)
