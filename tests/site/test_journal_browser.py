"""Entries, and notes of the log, in a real Chromium: nothing that axe-core finds wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browsers import hosted, settled

from .conftest import FILES as BASIS
from .conftest import LOOKS, SIZES, Journal
from .test_journal_entries import FILES

pytestmark = pytest.mark.browser

CONFIG = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
LOG = "# Log\n\n## 2025-09-10 21:14\n\nFrom the phone.\n\n? Why is it so quiet\n"
PAGES = ["", "2025-09-05-new/", "2025-09-01-old/", "2025-09-10-2114/", "archive/2025/09/", "questions/"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    config = re.sub(r"\n      footer: .*?(?=\n)|\nnav:\n.*", "\n", CONFIG, flags=re.DOTALL)
    own = {"mkdocs.yml": config, "docs/tags.md": "# Tags\n", "docs/journal/log.md": LOG}
    made = Journal(tmp_path_factory.mktemp("entries")).write({**BASIS, **FILES, **own})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    with hosted(made.root / "site", "") as address:
        yield f"{address}journal/"


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_barriers_and_nothing_wider_than_the_screen(
    base: str, browser: Browser, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
    page = context.new_page()
    for name in PAGES:
        page.goto(base + name)
        settled(page)
        found = Axe().run(page)
        assert found.violations_count == 0, (name, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
    context.close()
