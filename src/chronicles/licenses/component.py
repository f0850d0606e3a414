"""Something of others that a site carries, and the text of its license."""

import re
from dataclasses import dataclass

# Of the site: the page of all components lies at this address, their texts below it.
FOLDER = "third-party-licenses"


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """A component of the site that somebody else wrote.

    `license` is an SPDX expression, or the words of its package where those are none; `url` leads to its
    source; `used` has the paths of the site that it is in, as patterns in which `*` also stands for folders.
    `origin` says where the text of the license is from, where that is not the package itself.
    """

    name: str
    version: str
    license: str
    url: str
    used: tuple[str, ...]
    origin: str = ""

    @property
    def text(self) -> str:
        """The path in the site of the text of its license."""
        return f"{FOLDER}/{slug(self.name)}.txt"


def slug(name: str) -> str:
    """Return a name as it stands in an address.

    >>> slug("LLVM's libc++")
    'llvm-s-libc'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
