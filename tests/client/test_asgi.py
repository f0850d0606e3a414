"""Requests as conversations with an ASGI application."""

import asyncio
import contextvars
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import StreamingResponse

from chronicles_client.asgi import http_scope
from chronicles_client.event_loop_client import EventLoopClient
from chronicles_client.served_application import ServedApplication, Unserved


def client(application: Any, interface: Any = "asgi") -> EventLoopClient:
    return EventLoopClient(ServedApplication(application, interface))


def asked(application: Any, *texts: str) -> list[str]:
    """What came of each request, as a page shows it."""
    sender = client(application)
    try:
        return [sender.send(sender.read(text)).text for text in texts]
    finally:
        sender.close()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], [(b"host", b"h:81"), (b"content-length", b"5")]),
        ([("host", "other"), ("Content-Length", "99")], [(b"host", b"other"), (b"content-length", b"5")]),
        ([("X-Name", "é")], [(b"host", b"h:81"), (b"x-name", "é".encode()), (b"content-length", b"5")]),
    ],
)
def test_headers_are_bytes_in_their_order(headers: Any, expected: list[tuple[bytes, bytes]]) -> None:
    scope = http_scope("POST", "/caf%C3%A9/?q=%C3%A9", headers, b"hello", "http://h:81", "/demo")
    assert scope["headers"] == expected
    assert (scope["path"], scope["raw_path"], scope["query_string"], scope["root_path"]) == (
        "/demo/café/",
        b"/demo/caf%C3%A9/",
        b"q=%C3%A9",
        "/demo",
    )
    assert (scope["server"], scope["scheme"]) == (("h", 81), "http")


def test_fastapi_answers_with_cookies_and_names_kept() -> None:
    app = FastAPI()

    @app.post("/items/")
    async def make(request: Request) -> Any:
        return {"id": 7, "got": (await request.json())["name"], "cookies": request.cookies}

    @app.get("/items/{number}")
    def show(number: int) -> Any:  # in a thread of anyio's
        return {"number": number}

    made, shown, lost = asked(
        app,
        'POST /items/ HTTP/1.1\nCookie: a=b\n\n{"name": "tea"}',
        "GET /items/{id} HTTP/1.1",
        "GET /nothing",
    )
    assert made.startswith("HTTP/1.1 200 OK\n")
    assert made.endswith('\n\n{"id":7,"got":"tea","cookies":{"a":"b"}}')
    assert shown.endswith('\n\n{"number":7}')
    assert lost.startswith("HTTP/1.1 404 Not Found\n")


def test_a_streamed_body_comes_whole_and_head_has_none() -> None:
    app = FastAPI()

    async def lines() -> Any:
        for number in range(3):
            await asyncio.sleep(0)
            yield f"line {number}\n"

    @app.api_route("/", methods=["GET", "HEAD"])
    async def stream() -> StreamingResponse:
        return StreamingResponse(lines(), media_type="text/plain")

    whole, head = asked(app, "GET /", "HEAD /")
    assert whole.endswith("\n\nline 0\nline 1\nline 2\n")
    assert head.endswith("charset=utf-8\n\n")


def test_it_is_started_once_and_ended_and_its_state_reaches_every_request() -> None:
    seen: list[object] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            seen.append((await receive())["type"])
            scope["state"]["kept"] = ["one"]
            await send({"type": "lifespan.startup.complete"})
            seen.append((await receive())["type"])
            await send({"type": "lifespan.shutdown.complete"})
            return
        seen.append(scope["state"]["kept"])
        scope["state"]["more"] = "of this request alone"
        assert "more" not in seen
        await answer(send, b"")

    asked(app, "GET /", "GET /")
    assert seen == ["lifespan.startup", ["one"], ["one"], "lifespan.shutdown"]


async def answer(send: Any, body: bytes, status: int = 200) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": body})


async def not_interested(scope: Any, receive: Any, send: Any) -> None:
    assert scope["type"] == "http", "the specification lets it raise"
    assert "state" not in scope
    await answer(send, b"here")


