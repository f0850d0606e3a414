"""A task: the tests of the step say whether it is solved, the solution is there, and the step can be ticked."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.live.edited_text import code, text_of, write
from tests.live.fake.pages import Site, task
from tests.live.reader import Reader

pytestmark = pytest.mark.browser

NAME = "notes/views.py"
NEEDS = {
    "names": ["notes.tests.T"],
    "tests": {"notes/tests.py": "class T: ...\n"},
    "path": NAME,
    "solution": "class Notes(ListView):\n    heading = 'Solved'\n",
}
TICK = (
    '<div class="chronicles-tick"><button aria-pressed="false"'
    " onclick=\"this.setAttribute('aria-pressed', 'true')\">I have done this step</button></div>"
)


@pytest.fixture
def there(reader: Reader, site: Site, tmp_path: Path) -> Locator:
    """A page with a task, whose editor is open."""
    needs = f"assets/live/{tmp_path.name}.json"
    (site.folder / needs).write_text(json.dumps(NEEDS))
    body = task(NAME, "class Notes(ListView):", needs) + TICK
    reader.open(site.page("task", body))
    block = reader.page.locator(".live-block")
    block.get_by_role("button", name="Solve it here").click()
    block.locator(".editor:not(.coming)").wait_for()
    return block


def test_the_tests_of_the_step_say_which_pass_and_a_solved_task_ticks_the_step(there: Locator) -> None:
    check, said = there.get_by_role("button", name="Check", exact=True), there.locator(".verdict")
    check.click()
    expect(said).to_have_text("1 of 2 tests failed.")
    expect(there.locator(".results li")).to_have_text(
        ["✓ passed known", "✗ failed the heading" + f"{'-' * 70}\nAssertionError: 'Notes'"]
    )
    write(there, text_of(there).replace("'Notes'", "'Solved'"))
    check.click()
    expect(said).to_contain_text("Solved: all 2 tests pass.")
    expect(there.locator(".results li")).to_have_text(["✓ passed known", "✓ passed the heading"])
    there.get_by_role("button", name="Tick this step as done").click()
    expect(said).to_have_text("Solved: all 2 tests pass. Ticked.")
    expect(there.page.locator(".chronicles-tick button")).to_have_attribute("aria-pressed", "true")


def test_a_test_that_cannot_run_there_solves_nothing(there: Locator) -> None:
    write(there, text_of(there).replace("'Notes'", "'Threads'"))
    there.get_by_role("button", name="Check", exact=True).click()
    expect(there.locator(".verdict")).to_have_text(
        "Nobody can tell here: 1 of 2 tests cannot run in a browser. Run them on your machine."
    )
    expect(there.get_by_role("button", name="Tick this step as done")).to_have_count(0)


def test_what_cannot_run_is_not_tested(there: Locator) -> None:
    write(there, "def broken(:\n")
    there.get_by_role("button", name="Check", exact=True).click()
    expect(there.locator(".verdict")).to_have_text("The project cannot run with this yet.")
    expect(there.locator(".said")).to_contain_text("SyntaxError")
    expect(there.locator(".results li")).to_have_count(0)


def test_the_solution_is_shown_and_what_was_written_comes_back(there: Locator) -> None:
    write(there, "mine = 1\n")
    there.get_by_role("button", name="Show the solution").click()
    expect(there.locator(".verdict")).to_have_text(
        "This is how the step does it. Undo brings back what you wrote."
    )
    assert text_of(there) == NEEDS["solution"]
    code(there).press("Control+z")
    assert text_of(there) == "mine = 1\n"


def test_what_a_task_needs_and_is_not_there_is_told(there: Locator, reader: Reader) -> None:
    check, said = there.get_by_role("button", name="Check", exact=True), there.locator(".verdict")
    reader.page.route("**/assets/live/test*.json", lambda route: route.fulfill(status=404))
    try:
        check.click()
        expect(said).to_contain_text("was answered with 404. Reload the page.")
    finally:
        reader.page.unroute("**/assets/live/test*.json")
    check.click()
    expect(said).to_have_text("1 of 2 tests failed.")
