"""What is said of a module that is not there: most likely a package that the project does not name. Pure."""

import re

MISSING = re.compile(r"(?:ModuleNotFoundError: )?No module named '(?P<name>[^'.]+)(?:\.[^']*)?'")


def missing_module(said: str) -> str:
    """Return the module, the first part of its name, that could not be imported; `""` where none is told.

    >>> missing_module("ModuleNotFoundError: No module named 'rest_framework.views'")
    'rest_framework'
    """
    found = MISSING.findall(said)
    return str(found[-1]) if found else ""


def missing_mend(said: str, project: str, otherwise: str) -> str:
    """Return how to mend what was `said`: for a module that is missing the line to add, else `otherwise`.

    `project` is the path of the project as seen from the journal.
    """
    if not (name := missing_module(said)):
        return otherwise
    file = f"{project.rstrip('/')}/requirements.txt" if project not in ("", ".") else "requirements.txt"
    return (
        f"If it is no module of the project: add the line '{name.replace('_', '-')}' to {file} (the package "
        "that has it is often called the same), then run 'python3 build.py check' again."
    )
