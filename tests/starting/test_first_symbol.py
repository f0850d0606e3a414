"""Which part of a project a journal begins with."""

from pathlib import Path
from textwrap import dedent

import pytest

from chronicles.source.trees import WorkingTree
from chronicles.starting.first_symbol import first_symbol
from tests.journals import write

CLASS = '''
    import os


    class Book:
        """A book."""

        def title(self):
            return "x"
    '''
FUNCTION = '''
    @cache
    def read(path):
        """Read it."""
        return path
    '''
LONG = "\ndef long():\n" + "    pass\n" * 40


@pytest.mark.parametrize(
    ("files", "address"),
    [
        ({"a.py": FUNCTION}, "a.py#read"),
        ({"a.py": FUNCTION, "b.py": CLASS}, "b.py#Book"),
        ({"a.py": CLASS, "b/models.py": CLASS}, "b/models.py#Book"),
        (
            {"tests/a.py": CLASS, "test_b.py": CLASS, "migrations/0001.py": CLASS, "c.py": FUNCTION},
            "c.py#read",
        ),
        ({"a/run.py": CLASS, "src/b/__init__.py": "", "src/b/c.py": FUNCTION}, "src/b/c.py#read"),
        ({"a.py": LONG}, None),
        ({"a.py": "x = 1\n"}, None),
        ({"a.py": "\n    def _hidden(a):\n        b = a\n        return b\n"}, None),
        ({"a.py": "def broken(:\n"}, None),
        ({"a.py": b"\xff\xfe", "b.py": FUNCTION}, "b.py#read"),
        ({"a.txt": "class A: ..."}, None),
        ({}, None),
    ],
)
def test_it_is_short_and_telling(tmp_path: Path, files: dict[str, str | bytes], address: str | None) -> None:
    write(tmp_path, {name: dedent(text) if isinstance(text, str) else text for name, text in files.items()})
    found = first_symbol(WorkingTree(tmp_path))
    assert (str(found) if found else None) == address
