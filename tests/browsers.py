"""What tests that open pages share: a real Chromium, and a host for a built site."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 40_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--liftoff-only",  # Python is compiled once, not again to be quicker later
]

# Fonts are there, what moves for a while has come to its end, and two pictures were drawn since.
SETTLED = """async () => {
    await document.fonts.ready;
    const brief = ({effect}) => effect.getComputedTiming().endTime < Infinity;
    const moving = document.getAnimations().filter(brief);
    await Promise.allSettled(moving.map((animation) => animation.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

BECOMES = """async ([arg, patience]) => {
    const holds = %s, end = performance.now() + patience;
    while (!(await holds(arg))) {
        if (performance.now() > end) throw new Error(`it never became so: ${holds}`);
        await new Promise((done) => requestAnimationFrame(done));
    }
}"""


def lacking(what: str) -> NoReturn:
    """Skip the test; where everything has to be tried, let it fail."""
    pytest.fail(what) if os.environ.get("CI") == "true" else pytest.skip(what)


def chromium() -> str:
    """Where Chromium is; without one the test is over."""
    return CHROMIUM or lacking("there is no Chromium here: install it with 'sudo apt install chromium'")


def settled(page: Page) -> None:
    """Wait until nothing moves on a page any more, and what has changed is on the screen."""
    page.evaluate(SETTLED)


def becomes(page: Page, condition: str, arg: object = None) -> None:
    """Wait until a function of JavaScript, called with `arg`, gives what is true.

    Playwright's `wait_for_function` lets the page evaluate it as text, which the policy of a page refuses.
    """
    page.evaluate(BECOMES % condition, [arg, PATIENCE])


def close(context: BrowserContext) -> None:
    """Close a context when what its pages routed has been answered.

    A handler that still waits for its answer when the context goes would raise in the test after it.
    """
    for page in context.pages:
        page.unroute_all(behavior="wait")
    context.close()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below a path, as a project's pages are on the web."""

    def __init__(self, *arguments: object, below: str, directory: str) -> None:
        self._below = below
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self._below))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class LostPageHandler(Handler):
    """Serves the page for lost readers where there is no other, and nothing outside of the folder."""

    def translate_path(self, path: str) -> str:
        is_below = path.startswith(f"{self._below}/")
        return super().translate_path(path if is_below else "/nothing here")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


@contextmanager
def hosted_with_lost_page(folder: Path, below: str) -> Iterator[str]:
    """Serve `folder` as `hosted` does, with its page for lost readers."""
    with hosted(folder, below, LostPageHandler) as address:
        yield address


@contextmanager
def hosted(folder: Path, below: str = "/chronicles", kind: type[Handler] = Handler) -> Iterator[str]:
    """Serve `folder`, and give the address of its home page."""
    handler = functools.partial(kind, below=below, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{below}/"
        server.shutdown()
