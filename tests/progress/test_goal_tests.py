"""Tests behind goals, run by whatever runs the tests of a project: pytest and unittest, in the sandbox."""

import pytest

from chronicles.guides.project_tests import framework_of
from chronicles.guides.project_tests import test_files as files_of_tests
from chronicles.progress.evidence_frameworks import evidence_commands, node_id
from chronicles.progress.goal_tests import try_tests
from chronicles.sandbox import own_interpreter
from tests.execution.small import stored

PYTEST = """
import pytest
from shop.cart import total

@pytest.fixture
def broken():
    raise LookupError("no cart")

def test_total():
    assert total([1, 2]) == 3

def test_wrong():
    assert total([1]) == 2

def test_prepared(broken): pass

@pytest.mark.parametrize("number", [1, 2])
def test_each(number):
    assert number < 2

@pytest.mark.skip
def test_later(): pass

@pytest.mark.xfail
def test_known(): assert False

class TestCart:
    def test_one(self): assert True
    def test_two(self): assert True
"""
UNITTEST = """
import unittest
from shop.cart import total

class CartTests(unittest.TestCase):
    def test_total(self):
        self.assertEqual(total([1, 2]), 3)
    def test_wrong(self):
        self.assertEqual(total([1]), 2)
    @unittest.skip("later")
    def test_later(self): pass
    @unittest.expectedFailure
    def test_known(self): self.fail()
    @unittest.expectedFailure
    def test_surprise(self): pass
    def test_parts(self):
        for number in (1, 2):
            with self.subTest(number=number):
                self.assertEqual(number, 1)
"""
SHOP = {"src/shop/__init__.py": "", "src/shop/cart.py": "def total(prices): return sum(prices)\n"}
LOST = "import nothing_like_it\ndef test_a(): pass\n"


def test_pytest_runs_what_is_named_and_each_is_told() -> None:
    project = SHOP | {"tests/test_cart.py": PYTEST, "tests/test_lost.py": LOST}
    at = "tests/test_cart.py"
    found = try_tests(
        [
            f"{at}::test_total",
            f"{at}::test_wrong",
            f"{at}::test_prepared",
            f"{at}::test_each",
            f"{at}::test_each[1]",
            f"{at}::test_later",
            f"{at}::test_known",
            f"{at}::TestCart",
            f"{at}::TestCart::test_two",
            "tests.test_cart.TestCart",
            "tests/test_lost.py::test_a",
            f"{at}::test_gone",
        ],
        stored(project),
        own_interpreter(),
    )
    assert found == {
        f"{at}::test_total": "",
        f"{at}::test_wrong": f"{at}::test_wrong fails",
        f"{at}::test_prepared": f"{at}::test_prepared fails",
        f"{at}::test_each": f"{at}::test_each[2] fails",
        f"{at}::test_each[1]": "",
        f"{at}::test_later": "all of it was skipped",
        f"{at}::test_known": "all of it was skipped",
        f"{at}::TestCart": "",
        f"{at}::TestCart::test_two": "",
        "tests.test_cart.TestCart": "",
        "tests/test_lost.py::test_a": "tests/test_lost.py cannot be imported: "
        "ModuleNotFoundError: No module named 'nothing_like_it'",
        f"{at}::test_gone": "it has no test that runs",
    }


def test_unittest_runs_what_is_named_and_each_is_told() -> None:
    project = SHOP | {
        "tests/__init__.py": "",
        "tests/test_cart.py": UNITTEST,
        "tests/test_lost.py": "import nothing_like_it\n",
        "more/__init__.py": "",
        "more/test_a.py": UNITTEST.replace("def test_wrong", "def wrong").replace("def test_s", "def s"),
    }
    at = "tests.test_cart.CartTests"
    names = [f"{at}.{name}" for name in ("test_total", "test_wrong", "test_later", "test_known")]
    names += [f"{at}.test_surprise", f"{at}.test_parts", "tests.test_lost.Tests", "more"]
    assert try_tests(names, stored(project), own_interpreter()) == {
        f"{at}.test_total": "",
        f"{at}.test_wrong": f"{at}.test_wrong fails",
        f"{at}.test_later": "all of it was skipped",
        f"{at}.test_known": "all of it was skipped",
        f"{at}.test_surprise": f"{at}.test_surprise fails",
        f"{at}.test_parts": f"{at}.test_parts fails",
        "tests.test_lost.Tests": "tests.test_lost cannot be imported: "
        "ModuleNotFoundError: No module named 'nothing_like_it'",
        "more": "more.test_a.CartTests.test_parts fails",
    }


