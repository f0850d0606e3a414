"""Where a snippet comes from: `[PROJECT:]PATH[#SELECTOR,…][@STATE[..STATE]]`."""

import re
from dataclasses import dataclass

from chronicles.pages.selectors import UNSEEN, read_selector, split_selectors
from chronicles.pages.states import State, parse_state
from chronicles.problems import Refused

FORM = "An address is PATH, PATH#SELECTOR or PATH#SELECTOR@STATE, such as students/models.py#Student."
# What a project may be called in the settings and in front of a path.
PROJECT_NAME = re.compile(r"[A-Za-z][\w-]*")
# Files that hold secrets by their name, and those that only show what they look like.
SECRET = re.compile(r"\.env(?:rc|\..*)?", re.IGNORECASE)
EXAMPLES = (".example", ".sample", ".template")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A part of a file of a project; no `selectors` mean all of it. They are spelled as `Selector` does.

    `states` holds none (the page's own state), one, or two (their difference).
    """

    path: str
    selectors: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    project: str = ""

    def __str__(self) -> str:
        name = f"{self.project}:" if self.project else ""
        selectors = f"#{','.join(self.selectors)}" if self.selectors else ""
        states = f"@{'..'.join(map(str, self.states))}" if self.states else ""
        return f"{name}{self.path}{selectors}{states}"

    @property
    def is_diff(self) -> bool:
        """Whether it asks for the difference of two states."""
        return len(self.states) == 2


def parse_address(text: str) -> Address:
    """Return the address that `text` spells; raises `Refused` and says what is wrong with it."""
    path, hash_, selectors, states = _divided(text)
    if states == "@":
        raise Refused(f"{text!r} ends with '@' and names no state", FORM)
    if hash_ and not any(selectors):
        raise Refused(f"{text!r} names no selector after '#'", FORM)
    project, path = parted(path)
    return Address(_path(path), _selectors(selectors) if hash_ else (), _states(states[1:]), project)


def _divided(text: str) -> tuple[str, str, list[str], str]:
    """The project and the path, a `#`, the selectors behind it, and an `@` with the states."""
    path, mark, rest = text.partition(next((sign for sign in text if sign in "#@"), "#"))
    if mark == "@":
        return path, "", [], mark + rest
    return path, mark, *split_selectors(rest)


def parted(text: str) -> tuple[str, str]:
    """Return the project, `""` for the journal's own, and what stands behind it: a path, or another name.

    A colon behind a slash belongs to the path, and `::` to the name of a test. Raises `Refused` for what
    cannot be the name of a project.
    """
    name, colon, path = text.partition(":")
    if not colon or path.startswith(":") or "/" in name or "\\" in text:
        return "", text
    if not PROJECT_NAME.fullmatch(name):
        mend = "A name begins with a letter; letters, digits, '-' and '_' may follow it."
        raise Refused(f"{name!r} is not the name of a project", mend)
    return name, path


def _path(path: str) -> str:
    if not path or UNSEEN.search(path) or path != path.strip():
        raise Refused(f"{path!r} is not the path of a file", FORM)
    if "\\" in path:
        raise Refused(f"{path!r} is written with '\\'", "Write paths with '/', on every system.")
    parts = path.split("/")
    if any(part.lower() == ".git" for part in parts) or _is_secret(parts[-1]):
        raise Refused(
            f"{path!r} is nobody's business but yours", "Show an example of it, such as .env.example."
        )
    if ".." in parts or not parts[0] or ":" in parts[0]:
        raise Refused(
            f"{path!r} leads out of the project", "Write the path as seen from the project's folder."
        )
    if "" in parts or "." in parts:
        raise Refused(f"{path!r} is not written plainly", "Leave out './' and doubled or ending '/'.")
    return path


def _is_secret(name: str) -> bool:
    return SECRET.fullmatch(name) is not None and not name.lower().endswith(EXAMPLES)


def _selectors(texts: list[str]) -> tuple[str, ...]:
    names = tuple(str(read_selector(text)) for text in texts)
    for name in names:
        if names.count(name) > 1:
            raise Refused(f"{name!r} stands twice in one address", "Keep one of them.")
    return names


def _states(text: str) -> tuple[State, ...]:
    if not text:
        return ()
    names = text.split("..")
    if len(names) > 2:
        raise Refused(f"{text!r} names more than two states", "A difference is STATE..STATE.")
    return tuple(parse_state(name) for name in names)
