"""What a reader runs in the page is what `check` proves: the same inputs, by both ways, say the same."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chronicles.execution import ScriptRun
from chronicles.execution.script_runs import StepOutput
from tests.execution.small import CLOCK, PROJECT, http, pycon, run_pages
from tests.live.bridge import Bridge

# What stands around Django in `wsgi.py` answers too, and a shell of the project's own brings what it likes.
WSGI = """
from django.core.wsgi import get_wsgi_application
own = get_wsgi_application()
def application(environ, start):
    return own(environ, lambda line, headers: start(line, [*headers, ("X-Around", "yes")]))
"""
# A project may ask where it stands.
WHERE = """
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

def where(request):
    if "on" in request.GET:
        return redirect("where")
    return JsonResponse({
        "path": request.path, "url": request.build_absolute_uri("?a"), "reverse": reverse("where"),
        "secure": request.is_secure(), "from": request.headers.get("Referer"),
    })

urlpatterns.append(path("where/", where, name="where"))
"""
SHELL = """
from django.core.management.commands.shell import Command as Shell
class Command(Shell):
    def get_auto_imports(self):
        return [*super().get_auto_imports(), "django.utils.text.slugify"]
"""
FILES = PROJECT | {
    "config/wsgi.py": WSGI,
    "config/urls.py": PROJECT["config/urls.py"] + WHERE,
    "config/settings.py": PROJECT["config/settings.py"] + 'WSGI_APPLICATION = "config.wsgi.application"\n',
    "notes/management/commands/shell.py": SHELL,
}
STATEMENTS = (
    "slugify('A title')",
    "Note.objects.count()",  # the shell brings the models
    "one = 1",
    "for note in Note.objects.all():\n    print(note, one)",
    "if one:\n    print('yes')\nelse:\n    print('no')\n",
    "@str\ndef text(): pass",
    "_ or one",
    "None",
    "import sys; _ = print('to the other stream', file=sys.stderr)",
    "one +",
    "if one:",
    "print(1)\nprint(2)",
    "1 / 0",
    "def deep(): raise KeyError('a') from None",
    "deep()",
    "Note.objects.none().get()",
    "ont",
    "__name__, Note.objects.model.__module__",
    "raise SystemExit(3)",
    "one",
    "Note.objects.count()",
)
FORM = "Content-Type: application/x-www-form-urlencoded"
REQUESTS = (
    "GET /form/ HTTP/1.1",
    "GET /form/\nHost: localhost",
    f"POST /notes/ HTTP/1.1\n{FORM}\n\ntext=a+b",
    f"POST /notes/ HTTP/1.1\n{FORM}\nX-CSRFToken: {{csrftoken}}\n\ntext=a",
    "GET /lines/ HTTP/1.1",
    "GET /where/",
    "GET /where/?on",
    "GET /where/\nHost: localhost:99\nReferer: https://example.org/",
    "GET /echo/",
    'post /echo/?q=%C3%A9 HTTP/1.1\nHost: localhost:8000\nContent-Type: application/json\n\n{"a": "é"}',
    "GET /echo/ HTTP/1.1\nHost: localhost\nAuthorization: Bearer {access}",
    "GET /echo/ HTTP/1.1\nHost: evil.example",
    "GET /echo/ HTTP/1.1\nHost: localhost\nCookie: a=b\nAuthorization: one\nAuthorization: two",
    "POST /echo/ HTTP/1.1\nHost: localhost\nContent-Type: multipart/form-data; boundary=X\n\n--X\n"
    'Content-Disposition: form-data; name="f"; filename="f.txt"\n\nHello\n--X--',
    "GET /nothing/ HTTP/1.1\nHost: localhost",
    "GET /{nobody}/ HTTP/1.1",
    "GET HTTP/1.1",
    "GET / HTTP/1.1\nno header",
    "GET /chat HTTP/1.1\nConnection: Upgrade\nUpgrade: websocket",
)
BY_CHANCE = ("Set-Cookie", "csrftoken")  # a token is another one each time


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """The project as a page runs it, with the database that `check` makes for it."""
    root = tmp_path_factory.mktemp("page") / "notes"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with Bridge(root) as page:
        page.started()
        for line in ("manage.py migrate", "manage.py seed"):
            assert page.call("command", line)["status"] == 0
        yield page


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[StepOutput, ...], ...]:
    """What `check` gets of the statements, and of each request that can be sent; and why one cannot."""
    blocks = (pycon(*STATEMENTS), http(*REQUESTS[:-4]))
    page = ScriptRun("docs/a.md", "now", CLOCK, "demo", blocks)
    results = run_pages([page], tmp_path_factory.mktemp("cache"), project=FILES).results[page]
    assert [result.stopped for result in results] == ["", ""]
    return tuple(result.outputs for result in results)


@pytest.mark.parametrize("number", range(len(STATEMENTS)))
def test_a_statement_says_and_asks_the_same(
    page: Bridge, proven: tuple[tuple[StepOutput, ...], ...], number: int, entered: list[dict[str, Any]]
) -> None:
    step, expected = entered[number], proven[0][number]
    assert (step["source"], step["output"]) == (STATEMENTS[number], expected.output)
    assert (step["failed"], tuple(step["sql"])) == (bool(expected.status), expected.queries)


@pytest.fixture(scope="module")
def entered(page: Bridge) -> list[dict[str, Any]]:
    """What the page gets of each statement."""
    return [page.call("enter", json.dumps([statement]))[0] for statement in STATEMENTS]


@pytest.fixture(scope="module")
def sent(page: Bridge, entered: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the page gets of each request, after the statements."""
    return [page.call("send", request) for request in REQUESTS]


