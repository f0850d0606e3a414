"""A result of unittest's that notes what became of each test."""

import re
import unittest
from typing import Any

from .outcomes import Outcomes, last_line

FAILED_LOAD = "unittest.loader._FailedTest."  # stands for a module that unittest could not import
# Stands for what comes before and after the tests of a class or module, whose name is in the brackets.
AROUND = re.compile(r"(?:setUp|tearDown)(?:Class|Module) \((?P<name>.*)\)")


class NotedResult(unittest.TextTestResult):
    """Notes in `outcomes`, which all results of a run share."""

    outcomes = Outcomes()

    def note(self, test: Any, how: str, why: str = "") -> None:
        """Note a test by unittest's `id()` of it; a module that is lost by the last part of its name.

        A part of a test (`subTest`) is noted as the test, what is around the tests of a class as the class.
        """
        name = getattr(test, "test_case", test).id()
        around = AROUND.fullmatch(name)
        name = around["name"] if around else name
        if name.startswith(FAILED_LOAD):
            self.outcomes.lose(name.removeprefix(FAILED_LOAD), why)
        else:
            self.outcomes.note(name, how)

    def addSuccess(self, test: Any) -> None:  # noqa: N802  # unittest's names
        super().addSuccess(test)
        self.note(test, "passed")

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802
        super().addSkip(test, reason)
        self.note(test, "skipped")

    def addExpectedFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        super().addExpectedFailure(test, err)
        self.note(test, "skipped")

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802
        super().addError(test, err)
        self.note(test, "failed", last_line(str(err[1])))

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        super().addFailure(test, err)
        self.note(test, "failed")

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802
        super().addSubTest(test, subtest, err)
        self.note(test, "passed" if err is None else "failed")

    def addUnexpectedSuccess(self, test: Any) -> None:  # noqa: N802
        super().addUnexpectedSuccess(test)
        self.note(test, "failed")
