"""The whole way of a reader: press the button, run a block, edit a file, and have the original back."""

import pytest
from playwright.sync_api import expect

from tests.live.edited_text import code, text_of, write
from tests.live.fake.pages import Site, block, demo, editable
from tests.live.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.walk]

NAME = "notes/views.py"
VIEW = "class Add(CreateView):\n    model = Note"


def test_a_reader_runs_a_demo_and_a_block_edits_a_file_and_has_the_original_back(
    reader: Reader, site: Site
) -> None:
    reader.run(site.page("walk", demo() + block("pycon", ">>> add by a block") + editable(NAME, VIEW)))
    expect(reader.frame.locator("li")).to_have_text(["The first"])
    run, edit = (reader.page.locator(".live-block").nth(number) for number in (0, 1))
    run.locator("button").first.click()
    expect(run.locator(".step")).to_have_count(1)
    edit.locator("button").first.click()
    expect(code(edit)).to_contain_text("heading = 'Notes'")
    write(edit, text_of(edit).replace("'Notes'", "'My notes'"))
    edit.get_by_role("button", name="Run it").click()
    expect(edit.locator(".said")).to_have_text("The project runs with it.")
    expect(reader.frame.locator("h1")).to_have_text("My notes")
    expect(reader.frame.locator("li")).to_have_text(["The first", "by a block"])
    reader.menu("Restore the original data and files")
    expect(reader.frame.locator("li")).to_have_text(["The first"])
    expect(reader.frame.locator("h1")).to_have_text("Notes")
    assert reader.complaints == []


@pytest.mark.parametrize(
    "asked",
    ['"run", {source: "add kept"}', '"enter", {statements: ["add kept"]}', '"command", {line: "add kept"}'],
)
def test_what_a_reader_made_is_there_after_a_reload(reader: Reader, asked: str) -> None:
    reader.run("notes/")
    reader.session(f"ask({asked})")
    reader.session('ask("saved")')
    reader.page.reload()
    reader.run()
    expect(reader.frame.locator("li")).to_have_text(["The first", "kept"])
    reader.menu("Restore the original data and files")


DEAF = """(() => {
    const post = ServiceWorker.prototype.postMessage;
    window.lost = 0;
    ServiceWorker.prototype.postMessage = function (message, ports) {
        if (message.type === "live:host" && !lost++) return; // as where it is stopped with a message on its way
        post.call(this, message, ports);
    };
})()"""


def test_a_service_worker_that_did_not_hear_is_told_again(reader: Reader) -> None:
    reader.open("notes/").page.evaluate(DEAF)
    reader.run()
    expect(reader.frame.locator("li")).to_have_text(["The first"])
    assert reader.page.evaluate("lost") > 1


SILENT = """(() => {
    ServiceWorker.prototype.postMessage = () => {};
    const {setTimeout: later} = window;
    window.setTimeout = (what, after, ...more) => later(what, after === 3000 ? 0 : after, ...more); // no waiting
})()"""


def test_a_service_worker_that_never_answers_is_told_to_the_reader(reader: Reader) -> None:
    reader.open("notes/").page.evaluate(SILENT)
    reader.page.locator("live-demo .primary").click()
    error = reader.page.locator("live-demo .error")
    expect(error).to_contain_text("This browser does not allow service workers here")
    expect(error.locator("pre")).to_have_text("the service worker does not answer")
    expect(reader.page.locator("live-demo .foot button")).to_have_text(["Try again"])