async def silent(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await answer(send, b"here")


@pytest.mark.parametrize("app", [not_interested, silent])
def test_one_that_knows_no_lifespan_is_served_all_the_same(app: Any) -> None:
    assert asked(app, "GET /") == ["HTTP/1.1 200 OK\n\nhere"]


def failing(when: str) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "lifespan"
        for stage in ("startup", "shutdown"):
            await receive()
            outcome = "failed" if stage == when else "complete"
            await send({"type": f"lifespan.{stage}.{outcome}", "message": "Traceback\nKeyError: 'DSN'\n"})

    return app


def test_one_that_does_not_start_says_why() -> None:
    with pytest.raises(Unserved, match=r"^the application does not start: KeyError: 'DSN'$"):
        client(failing("startup"))


@pytest.mark.parametrize(
    ("raised", "said"),
    [(SystemExit("set DSN"), "SystemExit: set DSN"), (asyncio.CancelledError(), "CancelledError")],
)
def test_one_that_breaks_off_as_it_starts_says_why(raised: BaseException, said: str) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise raised

    with pytest.raises(Unserved, match=f"^the application does not start: {said}$"):
        client(app)


def test_a_file_of_the_project_is_told_by_its_path_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {"type": "lifespan.startup.failed", "message": f"ImportError: no tea ({tmp_path}/shop.py)"}
        )

    with pytest.raises(Unserved, match=r"^the application does not start: ImportError: no tea \(shop.py\)$"):
        client(app)


def test_one_that_does_not_end_well_says_why() -> None:
    sender = client(failing("shutdown"))
    with pytest.raises(Unserved, match=r"^the application does not end well: KeyError: 'DSN'$"):
        sender.close()


def test_two_calls_are_one_conversation_too() -> None:
    def app(scope: Any) -> Any:
        async def inside(receive: Any, send: Any) -> None:
            assert scope["type"] == "http"
            await answer(send, (await receive())["body"], 418)

        return inside

    sender = client(app, "asgi2")
    assert sender.send(sender.read("POST /\n\ntea")).text == "HTTP/1.1 418 I'm a Teapot\n\ntea"
    sender.close()


def test_after_its_answer_it_is_told_that_nobody_listens_any_more() -> None:
    told: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await receive()
        waiting = asyncio.ensure_future(receive())
        await answer(send, b"a")
        told.append((await waiting)["type"])
        await send({"type": "http.response.body", "body": b"too late"})

    assert asked(app, "GET /") == ["HTTP/1.1 200 OK\n\na"]
    assert told == ["http.disconnect"]


def test_no_request_sees_the_variables_of_another() -> None:
    number = contextvars.ContextVar("number", default=0)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        number.set(number.get() + 1)
        await answer(send, str(number.get()).encode())

    assert asked(app, "GET /", "GET /") == ["HTTP/1.1 200 OK\n\n1"] * 2


async def raises(scope: Any, receive: Any, send: Any) -> None:
    raise LookupError("no such\nthing")


async def says_nothing(scope: Any, receive: Any, send: Any) -> None: ...


async def says_nonsense(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.body", "body": b"first"})


@pytest.mark.parametrize(
    ("app", "error"),
    [
        (raises, "LookupError: no such thing"),
        (says_nothing, "RuntimeError: the application has not answered"),
        (says_nonsense, "RuntimeError: the ASGI message 'http.response.body' has no place here"),
    ],
)
def test_what_is_raised_is_a_servers_answer_and_in_words(app: Any, error: str) -> None:
    sender = client(app)
    response = sender.send(sender.read("GET /"))
    sender.close()
    assert response.text == (
        "HTTP/1.1 500 Internal Server Error\ncontent-type: text/plain; charset=utf-8\n\nInternal Server Error"
    )
    assert response.error.partition(" (")[0] == error


def test_fastapis_own_answer_to_an_error_is_kept_and_what_was_raised_is_known() -> None:
    app = FastAPI()

    @app.get("/")
    async def divide() -> float:
        return 1 / 0

    sender = client(app)
    response = sender.send(sender.read("GET /"))
    sender.close()
    assert (response.status, response.body) == (500, b"Internal Server Error")
    assert response.error.partition(" (")[0] == "ZeroDivisionError: division by zero"
