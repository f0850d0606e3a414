"""A site with demos, its host, and readers with a browser of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browsers import lacking
from tests.live.demos import Site, demo, make
from tests.live.hosting import Host
from tests.live.reader import Open, Reader


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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser as it is on the first visit."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def reader(context: BrowserContext, host: Host) -> Reader:
    return Reader(context.new_page(), host)


@pytest.fixture(scope="module")
def lab(browser: Browser, host: Host) -> Iterator[Reader]:
    """A reader who runs the laboratory already: one for all tests of a module."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Reader(context.new_page(), host).run("lab/")
    context.close()


@pytest.fixture
def visit(browser: Browser, host: Host) -> Iterator[Open]:
    """Open readers in contexts with options of Playwright's."""
    opened: list[BrowserContext] = []

    def visit(at: Host = host, **options: object) -> Reader:
        opened.append(browser.new_context(**options))  # type: ignore[arg-type]
        return Reader(opened[-1].new_page(), at)

    yield visit
    for context in opened:
        context.close()


def folder_of(site: Site) -> Path:
    return site.folder / "assets" / "live"
