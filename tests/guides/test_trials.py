"""Every state is tried: its checks, its migrations, its tests. What passed is not tried again."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chronicles import sandbox
from chronicles.disk.cache import Store
from chronicles.guides import trials
from chronicles.guides.trials import Trial, attempt, undone
from chronicles.sandbox import own_interpreter
from tests.guides.series.guides import Files, Guide
from tests.sandbox.traces import things
from tests.waiting import LIMIT, wait_for

# What is tried is what a person types, so most tests need no Django: a program that says what it was asked.
MANAGE = "import sys\nprint('asked', *sys.argv[1:])\n"


def fails(command: str, *lines: str) -> str:
    said = "".join(f"    print({line!r})\n" for line in lines)
    return f"{MANAGE}if sys.argv[1] == {command!r}:\n{said}    sys.exit(1)\n"


class Try:
    """The trials of a guide, in a cache of their own."""

    def __init__(self, root: Path, *states: Files) -> None:
        self.series = Guide(root, states).series()
        self.store = Store(root / ".chronicles" / "store")
        self.logs = root / ".chronicles" / "trials"
        self.tried: list[str] = []
        self.python = own_interpreter()

    def found(self, *names: str) -> list[Trial]:
        found, problems = trials.trials(self.series, names or self.series.names, lambda name: self.python)
        assert problems == []
        return found

    def run(self, *names: str) -> list[str]:
        left = undone(self.found(*names), self.store)
        problems = attempt(self.series, left, self.store, self.logs, self._tell)
        return [str(problem) for problem in problems]

    def _tell(self, trial: Trial) -> None:
        self.tried.append(trial.name)


def said(step: str, what: str) -> list[str]:
    return [
        f"docs/steps/demo/{step}-words.patch: after this step, 'python manage.py {what}\n"
        f"    All that it said is in .chronicles/trials/demo-{step}.txt. To try it yourself: "
        f"python3 build.py step checkout demo/{step} FOLDER"
    ]


def test_what_passed_is_not_tried_again(tmp_path: Path) -> None:
    once = Try(tmp_path, {"a": ""}, {"manage.py": MANAGE}, {"manage.py": MANAGE, "a": ""})
    assert once.run() == []
    assert sorted(once.tried) == ["demo/02", "demo/03"], "a state without manage.py has nothing to try"
    assert once.run() == []
    assert len(once.tried) == 2


def test_it_is_tried_with_what_a_person_would_type(tmp_path: Path) -> None:
    once = Try(tmp_path, {"manage.py": fails("test")})
    once.run()
    assert (once.logs / "demo-01.txt").read_text() == (
        "$ python manage.py check\nasked check\n"
        "$ python manage.py makemigrations --check --dry-run\nasked makemigrations --check --dry-run\n"
        "$ python manage.py migrate --verbosity=0\nasked migrate --verbosity=0\n"
        "$ python manage.py test\nasked test --shuffle=1\n"
    )


def test_a_state_that_fails_is_tried_again(tmp_path: Path) -> None:
    once = Try(tmp_path, {"manage.py": fails("check", "wrong")})
    expected = said("01", "check' fails: wrong")
    assert once.run() == expected
    assert once.run() == expected


@pytest.mark.parametrize(
    ("command", "lines", "what"),
    [
        ("check", ["a line", "SystemCheckError: x"], "check' fails: SystemCheckError: x"),
        (
            "makemigrations",
            ["Migrations for 'a':"],
            "makemigrations --check --dry-run' fails: Migrations for 'a':",
        ),
        ("migrate", ["", "the last", " "], "migrate --verbosity=0' fails: the last"),
        ("test", ["FAIL: a", "x", "ERROR: b", "FAILED"], "test' fails: FAIL: a; ERROR: b"),
        ("test", [f"FAIL: {n}" for n in range(5)], "test' fails: FAIL: 0; FAIL: 1; FAIL: 2"),
        ("test", ["$ mine"], "test' fails: $ mine"),
    ],
)
def test_the_problem_has_the_words_of_what_failed(
    tmp_path: Path, command: str, lines: list[str], what: str
) -> None:
    assert Try(tmp_path, {"manage.py": fails(command, *lines)}).run() == said("01", what)


def test_a_state_that_says_nothing_is_told_too(tmp_path: Path) -> None:
    assert Try(tmp_path, {"manage.py": "import os; os._exit(1)"}).run() == said(
        "01", "check' fails: $ python manage.py check"
    )


def test_a_state_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = sandbox.run

    def hurried(command: Sequence[str], folder: Path, **more: Any) -> sandbox.Outcome:
        """Only the tests are short of time: what comes before them is to end by itself."""
        return run(command, folder, seconds=1 if "test" in command else LIMIT, **more)

    monkeypatch.setattr(sandbox, "run", hurried)
    once = Try(tmp_path, {"manage.py": MANAGE + "while sys.argv[1] == 'test': pass\n"})
    assert once.run() == said("01", "test' is stopped, since it took more than 1 s: $ python manage.py test")


def test_equal_states_are_tried_once_and_named_by_the_first(tmp_path: Path) -> None:
    wrong: Files = {"manage.py": fails("check", "wrong")}
    once = Try(tmp_path, {}, wrong, wrong, wrong)
    assert once.run() == said("02", "check' fails: wrong")
    assert once.tried == ["demo/02"]


def test_every_state_that_fails_is_named_in_order(tmp_path: Path) -> None:
    states = [{"manage.py": fails("check", "wrong"), "a": str(number)} for number in range(3)]
    once = Try(tmp_path, *states)
    assert [line.partition(":")[0][-14:] for line in once.run()] == [f"0{n}-words.patch" for n in (1, 2, 3)]


def test_only_the_states_that_were_named_are_tried(tmp_path: Path) -> None:
    once = Try(tmp_path, *[{"manage.py": MANAGE, "a": str(number)} for number in range(3)])
    assert once.run("demo/02") == []
    assert once.tried == ["demo/02"]


def test_other_packages_are_another_trial(tmp_path: Path) -> None:
    once = Try(tmp_path, {"manage.py": MANAGE})
    once.run()
    once.python = replace(once.python, packages="a newer Django")
    once.run()
    assert len(once.tried) == 2


def test_the_states_are_left_as_they_are(tmp_path: Path) -> None:
    """Whatever a trial writes, it writes elsewhere."""
    once = Try(tmp_path, {"manage.py": MANAGE + "open('new', 'w')\n"})
    once.run()
    assert [file.path for file in once.series.files("demo/01")] == ["manage.py"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".chronicles", "cache", "scratch.git"]


INTERRUPTED = """
import sys, tempfile
from pathlib import Path
from typing import Any
from tests.guides.test_trials import *
root = Path(sys.argv[1])
tempfile.tempdir = str(root / "tmp")
Path(tempfile.tempdir).mkdir()
once = Try(root, *[{"manage.py": MANAGE + "import time; time.sleep(3600)\\n", "a": str(n)} for n in range(9)])
once.run()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_process_behind(tmp_path: Path, number: signal.Signals) -> None:
    before = things(tmp_path)
    code = INTERRUPTED.replace("once.run()", "signal.signal(15, lambda *_: sys.exit(143))\nonce.run()")
    running = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parents[2], stderr=subprocess.PIPE
    )
    at_once = min(2, os.cpu_count() or 1)
    wait_for(lambda: len(things(tmp_path)) >= len(before) + at_once, "states are being tried")
    running.send_signal(number)
    running.communicate(timeout=LIMIT)
    wait_for(lambda: things(tmp_path) == before, "every state is let go")
    assert list((tmp_path / "tmp").iterdir()) == [], "and no folder"


