"""Django's way between functions and coroutines, where there are no threads: asgiref's, done at once.

On a machine a coroutine that a function waits for runs in a thread, and so does a function that a coroutine
waits for. Here each runs where it is called: the former in a loop of its own, the latter around the loop.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from . import blocking_loop


class InlineExecutor(Executor):
    """Stands in the place of a pool of threads."""

    def __init__(self, *given: object, **options: object) -> None:
        """Take what a pool takes: how many threads there may be, and their names."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Call `fn` here and now, and return what it gives or raises as a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **options))
        except BaseException as error:
            future.set_exception(error)
        return future


def install() -> None:
    """Let asgiref and all that makes a loop do without threads; before Django is imported."""
    blocking_loop.install()
    from asgiref import sync

    sync.ThreadPoolExecutor = InlineExecutor  # type: ignore[attr-defined,assignment]
    call = sync.AsyncToSync.__call__

    def call_inline(self: sync.AsyncToSync[..., Any], *args: Any, **options: Any) -> Any:
        self.force_new_loop = True  # that of the coroutine around it waits until this one is done
        return call(self, *args, **options)

    sync.AsyncToSync.__call__ = call_inline  # type: ignore[method-assign]
