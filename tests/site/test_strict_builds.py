"""A strict build fails at a warning, in whatever way MkDocs is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journals import write

SETTINGS = "site_name: A\ntheme: {name: material}\nplugins: [chronicles]\n"


@pytest.mark.parametrize(
    ("words", "strict", "status"),
    [
        (("--strict", "--quiet"), False, 1),
        (("-q",), True, 1),
        (("-q",), False, 0),
        pytest.param((), True, 1, marks=pytest.mark.slow),
        pytest.param(("--no-strict", "-q"), True, 0, marks=pytest.mark.slow),
    ],
)
def test_a_broken_link_counts(tmp_path: Path, words: tuple[str, ...], strict: bool, status: int) -> None:
    settings = SETTINGS + ("strict: true\n" if strict else "")
    write(tmp_path, {"mkdocs.yml": settings, "docs/index.md": "# A\n\n[x](gone.md)\n"})
    command = (sys.executable, "-P", "-m", "mkdocs", "build", *words)
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == status
    assert ("contains a link 'gone.md'" in done.stderr) == bool(status)
