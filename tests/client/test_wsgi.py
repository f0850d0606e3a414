"""Requests as calls of a WSGI application."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from chronicles_client.wsgi import WsgiResponse, wsgi_environ
from chronicles_client.wsgi_client import WsgiClient


@pytest.mark.parametrize(
    ("origin", "name", "port", "host"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", "8000", "127.0.0.1:8000"),
        ("http://example.org", "example.org", "80", "example.org"),
        ("https://example.org", "example.org", "443", "example.org"),
        ("http://[::1]:8000", "::1", "8000", "[::1]:8000"),
    ],
)
def test_the_server_is_named_by_the_origin(origin: str, name: str, port: str, host: str) -> None:
    environ = wsgi_environ("GET", "/", [], b"", origin)
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"], environ["HTTP_HOST"]) == (name, port, host)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([("Accept", "a"), ("accept", "b")], {"HTTP_ACCEPT": "a, b"}),
        ([("Cookie", "a=1"), ("Cookie", "b=2")], {"HTTP_COOKIE": "a=1; b=2"}),
        ([("Host", "[::1]:1")], {"HTTP_HOST": "[::1]:1"}),
        ([("content-type", "text/plain")], {"CONTENT_TYPE": "text/plain"}),
        ([("Content-Length", "999")], {"CONTENT_LENGTH": "5"}),
        ([("X-One-Two", "3")], {"HTTP_X_ONE_TWO": "3"}),
    ],
)
def test_headers_are_fields_of_the_environment(
    headers: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    environ = wsgi_environ("POST", "/caf%C3%A9/?q=%C3%A9", headers, b"hello", "http://h")
    assert expected.items() <= environ.items()
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/caf\xc3\xa9/", "q=%C3%A9")


def test_a_body_is_closed_also_where_it_breaks_off() -> None:
    closed: list[str] = []

    class Body:
        def __iter__(self) -> Any:
            yield b"a"
            raise OSError("gone")

        def close(self) -> None:
            closed.append("closed")

    def application(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [])
        return Body()

    with pytest.raises(OSError, match="gone"):
        WsgiResponse(application, {}).read()
    assert closed == ["closed"]


def test_a_client_sends_the_cookies_that_belong_and_a_header_of_the_page_before_them() -> None:
    seen: list[str] = []

    def application(environ: dict[str, Any], start: Any) -> Any:
        seen.append(environ.get("HTTP_COOKIE", ""))
        start("200 OK", [("Set-Cookie", " a=1; Path=/a/ "), ("Content-Type", "application/json")])
        return [b'{"token": "t", "no": true, "n": 3}']

    client = WsgiClient(application, "http://h")
    for text in ("GET /", "GET /a/x", "GET /", "GET /a/\nCookie: own={n}", "GET /{token}"):
        client.send(client.read(text))
    assert seen == ["", "a=1", "", "own=3", ""]


def test_what_an_application_raises_is_a_servers_answer_and_in_words() -> None:
    def application(environ: dict[str, Any], start: Any) -> Any:
        raise LookupError("no such\nthing")

    client = WsgiClient(application)
    response = client.send(client.read("GET /"))
    assert (response.line, response.body) == ("500 Internal Server Error", b"Internal Server Error")
    assert response.error.partition(" (")[0] == "LookupError: no such thing"


def test_what_flask_makes_a_page_of_is_known_all_the_same() -> None:
    app = Flask("shop")

    @app.get("/")
    def divide() -> str:
        return str(1 / 0)

    client = WsgiClient(app)
    response = client.send(client.read("GET /"))
    assert (response.status, b"<h1>Internal Server Error</h1>" in response.body) == (500, True)
    where = f"(tests/client/test_wsgi.py, line {divide.__code__.co_firstlineno + 2})"
    assert response.error == f"ZeroDivisionError: division by zero {where}"
    assert client.send(client.read("GET /nothing")).error == ""


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([], "TypeError: the application has not called start_response with a status"),
        (["OK"], "TypeError: 'OK' is no status such as '200 OK'"),
        ([200], "TypeError: 200 is no status such as '200 OK'"),
    ],
)
def test_an_answer_without_a_status_is_told(
    given: list[Any], error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the project's folder, whose lines would be told

    def application(environ: dict[str, Any], start: Any) -> Any:
        for line in given:
            start(line, [])
        return [b"here"]

    client = WsgiClient(application, "http://h")
    response = client.send(client.read("GET /"))
    assert (response.status, response.error) == (500, error)


def test_what_an_application_writes_comes_before_what_it_returns() -> None:
    def application(environ: dict[str, Any], start: Any) -> Any:
        write = start("200 OK", [])
        write(b"one, ")
        write(b"two, ")
        return [b"three"]

    client = WsgiClient(application, "http://h")
    assert client.send(client.read("GET /")).body == b"one, two, three"
