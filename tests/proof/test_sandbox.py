"""A program runs with nothing of the user's, is stopped at its limit, and leaves nothing behind."""

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from chronicles.proof import sandbox
from chronicles.proof.sandbox import Outcome, program


def run(folder: Path, code: str, seconds: float = 30) -> Outcome:
    return sandbox.run([sys.executable, "-c", code], folder, seconds)


def is_running(words: str) -> bool:
    """Whether a process of these words is there; a zombie has none."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if words in process.joinpath("cmdline").read_bytes().decode("utf-8", "replace").replace(
                "\0", " "
            ):
                return True
    return False


def waits_until(is_so: "object") -> bool:
    for _ in range(100):
        if is_so():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


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


def test_a_program_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    begun = time.monotonic()
    outcome = run(tmp_path, "print('begun', flush=True)\nwhile True: pass", seconds=1)
    assert outcome == Outcome(None, "begun\n")
    assert not outcome.is_good
    assert time.monotonic() - begun < 10


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    code = "import subprocess; subprocess.Popen(['sleep', '61.25']); print('begun')"
    assert run(tmp_path, code).output == "begun\n"
    assert waits_until(lambda: not is_running("sleep 61.25"))


def test_what_it_started_ends_at_the_limit(tmp_path: Path) -> None:
    code = "import subprocess; p = subprocess.Popen(['sleep', '61.75']); print('begun', flush=True); p.wait()"
    assert run(tmp_path, code, seconds=2) == Outcome(None, "begun\n")
    assert waits_until(lambda: not is_running("sleep 61.75"))


def test_more_than_anybody_reads_is_cut(tmp_path: Path) -> None:
    outcome = run(tmp_path, "print('é' * 1_200_000)")
    assert len(outcome.output.encode()) < sandbox.Limits().output + 50
    assert outcome.output.endswith("\n… (cut: it printed more)\n")


def test_bytes_that_are_no_text_are_shown_as_such(tmp_path: Path) -> None:
    assert run(tmp_path, "import os; os.write(1, b'a\\xff\\n')").output == "a\ufffd\n"


def test_all_that_runs_can_be_ended_at_once(tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    running = [
        threading.Thread(target=lambda: outcomes.append(run(tmp_path, "import time; time.sleep(60)")))
        for _ in range(2)
    ]
    for thread in running:
        thread.start()
    assert waits_until(lambda: len(program._running) == 2)
    sandbox.stop_all()
    for thread in running:
        thread.join(10)
    assert [outcome.status for outcome in outcomes] == [-9, -9]
    assert not program._running


def test_nothing_stays_in_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run(tmp_path, "import tempfile; tempfile.mkdtemp(); print(tempfile.gettempdir())")
    assert list(tmp_path.iterdir()) == []
