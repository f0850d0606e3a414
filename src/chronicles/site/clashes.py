"""Pages that would be written over each other: two sources, one address."""

from collections.abc import Iterable

from chronicles.problems import Place, Problem


def clashes(pages: Iterable[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each page whose address another one has already.

    `pages` has the path of each as problems name it, and the file that it becomes in the site.
    """
    first: dict[str, str] = {}
    problems = []
    for path, written in sorted(pages):
        other = first.setdefault(written.casefold(), path)
        if other != path:
            mend = "Rename one of them, or give one another 'slug:'."
            problems.append(Problem(Place(path), f"it has the same address as {other}", mend))
    return problems
