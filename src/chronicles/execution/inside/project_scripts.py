"""The commands that a project would have if it were installed: `[project.scripts]` in `pyproject.toml`."""

import re
import shutil

FORM = re.compile(r"(?P<module>[\w.]+)\s*:\s*(?P<name>[\w.]+)")
# As the file does that an installer makes of an entry point (PyPA's "Entry points specification").
LAUNCH = """
import sys
from functools import reduce
from importlib import import_module
sys.argv[0] = {command!r}
sys.exit(reduce(getattr, {names!r}, import_module({module!r}))())
"""


def launcher(command: str) -> str:
    """Return the Python that runs a command of the project; `""` for one that is installed or unknown."""
    if shutil.which(command):
        return ""
    found = FORM.match(_scripts().get(command, ""))
    if not found:
        return ""
    return LAUNCH.format(command=command, names=found["name"].split("."), module=found["module"])


def _scripts() -> dict[str, str]:
    import tomllib

    try:
        with open("pyproject.toml", "rb") as file:
            said = tomllib.load(file).get("project", {}).get("scripts", {})
            return {name: text for name, text in said.items() if isinstance(text, str)}
    except (OSError, ValueError, AttributeError):
        return {}