@pytest.mark.parametrize("number", range(len(REQUESTS) - 4))
def test_a_request_is_answered_the_same(
    proven: tuple[tuple[StepOutput, ...], ...], sent: list[dict[str, Any]], number: int
) -> None:
    answer = sent[number]
    assert ["X-Around", "yes"] in answer["headers"]
    headers = "".join(f"{name}: {value}\n" for name, value in answer["headers"])
    said = f"HTTP/1.1 {answer['line']}\n{headers}\n{answer['body']}"
    assert told(said) == told(proven[1][number].output)


def told(answer: str) -> list[str]:
    """The lines of an answer that are no chance, and no debug page of Django's: it shows the environment."""
    head, _, body = answer.partition("\n\n")
    shown = body if "<!DOCTYPE html>" not in body else body.partition("</title>")[0]
    return [line for line in [*head.split("\n"), shown] if not any(word in line for word in BY_CHANCE)]


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        (-4, "no earlier answer of this page has a text or cookie 'nobody' (there is: access, auth, body, "),
        (-3, "'GET HTTP/1.1' is not the first line of a request: METHOD /path HTTP/1.1"),
        (-2, "'no header' is not a header: Name: value"),
        (-1, "it asks for a WebSocket, which an http block cannot open: mark it with data-unproven"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_the_same_words(
    sent: list[dict[str, Any]], tmp_path: Path, number: int, refused: str
) -> None:
    assert sent[number]["refused"].startswith(refused)
    page = ScriptRun("docs/a.md", "now", CLOCK, "demo", (http(*REQUESTS[9:10], REQUESTS[number]),))
    (result,) = run_pages([page], tmp_path).results[page]
    assert result.stopped.startswith(refused)


def test_a_shell_that_cannot_start_takes_nothing_from_the_prompt(tmp_path: Path) -> None:
    broken = FILES | {"notes/management/commands/shell.py": "import nothing_of_the_kind\n"}
    page = ScriptRun("docs/a.md", "now", CLOCK, "empty", (pycon("1 + 1", "Note"),))
    (result,) = run_pages([page], tmp_path, project=broken).results[page]
    two, note = result.outputs
    assert (two.output, note.status) == ("2\n", 1)
    assert "NameError: name 'Note' is not defined" in note.output
