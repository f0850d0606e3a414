"""The suite itself: what it runs, what it prints, how it ends, and what it leaves."""

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from chronicles.suite import running, stages
from chronicles.suite.display import Screen
from chronicles.suite.stages import Size, Stage
from chronicles.suite.tally import Tally
from tests.conftest import SLOWEST
from tests.sizes import few

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest

def test_good(): pass

def test_bad(): assert 1 == 2, "one is not two"

def test_lacking(): pytest.skip("there is no moon here")

@pytest.mark.slow
def test_slow(): pass

@pytest.mark.long
def test_long(): pass
"""


def said_by(folder: Path, *lanes: list[Stage], size: Size = Size.DEFAULT) -> tuple[list[int], str]:
    """Run stages as `test` does; return their exit statuses and what was printed, times as `S`."""
    stream = io.StringIO()
    with Screen(Console(file=stream, width=200), "python3 build.py", size) as screen:
        outcomes = running.run(folder, lanes, screen)
    screen.close(outcomes)
    return [outcome.status for outcome in outcomes], re.sub(r" +\d+\.\d s", " S", stream.getvalue())


def shell(title: str, script: str, folder: str = ".") -> Stage:
    return Stage(title, ("sh", "-c", script), folder)


def suite_of(folder: Path, size: Size, processes: int = 0, tests: str = TESTS) -> Stage:
    """A stage that runs made-up tests in a folder of their own, with the markers and plugins of ours."""
    folder.mkdir()
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  slow\n  long\n", "utf-8")
    (folder / "test_a.py").write_text(tests, "utf-8")
    whole = stages.pytest(size, 1, processes).command
    words = whole[whole.index("pytest") + 1 :]
    begin = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import pytest; import tests.examples"
    code = f"{begin}; sys.exit(pytest.main(sys.argv[1:]))"
    return Stage("tests", (sys.executable, "-c", code, *words), str(folder), tells_tests=True)


def test_a_line_a_stage_and_the_count_of_stages(tmp_path: Path) -> None:
    assert said_by(tmp_path, [shell("one", "true"), shell("two", "echo nobody sees this")]) == (
        [0, 0],
        "✓ one S\n✓ two S\n2 of 2 stages passed\n",
    )


def test_a_stage_that_fails_shows_what_it_said_and_how_to_run_it_again(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    status, said = said_by(
        tmp_path, [shell("one", "echo 'it is [bold]wrong'; exit 3", "a b"), shell("two", "true")]
    )
    assert status == [3, 0]
    assert said == (
        "✗ one S\n"
        "it is [bold]wrong\n"
        "  Again: cd 'a b' && sh -c 'echo '\"'\"'it is [bold]wrong'\"'\"'; exit 3'\n"
        "✓ two S\n"
        "1 of 2 stages passed; failed: one\n"
    )


@pytest.mark.parametrize("processes", few([0, 2], 0))
def test_tests_are_counted_and_told_with_reasons_and_commands(tmp_path: Path, processes: int) -> None:
    status, said = said_by(tmp_path, [suite_of(tmp_path / "t", Size.DEFAULT, processes)])
    assert status == [1]
    assert "one is not two" in said
    assert "  Again: python3 build.py test test_a.py::test_bad\n" in said
    assert said.endswith(
        "1 test not run: python3 build.py test --all\n"
        "1 test not run: python3 build.py test --long\n"
        "1 test skipped: there is no moon here\n"
        "0 of 1 stage passed; failed: tests\n"
        "tests: 1 passed, 1 failed, 1 skipped\n"
    )


def test_a_larger_size_runs_more_and_says_so_in_its_commands(tmp_path: Path) -> None:
    _, said = said_by(tmp_path, [suite_of(tmp_path / "t", Size.ALL)], size=Size.ALL)
    assert "  Again: python3 build.py test --all test_a.py::test_bad\n" in said
    assert "build.py test --all\n" not in said
    assert " S  test_a.py (4 tests)\n" in said
    assert said.endswith("tests: 2 passed, 1 failed, 1 skipped\n")
    _, said = said_by(tmp_path, [suite_of(tmp_path / "u", Size.LONG)], size=Size.LONG)
    assert "not run" not in said
    assert said.endswith("tests: 3 passed, 1 failed, 1 skipped\n")


def test_a_file_of_tests_that_cannot_be_read_is_a_failure_that_is_shown(tmp_path: Path) -> None:
    status, said = said_by(tmp_path, [suite_of(tmp_path / "t", Size.DEFAULT, tests="import nowhere\n")])
    assert status != [0]
    assert "No module named 'nowhere'" in said
    assert "  Again: python3 build.py test test_a.py\n" in said


def test_lanes_run_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "meet")  # each end waits for the other to be opened
    lanes = [shell("one", "echo hello > meet")], [shell("two", "cat meet")]
    assert said_by(tmp_path, *lanes)[0] == [0, 0]


def test_the_caller_s_settings_of_python_and_django_do_not_reach_the_tools() -> None:
    given = {
        "PATH": "/bin", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "x", "PYTEST_ADDOPTS": "-x", "PYTEST_PLUGINS": "y",
    }  # fmt: skip
    assert running.environment(given) == {"PATH": "/bin", "PYTHONUTF8": "1", "PYTEST_ADDOPTS": "-x"}


INTERRUPTED = """
import signal
import threading
from pathlib import Path
from chronicles.suite import running
from chronicles.suite.stages import Stage

