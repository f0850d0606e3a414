"""What Python in a real browser cannot do is told, and the project goes on."""

import pytest

from tests.live.reader import Reader

pytestmark = pytest.mark.browser

# Each calls itself through another part of the interpreter, which needs more of the stack than a plain call.
RECURSIONS = {
    "attribute": "class A:\n    def __getattr__(self, name): return getattr(self, 'other')\n\nA().any",
    "partial": "import functools\ndef f(): return functools.partial(f)()\n\nf()",
    "sorted": "def f(x): return sorted([1], key=f)\n\nf(0)",
    "equal": "class A:\n    def __eq__(self, other): return self == other\n\nA() == A()",
    "plain": "def f(x): return f(x)\n\nf(0)",
    "JSON": "import json\njson.loads('[' * 50_000)",
    "string": "class A:\n    def __str__(self): return f'{self}'\n\nstr(A())",
}


@pytest.mark.parametrize("source", RECURSIONS.values(), ids=RECURSIONS)
def test_a_recursion_that_is_too_deep_is_an_error_of_the_project(lab: Reader, source: str) -> None:
    lab.at("lab/").page.evaluate("source => (window.source = source)", source)
    steps = lab.session('ask("run", {source: window.source})')["steps"]
    assert "RecursionError: " in steps[-1]["output"]
    assert lab.session('ask("run", {source: "1 + 1"})')["steps"][0]["output"] == "2\n"


def test_a_suite_has_a_worker_of_its_own(lab: Reader) -> None:
    said = lab.at("lab/").session('ask("command", {line: "manage.py test polls"})')
    assert said["status"] == 0 and "OK" in said["output"], said["output"]


SLEEP = """async () => {
    const session = document.querySelector("live-demo").browser.session;
    window.slept = session.ask("run", {source: "import time; time.sleep(3600)"}).catch((error) => error.message);
    await new Promise((done) => session.addEventListener("busy", done, {once: true}));
    return document.querySelectorAll("live-demo").length;
}"""


def test_a_page_stays_usable_while_the_project_sleeps_which_can_be_stopped(lab: Reader) -> None:
    assert lab.at("lab/").page.evaluate(SLEEP) == 1  # the page's own scripts go on
    lab.page.locator(".browser .busy").get_by_role("button", name="Stop").click()
    assert "all that had ended before is kept" in lab.page.evaluate("slept")
    assert lab.session('ask("run", {source: "1 + 1"})')["steps"][0]["output"] == "2\n"


def test_the_clock_is_that_of_the_project_and_an_edit_may_give_it_another_zone(lab: Reader) -> None:
    name = "config/settings.py"
    first = lab.at("lab/").session(f'ask("read", {{name: "{name}"}})')["text"]
    lab.page.evaluate("text => (window.text = text)", first + TIME_ZONE)
    assert lab.session(f'edit("{name}", window.text)')["outcome"] == "done"
    source = "from datetime import datetime; datetime.fromtimestamp(0).isoformat()"
    lab.page.evaluate("text => (window.text = text)", source)
    steps = lab.session('ask("run", {source: window.text})')["steps"]
    assert steps[-1]["output"] == "'1970-01-01T05:30:00'\n"
    lab.page.evaluate("text => (window.text = text)", first)
    assert lab.session(f'edit("{name}", window.text)')["outcome"] == "done"


TIME_ZONE = '\nTIME_ZONE = "Asia/Kathmandu"\nUSE_TZ = False\n'
