"""Answers requests for the site on this machine. Listens at a port, reads the folder of the site.

Each answer is of one file that was opened once, so nobody sees half of a page while the next site is put in
its place.
"""

import json
import os
import shutil
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from chronicles.disk.paths import followed
from chronicles.problems import visible
from chronicles.site.serving.live_page import OWN, digest, live_page
from chronicles.site.serving.media_types import media_type
from chronicles.site.serving.problem_page import problem_page, shown_problems
from chronicles.site.serving.request_refusal import refusal
from chronicles.site.serving.requested_path import INDEX, requested_path, with_slash
from chronicles.site.serving.shown_site import Shown, ShownSite

BROWSER = Path(__file__).parent / "browser"
OWN_FILES = frozenset(path.name for path in BROWSER.iterdir() if path.suffix in (".css", ".js"))
EVENTS = f"{OWN}events"
LOST = "404.html"
HEARTBEAT = 15.0  # seconds, after which a page that is gone is noticed
IDLE = 120  # seconds that a connection may be silent


class SiteServer(ThreadingHTTPServer):
    """Serves what is shown below the path `mount` of this machine."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, mount: str, shown: ShownSite) -> None:
        self.mount, self.shown = mount, shown
        super().__init__((host, port), _Handler)
        self.url = f"http://{host}:{self.server_port}{quote(mount)}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader who went away; anything else is told as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Chronicles", ""
    timeout = IDLE
    server: SiteServer

    def do_GET(self) -> None:
        """Answer, or say why not."""
        refused = refusal(", ".join(self.headers.get_all("Host") or []), self.path)
        if refused:
            status, why = refused
            self._say(int(status.partition(" ")[0]), f"{visible(why)}\nThe site is at {self.server.url}\n")
        elif self.path.startswith(OWN):
            self._answer_own(self.path.partition("?")[0])
        else:
            self._answer_of_site(self.server.shown.first())

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def _answer_own(self, path: str) -> None:
        name = path.removeprefix(OWN)
        if self.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            self._say(403, "This is for the pages of this server alone.\n")
        elif path == EVENTS:
            self._send_events()
        elif name in OWN_FILES:
            self._send(200, (BROWSER / name).read_bytes(), media_type(name))
        else:
            self._say(404, "404 Not Found\n")

    def _answer_of_site(self, shown: Shown) -> None:
        if shown.folder is None:
            self._send_page(503, problem_page(shown.problems), shown)
            return
        wanted = requested_path(self.path, self.server.mount)
        if wanted.elsewhere:
            self._redirect(wanted.elsewhere)
            return
        if newer := shown.pages.get(wanted.file or ""):
            self._send_page(200, newer, shown)
            return
        file = _opened(shown.folder, wanted.file) if wanted.file else None
        if file:
            with file:
                self._send_file(file, wanted.file, shown)
        elif wanted.file and _is_file(shown.folder, f"{wanted.file}/{INDEX}"):
            self._redirect(with_slash(self.path))
        else:
            self._send_lost(shown, shown.folder)

    def _send_file(self, file: BinaryIO, name: str, shown: Shown) -> None:
        if name.endswith((".html", ".htm")):
            self._send_page(200, file.read(), shown)
            return
        about = os.fstat(file.fileno())
        tag = digest(f"{about.st_ino} {about.st_mtime_ns} {about.st_size}".encode())
        self._send_body(200, file, about.st_size, media_type(name), tag)

    def _send_lost(self, shown: Shown, folder: Path) -> None:
        page = _opened(folder, LOST)
        if page is None:
            self._say(404, "404 Not Found\n")
            return
        with page:
            self._send_page(404, page.read(), shown)

    def _send_page(self, status: int, html: bytes, shown: Shown) -> None:
        self._send(status, live_page(html, shown.versions), "text/html; charset=utf-8")

    def _say(self, status: int, words: str) -> None:
        self._send(status, words.encode(), "text/plain; charset=utf-8")

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self._send_body(status, BytesIO(data), len(data), kind, digest(data))

    def _send_body(self, status: int, body: BinaryIO, size: int, kind: str, tag: str) -> None:
        """Send an answer, or that what the browser has is still right (RFC 9110, section 13.1.2)."""
        entity = f'"{tag}"'
        is_known = status == 200 and entity in self.headers.get("If-None-Match", "")
        self.send_response(304 if is_known else status)
        self.send_header("ETag", entity)
        self.send_header("Cache-Control", "no-cache")  # it may be kept, and is asked for again all the same
        self.send_header("X-Content-Type-Options", "nosniff")
        if not is_known:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(size))
        self.end_headers()
        if not is_known and self.command != "HEAD":
            shutil.copyfileobj(body, self.wfile)

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_events(self) -> None:
        """Tell of each build, from the last one on, until the page goes (HTML, section 9.2)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        shown = self.server.shown.first()
        with suppress(OSError):  # nobody reads it any more
            self._send_event(shown)
            while not self.server.shown.is_over:
                now = self.server.shown.after(shown.number, HEARTBEAT)
                if now.number == shown.number:
                    self.wfile.write(b":\n\n")
                else:
                    self._send_event(shown := now)

    def _send_event(self, shown: Shown) -> None:
        versions = shown.versions
        data = {
            "number": shown.number,
            "isWhole": shown.is_whole,
            "styles": versions.styles,
            "scripts": versions.scripts,
            "pictures": versions.pictures,
            "problems": shown_problems(shown.problems),
        }
        self.wfile.write(f"event: built\ndata: {json.dumps(data)}\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing: what matters of a page is told by its build."""


def _opened(folder: Path, name: str) -> BinaryIO | None:
    """Open a file of the site; `None` where it has none of this name, or one that lies outside."""
    if not _is_file(folder, name):
        return None
    try:
        return (folder / name).open("rb")
    except OSError:
        return None


def _is_file(folder: Path, name: str) -> bool:
    try:
        path = followed(folder / name)
        return path.is_file() and path.is_relative_to(followed(folder))
    except (OSError, ValueError):  # a name that is too long, or none
        return False
