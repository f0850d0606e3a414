"""Work for threads, where there are none: it is done at once.

FastAPI and Starlette leave every endpoint that is no coroutine to a thread, by AnyIO.
"""

from collections.abc import Callable
from contextvars import copy_context
from importlib.util import find_spec
from typing import Any


async def run_sync(func: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Call `func` here, in a copy of the context, as `anyio.to_thread.run_sync` calls it in a thread.

    The options (`abandon_on_cancel`, `limiter`) say how long to wait and how many may run: here one does.
    """
    from anyio.lowlevel import checkpoint

    await checkpoint()  # who was cancelled meanwhile does not begin
    return copy_context().run(func, *args)


def install() -> None:
    """Let AnyIO do without threads, where the project has it; before anything imports it by name."""
    if find_spec("anyio"):
        import anyio.to_thread

        anyio.to_thread.run_sync = run_sync  # type: ignore[assignment]  # it has no use for the options
