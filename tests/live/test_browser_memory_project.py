"""Everything that a project does in a first visit works in one that begins with a kept memory, too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.live import test_browser_project
from tests.live.hosting import Host
from tests.live.reader import DESKTOP, SESSION, Reader

pytestmark = [pytest.mark.browser, pytest.mark.long]

globals().update(
    {name: each for name, each in vars(test_browser_project).items() if name.startswith("test_")}
)


@pytest.fixture(scope="module")
def lab(browser: Browser, host: Host) -> Iterator[Reader]:
    """A reader of the laboratory whose second visit this is."""
    context = browser.new_context(viewport=DESKTOP)
    first = Reader(context.new_page(), host).run("lab/")
    assert first.page.wait_for_function(f"{SESSION}.kept").json_value() == {"kept": True, "why": ""}
    first.page.close()
    again = Reader(context.new_page(), host).run("lab/")
    assert "memory" in [name for name, _ in again.session("laps")]
    yield again
    context.close()
