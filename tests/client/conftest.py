"""What the tests of the clients share."""

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_event_loop() -> Iterator[None]:
    """Let a test begin as a program does, without an event loop.

    Playwright, once another file of this process has started it, leaves its own running all the time.
    """
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
