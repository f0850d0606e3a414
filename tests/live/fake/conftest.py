"""A site whose demos have a fake Python, its host, and readers with a browser of their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.live.fake.pages import Site, demo, fake
from tests.live.hosting import Host
from tests.live.reader import DESKTOP, Open, Reader


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose demos have a fake Python."""
    site = fake(tmp_path_factory.mktemp("fake") / "site")
    site.page("notes", demo())
    return site


@pytest.fixture(scope="session")
def host(site: Site) -> Iterator[Host]:
    with Host(site.folder) as host:
        yield host


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The browser of a reader who has been here before: one for all tests, since a new one costs most."""
    context = browser.new_context(viewport=DESKTOP)
    yield context
    context.close()


@pytest.fixture(scope="session")
def tabs(context: BrowserContext, host: Host) -> tuple[Reader, Reader]:
    return Reader(context.new_page(), host), Reader(context.new_page(), host)


@pytest.fixture
def reader(tabs: tuple[Reader, Reader]) -> Reader:
    """A reader who begins anew, in a tab that is used again."""
    return tabs[0].forget()


@pytest.fixture
def running(tabs: tuple[Reader, Reader]) -> Reader:
    """A reader of the page with notes, which run already, in another tab that is used again."""
    return tabs[1].at("notes/")


@pytest.fixture
def another(context: BrowserContext, host: Host) -> Iterator[Reader]:
    """A reader with a tab of their own, which a test may change for good."""
    page = context.new_page()
    yield Reader(page, host)
    page.close()


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
