"""The tests in `proofs.lock`: a line `test:NAME  BASIS 1` for each that passed, and on what.

The file is that of `check` as a whole, a line for each page in the same form. Lines that are not a
test's stay as they are.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

LOCK = "proofs.lock"
PREFIX = "test:"
VERSION = "1"  # of how a test is run
HEAD = "# What `python3 build.py check` has proven. Written by it; keep it in git, and do not edit it.\n"


def basis(name: str, tree: str, requirements: bytes) -> str:
    """Return the hash of what it means that a test passed: its name, the project, what it runs with."""
    parts = [VERSION, name, tree, sha256(requirements).hexdigest()]
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def passed(text: str) -> dict[str, str]:
    """Return the basis of each test in a lock file; a line that cannot be read proves nothing."""
    found = {}
    for line in text.splitlines():
        name, _, rest = line.rpartition("  ")
        hashed, _, number = rest.partition(" ")
        if name.startswith(PREFIX) and hashed and number == "1":
            found[name.removeprefix(PREFIX)] = hashed
    return found


def remembering(text: str | None, tests: Mapping[str, str], forget: Iterable[str] = ()) -> str:
    """Return a lock file with these tests and their basis in it, and without those to `forget`.

    What it says of others stays, so two commands that each know a part write the same file.
    """
    lines = {}
    for line in (text or "").splitlines():
        if line and not line.startswith("#"):
            lines[line.rpartition("  ")[0]] = line
    for name in forget:
        lines.pop(PREFIX + name, None)
    for name, hashed in tests.items():
        lines[PREFIX + name] = f"{PREFIX}{name}  {hashed} 1"
    return HEAD + "".join(f"{lines[name]}\n" for name in sorted(lines))
