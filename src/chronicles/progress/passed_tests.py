"""The tests in `proofs.lock`: a line `test:NAME  BASIS 1` for each that passed, and on what.

Tasks that were proven have such lines too, `task:NAME  BASIS 1`. The file is that of `check` as a whole, a
line for each page in the same form.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from chronicles.proof.lockfile import LockedPage, fingerprint, read_lock, written_line, written_lock

PREFIX, TASK_PREFIX = "test:", "task:"
VERSION = "1"  # of how a test is run
Noted = Literal["test", "task"]


def basis(name: str, tree: str, requirements: bytes) -> str:
    """Return the hash of what it means that a test passed: its name, the project, what it runs with.

    `tree` is git's hash of the project's tree, `requirements` what `requirements.txt` holds. The hash has 32
    hexadecimal digits.
    """
    return fingerprint(VERSION, name, tree, requirements)


def passed(text: str, kind: Noted = "test") -> dict[str, str]:
    """Return the basis of each test that passed, by its name, from the text of a lock file.

    With another `kind`, of each task that was proven.
    """
    known = read_lock(text).items()
    return {
        name.removeprefix(f"{kind}:"): entry.basis
        for name, entry in known
        if name.startswith(f"{kind}:") and entry.proven == 1
    }


def line_of(text: str, name: str) -> str:
    """Return the line of a test in the text of a lock file, as it is written; `""` without one."""
    entry = read_lock(text).get(f"test:{name}")
    return written_line(f"test:{name}", entry) if entry else ""


def remembering(
    text: str | None, good: Mapping[str, str], forget: Iterable[str] = (), kind: Noted = "test"
) -> str:
    """Return the text of a lock file with these tests and their basis in it, and without those to `forget`.

    With another `kind`, they are tasks. `text` is what the file holds, `None` where there is none. What it
    says of others stays, so two commands that each know a part write the same file.
    """
    entries = read_lock(text or "")
    for name in forget:
        entries.pop(f"{kind}:{name}", None)
    return written_lock(entries | {f"{kind}:{name}": LockedPage(hashed, 1) for name, hashed in good.items()})
