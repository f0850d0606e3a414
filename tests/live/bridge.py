"""The bridge, which Pyodide runs beside a project, in an ordinary Python: quick, and without a browser."""

import importlib
import json
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

import pytest

from chronicles.live.bridge_files import PYTHON

SCRIPT = "/live/shop-01/s1"
ORIGIN = "https://example.org"
INSIDE = "/assets/live/x/engine/frame-shim.js"

# Calls come in as JSON, one a line, and go out so. Bytes cross the border as they do from JavaScript.
PLAYER = """
import base64, hashlib, json, os, pathlib, sys, time
sys.path.insert(0, sys.argv[1])
calls, out, sys.stdout = sys.stdin, sys.stdout, sys.stderr
del hashlib.pbkdf2_hmac  # Pyodide has none
later = pathlib.Path(sys.argv[3])
sys.path.append(str(later))

def fetch(url):
    (later / "of_later.py").write_text(f"name = {url!r}")

class Sent(bytes):
    def to_bytes(self):
        return bytes(self)

def sent(text):
    return None if text is None else Sent(base64.b64decode(text))

def told(data):
    return base64.b64encode(data).decode()

from bridge.running_project import RunningProject
tzset = time.__dict__.pop("tzset")  # Pyodide has none

def set_zone(name, *names):
    tzset()

letters = []
demo = RunningProject(sys.argv[2], fetch, set_zone, lambda letter: letters.append(json.loads(letter)))

def answer(request, body):
    heads, parts = [], []
    demo.answer(request, sent(body), lambda said, first: heads.append((said, first)), parts.append)
    ((said, first),) = heads
    return {**json.loads(said), "body": told(first), "parts": [told(each) for each in parts]}

def restore(jar, gone, files):
    demo.restore(jar, gone, [(name, sent(data)) for name, data in files])

def save():
    files = {}
    return {**json.loads(demo.save(lambda name, data: files.update({name: told(data)}))), "files": files}

own = {"letters": lambda: letters, "answer": answer, "restore": restore, "save": save, "archive": lambda: json.dumps(told(demo.archive()))}
for line in calls:
    name, given = json.loads(line)
    try:
        said = own[name](*given) if name in own else getattr(demo, name)(*given)
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(said), file=out, flush=True)
"""


def module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of the bridge, which Pyodide loads as a part of `bridge`, for one test."""
    monkeypatch.syspath_prepend(str(PYTHON))
    for known in [known for known in sys.modules if known.split(".")[0] == "bridge"]:
        monkeypatch.delitem(sys.modules, known)
    return importlib.import_module(f"bridge.{name}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the headers as the project set them, and the parts of a stream."""

    status: int
    headers: dict[str, str]
    text: str
    parts: list[str]
    cookies: dict[str, str]


class Bridge:
    """A running project in the folder `root`, asked as the worker asks it."""

    def __init__(
        self,
        root: Path,
        *,
        saved: dict[str, Any] | None = None,
        settings: str | None = "config.settings",
        application: str | None = None,
    ):
        self.root = root
        options = {
            "root": str(root),
            "settings": settings,
            "application": application,
            "static": "/static/",
            "leftOut": {"fast": "fast is compiled, and does not run in a browser"},
            "later": {"later.bin": ["of_later", "of_later.more"]},
            "script": SCRIPT,
            "origin": ORIGIN,
            "inside": INSIDE,
        }
        later = root.with_name(f"{root.name} later")
        later.mkdir(exist_ok=True)
        command = [sys.executable, "-B", "-c", PLAYER, str(PYTHON), json.dumps(options), str(later)]
        self.process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if saved:
            self.call(
                "restore", json.dumps(saved["jar"]), json.dumps(saved["gone"]), list(saved["files"].items())
            )

    def started(self) -> "Bridge":
        for name in ("start", "serve"):
            self.call(name)
        return self

    def call(self, name: str, *given: Any) -> Any:
        """Call a method of the demo; what it says as JSON comes as values. Raises `AssertionError`."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps([name, given]), file=self.process.stdin, flush=True)
        said = json.loads(self.process.stdout.readline())
        assert not (isinstance(said, dict) and "error" in said), said["error"]
        return json.loads(said) if isinstance(said, str) else said

    def ask(self, path: str, method: str = "GET", *, body: bytes | None = None, **more: Any) -> Answer:
        path, _, query = path.partition("?")
        asked = {
            "method": method,
            "path": path,
            "query": query,
            "headers": [],
            "withCookies": True,
        }
        said = self.call(
            "answer", json.dumps(asked | more), None if body is None else b64encode(body).decode()
        )
        parts = [b64decode(part).decode() for part in said["parts"]]
        assert said["streams"] == bool(parts)
        cookies = {cookie["name"]: cookie["value"] for cookie in said["cookies"]}
        return Answer(said["status"], dict(said["headers"]), b64decode(said["body"]).decode(), parts, cookies)

    def run(self, source: str) -> list[dict[str, Any]]:
        steps: list[dict[str, Any]] = self.call("run", source)
        return steps

    def said(self, source: str) -> str:
        """What the last statement of `source` printed."""
        return str(self.run(source)[-1]["output"])

    def __enter__(self) -> "Bridge":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(60)
        assert self.process.stdout
        self.process.stdout.close()
