"""What holds for all tests: a user's environment, their order, and one browser for all of a process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tests.examples  # noqa: F401 (names the profiles)
from tests.browsers import FLAGS, PATIENCE, chromium
from tests.compiled_templates import remember_compiled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright


# What a developer's shell may set and no user has: what tests start is not to know it.
for name in [name for name in os.environ if name.startswith("PYTHON")]:
    del os.environ[name]
remember_compiled()
# A job in the background of a script ignores Ctrl-C, and so would all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Begun first, the longest before the others: one of them at the end would keep one process busy while the
# others wait.
SLOWEST = tuple(
    f"tests/{name}.py"
    for name in (
        # Of `--all` alone: minutes of races on each database, browsers, engines of others, installations.
        *("project/test_databases", "project/test_races", "project/test_server", "project/test_schema"),
        *("live/test_budget", "live/test_browser_answers", "live/test_browser_reader"),
        *("live/test_browser_blocks", "live/test_browser_project", "site/test_browser"),
        *("site/test_export_engines", "environments/test_project_environments", "drift/test_commit_hook"),
        *("site/test_judges", "site/test_licenses", "environments/test_states", "drift/test_action"),
        *("starting/test_init", "site/test_this_site", "site/incremental/test_interrupted"),
        *("site/test_transcripts", "site/test_ticks_browser", "site/test_states", "site/test_named_projects"),
        *("site/test_build", "guides/series/test_editing", "site/incremental/test_nothing_changed"),
        *("test_front_door", "site/test_touched_pages", "test_names", "site/incremental/test_site_edits"),
        *("site/test_commands", "site/test_serving", "progress/test_evidence", "site/test_hostile_states"),
        *("site/test_prompts", "live/test_packs", "site/test_streams", "execution/test_pool"),
        *("site/test_journal", "site/test_transcripts_pages", "guides/series/test_series"),
    )
)


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave a test in a browser to `--all`, unless it is one of the few walks that are for everybody."""
    if item.get_closest_marker("browser") and not item.get_closest_marker("walk"):
        item.add_marker(pytest.mark.slow)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Move the slowest files to the front, and leave the random order as it is else.

    Tests in a browser share a page and what runs in it: they keep the order in which they are written.
    """
    written = iter(sorted(filter(_in_browser, items), key=lambda item: (*_place(item), item.nodeid)))
    items[:] = [next(written) if _in_browser(item) else item for item in items]
    order = {name: number for number, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))


def _in_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def _place(item: pytest.Item) -> tuple[str, int]:
    path, line, _ = item.location
    return path, line or 0


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which cannot be started twice in one process."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
    yield browser
    browser.close()
