"""Runs the programs that mean harm as somebody, and says which of them did none."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.sandbox.hostile import LIMITS, Harm

ROOT = Path(__file__).parents[2]
TOKEN = "CANARY-of-the-environment"

Found = dict[str, tuple[int | None, str]]  # by program: how it ended, and what it said


def python_for_all() -> str:
    """A Python that every user may run; skips the test where there is none."""
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin")
    version = "import sys; print(sys.version_info >= (3, 11))"
    if not python or subprocess.check_output([python, "-c", version], text=True) != "True\n":
        pytest.skip("there is no Python here that an ordinary user may run")
    return python


def run_as(
    user: int | None, command: Sequence[str], home: Path, scratch: Path, names: Iterable[str] = ()
) -> tuple[Found, list[str]]:
    """What becomes of the programs (all, without names), and what is said not to be enforced.

    `command` is how Python is called; without a `user`, by whoever runs the tests.
    """
    done = subprocess.run(
        [*command, "-m", "tests.sandbox.hostile", str(home), *names],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}",
            "TMPDIR": str(scratch),
            "TOKEN": TOKEN,
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "Permission denied" in done.stderr:
        pytest.skip("an ordinary user may not read this checkout")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return {name: (status, said) for name, (status, said) in told["outcomes"].items()}, told["unenforced"]


def is_harmless(harm: Harm, status: int | None, said: str) -> bool:
    """Whether a program ended as it has to, and said no more than it may."""
    is_cut = len(said) < LIMITS.output + 100
    return status in harm.status and harm.says in said and harm.never not in said and is_cut
