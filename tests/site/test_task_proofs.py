"""`check` tries the tasks of pages: unsolved where they begin, solved by their solution alone."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from chronicles.guides.project_tests import has_tests
from chronicles.progress.passed_tests import passed
from tests.guides.series.guides import Files, patches_of

from .conftest import Journal

Make = Callable[..., Journal]

GUIDE = "docs/steps/demo"
PAGE = f"{GUIDE}/02-words.md"
EMPTY = "def double(number):\n    raise NotImplementedError\n"
SOLUTION = "def double(number):\n    return 2 * number\n"
TESTS = """\
from unittest import TestCase, skip

import sums


class SumTests(TestCase):
    def test_double(self):
        self.assertEqual(sums.double(3), 6)

    def test_module(self):
        self.assertTrue(sums.double)
"""
FIRST: Files = {"sums.py": EMPTY}
SECOND: Files = {"sums.py": SOLUTION, "test_sums.py": TESTS}
NEEDING: Files = {"sums.py": "from more import double\n", "more.py": SOLUTION, "test_sums.py": TESTS}
SKIPPED = TESTS.replace("    def test_double", '    @skip("later")\n    def test_double')
TEXT = """\
# Words

sums.py, more.py and test_sums.py change.

```python {{data-from="{path}@demo/01" data-task="{tests}"}}
{body}```
"""
NAME = "sums.py@demo/01 demo/02 test_sums.SumTests"


def text(tests: str, path: str = "sums.py", body: str = EMPTY) -> str:
    return TEXT.format(tests=tests, path=path, body=body)


@pytest.fixture
def guide(journal: Make, tmp_path: Path) -> Make:
    """A journal with a guide of two steps, the second of which has a task."""

    def make(first: Files, second: Files, page: str) -> Journal:
        made = journal()
        shutil.rmtree(made.root / "demo_project")
        made.write({f"demo_project/{name}": str(content) for name, content in second.items()})
        made.write({"docs/steps/index.md": "# Steps\n", f"{GUIDE}/index.md": "# Demo\n", PAGE: page})
        made.write({f"{GUIDE}/01-words.md": "# Begin\n\nWrite sums.py, gone.py and more.py.\n"})
        for patch in patches_of(tmp_path, [first, second]):
            (made.root / patch.path).write_bytes(patch.data)
        return made

    return make


CASES: Mapping[str, tuple[Files, Files, str, str]] = {
    "proven": (FIRST, SECOND, text("test_sums.SumTests"), ""),
    "a module": (FIRST, SECOND, text("test_sums"), ""),
    "one of two is enough to begin": (
        FIRST,
        SECOND,
        text("test_sums.SumTests.test_module test_sums.SumTests.test_double"),
        "",
    ),
    "solved before": (
        FIRST,
        SECOND,
        text("test_sums.SumTests.test_module"),
        f"{PAGE}:5: the task is solved before it begins: at demo/01, test_sums.SumTests.test_module passes\n"
        "    Name tests of demo/02 that fail without its sums.py.\n",
    ),
    "all solved before": (
        {"sums.py": SOLUTION + "\n\nA = 1\n"},
        SECOND,
        text("test_sums.SumTests.test_module test_sums.SumTests.test_double", body=SOLUTION + "\n\nA = 1\n"),
        f"{PAGE}:5: the task is solved before it begins: at demo/01, all of "
        "test_sums.SumTests.test_module, test_sums.SumTests.test_double pass\n"
        "    Name tests of demo/02 that fail without its sums.py.\n",
    ),
    "more than one file": (
        FIRST,
        NEEDING,
        text("test_sums.SumTests"),
        f"{PAGE}:5: the solution does not solve the task: with sums.py of demo/02 alone, "
        "test_sums cannot be imported: ModuleNotFoundError: No module named 'more'\n"
        "    Name tests that need nothing else of demo/02, or bring the rest in a step before.\n",
    ),
    "a test that is skipped": (
        FIRST,
        {**SECOND, "test_sums.py": SKIPPED},
        text("test_sums.SumTests.test_double"),
        f"{PAGE}:5: the solution does not solve the task: with sums.py of demo/02 alone, "
        "all of it was skipped\n"
        "    Name tests that need nothing else of demo/02, or bring the rest in a step before.\n",
    ),
    "a file that goes": (
        {**FIRST, "gone.py": "A = 1\n"},
        SECOND,
        text("test_sums.SumTests", "gone.py", "A = 1\n") + "\nIt was gone.py.\n",
        f"{PAGE}:5: the task has no solution: there is no file gone.py at demo/02\n"
        "    Name a file that this step has.\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_task_is_unsolved_where_it_begins_and_solved_by_its_solution(guide: Make, case: str) -> None:
    first, second, page, said = CASES[case]
    run = guide(first, second, page).run("check")
    assert (run.status, run.err) == ((1, f"{said}1 problem\n") if said else (0, ""))
    assert f"{0 if said else 1} of 1 task proven\n" in run.out


def test_what_is_proven_is_remembered_until_something_changes(guide: Make) -> None:
    made = guide(FIRST, SECOND, text("test_sums.SumTests"))
    assert made.run("check", "--no-exec").out.startswith("1 task not tried\n")
    assert made.run("check", PAGE).status == 0
    assert list(passed(made.read("proofs.lock"), "task")) == [NAME]
    assert made.run("check", "--no-exec", PAGE).out.startswith("1 of 1 task proven\n")
    (kept,) = (made.root / ".chronicles" / "store" / "tasks").rglob("*")
    # Nothing is tried where both know of it: the one that was tried last would be kept anew.
    before = kept.read_bytes(), made.read("proofs.lock")
    shutil.rmtree(made.root / ".chronicles" / "store" / "trials")
    assert "1 of 1 task proven" in made.run("check", PAGE).out
    assert (kept.read_bytes(), made.read("proofs.lock")) == before
    made.write({PAGE: text("test_sums")})
    assert made.run("check").status == 0
    assert list(passed(made.read("proofs.lock"), "task")) == [NAME.replace(".SumTests", "")]


def test_what_only_the_lock_says_is_tried_again(guide: Make) -> None:
    """As in a clone, or where a branch has written into it what is not so."""
    made = guide(FIRST, SECOND, text("test_sums.SumTests.test_module"))
    assert made.run("check").status == 1
    assert not passed(made.read("proofs.lock"), "task")
    name = f"task:{NAME}.test_module"
    wrong = made.read("proofs.lock") + f"{name}  {'0' * 32} 1\n"
    made.write({"proofs.lock": wrong})
    assert made.run("check", "--no-exec").out.startswith("1 task not tried\n")
    assert made.run("check").status == 1
    assert name not in made.read("proofs.lock")


def test_a_task_that_is_gone_is_forgotten(guide: Make) -> None:
    made = guide(FIRST, SECOND, text("test_sums.SumTests"))
    made.run("check")
    made.write({PAGE: text("test_sums.SumTests").replace(' data-task="test_sums.SumTests"', "")})
    assert made.run("check").status == 0
    assert "task:" not in made.read("proofs.lock")


@pytest.mark.parametrize(
    ("path", "name", "has"),
    [
        ("polls/tests.py", "polls.tests.VoteTests.test_a", True),
        ("polls/tests.py", "polls.tests", True),
        ("polls/tests.py", "polls", True),
        ("polls/tests/test_a.py", "polls.tests", True),
        ("polls/tests/__init__.py", "polls.tests.VoteTests", True),
        ("polls/tests/helpers.py", "polls.tests", True),
        ("polls/models.py", "polls", False),
        ("other/tests.py", "polls", False),
        ("polls/tests.py", "polls.tests_more.A", False),
    ],
)
def test_the_files_of_tests_are_found_by_their_names(path: str, name: str, has: bool) -> None:
    assert has_tests(path, [name]) is has
