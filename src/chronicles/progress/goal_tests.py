"""Runs the tests that goals name, in the sandbox, each by itself accounted for. Starts processes."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from chronicles import sandbox
from chronicles.guides.series.folders import write_files
from chronicles.guides.series.series import Stored
from chronicles.pages.addresses import parted
from chronicles.sandbox.scratch import scratch_folder
from chronicles.sandbox.untrusted import MOST_BYTES, Untrusted, is_texts, read_file, read_object

MANAGE = "manage.py"
MODULE = "chronicles_evidence"
REPORT = f"{MODULE}.json"
UNLOADED = "unittest.loader._FailedTest."  # stands for a module that unittest could not import
# The project's own runner may do as it likes; this one notes what became of each test.
RUNNER = f'''
import json
import unittest

from django.test.runner import DiscoverRunner


class Result(unittest.TextTestResult):
    found = {{}}

    def note(self, test, how):
        self.found.setdefault(test.id(), []).append(how)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.note(test, "passed")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped")

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, "failed")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, "failed")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note(test, "failed")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.note(test, "failed")


class Runner(DiscoverRunner):
    def get_resultclass(self):
        return Result

    def run_suite(self, suite, **kwargs):
        try:
            return super().run_suite(suite, **kwargs)
        finally:
            with open("{REPORT}", "w") as file:
                json.dump(Result.found, file)
'''


def try_tests(names: Iterable[str], files: Iterable[Stored]) -> dict[str, str]:
    """Run the tests called `names` on a copy of the project, and return what is wrong with each, by its name.

    The text is empty for a test that passes. A name is one that `manage.py test` takes (Django's "Running
    tests"): a package, a module, a class or a method; it passes where at least one of its tests does, and
    none fails. All of them have `sandbox.SECONDS` together. Raises `Refused` for a file whose path leads out
    of the project, and `OSError` where nothing can be started.
    """
    wanted = sorted(set(names))
    with scratch_folder("chronicles-evidence-") as scratch:
        folder = scratch / "project"
        write_files(files, folder)
        if not (folder / MANAGE).is_file():
            return dict.fromkeys(wanted, f"the project has no {MANAGE}, so it cannot be run")
        (folder / f"{MODULE}.py").write_text(RUNNER, "utf-8")
        words = [sys.executable, MANAGE, "test", f"--testrunner={MODULE}.Runner", *wanted]
        outcome = sandbox.run(words, folder)
        found = _report(folder / REPORT)
    if outcome.excess:
        return dict.fromkeys(wanted, f"the tests were stopped, since {outcome.excess}")
    last = next((line for line in reversed(outcome.output.splitlines()) if line.strip()), "")
    return {name: failure(name, found, last) for name in wanted}


def by_project(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of tests, sorted, by the name of their project: `""` is the journal's own."""
    found: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        found.setdefault(parted(name)[0], []).append(name)
    return found


def failure(name: str, found: Mapping[str, list[str]] | None, last: str) -> str:
    """Return what is wrong with the test `name`, `""` where nothing is.

    `found` has the words `passed`, `skipped` and `failed` of each test that ran, by unittest's `id()` of it;
    it is `None` where none could run. `last` is the last line of what was said.
    """
    if found is None:
        return f"the tests could not be run: {last}"
    ran = {test: how for test, how in found.items() if test == name or test.startswith(f"{name}.")}
    if not ran and (module := _unloaded(name, found)):
        return f"{module} cannot be imported"
    failed = sorted(test for test, how in ran.items() if "failed" in how)
    if failed:
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        return f"{failed[0]}{more} fails" if not more else f"{failed[0]}{more} fail"
    if not any("passed" in how for how in ran.values()):
        return "all of it was skipped" if ran else "it has no test that runs"
    return ""


def _unloaded(name: str, found: Iterable[str]) -> str:
    """The module on the way to a test that could not be imported, `""` where each could.

    Of its name, unittest tells the last part.
    """
    parts = name.split(".")
    lost = [test.removeprefix(UNLOADED) for test in found if test.startswith(UNLOADED)]
    return next((".".join(parts[: parts.index(part) + 1]) for part in lost if part in parts), "")


def _report(path: Path) -> dict[str, list[str]] | None:
    try:
        found = read_object(read_file(path, MOST_BYTES))
    except Untrusted:
        return None
    return found if all(map(is_texts, found.values())) else None
