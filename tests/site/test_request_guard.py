"""Which requests `serve` answers: asked of MkDocs' own server, byte by byte."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from mkdocs.livereload import LiveReloadServer

from chronicles.site.mkdocs.request_guard import guard

LIMIT = 60
Ask = Callable[[bytes], tuple[str, str]]
FOREIGN = "This server is for this machine alone, and not for {!r}."
ESCAPE, NUL = "In an address, two hexadecimal digits follow a '%'.", "No file has a NUL (%00) in its name."
LETTERS = "An address is written in UTF-8."


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    root = tmp_path_factory.mktemp("site")
    (root / "a b%.html").write_text("<p>found</p>")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(root))
    guard(server)
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port
    server.serve_thread = thread
    server.shutdown()
    thread.join()


def ask(port: int, target: bytes, *heads: bytes) -> tuple[int, str]:
    """The status and the body of an answer."""
    with socket.create_connection(("127.0.0.1", port), LIMIT) as asking:
        asking.sendall(b"\r\n".join([b"GET " + target + b" HTTP/1.1", *heads, b"", b""]))
        with asking.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost:8010", "127.0.0.1", "127.0.0.1:9999", "[::1]", "[::1]:80", "localhost:"]
)
def test_this_machine_is_answered_at_any_port(port: int, host: str) -> None:
    assert ask(port, b"/a%20b%25.html", b"Host: " + host.encode()) == (200, "<p>found</p>")


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8010", "localhost.evil.example", "127.0.0.1.evil.example"),
        *("localhost.", "0.0.0.0:8010", "127.0.0.2", "2130706433", "::1", "[::2]", "[::1].evil.example"),
        *("", ":8010", "localhost:80:80", "localhost:port", "localhost,evil.example"),
        *("evil.example@localhost", "user@localhost"),
    ],
)
def test_whoever_asks_for_another_host_is_refused(port: int, host: str) -> None:
    status, said = ask(port, b"/a%20b%25.html", b"Host: " + host.encode())
    assert status == 421
    assert said == f"{FOREIGN.format(host)}\nThe site is at http://127.0.0.1:0/\n"


def test_without_a_host_and_with_two_there_is_no_answer(port: int) -> None:
    assert ask(port, b"/a%20b%25.html")[0] == 421
    assert ask(port, b"/a%20b%25.html", b"Host: localhost", b"Host: evil.example")[0] == 421


def test_the_channel_of_reloads_is_guarded_too(port: int) -> None:
    assert ask(port, b"/livereload/0/1", b"Host: evil.example")[0] == 421
    assert ask(port, b"/livereload/0/1", b"Host: localhost")[0] == 200


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (b"/%00", NUL),
        (b"/a%20b%25.html%00.png", NUL),
        (b"/\0", NUL),
        (b"/%", ESCAPE),
        (b"/%2", ESCAPE),
        (b"/%zz/", ESCAPE),
        (b"/a%20b%.html", ESCAPE),
        (b"/%u0041", ESCAPE),
        (b"/%ff", LETTERS),
        (b"/%c0%80", LETTERS),
        (b"/\xff", LETTERS),
        (b"/livereload/" + b"9" * 5000 + b"/1", "There is no such build."),
    ],
)
def test_what_no_file_can_be_called_is_a_bad_request(
    port: int, target: bytes, said: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    told = f"{said}\nThe site is at http://127.0.0.1:0/\n"
    assert ask(port, target, b"Host: localhost") == (400, told)
    assert "Traceback" not in caplog.text + capfd.readouterr().err


@pytest.mark.parametrize(
    "target", [b"/nothing", b"/%2e%2e/secret", b"/%c3%a9", b"/" + b"a" * 5000, b"/a%0d%0ab", b"/x?%00%zz"]
)
def test_what_is_only_not_there_is_not_found(
    port: int, target: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask(port, target, b"Host: localhost") == (404, "404 Not Found")
    assert "Traceback" not in capfd.readouterr().err
