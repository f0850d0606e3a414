"""A place where a site is published: what each kind of them can do."""

from pathlib import Path
from typing import Protocol

from chronicles.problems import Refused
from chronicles.publishing.release import Release, TargetState


class PublishTarget(Protocol):
    """A folder, a server, a branch. `is_public` is whether others read the site from there."""

    @property
    def is_public(self) -> bool:
        """Whether others read the site from there, so that its address has to be real."""

    def state(self, site: Path, files: frozenset[str]) -> TargetState:
        """Return what is there of the `files` of a site. Raises `Refused` where it cannot be published to."""

    def send(self, site: Path, release: Release) -> None:
        """Bring it to the state of the site. Raises `Refused`; a second try goes on where one has ended."""

    def __str__(self) -> str:
        """The target as messages name it."""


def not_ours() -> Refused:
    """Return why a target that holds something is left alone."""
    return Refused("it holds files that were not published from here", "Name another place, or an empty one.")
