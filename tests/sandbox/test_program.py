"""A program runs with nothing of the user's, is stopped at its limit, and leaves nothing behind."""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from chronicles import sandbox
from chronicles.sandbox import Limits, Outcome, program, runs
from chronicles.sandbox.program import start
from chronicles.sandbox.scratch import scratch_folder
from tests.waiting import LIMIT, wait_for

WAITS = "import time; time.sleep(3600)"
NET = f"import signal; signal.alarm({LIMIT})"  # where nobody stops a program


def run(folder: Path, code: str, seconds: float = LIMIT) -> Outcome:
    return sandbox.run([sys.executable, "-c", code], folder, seconds)


def is_running(word: str) -> bool:
    """Whether a process with this word is there; a zombie has none."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.fsencode(word) in process.joinpath("cmdline").read_bytes():
                return True
    return False


class Clock:
    """A clock on which no time passes until a file is there; then it is late."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.looks = 0  # that were taken since: what was said until then is to be read before

    def __call__(self) -> float:
        self.looks += self.file.exists()
        return 2 * LIMIT if self.looks > 2 else 0.0


def test_it_tells_what_a_program_said_on_both_streams(tmp_path: Path) -> None:
    code = "import sys; print('é', flush=True); print('wrong', file=sys.stderr); sys.exit(3)"
    outcome = run(tmp_path, code)
    assert outcome == Outcome(3, "é\nwrong\n")
    assert not outcome.is_good
    assert run(tmp_path, "").is_good


def test_it_runs_in_the_folder_with_its_input_closed(tmp_path: Path) -> None:
    assert (
        run(tmp_path, "import os, sys; print(os.getcwd(), sys.stdin.read() == '')").output
        == f"{tmp_path} True\n"
    )


def test_nothing_of_the_users_environment_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_TOKEN", "PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATABASE_URL", "VIRTUAL_ENV"):
        monkeypatch.setenv(name, "mine")
    said = run(tmp_path, "import os; print('\\n'.join(f'{k}={v}' for k, v in os.environ.items()))").output
    assert "mine" not in said
    home = next(line for line in said.splitlines() if line.startswith("HOME=")).removeprefix("HOME=")
    assert home != os.environ["HOME"]
    assert not Path(home).exists()


def test_its_folder_may_lie_in_one_that_it_may_only_read() -> None:
    with scratch_folder("chronicles-tests-") as folder:
        code = "open('made', 'w').write('x'); print(open('made').read())"
        with start([sys.executable, "-c", code], folder, Limits(), readable=(str(folder.parent),)) as program:
            assert program.process.stdout and program.process.stdout.read() == b"x\n"
        assert (folder / "made").exists()


def test_a_program_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    outcome = run(tmp_path, f"{NET}\nwhile True: pass", seconds=0.5)
    assert outcome == Outcome(None, "", "it took more than 0.5 s")
    assert not outcome.is_good


def test_what_it_said_before_it_was_stopped_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "monotonic", Clock(tmp_path / "late"))
    code = f"{NET}\nprint('begun', flush=True)\nopen('late', 'w')\nwhile True: pass"
    assert run(tmp_path, code) == Outcome(None, "begun\n", "it took more than 300 s")


def starts_another(folder: Path) -> str:
    """A program that starts one more, which can be told by the folder among its words."""
    return f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {WAITS!r}, {str(folder)!r}])"


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    assert run(tmp_path, f"{starts_another(tmp_path)}; print('begun')").output == "begun\n"
    wait_for(lambda: not is_running(str(tmp_path)), "what the program had started is gone")


def test_what_it_started_ends_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "monotonic", Clock(tmp_path / "late"))
    code = f"{starts_another(tmp_path)}; print('begun', flush=True); open('late', 'w'); p.wait()"
    assert run(tmp_path, code) == Outcome(None, "begun\n", "it took more than 300 s")
    wait_for(lambda: not is_running(str(tmp_path)), "what the program had started is gone")


def test_more_than_anybody_reads_is_cut(tmp_path: Path) -> None:
    outcome = run(tmp_path, "print('é' * 1_200_000)")
    assert len(outcome.output.encode()) < sandbox.Limits().output + 50
    assert outcome.output.endswith("\n… (cut: it printed more)\n")


def test_bytes_that_are_no_text_are_shown_as_such(tmp_path: Path) -> None:
    assert run(tmp_path, "import os; os.write(1, b'a\\xff\\n')").output == "a\ufffd\n"


def test_all_that_runs_can_be_ended_at_once(tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    running = [threading.Thread(target=lambda: outcomes.append(run(tmp_path, WAITS))) for _ in range(2)]
    for thread in running:
        thread.start()
    wait_for(lambda: len(program._running) == 2, "two programs run")
    sandbox.stop_all()
    for thread in running:
        thread.join(LIMIT)
    assert [outcome.status for outcome in outcomes] == [-9, -9]
    assert not program._running


def test_nothing_stays_in_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run(tmp_path, "import tempfile; tempfile.mkdtemp(); print(tempfile.gettempdir())")
    assert list(tmp_path.iterdir()) == []
