"""What runs in the page, whatever shows it: the bar, what takes long, and what runs before a block."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.live.edited_text import code, text_of, write
from tests.live.fake.pages import Site, block, demo, editable
from tests.live.reader import SESSION, Reader

pytestmark = pytest.mark.browser

NAME = "notes/views.py"
LOOP = ">>> while True: pass"
BUSY = ".busy:visible"


def page(site: Site) -> str:
    """The address of a page with blocks one below the other, and no demo."""
    body = (
        block("pycon", ">>> add the first block's\nran add")
        + block("console", "$ python manage.py test\nOK")
        + block("http", "POST /add/ HTTP/1.1\nHost: example.org\n\ntitle=by+a+request\n\nHTTP/1.1 302 Found")
        + block("pycon", ">>> count\n1")
        + block("pycon", LOOP)
    )
    return site.page("session", body + editable(NAME, "class Add(CreateView):\n    model = Note"))


def press(reader: Reader, number: int) -> Locator:
    there = reader.page.locator(".live-block").nth(number)
    there.locator("button").first.click()
    return there


def ran(reader: Reader, number: int) -> Locator:
    there = press(reader, number)
    there.locator(".head, .editor:not(.coming)").wait_for()
    return there


def bar(reader: Reader) -> Locator:
    return reader.page.locator(".session-bar .session")


def test_a_block_runs_what_the_page_ran_above_it_first_and_only_once(reader: Reader, site: Site) -> None:
    there = ran(reader.open(page(site)), 3)
    expect(there.locator(".before")).to_have_text("First ran the 2 blocks above this one.")
    expect(there.locator(".output")).to_have_text(["ran count"])
    again = ran(reader, 3)
    expect(again.locator(".before")).to_have_count(0)
    reader.page.reload()
    # The database has what they did; the names that a console gave are gone with it.
    expect(ran(reader, 3).locator(".before")).to_have_text("First ran the block above this one.")


def test_a_block_says_where_it_does_not_answer_as_printed_and_why(reader: Reader, site: Site) -> None:
    body = (
        block("pycon", ">>> add a note\nran add a note")
        + block("pycon", ">>> count\n1\n>>> list\nran list")
        + block("http", "GET /nothing/ HTTP/1.1\nHost: example.org\n\nHTTP/1.1 302 Found")
        + editable(NAME, "class Add(CreateView):\n    model = Note")
    )
    body += block("console", "$ python manage.py migrate\n  Applying notes.0001_initial... OK")
    there = ran(reader.open(site.page("differing", body)), 4)
    told = "The answer is not as printed: here, the database was made and filled before."
    expect(there.locator(".differing")).to_have_text(told)
    reader.page.get_by_role("button", name="Reset").click()
    reader.page.get_by_role("button", name="Forget all that I did here").click()
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01")
    ran(reader, 0)
    expect(ran(reader, 0).locator(".differing")).to_have_count(0)  # as often as it likes
    told = "1 of 2 answers is not as printed: what was done here before has changed the data."
    expect(ran(reader, 1).locator(".differing")).to_have_text(told)
    reader.page.get_by_role("button", name="Reset").click()
    reader.page.get_by_role("button", name="Forget all that I did here").click()
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01")
    told = "1 of 2 answers is not as printed: it may depend on the day, or on Python in a browser."
    expect(ran(reader, 1).locator(".differing")).to_have_text(told)
    edit = ran(reader, 3)
    expect(code(edit)).to_contain_text("heading")
    write(edit, text_of(edit) + "# mine\n")
    edit.get_by_role("button", name="Run it").click()
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01 · 1 file edited by you")
    told = f"The answer is not as printed: you have edited {NAME}."
    expect(ran(reader, 2).locator(".differing")).to_have_text(told)


def test_a_block_gives_the_reason_that_its_author_has_given(reader: Reader, site: Site) -> None:
    said = 'data-differs="a &lt;b&gt; thread" data-live-run'
    body = block("pycon", ">>> count\n1").replace("data-live-run", said, 1)
    there = ran(reader.open(site.page("differs", body)), 0)
    told = "The answer is not as printed: a <b> thread."
    expect(there.locator(".differing")).to_have_text(told)


def test_an_edit_makes_the_names_of_the_console_anew(reader: Reader, site: Site) -> None:
    ran(reader.open(page(site)), 0)
    edit = ran(reader, 5)
    expect(code(edit)).to_contain_text("heading")
    write(edit, text_of(edit) + "# mine\n")
    edit.get_by_role("button", name="Run it").click()
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01 · 1 file edited by you")
    expect(ran(reader, 2).locator(".before")).to_have_text("First ran the block above this one.")
    reader.page.reload()
    ran(reader, 0)
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01 · 1 file edited by you")


def test_an_endless_loop_in_a_block_can_be_stopped_and_the_project_answers_again(
    reader: Reader, site: Site
) -> None:
    ran(reader.open(page(site)), 0)
    loop = press(reader, 4)
    expect(loop.locator(BUSY)).to_contain_text("Running while True: pass")
    expect(bar(reader).locator(BUSY)).to_contain_text("Running while True: pass")
    loop.get_by_role("button", name="Stop").click()
    expect(loop.locator(".error")).to_contain_text(
        re.compile(r"stopped after \d+ s; all that had ended before")
    )
    expect(reader.page.locator(BUSY)).to_have_count(0)
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01")
    expect(ran(reader, 0).locator(".output")).to_have_text(["ran add the first block's"])


def test_a_line_that_was_stopped_stays_in_the_console(running: Reader) -> None:
    console = running.panel("Console")
    typed = console.locator("textarea")
    typed.fill("add before the loop")
    typed.press("Enter")
    typed.fill("while True: pass")
    typed.press("Control+End")
    console.get_by_role("button", name="Run").click()
    running.page.locator(".browser .busy").get_by_role("button", name="Stop").click()
    last = console.locator(".step").last
    expect(last.locator(".source")).to_have_text(">>> while True: pass")
    expect(last.locator(".output")).to_have_text(
        re.compile(r"stopped after \d+ s; all that had ended before is kept")
    )
    expect(running.frame.locator("li").last).to_have_text("before the loop")


def test_what_runs_waits_for_an_edit_that_is_being_taken_over(running: Reader) -> None:
    running.page.evaluate(
        f"""async () => {{
            const session = {SESSION}, asked = session.ask.bind(session);
            window.order = [];
            session.ask = async (type, given) => {{
                const value = await asked(type, given);
                order.push(type);
                return value;
            }};
            const edited = session.edit("{NAME}", "heading = 'Waits'\\n");
            await Promise.all([session.ask("run", {{source: "count"}}), edited]);
        }}"""
    )
    order = running.page.evaluate("order")
    assert order.index("edit") < order.index("run")


def test_the_bar_brings_the_original_back_after_a_second_press(reader: Reader, site: Site) -> None:
    ran(reader.open(page(site)), 0)
    reset = bar(reader).locator(".buttons button").first
    expect(reset).to_have_text("Reset")
    reset.click()
    expect(reset).to_have_text("Forget all that I did here")
    reader.page.keyboard.press("Tab")
    expect(reset).to_have_text("Reset")
    reset.click()
    reset.click()
    expect(bar(reader).locator(".state")).to_have_text("Running: lab/01")
    expect(ran(reader, 3).locator(".before")).to_have_text("First ran the 2 blocks above this one.")


def test_the_bar_gives_a_tab_and_the_project_as_a_file(reader: Reader, site: Site) -> None:
    ran(reader.open(page(site)), 0)
    with reader.page.context.expect_page() as opened:
        bar(reader).get_by_text("Open in a tab").click()
    expect(opened.value.locator("li").last).to_have_text("the first block's")
    opened.value.close()
    with reader.page.expect_download() as download:
        bar(reader).get_by_text("Download my version").click()
    assert download.value.suggested_filename == "lab-01.zip"
    assert Path(download.value.path()).read_text().startswith("views: class Notes")


def test_a_file_that_cannot_be_made_is_told(reader: Reader, site: Site) -> None:
    ran(reader.open(site.page("much", block("pycon", ">>> add too much\nran"))), 0)
    bar(reader).get_by_text("Download my version").click()
    expect(bar(reader).locator(".state")).to_have_text(
        "The file could not be made: Error: no room. Try it again."
    )


def test_a_request_above_that_cannot_be_sent_keeps_no_block_from_running(reader: Reader, site: Site) -> None:
    refused = block("http", "GET /{name}/ HTTP/1.1\nHost: example.org\n\nHTTP/1.1 200 OK")
    there = ran(reader.open(site.page("refused", refused + block("pycon", ">>> count\n1"))), 1)
    expect(there.locator(".before")).to_have_text(
        "First ran the block above this one; it ended with an error."
    )
    expect(there.locator(".output")).to_have_text(["ran count"])


def test_a_page_has_one_bar_for_all_that_runs_in_it(reader: Reader, site: Site) -> None:
    other = demo(label="Try another", state="lab/02")
    reader.run(site.page("two", demo() + block("pycon", ">>> count\n1") + other))
    ran(reader, 0)
    expect(bar(reader)).to_have_count(1)
    reader.page.locator("live-demo .primary").click()
    expect(bar(reader)).to_have_count(2)
    expect(bar(reader).locator(".state")).to_have_text(["Running: lab/01", "Running: lab/02"])


COMMAND = """(line) => {
    const session = document.querySelector("live-demo").browser.session;
    return session.ask("command", {line}).then((ran) => `${ran.status} ${ran.output}`, (error) => error.message);
}"""


def test_a_command_with_a_python_of_its_own_sees_what_the_reader_made_and_leaves_it_alone(
    running: Reader,
) -> None:
    running.session('ask("run", {source: "add by me"})')
    said = running.page.evaluate(COMMAND, "manage.py test notes")
    assert said.startswith("0 manage.py test notes: ") and said.endswith("notes, 1 cookie\n")
    assert running.page.evaluate(COMMAND, "manage.py test notes") == said
    running.go("/one/")
    expect(running.frame.locator("li").last).to_have_text("by me")


def test_a_command_whose_python_breaks_says_so_and_the_project_goes_on(running: Reader) -> None:
    said = running.page.evaluate(COMMAND, "manage.py test broken")
    assert said == "1 The command had no Python of its own: Error: Fatal Python error: out of memory\n"
    assert running.go("/one/").text("h1") == "/one/"
    expect(running.page.locator(".notice")).to_be_hidden()


def test_a_command_with_a_python_of_its_own_can_be_stopped(running: Reader) -> None:
    running.page.evaluate(f"void (window.stopped = ({COMMAND})('manage.py test endless'))")
    running.page.locator(".browser .busy").get_by_role("button", name="Stop").click()
    assert "all that had ended before is kept" in running.page.evaluate("stopped")
    assert running.go("/one/").text("h1") == "/one/"
