"""Blocks of a page that the reader runs or edits, and the panels that do the same."""

import pytest
from playwright.sync_api import Locator, expect

from tests.live.edited_text import code, text_of, write
from tests.live.fake.pages import Site, block, demo, editable
from tests.live.reader import Reader

pytestmark = pytest.mark.browser

PYCON = """>>> count
1
>>> for note in notes:
...     print(note)
...
…"""
HTTP = """POST /echo/?a=1 HTTP/1.1
Host: example.org
X-Token: t

the body

HTTP/1.1 200 OK
Content-Type: application/json

{"id": 1}"""
CONSOLE = """$ python manage.py check
System check identified no issues (0 silenced).
$ git status
nothing
$ .venv/bin/python3 manage.py unknown
$ python manage.py never"""
VIEW = "class Add(CreateView):\n    model = Note"
NAME = "notes/views.py"
PANELS = "document.querySelector('live-demo').browser.panels"


def blocks(site: Site) -> str:
    """The address of a page with a demo and a block of each kind."""
    body = (
        block("pycon", PYCON) + block("http", HTTP) + block("console", CONSOLE) + block("console", "$ ls\na")
    )
    return site.page("blocks", demo() + body + editable(NAME, VIEW))


@pytest.fixture
def page(running: Reader, site: Site) -> Reader:
    """The page, with its demo open."""
    return running.at(blocks(site))


def cursor(text: Locator) -> str:
    """The line that the cursor stands in."""
    line = "text => text.getRootNode().getSelection?.().anchorNode ?? document.getSelection().anchorNode"
    found: str = text.evaluate(f"text => (({line})(text)).parentElement.closest('.cm-line').textContent")
    return found


def press(reader: Reader, number: int) -> Locator:
    there = reader.page.locator(".live-block").nth(number)
    there.locator("button").first.click()
    there.locator(".head, .editor:not(.coming)").wait_for()
    return there


def test_a_console_block_runs_with_its_sql_without_any_demo_open(reader: Reader, site: Site) -> None:
    reader.open(blocks(site))
    button = reader.page.get_by_role("button", name="Run this: >>> count")
    expect(button).to_have_attribute("aria-expanded", "false")
    there = press(reader, 0)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(there.locator(".source")).to_have_text(
        [">>> count", ">>> for note in notes:\n...     print(note)\n... "]
    )
    expect(there.locator(".output")).to_have_text(["ran count", "ran for note in notes:\n    print(note)"])
    expect(there.locator(".sql summary")).to_have_text("1 query")
    expect(there.locator(".sql pre")).to_have_text("SELECT COUNT(*) FROM notes")
    there.locator("textarea").fill("add By console")
    there.locator("textarea").press("Enter")
    expect(there.locator(".step")).to_have_count(3)
    there.get_by_label("Close").click()
    expect(there.locator(".result")).to_be_hidden()
    expect(button).to_be_focused()
    reader.run()
    assert "By console" in reader.text()


def test_a_request_is_answered_beside_the_printed_answer(page: Reader) -> None:
    there = press(page, 1)
    printed, real = there.locator("figure").nth(0), there.locator("figure").nth(1)
    expect(printed.locator("pre")).to_have_text(
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"id": 1}'
    )
    expect(real.locator("pre")).to_contain_text(
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  "method": "POST"'
    )
    for words in ('"path": "/echo/"', '"query": "a=1"', '"X-Token"', '"body": "the body"'):
        expect(real.locator("pre")).to_contain_text(words)
    assert page.requests()[-1] == "POST /echo/?a=1 200"


MAILS = {
    "pycon": ">>> send\n1\n>>> count\n1",
    "console": "$ python manage.py sendtestemail b@example.org",
    "http": "POST /mail/ HTTP/1.1\n\nHTTP/1.1 200 OK",
}


@pytest.mark.parametrize("kind", MAILS)
def test_what_a_block_sends_by_e_mail_is_shown_beside_its_answer(
    reader: Reader, site: Site, kind: str
) -> None:
    reader.open(site.page(f"mail-{kind}", block(kind, MAILS[kind])))
    there = press(reader, 0)
    letter = there.get_by_role("figure", name="E-mail, shown here and sent to nobody")
    expect(letter).to_have_count(1)
    expect(letter.locator("dt")).to_have_text(["From", "To", "Subject", "With"])
    expect(letter.locator("dd")).to_have_text(
        ["a@example.org", "b@example.org, c@example.org", "A <b>note</b>", "note.txt"]
    )
    expect(letter.locator("pre")).to_have_text("Dear reader,\n\nhello")
    expect(letter.locator("b")).to_have_count(0)
    if kind == "pycon":  # of the statement that sent it, and of no other
        expect(there.locator(".step").first.locator(".letter")).to_have_count(1)
        there.locator("textarea").fill("send")
        there.locator("textarea").press("Enter")
        expect(there.locator(".step").last.locator(".letter .subject")).to_have_text("A <b>note</b>")


