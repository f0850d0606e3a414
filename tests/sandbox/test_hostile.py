"""What programs cannot do, run by whoever runs the tests, and by an ordinary user."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronicles.sandbox import unenforced
from chronicles.sandbox.confinement import launcher
from tests.journals import NOBODY, folder_for_all
from tests.sandbox.hostile import HARMS, outcomes
from tests.sandbox.running import TOKEN, Found, is_harmless, python_for_all, run_as
from tests.sandbox.traces import things
from tests.sizes import few
from tests.waiting import wait_for


@pytest.fixture(scope="module", params=few(["whoever runs this", "an ordinary user"], 0))
def found(request: pytest.FixtureRequest) -> Iterator[Found]:
    with folder_for_all() as folder:
        home, scratch = folder / "home", folder / "scratch"
        for made in home, scratch:
            made.mkdir()
            made.chmod(0o777)
        before = things(folder)
        yield _own(home, scratch) if "whoever" in request.param else _ordinary(home, scratch)
        assert list(scratch.iterdir()) == []
        wait_for(lambda: things(folder) == before, "every program is gone")
        assert not Path("/tmp/CANARY").exists()
        assert sorted(path.name for path in home.rglob("*")) == [
            *(".ssh", "checkout", "id", "settings.py", "socket")
        ]


def _own(home: Path, scratch: Path) -> Found:
    if unenforced():
        pytest.skip("; ".join(unenforced()))
    kept, tempfile.tempdir = tempfile.tempdir, str(scratch)
    os.environ["TOKEN"] = TOKEN
    try:
        return outcomes(home)
    finally:
        tempfile.tempdir = kept
        del os.environ["TOKEN"]


def _ordinary(home: Path, scratch: Path) -> Found:
    if os.geteuid():
        pytest.skip("whoever runs this is an ordinary user already")
    found, unenforced = run_as(NOBODY, (python_for_all(),), home, scratch)
    if unenforced:
        pytest.skip("; ".join(unenforced))
    return found


def test_a_program_can_do_no_harm(found: Found) -> None:
    assert {name: found[name] for name in HARMS if not is_harmless(HARMS[name], *found[name])} == {}


@pytest.mark.skipif(not launcher.IS_LINUX, reason="Linux can enforce all of it")
def test_what_cannot_be_enforced_is_said_in_sentences() -> None:
    assert all(sentence[0].islower() and not sentence.endswith(".") for sentence in unenforced())


def test_a_caller_that_is_killed_takes_its_programs_with_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from chronicles import sandbox; print(1, flush=True); "
        "sandbox.run([sys.executable, '-c', 'import time; time.sleep(3600)'], Path(sys.argv[1]))"
    )
    before = things(tmp_path)
    (tmp_path / "work").mkdir()
    caller = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "work")],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
    )
    wait_for(lambda: len(things(tmp_path)) >= len(before) + 2, "the program runs")
    caller.kill()
    caller.communicate()
    wait_for(lambda: things(tmp_path) == before, "the program is gone")
