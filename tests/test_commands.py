"""A command that is forked does what one does that is started from nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chronicles.site.site_builder import build_site
from tests.commands import ROOT, run, run_anew
from tests.journals import write
from tests.site.incremental.edits import FILES as SITE
from tests.sizes import few

CONFIG = """
site_name: A
plugins:
  - chronicles:
      zone: UTC
markdown_extensions:
  - attr_list
  - pymdownx.superfences
"""
DRIFTED = '```python {data-from="a.py#b"}\nb = 2\n```\n'
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": f"# Käse\n\n{DRIFTED}",
    "docs/lost.md": '```python {data-from="c.py"}\n```\n',
    "demo_project/a.py": "b = 1\n",
}


@pytest.mark.parametrize(
    ("words", "status"),
    few(
        [
            (("--version",), 0),
            (("check",), 1),
            (("pull", "--dry-run"), 1),
            (("chek",), 2),
            (("build", "-h"), 0),
        ],
        1,
    ),
    ids=["check", "version", "pull", "unknown", "help"],
)
def test_both_ways_end_and_say_the_same(tmp_path: Path, words: tuple[str, ...], status: int) -> None:
    one, two = (write(tmp_path / name, FILES) for name in ("one", "two"))
    forked, anew = run(one, *words), run_anew(two, *words)
    assert forked == anew
    assert forked.status == status


@pytest.mark.slow
def test_both_ways_build_the_same_site(tmp_path: Path) -> None:
    """Also where the server has compiled templates before, and its own process builds twice."""
    sites = [write(tmp_path / name / "journal", SITE) for name in ("forked", "here", "anew")]
    assert run(sites[0], "build", "--no-live").status == 0
    assert build_site(sites[1], live=False).problems == ()
    assert build_site(sites[1], live=False).problems == ()
    assert run_anew(sites[2], "build", "--no-live").status == 0
    forked, here, anew = (content(site / "site") for site in sites)
    assert len(anew) > 50
    assert forked == here == anew


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_variable_that_python_reads_at_its_start_is_heard(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert run(tmp_path, "check", LC_ALL="C", PYTHONUTF8="0") == run_anew(tmp_path, "check")


ASKING = """
import sys
from pathlib import Path
from tests.commands import run

run(Path(sys.argv[1]), "check")
"""
HOOK = """
import time

alive = open("alive", "w")
print("begun", file=alive, flush=True)
time.sleep(600)
"""


def test_a_command_ends_with_the_tests_that_asked_for_it(tmp_path: Path) -> None:
    write(tmp_path, FILES | {"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": HOOK})
    os.mkfifo(tmp_path / "alive")
    asking = [sys.executable, "-c", ASKING, str(tmp_path)]
    with subprocess.Popen(asking, cwd=ROOT) as tests, (tmp_path / "alive").open() as alive:
        assert alive.readline() == "begun\n"
        tests.kill()
        assert alive.read() == ""  # that is: nobody who could write is left
