"""A reader in a browser: what is done to a page with a demo, and what is looked at in it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page

from tests.browsers import PATIENCE
from tests.live.hosting import Host

DESKTOP: Any = {"width": 1280, "height": 900}
SESSION = "document.querySelector('live-demo').browser.session"


class Reader:
    """One tab. Playwright looks into open shadow roots by itself."""

    def __init__(self, page: Page, host: Host) -> None:
        self.page = page
        self.host = host
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, address: str) -> "Reader":
        self.page.goto(self.host.url(address))
        return self

    def forget(self) -> "Reader":
        """Be as a new tab is: with the names of no session, and the width of a desktop."""
        if self.page.url.startswith(self.host.origin):
            self.page.evaluate("sessionStorage.clear()")
        self.page.set_viewport_size(DESKTOP)
        self.complaints.clear()
        return self

    def run(self, address: str | None = None) -> "Reader":
        """Open a page and press its demo's button; wait for the project's page."""
        if address:
            self.open(address)
        self.page.locator("live-demo .primary").first.click()
        self.page.locator("live-demo .browser:not(.behind)").first.wait_for()
        return self

    def at(self, address: str) -> "Reader":
        """Be at a page whose demo runs: go on with it, or begin anew where it is another page or does not."""
        runs = "document.querySelector('live-demo')?.browser?.session.phase === 'running'"
        if self.page.url != self.host.url(address) or not self.page.evaluate(runs):
            self.forget().run(address)
        self.complaints.clear()
        return self

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("live-demo iframe").first

    @property
    def inner(self) -> Any:
        """The frame itself, for scripts in it."""
        element = self.page.locator("live-demo iframe").first.element_handle()
        assert element is not None
        return element.content_frame()

    def go(self, path: str) -> "Reader":
        """Type an address of the project."""
        with self.page.expect_event("framenavigated"):
            bar = self.page.locator(".address input").first
            bar.fill(path)
            bar.press("Enter")
        self.inner.wait_for_load_state()
        return self

    @property
    def address(self) -> str:
        return self.page.locator(".address input").first.input_value()

    def shows(self, path: str) -> "Reader":
        """Wait until the address bar shows `path`."""
        self.page.wait_for_function(
            "path => document.querySelector('live-demo').browser.address.value === path",
            arg=path,
            timeout=PATIENCE,
        )
        return self

    def text(self, selector: str = "body") -> str:
        return self.frame.locator(selector).first.inner_text()

    def script(self, source: str, argument: object = None) -> Any:
        """Run `source`, a function, in the project's page."""
        return self.inner.evaluate(source, argument)

    def session(self, call: str) -> Any:
        """The value of an expression about the session, such as `phase`."""
        return self.page.evaluate(f"(async () => await {SESSION}.{call})()")

    def login(self) -> "Reader":
        self.go("/admin/")
        if self.frame.locator("#user-tools").count():
            return self
        self.frame.locator("#id_username").fill("demo")
        self.frame.locator("#id_password").fill("demo-password")
        self.frame.locator("input[type=submit]").click()
        self.frame.locator("#user-tools").wait_for()
        return self

    def menu(self, item: str) -> None:
        self.page.locator("live-demo .menu summary").first.click()
        self.page.locator("live-demo .items").first.get_by_text(item, exact=True).click()

    def panel(self, name: str) -> Locator:
        """Have a panel open, and return it."""
        tab = self.page.locator("live-demo .tabs").get_by_text(name, exact=True)
        if tab.get_attribute("aria-expanded") == "false":
            tab.click()
        return self.page.locator("live-demo .panel")

    def requests(self) -> list[str]:
        return [f"{each['method']} {each['path']} {each['status']}" for each in self.session("requests")]


Open = Callable[..., Reader]
