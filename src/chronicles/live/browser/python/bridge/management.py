"""Commands of `manage.py`, run inside of the worker."""

from collections.abc import Sequence
from typing import Any

from .command_output import executed

MANAGE = "manage.py"
# What a browser cannot do, and what to do instead.
REFUSED = {
    "runserver": "The project is running already: open the demo and look at its pages.",
    "shell": "Use the demo's console: it is this shell.",
    "dbshell": "There is no database program here. Use the demo's console.",
}


def run(words: Sequence[str]) -> dict[str, Any]:
    """Run `manage.py` with the words behind it; return what `executed` does."""
    if words[:1] != [MANAGE]:
        return {"output": f"Here runs {MANAGE} alone.\n", "status": 1, "letters": []}
    if words[1:] and words[1] in REFUSED:
        return {"output": REFUSED[words[1]] + "\n", "status": 1, "letters": []}

    def execute() -> None:
        from django.core.management import execute_from_command_line

        execute_from_command_line(list(words))

    return executed(words, execute)
