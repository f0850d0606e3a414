"""A host like GitHub Pages: static files under a sub-path, ten minutes of cache, no special headers."""

import gzip
import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from types import TracebackType
from urllib.parse import unquote, urlsplit

BASE = "/some/site/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
}
COMPRESSED = {".html", ".js", ".mjs", ".css", ".json", ".wasm", ".svg"}


class Host:
    """Serves `folder` under BASE; remembers every path that was asked for, and the bytes sent."""

    def __init__(
        self, folder: Path, *, certificate: Path | None = None, headers: dict[str, str] | None = None
    ):
        self.folder = folder
        self.headers = headers or {}
        self.asked: list[str] = []
        self.sent = 0
        self.change: Callable[[str, bytes], bytes | None] = lambda path, data: data
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if certificate:
            context = SSLContext(PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if certificate else "http"
        self.port = int(self.server.server_address[1])
        self.origin = f"{self.scheme}://localhost:{self.port}"

    def url(self, path: str = "") -> str:
        return self.origin + BASE + path

    def __enter__(self) -> "Host":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ):
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                host.asked.append(path)
                file = host.file(path)
                data = host.change(path, file.read_bytes()) if file else None
                if file is None or data is None:
                    return self.answer(404, b"<h1>404</h1>", ".html")
                self.answer(200, data, file.suffix)

            def answer(self, status: int, data: bytes, suffix: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
                if suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
                    data = squeezed(data)
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Cache-Control", "max-age=600")
                for name, value in host.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
                host.sent += len(data)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def file(self, path: str) -> Path | None:
        if not path.startswith(BASE):
            return None
        found = self.folder / path.removeprefix(BASE)
        found = found / "index.html" if found.is_dir() else found
        return found if found.is_file() else None


@cache
def squeezed(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)
