"""A small store that speaks as much of S3 as rclone needs, in this process: buckets are dicts.

    with buckets() as store:
        store.url             # for rclone's settings
        store.files["web/index.html"]

After Amazon's API reference: ListObjectsV2, HeadObject, GetObject, PutObject, DeleteObject, CreateBucket.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

DAY = "2025-09-01T00:00:00.000Z"
DATE = "Mon, 01 Sep 2025 00:00:00 GMT"
KEPT = ("content-type", "cache-control", "x-amz-meta-mtime")


@dataclass
class StoredFile:
    """The bytes of an object, and the headers that it was put there with and is served with."""

    data: bytes
    headers: dict[str, str]

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.data, usedforsecurity=False).hexdigest()}"'


@dataclass
class Store:
    """All objects, by `BUCKET/KEY`, and the requests that changed one, in their order."""

    files: dict[str, StoredFile] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def buckets() -> Iterator[Store]:
    """Serve an empty store on a free port of this machine."""
    store = Store()

    class Bound(Handler):
        pass

    Bound.store = store
    with ThreadingHTTPServer(("127.0.0.1", 0), Bound) as server:
        store.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()


class Handler(BaseHTTPRequestHandler):
    """Answers by the method, and by whether the path names an object or a bucket."""

    store: Store
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if "/" in self._key:
            self._object(self.store.files.get(self._key))
        else:
            self._list()

    def do_HEAD(self) -> None:
        self.do_GET() if "/" in self._key else self._answer(200)

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "/" in self._key:
            headers = {name: self.headers[name] for name in KEPT if name in self.headers}
            self.store.files[self._key] = StoredFile(data, headers)
            self.store.changes.append(f"PUT {self._key}")
            self._answer(200, {"ETag": self.store.files[self._key].etag})
        else:
            self._answer(200)

    def do_DELETE(self) -> None:
        self.store.files.pop(self._key, None)
        self.store.changes.append(f"DELETE {self._key}")
        self._answer(204)

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    @property
    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).strip("/")

    def _object(self, found: StoredFile | None) -> None:
        if found is None:
            self._answer(404, body=b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, {"ETag": found.etag, "Last-Modified": DATE, **found.headers}, found.data)

    def _list(self) -> None:
        asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        start, delimiter = f"{self._key}/{asked.get('prefix', '')}", asked.get("delimiter", "")
        keys = [name for name in sorted(self.store.files) if name.startswith(start)]
        below = {name: name.removeprefix(start).split("/") for name in keys}
        own = [name for name in keys if not delimiter or len(below[name]) == 1]
        folders = sorted({f"{start}{below[name][0]}/" for name in keys if name not in own})
        parts = [self._listed(name) for name in own]
        parts += [
            f"<CommonPrefixes><Prefix>{escape(name.partition('/')[2])}</Prefix></CommonPrefixes>"
            for name in folders
        ]
        body = f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(parts)}</ListBucketResult>"
        self._answer(200, {"Content-Type": "application/xml"}, body.encode())

    def _listed(self, name: str) -> str:
        file = self.store.files[name]
        return (
            f"<Contents><Key>{escape(name.partition('/')[2])}</Key><LastModified>{DAY}</LastModified>"
            f"<ETag>{escape(file.etag)}</ETag><Size>{len(file.data)}</Size></Contents>"
        )

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
