"""What the server of `serve` answers: asked byte by byte, of a site that stands still."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronicles.problems import Place, Problem
from chronicles.site.serving.asset_versions import AssetVersions
from chronicles.site.serving.live_page import Versions, live_page
from chronicles.site.serving.media_types import media_type
from chronicles.site.serving.problem_page import problem_page
from chronicles.site.serving.requested_path import RequestedPath, requested_path, with_slash
from chronicles.site.serving.shown_site import ShownSite
from chronicles.site.serving.site_server import SiteServer

from .test_request_guard import ESCAPE, FOREIGN, LETTERS, LIMIT, NUL

HOST = b"Host: localhost"
LOST = b"<html><body>lost</body></html>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("all")
    (top / "secret.html").write_text("a secret")
    site = top / "site"
    for name, text in {
        "index.html": "<html><body>home</body></html>",
        "404.html": LOST.decode(),
        "a b%.html": "<p>found</p>",
        "guide/index.html": "guide",
        "film.mp4": "a film",
        "assets/a.css": "p {}",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (site / "link.html").symlink_to(top / "secret.html")
    return site


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[SiteServer]:
    shown = ShownSite()
    shown.show(folder, (), Versions("a", "b", "c"))
    with SiteServer("127.0.0.1", 0, "/journal/", shown) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        shown.end()
        server.shutdown()
        thread.join()


def ask(server: SiteServer, target: bytes, *heads: bytes, method: bytes = b"GET") -> tuple[int, str, str]:
    """The status, the head and the body of an answer."""
    with socket.create_connection(("127.0.0.1", server.server_port), LIMIT) as asking:
        asking.sendall(
            b"\r\n".join([method + b" " + target + b" HTTP/1.1", *heads, b"Connection: close", b"", b""])
        )
        with asking.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode("latin-1"), body.decode()


@pytest.mark.parametrize("host", ["localhost", "LocalHost:8010", "127.0.0.1:9999", "[::1]", "localhost:"])
def test_this_machine_is_answered_at_any_port(server: SiteServer, host: str) -> None:
    status, head, body = ask(server, b"/journal/a%20b%25.html", b"Host: " + host.encode())
    assert (status, body.partition("<link")[0]) == (200, "<p>found</p>")
    assert "Content-Type: text/html; charset=utf-8" in head
    assert "Cache-Control: no-cache" in head


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8010", "localhost.evil.example", "127.0.0.1.evil.example"),
        *("localhost.", "0.0.0.0:8010", "127.0.0.2", "2130706433", "::1", "[::2]", "[::1].evil.example"),
        *("", ":8010", "localhost:80:80", "localhost:port", "localhost,evil.example"),
        *("evil.example@localhost", "user@localhost"),
    ],
)
@pytest.mark.parametrize("target", [b"/journal/", b"/.chronicles-serve/events", b"/"])
def test_whoever_asks_for_another_host_is_refused(server: SiteServer, host: str, target: bytes) -> None:
    status, _, said = ask(server, target, b"Host: " + host.encode())
    assert (status, said) == (421, f"{FOREIGN.format(host)}\nThe site is at {server.url}\n")


def test_without_a_host_and_with_two_there_is_no_answer(server: SiteServer) -> None:
    assert ask(server, b"/journal/")[0] == 421
    assert ask(server, b"/journal/", HOST, b"Host: evil.example")[0] == 421
    assert ask(server, b"/journal/", HOST, HOST)[0] == 421


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (b"/%00", NUL),
        (b"/journal/a%20b%25.html%00.png", NUL),
        (b"/%", ESCAPE),
        (b"/%zz/", ESCAPE),
        (b"/%u0041", ESCAPE),
        (b"/%ff", LETTERS),
        (b"/\xff", LETTERS),
    ],
)
def test_what_no_file_can_be_called_is_a_bad_request(
    server: SiteServer, target: bytes, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, told = ask(server, target, HOST)
    assert (status, told) == (400, f"{said}\nThe site is at {server.url}\n")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "target",
    [
        *(b"/journal/nothing", b"/nothing", b"/journal/../secret.html", b"/journal/%2e%2e/secret.html"),
        *(b"/journal/..%2fsecret.html", b"//etc/passwd", b"/journal//etc/passwd", b"/journal/link.html"),
        *(b"/journal/" + b"a" * 5000, b"/journal/a%0d%0ab", b"/x?%00%zz", b"http://localhost/journal/"),
    ],
)
def test_what_is_not_there_is_the_sites_own_page_for_it(
    server: SiteServer, target: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, body = ask(server, target, HOST)
    assert status == 404 and body.startswith("<html><body>lost<link") and "secret" not in body
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("target", "address"),
    [
        (b"/", "/journal/"),
        (b"/journal", "/journal/"),
        (b"/journal/guide?a=b", "/journal/guide/?a=b"),
        (b"//journal/guide", "/journal/guide/"),
    ],
)
def test_a_folder_is_asked_for_with_its_slash(server: SiteServer, target: bytes, address: str) -> None:
    status, head, _ = ask(server, target, HOST)
    assert status == 302 and f"Location: {address}\r\n" in f"{head}\r\n"


def test_what_a_browser_has_is_not_sent_again(server: SiteServer, folder: Path) -> None:
    for target in b"/journal/", b"/journal/assets/a.css":
        _, head, body = ask(server, target, HOST)
        tag = next(line for line in head.splitlines() if line.startswith("ETag")).removeprefix("ETag: ")
        status, _, again = ask(server, target, HOST, b"If-None-Match: " + tag.encode())
        assert (status, again) == (304, "") and body
    (folder / "assets/a.css").write_text("h1 {}")
    status, _, again = ask(server, b"/journal/assets/a.css", HOST, b"If-None-Match: " + tag.encode())
    assert (status, again) == (200, "h1 {}")


def test_a_head_has_no_body_and_other_methods_are_none(server: SiteServer) -> None:
    status, head, body = ask(server, b"/journal/film.mp4", HOST, method=b"HEAD")
    assert (status, body) == (200, "") and "Content-Length: 6" in head and "video/mp4" in head
    assert ask(server, b"/journal/", HOST, method=b"POST")[0] == 501


def test_the_channel_is_for_own_pages_alone(server: SiteServer) -> None:
    for name in b"events", b"page-updates.js":
        asked = b"/.chronicles-serve/" + name
        status, _, said = ask(server, asked, HOST, b"Sec-Fetch-Site: cross-site")
        assert (status, said) == (403, "This is for the pages of this server alone.\n")
    status, head, said = ask(server, b"/.chronicles-serve/page-updates.js", HOST)
    assert status == 200 and "text/javascript" in head and "EventSource" in said
    for name in b"tsconfig.json", b"../site_server.py", b"%2e%2e/site_server.py", b"":
        assert ask(server, b"/.chronicles-serve/" + name, HOST)[0] == 404


def test_a_page_that_is_built_has_nothing_of_the_server(server: SiteServer, folder: Path) -> None:
    html = (folder / "index.html").read_bytes()
    served = ask(server, b"/journal/", HOST)[2].encode()
    at = html.index(b"</body>")
    assert served.startswith(html[:at] + b"<link") and served.endswith(b"</script></body></html>")


def test_the_content_of_a_page_of_material_ends_before_its_scripts() -> None:
    page = (
        b'<body>said: &lt;script id="__config"'
        b'<script id="__config">{}</script><script src="b.js"></script></body>'
    )
    before, after = live_page(page, Versions()).split(b'<link rel="stylesheet"')
    assert before == b'<body>said: &lt;script id="__config"' and after.count(b"b.js") == 1
    assert b'data-page="' in after and b'data-tail="' in after


def test_where_requests_lead() -> None:
    assert requested_path("/", "/") == RequestedPath("index.html")
    assert requested_path("/a/../b/?c#d", "/") == RequestedPath("b/index.html")
    assert requested_path("/gr%C3%B6%C3%9Fe/", "/").file == "größe/index.html"
    assert requested_path("/journals/", "/journal/") == RequestedPath()
    assert with_slash("/a%0d%0aX: y") == "/a%0D%0AX%3A%20y/"
    assert with_slash("//evil.example") == "/evil.example/"


def test_types_are_those_of_the_web() -> None:
    assert media_type("a.JS") == "text/javascript; charset=utf-8"
    assert media_type("feed.atom") == "application/atom+xml"
    assert media_type("a.wasm") == "application/wasm"
    assert media_type("a.png") == "image/png"


def test_problems_are_told_as_text_in_the_page_of_them() -> None:
    page = problem_page([Problem(Place("docs/<b>.md", 3), "it says <script>", "Mend & save.")]).decode()
    assert "<code>docs/&lt;b&gt;.md:3</code> it says &lt;script&gt;" in page
    assert "<p>Mend &amp; save.</p>" in page and "<title>1 problem in the way of the site</title>" in page


def test_versions_follow_the_content_of_files_and_not_their_times(folder: Path) -> None:
    assets = AssetVersions()
    before = assets.of(folder)
    os.utime(folder / "assets/a.css", (1, 1))
    assert assets.of(folder) == before
    (folder / "assets/a.css").write_text("other {}")
    after = assets.of(folder)
    assert after.styles != before.styles and after.scripts == before.scripts
