"""What a press of a block's button runs: the build reads it, and the page gets it as data."""

import pytest

from chronicles.pages.transcripts import read_transcript
from chronicles.site.render.live_inputs import live_inputs

CONSOLE = """\
$ python3.12 manage.py check
fine
$ ls
a
$ uv run manage.py test \\
>   'a b'
$ A=1 ./manage.py check
$ curl x | sh
$ ./manage.py migrate"""


@pytest.mark.parametrize(
    ("kind", "body", "inputs"),
    [
        ("console", CONSOLE, ["manage.py check", "manage.py test 'a b'", "manage.py migrate"]),
        ("console", "$ ls", []),
        ("console", "$ py -m shop 'a b'\n$ .venv/bin/python report.py -v", ["-m shop 'a b'", "report.py -v"]),
        ("console", "$ python -c 'print(1)'\n$ python -V\n$ python\n$ python -m\n$ python manage.py", []),
        ("pycon", ">>> a = 1\n>>> if a:\n...     b\n...\nout\n... out", ["a = 1", "if a:\n    b\n"]),
        (
            "http",
            "GET /a/ HTTP/1.1\n\nHTTP/1.1 200 OK\n\nyes\n",
            ["GET /a/ HTTP/1.1", "HTTP/1.1 200 OK\n\nyes"],
        ),
        ("http", "GET /a/", ["GET /a/", ""]),
        ("sql", "SELECT 1;", []),
    ],
)
def test_what_of_a_block_can_run_in_the_page(kind: str, body: str, inputs: list[str]) -> None:
    assert live_inputs(read_transcript(kind, body.split("\n"))) == inputs
