"""What is done in less time than by the packages that the site is built with, and by which of their versions.

An adapter takes the place of a part of another package, and has the same result. It is written for some
versions, and leaves all others alone: then that part does its work by itself, as it does without us.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata

# Metadata is read once: each build asks for that of ten adapters, and what is imported stays as it is.
version = cache(metadata.version)


@dataclass(frozen=True, slots=True)
class Adapter:
    """A part of other packages that is done otherwise.

    `written_for` has how the versions begin, by the names of the packages; `install` puts it in their place,
    for as long as Python runs, and does nothing where it is there already, or where each build does it.
    """

    name: str
    written_for: Mapping[str, str]
    install: Callable[[], None] = lambda: None

    @property
    def strangers(self) -> dict[str, str]:
        """The packages of which another version is here than it was written for, with that version."""
        here = {package: version(package) for package in self.written_for}
        return {name: own for name, own in here.items() if not own.startswith(self.written_for[name])}

    @property
    def is_on(self) -> bool:
        """Whether it may take the place of what it was written for."""
        return not self.strangers

    @property
    def reason(self) -> str:
        """Why it is off, in words; `""` where it is on."""
        if self.is_on:
            return ""
        here = " and ".join(f"{package} {own} is here" for package, own in self.strangers.items())
        wanted = " and ".join(f"{package} {self.written_for[package]}x" for package in self.strangers)
        return f"{here}, it was written for {wanted}"

    def __str__(self) -> str:
        """Whether it is on, and why not, in words."""
        return f"adapter {self.name}: {f'off: {self.reason}' if self.reason else 'on'}"


def install(adapters: Iterable[Adapter]) -> None:
    """Put all in their places that fit what is here."""
    for adapter in adapters:
        if adapter.is_on:
            adapter.install()
