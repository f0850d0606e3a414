"""What came of a block in the page, held against what it prints, with no more of us than the page has."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chronicles.live.bridge_files import bridge_files
from tests.live.bridge import module

PYCON = ">>> Note.objects.count()\n1\n>>> Note.objects.first()\n<Note: …>\n>>> 1\n>>> object()\n<object object at 0x…>"
CONSOLE = (
    "$ git status\nclean\n$ python manage.py test\nRan 3 tests in 0.004s\n\nOK\n$ python -m shop 'a b'\n2"
)
HTTP = 'GET /api/ HTTP/1.1\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"count": 1, …}'
JSON_HEAD = "HTTP/1.1 200 OK\nContent-Type: application/json\nDate: today\n\n"

CASES = {
    "as printed": (
        "pycon",
        PYCON,
        [("Note.objects.count()", "1\n"), ("Note.objects.first()", "<Note: A>\n")],
        [],
    ),
    "another number": ("pycon", PYCON, [("Note.objects.count()", "2\n")], ["Note.objects.count()"]),
    "an address": ("pycon", PYCON, [("object()", "<object object at 0x7f0012345678>\n")], []),
    "what is not shown": ("pycon", PYCON, [("1", "1\n")], []),
    "what is not there": ("pycon", PYCON, [("2", "2\n")], []),
    "a folder": ("pycon", ">>> f()\n'~/project/db'", [("f()", "'/project/db'\n")], []),
    "another duration": ("console", CONSOLE, [("manage.py test", "Ran 3 tests in 9.1s\n\nOK\n")], []),
    "words in quotes": ("console", CONSOLE, [("-m shop 'a b'", "3\n")], ["-m shop 'a b'"]),
    "a quote that stays open": ("console", "$ echo 'a\n$ python -m a\n1", [("-m a", "2")], ["-m a"]),
    "more keys": ("http", HTTP, [("GET /api/ HTTP/1.1", f'{JSON_HEAD}{{"count":1,"next":null}}')], []),
    "another value": (
        "http",
        HTTP,
        [("GET /api/ HTTP/1.1", f'{JSON_HEAD}{{"count":2}}')],
        ["GET /api/ HTTP/1.1"],
    ),
    "another status": (
        "http",
        HTTP,
        [("GET /api/ HTTP/1.1", 'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"count": 1}')],
        ["GET /api/ HTTP/1.1"],
    ),
}


@pytest.mark.parametrize(("kind", "printed", "answers", "found"), CASES.values(), ids=CASES)
def test_an_answer_is_held_against_the_printed_one(
    monkeypatch: pytest.MonkeyPatch, kind: str, printed: str, answers: list[tuple[str, str]], found: list[str]
) -> None:
    differing = module("printed_answers", monkeypatch).differing
    assert differing(kind, printed, answers, "/project") == found


def test_the_page_has_all_that_it_takes(tmp_path: Path) -> None:
    for name, data in bridge_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from bridge.printed_answers import differing\n"
        f"print(differing('http', {HTTP!r}, [('GET /api/ HTTP/1.1', '')], '/project'))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (json.dumps(["GET /api/ HTTP/1.1"]).replace('"', "'") + "\n", "")