def test_a_pytest_that_is_not_there_is_told_as_any_missing_module() -> None:
    hidden = "import sys\nif __name__ == '__main__': sys.exit('python: No module named pytest')\n"
    project = {"pytest.py": hidden, "test_a.py": "def test_a(): pass\n"}  # which stands before the real one
    assert try_tests(["test_a.py::test_a"], stored(project), own_interpreter()) == {
        "test_a.py::test_a": "pytest is not installed: No module named 'pytest'"
    }


@pytest.mark.parametrize(
    ("report", "why"),
    [
        ("{}", "the tests could not be run: that is all"),
        ('{"ran": {"a.A": "passed"}, "unloaded": {}}', "the tests could not be run: that is all"),
        ('{"ran": {"test_a.A": ["passed"]}, "unloaded": {}}', ""),
    ],
)
def test_a_report_that_a_test_has_written_is_read_with_care(report: str, why: str) -> None:
    writes = f"import os\nopen('chronicles_evidence.json', 'w').write({report!r})\n"
    project = {"test_a.py": f"{writes}print('that is all', flush=True)\nos._exit(0)\n"}
    assert try_tests(["test_a.A"], stored(project), own_interpreter()) == {"test_a.A": why}


@pytest.mark.parametrize(
    ("files", "framework"),
    [
        ({"manage.py": "", "conftest.py": ""}, "django"),
        ({"tests/conftest.py": ""}, "pytest"),
        ({"pytest.ini": ""}, "pytest"),
        ({"setup.cfg": "[tool:pytest]\n"}, "pytest"),
        ({"setup.cfg": "[metadata]\n"}, "unittest"),
        ({"tox.ini": "[tox]\n\n[pytest]\n"}, "pytest"),
        ({"requirements.txt": "flask\npytest>=8\n"}, "pytest"),
        ({"requirements-dev.in": "Pytest\n"}, "pytest"),
        ({"requirements/test.txt": "  pytest\n"}, "pytest"),
        ({"requirements.txt": "pytest-cov\n# pytest\n"}, "unittest"),
        ({"pyproject.toml": "[tool.pytest.ini_options]\n"}, "pytest"),
        ({"pyproject.toml": '[project]\nname = "a"\ndependencies = ["pytest"]\n'}, "pytest"),
        ({"pyproject.toml": '[project.optional-dependencies]\ntest = ["pytest~=8.0"]\n'}, "pytest"),
        ({"pyproject.toml": '[dependency-groups]\ndev = [{include-group = "a"}, "pytest"]\n'}, "pytest"),
        ({"pyproject.toml": 'project = 3\n[tool]\nx = "pytest"\n'}, "unittest"),
        ({"pyproject.toml": "[tool.pytest"}, "unittest"),
        ({"test_a.py": "import pytest\n"}, "pytest"),
        ({"a/b_test.py": "async def test_a():\n    pass\n"}, "pytest"),
        ({"tests.py": "class A:\n    def test_a(self): pass\n"}, "unittest"),
        ({"a.py": "import pytest\n"}, "unittest"),
    ],
)
def test_the_project_says_what_runs_its_tests(files: dict[str, str], framework: str) -> None:
    assert framework_of({path: text.encode() for path, text in files.items()}) == framework


def test_files_of_tests_are_those_that_the_frameworks_look_for() -> None:
    paths = [
        "a/tests.py",
        "test.py",
        "test_a.py",
        "a/b_test.py",
        "tests/helpers.py",
        "contest.py",
        "testing.py",
    ]
    assert files_of_tests(paths) == ["a/b_test.py", "a/tests.py", "test.py", "test_a.py"]


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("tests.test_a.T.test_b", "tests/test_a.py::T::test_b"),
        ("tests.test_a", "tests/test_a.py"),
        ("tests", "tests"),
        ("tests/test_a.py::test_b[a.b]", "tests/test_a.py::test_b[a.b]"),
        ("gone.T", "gone.py::T"),
    ],
)
def test_a_dotted_name_is_one_of_pytests_too(name: str, node: str) -> None:
    assert node_id(name, ["tests/__init__.py", "tests/test_a.py"]) == node


