"""Runs the tests that the arguments name, dotted, by unittest: `python -m … NAME…`."""

import sys
import unittest
from importlib.util import find_spec

from .noted_result import NotedResult
from .outcomes import last_line
from .source_folder import show_sources


def suite_of(names: list[str]) -> unittest.TestSuite:
    """Return the tests of these names; of a package, those of all of its modules."""
    loader = unittest.TestLoader()
    suite = unittest.TestSuite()
    for name in names:
        try:
            found = loader.loadTestsFromName(name)
        except SystemExit as ended:  # the loader would end with it
            NotedResult.outcomes.lose(name.rpartition(".")[2], last_line(f"SystemExit: {ended}"))
            continue
        if not found.countTestCases() and _is_package(name):
            found = loader.discover(name.replace(".", "/"), top_level_dir=".")
        suite.addTest(found)
    return suite


def _is_package(name: str) -> bool:
    try:
        found = find_spec(name)
    except (ImportError, ValueError):
        return False
    return found is not None and found.submodule_search_locations is not None


if __name__ == "__main__":
    show_sources()
    runner = unittest.TextTestRunner(resultclass=NotedResult)  # type: ignore[arg-type]
    try:
        runner.run(suite_of(sys.argv[1:]))
    finally:
        NotedResult.outcomes.write()
