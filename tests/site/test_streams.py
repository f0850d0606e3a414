"""Where the words of a command go: to a full disk, to a reader who has left, or nowhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sizes import few

from .conftest import FILES, Journal

FULL = "the output: no space left on device\n    Make room, or make it readable and writable.\n1 problem\n"
TWO = """\
Student: it is 2 things
    Name one: courses/models.py#Student, students/models.py#Student.
1 problem
"""
# Python has settings that hide what is wrong, such as PYTHONUNBUFFERED; a user has none of them.
BARE = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with a page that is faulty, and two things that are called Student."""
    page = '```python {data-from="students/models.py#Nobody"}\n```\n'
    more = {"docs/faulty.md": page, "demo_project/courses/models.py": "class Student:\n    pass\n"}
    return Journal(tmp_path_factory.mktemp("journal")).write(FILES).write(more).root


@pytest.mark.parametrize(
    ("words", "streams", "status", "said"),
    few(
        [
            ("--help", ">/dev/full", 1, FULL),
            ("check docs/index.md", ">/dev/full", 1, FULL),
            ("show --print students/models.py#Course", ">/dev/full", 1, FULL),
            ("--help", ">/dev/full 2>/dev/full", 1, ""),
            ("check docs/faulty.md", "2>/dev/full", 1, ""),
            ("chek", "2>/dev/full", 1, ""),
            ("check docs/index.md", "2>/dev/full", 0, ""),  # it has nothing to say there
            ("--help", ">&-", 0, ""),
            ("check docs/index.md", "<&- >&- 2>&-", 0, ""),
            ("check docs/faulty.md", "2>&-", 1, ""),
            ("show --print Student", "<&-", 1, TWO),
        ],
        0,
        3,
        5,
        7,
        8,
    ),
)
def test_words_that_cannot_be_written(root: Path, words: str, streams: str, status: int, said: str) -> None:
    done = run(root, ["sh", "-c", f'exec "$@" {streams}', "sh", *command(words)])
    assert (done.returncode, done.stderr) == (status, said)


@pytest.mark.parametrize("words", ["--help", "check docs/index.md", "show --print students/models.py#Course"])
def test_nobody_is_told_that_a_reader_has_left(root: Path, words: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(root, command(words), stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_no_file_takes_the_place_of_a_stream_that_is_closed(tmp_path: Path) -> None:
    source = "import sys; from chronicles.cli import streams; streams.open_all()\n"
    opening = "sys.exit(open('x', 'w').fileno())"
    shell = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", source + opening]
    assert run(tmp_path, shell).returncode > 2


def command(words: str) -> list[str]:
    return [sys.executable, "-m", "chronicles", *words.split()]


def run(folder: Path, words: list[str], stdout: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[str]:
    pipes = {"stdin": subprocess.DEVNULL, "stdout": stdout, "stderr": subprocess.PIPE}
    return subprocess.run(words, cwd=folder, env=BARE | {"NO_COLOR": "1"}, text=True, check=False, **pipes)  # type: ignore[call-overload,no-any-return]
