"""The suite of every state of the guides in the page's Python: as many tests as on a machine, and OK."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chronicles.guides.series.folders import write_files
from tests.browsers import lacking
from tests.live.demos import ROOT, Site, make_states, scenes
from tests.live.node_demos import in_node

STEPS = ROOT / "docs" / "steps"
COMMAND = re.compile(r"^\$ python (manage\.py test.*)$", re.MULTILINE)
RAN = re.compile(r"^Ran (\d+) tests? in", re.MULTILINE)
# `manage.py test` with a runner that counts what it finds.
COUNT = """
import os, runpy, sys
sys.path.insert(0, os.getcwd())
from django.test.runner import DiscoverRunner
DiscoverRunner.run_tests = lambda self, labels, **more: print(self.build_suite(labels).countTestCases()) or 0
sys.argv = sys.argv[1:]
runpy.run_path("manage.py", run_name="__main__")
"""
QUICK = ("polls/03", "marketplace/01")


def commands() -> dict[str, list[str]]:
    """The commands with which the guides run the tests of each state, and the one that runs all of them."""
    pages = sorted(STEPS.glob("*/*.md"))
    found = {f"{page.parent.name}/{page.name[:2]}": COMMAND.findall(page.read_text()) for page in pages}
    return {state: [*{*lines, "manage.py test"}] for state, lines in found.items() if lines}


STATES = commands()


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        return make_states(tmp_path_factory.mktemp("states"), *STATES)
    except (RuntimeError, OSError) as error:
        lacking(str(error))


def counted(state: str, command: str, folder: Path) -> int:
    """How many tests a command runs on a machine."""
    (source,) = scenes(state)
    write_files(source.files(), folder)
    words = [sys.executable, "-c", COUNT, *command.split()]
    told = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    return int(told.stdout.split()[-1])


@pytest.mark.parametrize(
    "state", [pytest.param(state, marks=[pytest.mark.long] * (state not in QUICK)) for state in STATES]
)
def test_a_suite_of_the_guides_is_the_same_in_the_page(state: str, states: Site, tmp_path: Path) -> None:
    for number, command in enumerate(sorted(STATES[state])):
        with in_node(states, f"{state.replace('/', '-')}.json", started=False) as project:
            said = project.call("run_separately", command)
        ran = RAN.search(said["output"])
        assert ran and said["status"] == 0, said["output"]
        assert int(ran[1]) == counted(state, command, tmp_path / str(number)), said["output"]
        assert re.search(r"^(OK|NO TESTS RAN)", said["output"], re.MULTILINE), said["output"]
