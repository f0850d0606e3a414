"""What a publication changes at its target: which files are new, changed and gone, in which order. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class TargetState:
    """What is at a target: of the files of a site, those that are `there`, and those that are the `same`.

    `ours` are all files there that were published from here. Paths are those below the site.
    """

    there: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Release:
    """The `files` of a site and the `state` of its target."""

    files: frozenset[str]
    state: TargetState

    @property
    def new(self) -> list[str]:
        """The files that the target has not."""
        return sorted(self.files - self.state.there)

    @property
    def changed(self) -> list[str]:
        """The files that the target has otherwise."""
        return sorted((self.files & self.state.there) - self.state.same)

    @property
    def gone(self) -> list[str]:
        """The files of an earlier publication that the site has no more."""
        return sorted(self.state.ours - self.files)

    @property
    def foreign(self) -> list[str]:
        """The files that would be written over, and are from somebody else."""
        return sorted(set(self.changed) - self.state.ours)

    @property
    def is_empty(self) -> bool:
        """Whether the target has all of it already."""
        return not (self.new or self.changed or self.gone)

    def groups(self) -> Iterator[list[str]]:
        """Yield the files to be copied, each group once those before it are there.

        What is new comes before what changed, and files before pages: a reader who follows a link finds what
        it leads to, and a new page has its style.
        """
        for names in (self.new, self.changed):
            yield from filter(
                None, ([name for name in names if not is_page(name)], [*filter(is_page, names)])
            )


def is_page(name: str) -> bool:
    """Return whether a file is a page, by its name."""
    return name.endswith(PAGES)
