"""What an upgrade does to the files of a journal: which it renews, and which are its author's. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from chronicles.problems import Refused

BRANCHES = re.compile(r"^ *branches: \[(?P<branch>[^\]\n]+)\]$", re.MULTILINE)
ENDING = ".whl"


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """The files that are written: path, bytes now and then, `None` for no file.

    `kept` are files that the author changed, each with what the versions' own differ in, before and after.
    """

    changes: Mapping[str, tuple[bytes | None, bytes | None]]
    kept: Mapping[str, tuple[bytes, bytes]]


def plan_upgrade(
    now: Mapping[str, bytes], generator: Mapping[str, bytes], own: Mapping[str, tuple[bytes, bytes]]
) -> UpgradePlan:
    """Plan an upgrade of a journal that has the files `now`.

    `generator` are all files of its folder as they are to be; a wheel that is not among them goes. `own` has
    what the version before and the new one would write for files that an author may change.
    """
    changes: dict[str, tuple[bytes | None, bytes | None]] = {
        path: (now.get(path), data) for path, data in generator.items() if now.get(path) != data
    }
    changes |= {
        path: (data, None) for path, data in now.items() if path.endswith(ENDING) and path not in generator
    }
    kept = {}
    for path, (before, after) in own.items():
        if path not in now or now[path] == after:
            continue
        if now[path] == before:
            changes[path] = (before, after)
        else:
            kept[path] = (before, after)
    return UpgradePlan(changes, kept)


def workflow(template: str, current: bytes, program: str) -> bytes:
    """Return what a template makes of the workflow of a journal whose workflow is `current` now.

    The template is of a wheel that somebody gave: it reaches no more than the two words that it is given.
    Raises `Refused` for one that is none.
    """
    found = BRANCHES.search(current.decode("utf-8", "replace"))
    words = {"branch": found["branch"] if found else "main", "program": program}
    environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        return environment.from_string(template).render(words).encode()
    except (TemplateError, ArithmeticError, TypeError, ValueError) as error:
        what = f"the workflow of the new version cannot be made: {error}"
        raise Refused(what, "Take the wheel as it was published.") from None
