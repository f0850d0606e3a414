"""The tables of `tests/versions` on CPython 3.14, which no machine of ours has, but Pyodide is."""

import subprocess
from pathlib import Path

import pytest

from chronicles.live.bytecode import ENVIRONMENT
from chronicles.live.node import NodeMissing, find_node
from tests.browsers import lacking
from tests.live.test_pyodide import CACHED, real_pyodide

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("language.mjs")


@pytest.mark.slow
def test_the_newest_python_reads_and_says_what_every_other_does() -> None:
    pyodide = real_pyodide(CACHED)
    try:
        node = find_node(CACHED).node
    except NodeMissing as error:
        lacking(str(error))
        raise
    packages = Path(pytest.__file__).parents[1]
    settings = ["-c", "/dev/null", "--rootdir", "/checkout", "-W", "error"]
    words = ["-q", *settings, "--noconftest", "-p", "no:cacheprovider", "tests/versions"]
    done = subprocess.run(
        [*node, str(SCRIPT), str(pyodide.folder), str(ROOT), str(packages), *words],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    said = "\n".join(
        line[:300] for line in done.stdout.splitlines()
    )  # Node shows all of Pyodide where it fails
    assert done.returncode == 0, said
    assert said.startswith("Python 3.14.")
    assert " passed, " in said.splitlines()[-1]