def test_each_framework_is_started_once_with_its_own() -> None:
    files = {"manage.py": b"", "tests/test_a.py": b""}
    commands = evidence_commands(["app.tests.A", "app.tests.B", "tests/test_a.py::test_a"], files)
    assert [(one.framework, tuple(one.tests)) for one in commands] == [
        ("django", ("app.tests.A", "app.tests.B")),
        ("pytest", ("tests/test_a.py::test_a",)),
    ]
    assert commands[1].words[-1] == "tests/test_a.py"


AROUND = """
import unittest
from shop.cart import total

class Before(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise LookupError("no cart")
    def test_total(self): pass

class After(unittest.TestCase):
    @classmethod
    def tearDownClass(cls): raise LookupError("no cart")
    def test_total(self): pass

class Later(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise unittest.SkipTest("later")
    def test_total(self): pass

class Parts(unittest.TestCase):
    def test_some(self):
        for number in (1, 2):
            with self.subTest(number=number):
                self.assertEqual(number, 1) if number == 1 else self.skipTest("later")
    def test_none(self):
        with self.subTest(number=1):
            self.skipTest("later")

class Inside(unittest.TestCase):
    def test_total(self): self.assertEqual(total([]), 0)
"""
AROUND_ALL = """
import unittest

def setUpModule(): raise LookupError

class A(unittest.TestCase):
    def test_a(self): pass
"""


def test_what_is_around_the_tests_of_unittest_counts_for_each() -> None:
    tests = {
        "tests/__init__.py": "",
        "tests/test_a.py": AROUND,
        "tests/test_b.py": AROUND_ALL,
        "tests/test_c.py": "raise SystemExit('set DSN')",
        "tests/test_d.py": "from shop.cart import tea",
    }
    told = {
        "tests.test_a.Before": "tests.test_a.Before fails",
        "tests.test_a.Before.test_total": "tests.test_a.Before fails",
        "tests.test_a.After.test_total": "tests.test_a.After fails",
        "tests.test_a.Later.test_total": "all of it was skipped",
        "tests.test_a.Parts.test_some": "",
        "tests.test_a.Parts.test_none": "all of it was skipped",
        "tests.test_a.Inside": "",
        "tests.test_b.A.test_a": "tests.test_b fails",
        "tests.test_c.A.test_a": "tests.test_c.A.test_a cannot be imported: SystemExit: set DSN",
        "tests.test_d.A": "tests.test_d cannot be imported: ImportError: cannot import name 'tea' from "
        "'shop.cart' (src/shop/cart.py)",
    }
    assert try_tests(told, stored(SHOP | tests), own_interpreter()) == told


FAILING = "def test_a(): assert False\ndef test_b(): pass\n"


@pytest.mark.parametrize(
    ("options", "first", "second"),
    [
        ("addopts = -x --lf", "test_a.py::test_a fails", ""),
        ("addopts = --nothing", *2 * ["the tests could not be run: unrecognized arguments: --nothing"]),
        (
            "addopts = --strict-config\nlost = 1",
            *2 * ["the tests could not be run: Unknown config option: lost"],
        ),
    ],
)
def test_the_options_of_a_project_stop_no_test_unsaid(options: str, first: str, second: str) -> None:
    files = stored({"test_a.py": FAILING, "pytest.ini": f"[pytest]\n{options}\n"})
    found = try_tests(["test_a.py::test_a", "test_a.py::test_b"], files, own_interpreter())
    assert found == {"test_a.py::test_a": first, "test_a.py::test_b": second}


def test_what_pytest_cannot_import_is_told_by_its_path_in_the_project() -> None:
    files = stored(SHOP | {"test_a.py": "from shop.cart import tea\n"})
    assert try_tests(["test_a.py::test_a"], files, own_interpreter()) == {
        "test_a.py::test_a": "test_a.py cannot be imported: ImportError: cannot import name 'tea' from "
        "'shop.cart' (src/shop/cart.py)"
    }
