"""Where problems are, for whoever reads of them elsewhere: which program said so, and from where. Pure."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from chronicles.problems import Problem


@dataclass(frozen=True, slots=True)
class ResultContext:
    """What the documents need besides the problems.

    `root` is the folder that the paths of problems begin at, `top` that of the repository it is in; both are
    absolute, without links, and equal where there is no repository. `version` is that of the program;
    `called` writes commands in a text as the program was called.
    """

    root: str
    top: str
    version: str
    called: Callable[[str], str] = str

    def lines(self, problem: Problem) -> tuple[str, str]:
        """Return what is wrong and how to mend it, a line each."""
        message, mend = problem.lines
        return self.called(message), self.called(mend)

    def path(self, problem: Problem) -> str:
        """Return the path of a problem's file as seen from the repository's top; `""` where it is in none."""
        path = problem.place.path
        return posixpath.relpath(posixpath.join(self.root, path), self.top) if path else ""