class Nobody:
    def begun(self, stage): pass
    def progressed(self, stage, tally): pass
    def ended(self, outcome): pass

class Interrupting(Nobody):
    def begun(self, stage):
        if stage.title == "interrupted by another thread":
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)

running.LEAVE = 0.1
stubborn = "exec 9> alive; trap '' INT; sleep 600 & echo begun >&9; : > begun; wait; sleep 600"
"""

FROM_OUTSIDE = """
lanes = [[Stage("a", ("sh", "-c", stubborn))], [Stage("b", ("sleep", "600"))]]
running.run(Path.cwd(), lanes, Nobody())
"""

# The main thread waits already, and another thread is the one that gets the signal.
FROM_A_THREAD = """
first = Stage("b", ("sh", "-c", "until [ -e begun ]; do sleep 0.1; done"))
last = Stage("interrupted by another thread", ("sleep", "600"))
lanes = [[Stage("a", ("sh", "-c", stubborn))], [first, last]]
running.run(Path.cwd(), lanes, Interrupting())
"""


@pytest.mark.parametrize("run", [FROM_OUTSIDE, FROM_A_THREAD])
def test_ctrl_c_ends_every_stage_and_what_they_started(run: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "alive")
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED + run], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as suite:
        with (tmp_path / "alive").open() as alive:
            assert alive.readline() == "begun\n"
            if run == FROM_OUTSIDE:
                suite.send_signal(signal.SIGINT)
            assert alive.read() == ""  # that is: nobody who could write is left
        _, said = suite.communicate()
    assert said.splitlines()[-1] == "KeyboardInterrupt"


@pytest.mark.parametrize("size", Size)
def test_every_size_runs_every_tool(size: Size) -> None:
    titles = [stage.title for lane in stages.lanes(size, 1, 2, stages.scripts(("node",))) for stage in lane]
    assert titles[0] == "tests"
    assert {"style", "types", "layers", "pages", "project"} < set(titles)
    assert {f"{what} of the scripts" for what in ("types", "style", "format", "tests")} < set(titles)


@pytest.mark.parametrize(
    ("size", "version", "measured"),
    [
        (Size.DEFAULT, (3, 14), False),
        (Size.ALL, (3, 13), False),
        (Size.ALL, (3, 14), True),
        (Size.LONG, (3, 11), True),
    ],
)
def test_lines_are_measured_where_that_is_cheap_and_by_the_longest_run(
    size: Size, version: tuple[int, int], measured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    lane = stages.lanes(size, 1, 2, ())[0]
    assert [stage.title for stage in lane[1:]] == ["coverage", "lines not reached"] * measured
    assert ("coverage" in lane[0].command) == measured


LACKING = stages.scripts((), "there is no Node.js: install one")


def test_stages_that_lack_something_are_skipped_and_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert said_by(tmp_path, [shell("one", "true"), *LACKING]) == (
        [0] * 5,
        "✓ one S\n"
        "- types of the scripts      skipped\n"
        "- style of the scripts      skipped\n"
        "- format of the scripts     skipped\n"
        "- tests of the scripts      skipped\n"
        "4 stages skipped: there is no Node.js: install one\n"
        "1 of 1 stage passed\n",
    )


def test_stages_that_lack_something_fail_where_everything_has_to_be_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert said_by(tmp_path, LACKING[:1]) == (
        [1],
        "✗ types of the scripts S\n"
        "there is no Node.js: install one\n"
        "0 of 1 stage passed; failed: types of the scripts\n",
    )


def test_what_a_tally_does_not_know_it_passes_over() -> None:
    tally = Tally()
    tally.add({"event": "of another kind"})
    assert (tally.over, tally.summary) == (0, "tests: 0 passed, 0 failed, 0 skipped")


def test_the_files_that_are_begun_first_are_there() -> None:
    assert [name for name in SLOWEST if not (ROOT / name).is_file()] == []
    assert len({*SLOWEST}) == len(SLOWEST)
