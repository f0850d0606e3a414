"""What servers of strangers may answer, within its bounds. The server of these tests is on this machine."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import urllib3

from chronicles.cohort.fetching import fetch, followed
from chronicles.problems import Refused

MOST = 100_000


class Stranger(BaseHTTPRequestHandler):
    """Answers each address in its own way."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name == "good":
            self.answer(b"good", {})
        elif name == "packed":
            self.answer(gzip.compress(b"good"), {"Content-Encoding": "gzip"})
        elif name == "bomb":
            self.answer(gzip.compress(b"0" * 50 * MOST), {"Content-Encoding": "gzip"})
        elif name == "large":
            self.answer(b"0" * (MOST + 1), {})
        elif name == "slow":
            self.drip()
        elif name == "garbled":
            self.wfile.write(b"\0\0\0 nothing\r\n\r\n")
        elif name == "short":
            self.answer(b"good", {"Content-Length": "9"})
        elif name.startswith("to="):
            self.send_response(302)
            self.send_header("Location", name.removeprefix("to="))
            self.end_headers()
        else:
            self.send_error(404)

    def answer(self, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        for key, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def drip(self) -> None:
        """A byte at a time, for as long as somebody waits."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        over: threading.Event = self.server.over  # type: ignore[attr-defined]
        try:
            while not over.wait(0.05):
                self.wfile.write(b"0")
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    server.over = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.over.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def got(address: str, seconds: float = 60) -> bytes:
    return fetch(address, urllib3.PoolManager(), seconds, MOST)


@pytest.mark.parametrize("name", ["good", "packed", "to=good", "to=/to=good"])
def test_a_file_is_fetched_packed_or_led_to(stranger: str, name: str) -> None:
    assert got(f"{stranger}/{name}") == b"good"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent", "its server answers with 404"),
        ("large", "it is larger than 0 MB"),
        ("bomb", "it is larger than 0 MB"),
        ("garbled", "it cannot be fetched: what its server says cannot be understood"),
        ("short", "it cannot be fetched: what its server says cannot be understood"),
        ("to=file:///etc/passwd", "it leads to what is no address of a site"),
        ("to=/to=/to=/to=/to=/good", "it leads on more than 3 times"),
    ],
)
def test_anything_else_is_refused(stranger: str, name: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        got(f"{stranger}/{name}")
    assert caught.value.message == message


def test_what_comes_too_slowly_is_given_up(stranger: str) -> None:
    with pytest.raises(Refused, match="it comes too slowly"):
        got(f"{stranger}/slow", 0.2)


def test_where_nobody_answers_is_told() -> None:
    with pytest.raises(Refused) as caught:
        got("http://127.0.0.1:1/")
    assert caught.value.message == "it cannot be fetched: nobody answers there"


@pytest.mark.parametrize(
    ("address", "to", "message"),
    [
        ("https://a.example/", "http://a.example/", "it leads from https:// to http://"),
        ("https://a.example/", "https://127.0.0.1/", "it leads from the web into your own network"),
        ("https://a.example/", "https://[::1]/", "it leads from the web into your own network"),
        ("https://a.example/", "https://router/", "it leads from the web into your own network"),
        ("https://a.example/", "https://printer.local/", "it leads from the web into your own network"),
        ("https://a.example/", "https://[", "it leads to what is no address of a site"),
        ("https://a.example/", "https://me@b.example/", "it leads to what is no address of a site"),
    ],
)
def test_nobody_is_led_astray(address: str, to: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        followed(address, to)
    assert caught.value.message == message
