"""Browsers other than Chromium: the same project runs in them. Without them, the tests are skipped."""

import json
from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from tests.browsers import lacking
from tests.live.hosting import Host
from tests.live.learners import FIRST_TEN, MORE, Typed
from tests.live.marionette import FIREFOX, Firefox
from tests.live.webdriver import DRIVER, SCREEN, WebKit

pytestmark = pytest.mark.browser

RUN = """
const demo = document.querySelector("live-demo");
await customElements.whenDefined("live-demo");
await demo.whenReady;
demo.poster.button.click();
await new Promise((done, failed) => {
  const wait = setInterval(() => {
    const error = demo.shadowRoot.querySelector(".error");
    if (error) failed(error.textContent);
    if (error || demo.browser) { clearInterval(wait); done(); }
  }, 50);
});
return demo.browser.session.laps;
"""
# `act` does something in the frame and waits for its next page; `ask` is a fetch of the frame's page.
INSIDE = """
const frame = document.querySelector("live-demo").shadowRoot.querySelector("iframe");
const page = () => frame.contentDocument;
const act = async (what) => {
  const loaded = new Promise((done) => frame.addEventListener("load", done, {once: true}));
  what();
  await loaded;
  await new Promise((done) => setTimeout(done, 200)); // until then, a navigation would replace this one
};
const go = (path) => act(() => document.querySelector("live-demo").browser.history.go(path));
"""
LOGIN = """
await go("/admin/");
page().querySelector("#id_username").value = "demo";
page().querySelector("#id_password").value = "demo-password";
await act(() => page().querySelector("input[type=submit]").click());
return page().querySelector("#user-tools").textContent;
"""
POST = """
await go("/lab/");
const [, token] = page().cookie.match(/csrftoken=([^;]+)/);
const send = (headers) => frame.contentWindow.fetch("/lab/echo/", {method: "POST", body: "hello", headers});
const refused = await send({});
const taken = await send({"X-CSRFToken": token});
return [refused.status, taken.status, await taken.text()];
"""
TRAVEL = """
await go("/students/");
const style = frame.contentWindow.getComputedStyle(page().body).fontFamily;
await go("/students/new/");
const {history: visited} = document.querySelector("live-demo").browser;
await act(() => visited.back());
return [visited.path, style, document.documentElement.scrollWidth <= innerWidth, location.pathname];
"""
STREAM = """
await go("/lab/");
const times = [], reader = (await frame.contentWindow.fetch("/lab/stream/")).body.getReader();
while (!(await reader.read()).done) times.push(performance.now());
return times.at(-1) - times[0];
"""
CONSOLE = """
const {session} = document.querySelector("live-demo").browser;
const source = "Student.objects.create(name='Rosa Lab', email='r@x.org', age=9).name";
const {steps} = await session.ask("run", {source});
await session.ask("saved");
return steps[0].output;
"""
AGAIN = INSIDE + "await go('/students/'); return page().body.textContent.includes('Rosa Lab');"


TYPED = [row for row in [*FIRST_TEN, *MORE] if isinstance(row, Typed)][:10]
TYPE = """
const demo = document.querySelector("live-demo");
const {panels} = demo.browser;
if (panels.opened !== "console") panels.open("console");
const console = demo.shadowRoot.querySelector(".console");
const steps = console.querySelector(".steps");
const said = [];
for (const text of TEXTS) {
  const before = steps.children.length;
  const came = new Promise((done) => {
    const observer = new MutationObserver(() => (observer.disconnect(), done()));
    observer.observe(steps, {childList: true});
  });
  const field = console.querySelector("textarea");
  field.value = text;
  field.form.requestSubmit();
  await came;
  said.push([...steps.children].slice(before).map((step) => step.textContent).join(""));
}
return said;
"""


class Driven(Protocol):
    def open(self, url: str) -> None: ...
    def script(self, source: str) -> Any: ...


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def other(request: pytest.FixtureRequest, host: Host) -> Iterator[Driven]:
    if request.param == "firefox":
        if not FIREFOX:
            lacking("there is no Firefox here: install it with 'sudo apt install firefox-esr'")
        with Firefox() as firefox:
            yield firefox
    else:
        if not DRIVER or not SCREEN:
            lacking("there is no WebKit here: install it with 'sudo apt install webkit2gtk-driver xvfb'")
        with WebKit() as webkit:
            yield webkit


def test_a_project_runs(other: Driven, host: Host) -> None:
    other.open(host.url("lab/"))
    assert other.script(RUN)[-1][0] == "ready"
    path, style, fits, top = other.script(INSIDE + TRAVEL)
    assert path == "/students/" and "Times" not in style and fits and top == "/some/site/lab/"
    assert "demo" in other.script(INSIDE + LOGIN).lower()
    refused, taken, said = other.script(INSIDE + POST)
    assert (refused, taken, json.loads(said)["body"]) == (403, 200, "hello")
    assert other.script(INSIDE + STREAM) > 600
    assert other.script(CONSOLE) == "'Rosa Lab'\n"


def test_what_was_done_is_there_after_a_reload(other: Driven, host: Host) -> None:
    other.open(host.url("lab/"))
    other.script(RUN)
    other.script(CONSOLE)
    other.open(host.url("lab/"))
    other.script(RUN)
    assert other.script(AGAIN)


def test_what_learners_type_is_answered(other: Driven, host: Host) -> None:
    """Ten of them in Firefox, three in WebKit, which is slow."""
    other.open(host.url("lab/"))
    other.script(RUN)
    rows = TYPED if isinstance(other, Firefox) else TYPED[:3]
    said = other.script(TYPE.replace("TEXTS", json.dumps([row.text for row in rows])))
    assert [row.what for row, words in zip(rows, said, strict=True) if row.words not in words] == []
