"""What a build has led to."""

from dataclasses import dataclass
from pathlib import Path

from chronicles.problems import Problem


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was put in its place, or the problems that kept it from there.

    `pages` is how many a person wrote of it, 0 where problems kept it; a preview may have both. `notices`
    say what it has to do without.
    `made` are the paths below `docs/` of its HTML pages that were finished anew, `reused` is how many are
    those of the build before. Where it `is_unchanged`, nothing has changed since then.
    """

    folder: Path
    pages: int
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    reused: int = 0
    is_unchanged: bool = False
