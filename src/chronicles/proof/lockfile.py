"""`proofs.lock`: what was proven, so that a build can say so without running anything.

A line a page: its path, a hash of all that its proof rests on, and how many blocks were proven. Where
the hash is another one now, nothing is known of the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from chronicles.pages.page import Page
from chronicles.proof.transcripts.rules import VERSION

LOCK = "proofs.lock"
HEAD = "# What `python3 build.py check` has proven. Written by it; keep it in git, and do not edit it.\n"


@dataclass(frozen=True, slots=True)
class LockedPage:
    """What is known of a page: what its proof rests on, and the number of its proven blocks."""

    basis: str
    proven: int


def basis(page: Page, trees: Iterable[str], inputs: Iterable[str], requirements: bytes) -> str:
    """Return the hash of what a page's proof rests on.

    That is its text, the trees of the states that it speaks of, in words how its transcripts were
    `inputs`, what the project is run with, and the rules by which answers are compared.
    """
    return fingerprint(str(VERSION), page.text, *sorted(set(trees)), *sorted(inputs), requirements)


def fingerprint(*parts: str | bytes) -> str:
    """Return a hash of `parts`, short enough for a line: 128 bits, as hexadecimal digits."""
    told = [part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part for part in parts]
    return sha256(b"".join(sha256(part).digest() for part in told)).hexdigest()[:32]


def read_lock(text: str) -> dict[str, LockedPage]:
    """Return the entries of a lock file; a line that cannot be read proves nothing."""
    found = {}
    for line in text.split("\n"):
        path, _, rest = line.rstrip("\r").rpartition("  ")
        hashed, _, number = rest.partition(" ")
        if path and hashed and number.isdecimal() and not line.startswith("#"):
            found[path] = LockedPage(hashed, int(number))
    return found


def written_lock(entries: Mapping[str, LockedPage]) -> str:
    """Return the text of a lock file, the pages in the order of their paths."""
    return HEAD + "".join(f"{written_line(path, entry)}\n" for path, entry in sorted(entries.items()))


def written_line(path: str, entry: LockedPage) -> str:
    """Return the line of a page in a lock file, without its end."""
    return f"{path}  {entry.basis} {entry.proven}"
