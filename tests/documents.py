"""Tables of documents: Markdown files whose cases are a title, an input and what is expected of it.

The form is markdown-it's: a title, then the input and the expected text, each between lines that
hold a `.` alone. So that nothing is invisible, `→` stands for a tab and `␣` for a space.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

TABLES = Path(__file__).parent / "tables"


class Case(NamedTuple):
    """One case of a table; `place` is the file and the line of its title."""

    place: str
    title: str
    input: str
    expected: str


def read_table(path: Path) -> Iterator[Case]:
    """Yield the cases of the table at `path`; their texts end with a line end unless they are empty."""
    parts: list[list[str]] = [[]]
    start = 0
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line == ".":
            parts.append([])
        elif len(parts) > 1 or (line and not line.startswith("#")):
            start = start if len(parts) > 1 or parts[0] else number
            parts[-1].append(line.replace("→", "\t").replace("␣", " "))
        if len(parts) == 4:
            title, text, expected, _ = ("".join(f"{line}\n" for line in part) for part in parts)
            yield Case(f"{path.name}:{start}", " ".join(title.split()), text, expected)
            parts = [[]]
    assert parts == [[]], f"{path.name}:{start}: this case is never closed"


def cases(name: str) -> Any:
    """The cases of the table `name`, for a test with one argument, `case`; their titles are its ids."""
    found = list(read_table(TABLES / name))
    return pytest.mark.parametrize("case", found, ids=[case.title for case in found])
