"""Commands of `manage.py`, run inside of the worker."""

from collections.abc import Sequence
from typing import Any

from .command_output import executed
from .fixed_packages import FIXED, FIXED_BY

MANAGE = "manage.py"
# What a browser cannot do, and what to do instead.
REFUSED = {
    "runserver": "The project is running already: open the demo and look at its pages.",
    "shell": "Use the demo's console: it is this shell.",
    "dbshell": "There is no database program here. Use the demo's console.",
    "createsuperuser": (
        "A page has no terminal that could ask for a name and a password. In the demo's console:\n"
        ">>> from django.contrib.auth import get_user_model\n"
        '>>> get_user_model().objects.create_superuser("me", password="a password")'
    ),
}
UNASKING = {"--noinput", "--no-input"}


def run(words: Sequence[str]) -> dict[str, Any]:
    """Run `manage.py` with the words behind it; return what `executed` does."""
    if why := _refusal(words):
        return {"output": f"{why}\n", "status": 1, "letters": []}

    def execute() -> None:
        from django.core.management import execute_from_command_line

        execute_from_command_line(list(words))

    return executed(words, execute)


def _refusal(words: Sequence[str]) -> str | None:
    """Why a command cannot run, and what to do instead."""
    if words[:1] == ["-m"] and words[1:] and words[1] in FIXED_BY:
        return FIXED
    if words[:1] != [MANAGE]:
        return f"Here runs {MANAGE} alone."
    if UNASKING & set(words):
        return None
    return REFUSED.get(words[1]) if words[1:] else None
