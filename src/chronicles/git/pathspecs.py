"""Which files of a folder a command of git is about. Pure."""

import re
from collections.abc import Iterable, Iterator


def pathspecs(left_out: Iterable[str] = (), *, from_top: bool = False) -> list[str]:
    """Return what means all files of a folder but those at or below the paths `left_out` (gitglossary(7)).

    The folder is that which git is called in or, `from_top`, that of the working tree, wherever it is called.
    """
    top = ",top" if from_top else ""
    patterns = [pattern for path in left_out for pattern in _patterns(path)]
    return [":(top)" if from_top else ".", *(f":(exclude,glob{top}){pattern}" for pattern in patterns)]


def _patterns(path: str) -> Iterator[str]:
    """The patterns of a path and of all below it, none of which begins with the path itself.

    `git add` (2.39) fails for a path that `.gitignore` has too, if it is named literally, though left out: so
    one of its letters is a class of one.
    """
    head, rest = path[:1], path[1:]
    if found := re.search(r"[A-Za-z0-9]", path):
        at = found.start()
        head, rest = f"{_escaped(path[:at])}[{path[at]}]", path[at + 1 :]
    yield f"{head}{_escaped(rest)}"
    yield f"{head}{_escaped(rest)}/**"


def _escaped(text: str) -> str:
    return re.sub(r"([\\*?\[\]])", r"\\\1", text)
