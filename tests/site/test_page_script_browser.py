"""What our script does in the place of Material's, by keys and by pointer, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import becomes, close, hosted

from .conftest import CONFIG, FILES, Journal

PALETTE = """  font: false
  features: [content.code.copy, content.tabs.link, navigation.top, toc.follow]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Light}"""
TABS = '=== "One"\n\n    First.\n\n=== "Two"\n\n    ### Behind {#behind}\n\n    Second.\n\n'
OTHER_TABS = TABS.replace(" {#behind}", "")
TABLE = f"| A | B |\n| - | - |\n| {'wide' * 60} | {'b' * 200} |\n\n"
FOLDED = '<details markdown="1"><summary>More</summary>\n\n### Folded\n\nIn it.\n\n</details>\n\n'
WORDS = "Words, and more of them.\n\n" * 30
PARTS = "".join(f"## Part {number}\n\n{WORDS}" for number in range(6))
CODE = "```python\nname = 1\n```\n\n"
TEXT = f"# Long\n\n{CODE}{TABLE}{TABS}Between.\n\n{OTHER_TABS}{FOLDED}{PARTS}"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = CONFIG.replace("  font: false", PALETTE)
    nav = "nav: [index.md, long.md, {More: [more/a.md, more/b.md]}]\n"
    files = {"docs/long.md": TEXT, "docs/more/a.md": "# A\n", "docs/more/b.md": "# B\n"}
    journal = Journal(tmp_path_factory.mktemp("script")).write(FILES | files | {"mkdocs.yml": nav + settings})
    run = journal.run("build")
    assert (run.status, run.err) == (0, "")
    assert "bundle." not in journal.read("site/long/index.html")
    with hosted(journal.root / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1600, "height": 800}, color_scheme="light")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []
    close(context)


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_colors_are_the_systems_until_the_reader_picks_some(page: Page, base: str) -> None:
    page.goto(base)
    assert scheme(page) == "default"
    page.emulate_media(color_scheme="dark")
    becomes(page, "() => document.body.dataset.mdColorScheme === 'slate'")
    page.get_by_title("Light").click()
    assert scheme(page) == "default"
    page.goto(f"{base}long/")
    assert scheme(page) == "default"
    page.locator("[name=__palette]:checked").focus()
    page.keyboard.press("Enter")
    assert scheme(page) == "slate"
    expect(page.get_by_title("Light")).to_be_visible()
    expect(page.get_by_title("Dark")).to_be_hidden()


def test_the_contents_and_the_head_follow_the_reader(page: Page, base: str) -> None:
    page.goto(f"{base}long/")
    current = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(current).to_have_count(0)
    page.locator("#part-3").evaluate("(part) => part.scrollIntoView()")
    expect(current).to_have_text("Part 3")
    expect(page.locator(".md-sidebar--secondary .md-nav__link--passed").first).to_have_text("Folded")
    expect(page.locator(".md-header__title")).to_have_class("md-header__title md-header__title--active")
    top = page.locator(".md-top")
    assert top.get_attribute("tabindex") == "-1"
    page.mouse.wheel(0, -200)
    becomes(page, "() => !document.querySelector('.md-top').hidden")
    top.click()
    becomes(page, "() => scrollY === 0")
    expect(current).to_have_count(0)


def test_tabs_of_one_name_open_together_and_stay_so(page: Page, base: str) -> None:
    page.goto(f"{base}long/")
    page.locator(".tabbed-labels").first.get_by_text("Two").click()
    expect(page.get_by_text("Second.")).to_have_count(2)
    assert page.get_by_text("Second.").nth(1).is_visible()
    row = page.locator(".tabbed-labels").nth(1)
    assert row.evaluate("(row) => parseFloat(row.style.getPropertyValue('--md-indicator-x'))") > 10
    page.goto(base)
    page.goto(f"{base}long/")
    assert page.get_by_text("Second.").nth(1).is_visible()


@pytest.mark.parametrize("anchor", ["behind", "folded"])
def test_an_address_leads_to_what_is_folded_or_behind_a_tab(page: Page, base: str, anchor: str) -> None:
    page.goto(f"{base}long/#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_code_is_copied_and_that_is_said(page: Page, base: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{base}long/")
    page.get_by_title("Copy to clipboard").click()
    expect(page.locator(".md-dialog [role=status]")).to_have_text("Copied to clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == "name = 1"
    expect(page.locator(".md-typeset__scrollwrap table")).to_have_count(1)


def test_sections_and_pages_are_reached_by_keys(page: Page, base: str) -> None:
    page.goto(f"{base}long/")
    section = page.locator(".md-sidebar--primary label[tabindex]", has_text="More")
    section.focus()
    assert "focus-visible" in str(section.get_attribute("class"))
    expect(page.get_by_role("link", name="B", exact=True)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="B", exact=True)).to_be_visible()
    page.keyboard.press("n")
    page.wait_for_url("**/more/a/")
    page.keyboard.press("p")
    page.wait_for_url("**/long/")


def test_the_menu_of_a_phone_is_opened_and_closed_by_keys(page: Page, base: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{base}long/")
    button = page.get_by_role("button", name="Navigation")
    menu = page.locator(".md-sidebar--primary")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_a_page_is_printed_with_what_is_folded(page: Page, base: str) -> None:
    page.goto(f"{base}long/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("In it.")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text("In it.")).to_be_hidden()
