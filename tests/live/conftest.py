"""A site with demos, its host, and readers with a browser of their own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.live.demos import Site, demo, make
from tests.live.hosting import Host
from tests.live.reader import Open, Reader

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOW = "chromium is missing: apt-get install chromium"


def lacking(what: str) -> None:
    """Skip the test; where everything has to be tried, let it fail."""
    pytest.fail(what) if os.environ.get("CI") == "true" else pytest.skip(what)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        site = make(tmp_path_factory.mktemp("live") / "site")
    except (RuntimeError, OSError) as error:
        lacking(str(error))
    site.page("guide", demo())
    site.page("lab", demo("lab/01", "/lab/", "Try the laboratory"))
    site.page("polls", demo("polls/05", "/polls/", "Try the polls"))
    return site


@pytest.fixture(scope="session")
def host(site: Site) -> Iterator[Host]:
    with Host(site.folder) as host:
        yield host


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM:
        lacking(HOW)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader's browser as it is on the first visit."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def reader(context: BrowserContext, host: Host) -> Reader:
    return Reader(context.new_page(), host)


@pytest.fixture(scope="module")
def lab(chromium: Browser, host: Host) -> Iterator[Reader]:
    """A reader who runs the laboratory already: one for all tests of a module."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Reader(context.new_page(), host).run("lab/")
    context.close()


@pytest.fixture
def visit(chromium: Browser, host: Host) -> Iterator[Open]:
    """Open readers in contexts with options of Playwright's."""
    opened: list[BrowserContext] = []

    def visit(at: Host = host, **options: object) -> Reader:
        opened.append(chromium.new_context(**options))  # type: ignore[arg-type]
        return Reader(opened[-1].new_page(), at)

    yield visit
    for context in opened:
        context.close()


def folder_of(site: Site) -> Path:
    return site.folder / "assets" / "live"