def test_a_request_that_names_what_was_not_answered_says_what_to_do(reader: Reader, site: Site) -> None:
    reader.open(site.page("unsent", block("http", "GET /{token}/ HTTP/1.1\n\nHTTP/1.1 200 OK")))
    there = reader.page.locator(".live-block")
    there.get_by_role("button", name="Send this request").click()
    expect(there.get_by_role("alert")).to_have_text(
        "This request cannot be sent"
        "Where it names what an earlier request of the page answered, send that one first."
        "no earlier answer of this page has it"
    )


def test_commands_of_the_project_run_until_one_fails_and_others_get_no_button(page: Reader) -> None:
    expect(page.page.locator(".live-block")).to_have_count(4)
    there = press(page, 2)
    expect(there.locator(".source")).to_have_text(["$ python manage.py check", "$ python manage.py unknown"])
    expect(there.locator(".output")).to_have_text(["manage.py check", "manage.py unknown"])
    expect(there.locator(".bad")).to_have_text("manage.py unknown")


def test_a_view_is_edited_and_taken_over_and_taken_back(page: Reader) -> None:
    there = press(page, 3)
    expect(there.locator(".row code")).to_have_text(NAME)
    text, said = code(there), there.locator(".said")
    run, back = there.get_by_role("button", name="Run it"), there.get_by_role("button", name="Back to")
    expect(text).to_contain_text("heading = 'Notes'")
    original = text_of(there)
    assert cursor(text) == "class Add(CreateView):"
    expect(run).to_be_disabled()
    expect(back).to_be_hidden()
    for wrong, words in (
        ("def broken(:", "Line 2: SyntaxError: invalid syntax\nNothing was changed."),
        ("not_there", "NameError: name 'not_there'\nThe project goes on as it was before."),
    ):
        write(there, original + wrong)
        run.click()
        expect(said).to_have_text(words)
        expect(said).to_have_class("said bad")
        expect(run).to_be_enabled()
    assert page.go("/").text("h1") == "Notes"
    write(there, original.replace("'Notes'", "'My notes'"))
    run.click()
    expect(said).to_have_text("The project runs with it.")
    expect(said).to_have_class("said good")
    expect(page.frame.locator("h1")).to_have_text("My notes")
    expect(run).to_be_disabled()
    back.click()
    expect(page.frame.locator("h1")).to_have_text("Notes")
    assert text_of(there) == original
    expect(back).to_be_hidden()


