"""Commands of a project that is not Django's, run inside of the worker: `-m shop.cli`, `script.py`."""

import os
import runpy
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .command_output import executed
from .edits import loaded
from .fixed_packages import FIXED, FIXED_BY

# What a browser cannot do, and what to do instead.
RUNNING = "The application is running already: open the demo and look at its pages."
REFUSED = {
    **dict.fromkeys(("uvicorn", "gunicorn", "hypercorn", "waitress", "http.server"), RUNNING),
    **dict.fromkeys(FIXED_BY, FIXED),
    "flask run": RUNNING,
    "fastapi run": RUNNING,
    "fastapi dev": RUNNING,
}


def run(root: str, words: Sequence[str]) -> dict[str, Any]:
    """Run what follows `python` on a command line in the folder `root`; return what `executed` does.

    The command begins with the project as it lies on the disk: what the page has in memory is not its own.
    """
    module = words[1] if words[:1] == ["-m"] and words[1:] else ""
    if why := REFUSED.get(module) or REFUSED.get(f"{module} {''.join(words[2:3])}"):
        return {"output": f"{why}\n", "status": 1, "letters": []}

    def execute() -> None:
        if module:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(words[0], run_name="__main__")

    place = None if module else str(Path(root, words[0]).parent)
    with _afresh(root, place):
        return executed(words[1:] if module else words, execute)


@contextmanager
def _afresh(root: str, place: str | None) -> Iterator[None]:
    """Put the modules of the project aside, as a Python that starts has none, and what it changes back."""
    aside = dict(loaded(root))
    main, path = sys.modules["__main__"], list(sys.path)
    for name in aside:
        del sys.modules[name]
    if place:
        sys.path.insert(0, place)
    os.chdir(root)
    try:
        yield
    finally:
        for name, _ in loaded(root):
            del sys.modules[name]
        sys.modules.update(aside)
        sys.modules["__main__"] = main
        sys.path[:] = path
        os.chdir(root)
