"""Commands of `manage.py`, run inside of the worker."""

import contextlib
import io
import shlex
import sys
import traceback
from typing import Any

# What a browser cannot do, and what to do instead.
REFUSED = {
    "runserver": "The project is running already: open the demo and look at its pages.",
    "shell": "Use the demo's console: it is this shell.",
    "dbshell": "There is no database program here. Use the demo's console.",
}


def run(line: str) -> dict[str, Any]:
    """Run what follows `manage.py` on the command line; return its output and exit status."""
    words = shlex.split(line)
    if words and words[0] in REFUSED:
        return {"output": REFUSED[words[0]] + "\n", "status": 1}
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = _execute(["manage.py", *words])
    return {"output": said.getvalue(), "status": status}


def _execute(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    before, sys.argv = sys.argv, words
    try:
        execute_from_command_line(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:
        traceback.print_exc()
        return 1
    finally:
        sys.argv = before
    return 0
