"""The examples in docstrings hold."""

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
# What runs in the reader's browser or beside the project under test cannot be imported here.
ELSEWHERE = ("live/browser", "live/scripts", "execution/inside")
EXAMPLE = re.compile(r"^ +>>> ", re.MULTILINE)
FILES = [path for path in sorted(SOURCE.rglob("*.py")) if EXAMPLE.search(path.read_text("utf-8"))]
NAMES = [path.relative_to(SOURCE).as_posix() for path in FILES]


@pytest.mark.parametrize("name", [name for name in NAMES if not any(part in name for part in ELSEWHERE)])
def test_the_examples_of_a_module_hold(name: str) -> None:
    module = import_module(name.removesuffix(".py").replace("/", "."))
    said = doctest.testmod(module)
    assert said.attempted
    assert not said.failed
