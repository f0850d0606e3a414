"""Pages that mean harm: each ends within its limit, is named in words, and leaves nothing."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronicles.execution import BlockInput, BlockResult, RunResults, ScriptRun
from chronicles.sandbox import Limits
from chronicles.sandbox.limits import CUT
from tests.execution.small import CLOCK, STAY, console, http, hurry, pycon, run_pages
from tests.journals import folder_for_all
from tests.sandbox.hostile import DAEMON
from tests.sandbox.traces import things
from tests.waiting import LIMIT, wait_for

LIMITS = Limits(seconds=LIMIT, memory=1 << 29, processes=24, file_size=1 << 20, disk=1 << 23, output=10_000)
ENDED = "ended the process that it ran in"
LEFT = "left a process running, which was ended"
MEMORY = "ended by its memory limit of 0.5 GB"
TIME = f"stopped after {LIMIT} seconds"

SCRIPT = "open('d.py', 'w').write({!r})".format(DAEMON.replace("{}", "pass"))
# By what it does: the blocks, and why it is stopped.
HARMS: dict[str, tuple[tuple[BlockInput, ...], str]] = {
    "an endless loop": ((pycon(STAY, "while True: pass"), pycon("1")), TIME),
    "a command that sleeps": (
        (console("ls", f'python -c "import time; {STAY}; time.sleep(600)"'), pycon("1")),
        TIME,
    ),
    "output without an end": ((console(f'python -c "{STAY}\nwhile 1: print(1)"'),), TIME),
    "killing the host": ((pycon("import os; os.kill(os.getppid(), 9)", "1"),), ENDED),
    "killing everybody": ((pycon("import os; os.kill(-1, 9)", "while True: pass"),), ENDED),
    "ending the page": ((pycon("import os; os._exit(0)"),), f"{ENDED} (exit status 0)"),
    "killing the page": ((pycon("import os; os.kill(os.getpid(), 9)"),), f"{ENDED} (signal SIGKILL)"),
    "many files": (
        # Where nobody looks, it ends by itself at last.
        (
            pycon(
                "import time",
                "for n in range(1000): _ = open(f'{n}', 'wb').write(b'x' * 100_000)",
                "time.sleep(60)",
            ),
        ),
        "stopped, since",
    ),
    "memory at the prompt": ((pycon("bytearray(10 << 30)"), pycon("1")), MEMORY),
    "memory in a command": ((console("python -c 'bytearray(10 << 30)'"), pycon("1")), MEMORY),
    "a daemon of a command": ((pycon(SCRIPT), console("python d.py")), LEFT),
    "a daemon first": (
        (console(f'python -c "{DAEMON.replace("{}", "pass").replace(chr(34), chr(39))}"'),),
        LEFT,
    ),
    "a daemon of the prompt": ((pycon("import subprocess; p = subprocess.Popen(['sleep', '3600'])"),), LEFT),
    "waiting for input": ((pycon("input()"), console("cat")), ""),
    "a fork storm": ((console(f'python -c "import os\n{STAY}\nwhile True: os.fork()"'), pycon("1")), "*"),
    "a gigabyte of output": ((pycon("for n in range(1024): _ = print('x' * (1 << 20))"),), ""),
    "writing over the project": (
        (pycon("import shutil; shutil.rmtree('notes'); open('manage.py', 'w').close()"),),
        "",
    ),
    "closing the folder": ((pycon("import os; os.chmod('notes', 0); os.mkdir('a'); os.chmod('a', 0)"),), ""),
    "a token": ((pycon("import os; os.environ.get('TOKEN')"),), ""),
}
# After each of these, in the same state, this has to be as ever.
AFTERWARDS = (console("ls", "python manage.py check"), http("GET /notes/ HTTP/1.1"), pycon("1 + 1"))


def script_runs() -> list[ScriptRun]:
    """Two states, so that two pages can wait at a time."""
    found = []
    for number, (name, (blocks, _)) in enumerate(HARMS.items()):
        state = f"state {number % 2}"
        found.append(ScriptRun(name, state, CLOCK, "empty", blocks))
        found.append(ScriptRun(f"after {name}", state, CLOCK, "empty", AFTERWARDS))
    return found


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[BlockResult, ...]]]:
    with folder_for_all() as folder:
        scratch = folder / "scratch"
        scratch.mkdir()
        before = things(folder)
        kept, tempfile.tempdir = tempfile.tempdir, str(scratch)
        os.environ["TOKEN"] = "CANARY"
        try:
            with pytest.MonkeyPatch.context() as patch:
                hurry(patch)
                run_results = run_pages(script_runs(), folder / "cache", LIMITS)
        finally:
            tempfile.tempdir = kept
            del os.environ["TOKEN"]
        yield _named(run_results)
        assert list(scratch.iterdir()) == []
        wait_for(lambda: things(folder) == before, "every page is gone")


def _named(run_results: RunResults) -> dict[str, tuple[BlockResult, ...]]:
    assert run_results.failed == {}
    return {script_run.name: results for script_run, results in run_results.results.items()}


@pytest.mark.slow
def test_pages_that_mean_harm_do_none(ran: dict[str, tuple[BlockResult, ...]]) -> None:
    """One test, so that they are ran once, whoever shares the work."""
    stopped = {
        name: ran[name] for name, (blocks, why) in HARMS.items() if not _is_as_told(ran[name], blocks, why)
    }
    assert stopped == {}
    assert all(
        len(output.output) <= LIMITS.output + len(CUT) for name in HARMS for output in ran[name][-1].outputs
    )
    assert "CANARY" not in str(ran)
    for name in HARMS:
        _is_as_ever(ran[f"after {name}"])
    _keeps_what_was_over(ran)


def _is_as_told(results: tuple[BlockResult, ...], blocks: tuple[BlockInput, ...], why: str) -> bool:
    """Whether a page was stopped, at its last result, for the reason that is told; a `*` is any or none.

    A storm may be over by itself, with some of it left running, and the page goes on.
    """
    if why == "*":
        return {result.stopped for result in results[:-1]} <= {"", LEFT}
    told = (
        results[-1].stopped.startswith(why)
        if why
        else len(results) == len(blocks) and not results[-1].stopped
    )
    return told and not any(result.stopped for result in results[:-1])


def _is_as_ever(results: tuple[BlockResult, ...]) -> None:
    files, check = results[0].outputs
    assert files.output == "config\ndb.sqlite3\nmanage.py\nnotes\n"
    assert check.output == "System check identified no issues (0 silenced).\n"
    assert [result.stopped for result in results] == ["", "", ""]
    assert results[1].outputs[0].output.endswith('{"count": 0, "first": "None"}')


def _keeps_what_was_over(ran: dict[str, tuple[BlockResult, ...]]) -> None:
    (result,) = ran["a command that sleeps"]
    assert [output.output for output in result.outputs] == ["config\ndb.sqlite3\nmanage.py\nnotes\n"]
    assert ran["a gigabyte of output"][0].outputs[0].output.endswith(CUT)
    assert ran["waiting for input"][0].outputs[0].output.endswith("EOFError: EOF when reading a line\n")


RUNNING = """
import sys
from pathlib import Path
from tests.execution.small import CLOCK, pycon, run_pages
from chronicles.execution import ScriptRun
runs = [ScriptRun(f"{n}", f"{n}", CLOCK, "none", (pycon("while True: pass"),)) for n in range(4)]
try:
    run_pages(runs, Path(sys.argv[1]))
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_ends_everything(tmp_path: Path) -> None:
    before = things(tmp_path)
    (tmp_path / "scratch").mkdir()
    running = subprocess.Popen(
        [sys.executable, "-c", RUNNING, str(tmp_path / "cache")],
        env={**os.environ, "TMPDIR": str(tmp_path / "scratch")},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: len(things(tmp_path)) > len(before) + 3, "pages are being played")
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=LIMIT)[0] == "interrupted\n"
    wait_for(lambda: things(tmp_path) == before, "every page is gone")
    assert list((tmp_path / "scratch").iterdir()) == []