def test_an_edited_style_is_the_projects_own_from_then_on(page: Reader) -> None:
    color = "() => getComputedStyle(document.querySelector('h1')).color"
    assert page.go("/").script(color) == "rgb(0, 0, 1)"
    assert page.session("edit('static/notes/site.css', 'h1 { color: rgb(1, 2, 3) }')")["outcome"] == "done"
    expect(page.frame.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    assert page.session("edit('static/notes/site.css', 'h1 { color: rgb(0, 0, 1) }')")["outcome"] == "done"
    expect(page.frame.locator("h1")).to_have_css("color", "rgb(0, 0, 1)")


def test_a_model_is_edited_with_its_migration_and_survives_a_reload(page: Reader) -> None:
    reader = page
    reader.menu("Restore the original data and files")
    editor = reader.panel("Edit")
    text, said = code(editor), editor.locator(".said")
    expect(editor.locator("option")).to_have_text(
        ["notes/models.py", NAME, "static/notes/site.css", "templates/notes.html"]
    )
    editor.locator("select").select_option("notes/models.py")
    expect(text).to_contain_text("CharField")
    original = text_of(editor)
    write(editor, original + "oops\n")
    editor.get_by_role("button", name="Run it").click()
    expect(said).to_have_text("NameError: name 'oops' is not defined\nThe project goes on as it was before.")
    assert reader.go("/one/").text("h1") == "/one/"
    changed = original + '    nickname = CharField(default="none")\n'
    write(editor, changed)
    editor.get_by_role("button", name="Run it").click()
    expect(said).to_contain_text(
        "The project was started anew with it. The database does not know of it yet."
    )
    editor.get_by_text("Make and run the migration").click()
    expect(said).to_have_text("manage.py makemigrations --noinput\nmanage.py migrate --noinput\n")
    expect(said).to_have_class("said good")
    reader.session('ask("saved")')
    reader.page.reload()
    reader.run()
    assert reader.session('ask("read", {name: "notes/models.py"})') == {"text": changed, "first": original}


def test_the_editor_begins_with_a_view(page: Reader) -> None:
    page.page.evaluate(f"delete {PANELS}.made.edit; {PANELS}.close()")
    editor = page.panel("Edit")
    expect(editor.locator("select")).to_have_value(NAME)  # which one edits most
    expect(code(editor)).to_contain_text("class Notes")


def test_a_new_line_in_the_editor_keeps_the_indentation(page: Reader) -> None:
    editor = page.panel("Edit")
    editor.locator("select").select_option(NAME)
    text = code(editor)
    expect(text).to_contain_text("class Notes")
    text.locator(".cm-line", has_text="model = Note").first.click()
    text.press("End")
    text.press("Enter")
    page.page.keyboard.type("x = 1")
    assert "    model = Note\n    x = 1\n    heading" in text_of(editor)
    text.press("Control+Enter")
    expect(editor.locator(".said")).to_have_text("The project runs with it.")
    editor.get_by_role("button", name="Back to the original").click()
    expect(text).not_to_contain_text("x = 1")


def test_the_console_recalls_what_was_typed_and_waits_for_the_end_of_a_block(page: Reader) -> None:
    page.page.evaluate(f"delete {PANELS}.made.console; {PANELS}.close()")  # whatever was typed before
    console = page.panel("Console")
    typed, steps = console.locator("textarea"), console.locator(".step")
    for source in ("one", "1 / 0"):
        typed.fill(source)
        typed.press("Enter")
    expect(steps).to_have_count(2)
    expect(steps.nth(0).locator(".output")).to_have_class("output")
    expect(steps.nth(1).locator(".output")).to_have_class("output bad")
    expect(typed).to_have_value("")
    for key, value in (
        ("ArrowUp", "1 / 0"),
        ("ArrowUp", "one"),
        ("ArrowDown", "1 / 0"),
        ("ArrowDown", ""),
        ("ArrowDown", ""),
    ):
        typed.press(key)
        expect(typed).to_have_value(value)
    page.page.keyboard.type("if x:  # so")
    typed.press("Enter")
    page.page.keyboard.type("    y")
    typed.press("Enter")
    expect(typed).to_have_value("if x:  # so\n    y\n")
    expect(typed).to_have_attribute("rows", "3")
    typed.press("ArrowUp")  # moves in the text, which has lines
    expect(typed).to_have_value("if x:  # so\n    y\n")
    typed.press("Control+End")
    typed.press("Enter")
    expect(steps).to_have_count(3)
    typed.fill("two")
    typed.press("Shift+Enter")
    expect(typed).to_have_value("two\n")
    typed.fill("raise")
    console.get_by_role("button", name="Run").click()
    expect(console.locator(".step").last.locator(".bad")).to_have_text("Error: the bridge broke")
    typed.fill(" ")
    typed.press("Enter")
    expect(steps).to_have_count(4)


def test_a_block_whose_project_cannot_start_says_so_below(reader: Reader, site: Site) -> None:
    reader.open(blocks(site)).page.evaluate("delete window.WebAssembly")
    there = reader.page.locator(".live-block").first
    there.locator("button").first.click()
    expect(there.locator(".error .title")).to_have_text("This browser has no WebAssembly")
    expect(there.locator("button").first).to_be_enabled()


def test_a_block_that_cannot_be_run_says_so_below(page: Reader) -> None:
    block = page.page.locator("[data-live-run=pycon]")
    inputs = block.get_attribute("data-live-inputs")
    block.evaluate("block => block.dataset.liveInputs = JSON.stringify(['raise'])")
    there = page.page.locator(".live-block").first
    there.locator("button").first.click()
    expect(there.locator(".error")).to_have_text("It could not be runError: the bridge broke")
    expect(there.locator("button").first).to_be_enabled()
    block.evaluate("(block, inputs) => block.dataset.liveInputs = inputs", inputs)
