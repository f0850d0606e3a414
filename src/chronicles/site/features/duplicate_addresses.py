"""Pages that would be written over each other, out of the site, or under a name that no file can have."""

from collections.abc import Callable, Iterable

from chronicles.disk.system_errors import LONGEST_NAME
from chronicles.problems import Place, Problem


def duplicate_addresses(
    pages: Iterable[tuple[str, str]],
    made: Iterable[tuple[str, str]] = (),
    said: Callable[[str], str] = str,
) -> list[Problem]:
    """Return a problem for each page whose address another one has already.

    `pages` has the path of each as problems name it, and the file that it becomes in the site; `made` has
    what the build makes itself, in words. `said` returns such a path as a person knows it. Small letters and
    capitals are the same: they are in the folders of some systems.
    """
    first = {written.casefold(): words for words, written in made}
    own: dict[str, str] = {}
    problems = []
    for path, written in sorted(pages):
        other = own.setdefault(written.casefold(), path)
        words = said(other) if other != path else first.get(written.casefold())
        if words:
            mend = "Rename one of them." if other != path else "Rename it."
            problems.append(Problem(Place(path), f"it has the same address as {words}", mend))
    return problems


def outside_addresses(pages: Iterable[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each page that would be written outside of the site, as by `slug: ../x`."""
    mend = "Take '..' and '/' out of its 'slug:'."
    return [
        Problem(Place(path), "its address leads out of the site", mend)
        for path, written in sorted(pages)
        if written.startswith("/") or ".." in written.split("/")
    ]


def long_addresses(pages: Iterable[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each page whose address has a name in it that is too long for a file.

    As a blog's address may be made of a title, and a slug be as long as one likes.
    """
    mend = f"Shorten its 'slug:', its title, or the name of its file, to {LONGEST_NAME} bytes at most."
    return [
        Problem(Place(path), f"its address is too long for a file: a name in it has {size} bytes", mend)
        for path, written in sorted(pages)
        if (size := longest(written)) > LONGEST_NAME
    ]


def longest(path: str) -> int:
    """Return how many bytes the longest name in a path has, in UTF-8.

    >>> longest("a/bcd/e")
    3
    """
    return max(len(name.encode("utf-8", "surrogatepass")) for name in path.split("/"))
