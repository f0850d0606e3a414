"""A WebKit of the system, driven through the WebDriver of webkit2gtk-driver, without a screen of its own."""

import json
import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.request
from contextlib import suppress
from types import TracebackType
from typing import Any

from tests.live.marionette import _free
from tests.waiting import wait_for

DRIVER = shutil.which("WebKitWebDriver")
SCREEN = shutil.which("xvfb-run")


class WebKit:
    """A MiniBrowser with a fresh profile, as wide as a phone is."""

    def __enter__(self) -> "WebKit":
        port = _free()
        self.base = f"http://127.0.0.1:{port}"
        quiet = subprocess.DEVNULL
        command = [str(SCREEN), "-a", str(DRIVER), f"--port={port}"]
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
        options = {"webkitgtk:browserOptions": {"args": ["--automation"]}}

        def begun() -> Any:
            with suppress(ConnectionError, urllib.error.URLError):
                return self._send("POST", "/session", {"capabilities": {"alwaysMatch": options}})

        session = wait_for(begun, "WebKit has started")
        self.base += f"/session/{session['sessionId']}"
        self._send("POST", "/timeouts", {"script": 90_000, "pageLoad": 60_000})
        self._send("POST", "/window/rect", {"width": 390, "height": 844})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._send("DELETE", "", None)
        os.killpg(self.process.pid, signal.SIGTERM)  # the screen as well, and what was shown on it
        self.process.wait(30)

    def open(self, url: str) -> None:
        self._send("POST", "/url", {"url": url})

    def script(self, source: str) -> Any:
        """Run the body of an async function in the page; return what it returns."""
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async () => {{ {source} }})().then(v => done({{v}}), e => done({{e: `${{e}}`}}))"
        )
        said = self._send("POST", "/execute/async", {"script": wrapped, "args": []})
        if "e" in said:
            raise AssertionError(said["e"])
        return said.get("v")

    def _send(self, method: str, path: str, values: object) -> Any:
        data = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(self.base + path, data, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
            return json.load(answer)["value"]