PASSES = "def test_a(): assert True\n"
PLAIN = "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): self.assertEqual(1, {})\n"


def test_a_state_of_another_framework_is_parsed_and_tested(tmp_path: Path) -> None:
    once = Try(
        tmp_path,
        {"README.md": "an idea", "shop/cart.py": "def ("},  # no tests, and nothing that is installed
        {
            "shop/cart.py": "PRICE = 3\n",
            "src/cart.py": "PRICE = 3\n",
            "tests/test_a.py": "import cart\n" + PASSES,
        },
        {"tests/test_a.py": PLAIN.format(1)},
    )
    assert once.run() == []
    assert sorted(once.tried) == ["demo/02", "demo/03"]


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"setup.py": "", "shop.py": "x = \n"}, "-m compileall -q .' fails: SyntaxError: invalid syntax"),
        (
            {"conftest.py": "", "test_a.py": "def test_a(): assert 1 == 2\n"},
            "-m pytest' fails: FAILED test_a.py::test_a - assert 1 == 2",
        ),
        ({"test_a.py": PLAIN.format(2)}, "-m unittest' fails: FAIL: test_a (test_a.A.test_a)"),
        (
            {"tests/test_a.py": PLAIN.format(2)},
            "-m unittest discover -s tests' fails: FAIL: test_a (test_a.A.test_a)",
        ),
    ],
)
def test_what_fails_of_another_framework_is_what_a_person_would_type(
    tmp_path: Path, files: Files, what: str
) -> None:
    assert [line.replace("python manage.py ", "python ") for line in said("01", what)] == Try(
        tmp_path, files
    ).run()
