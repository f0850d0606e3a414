"""A Firefox of the system, driven through Marionette, the protocol that it has built in."""

import json
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.waiting import LIMIT, wait_for

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


class Firefox:
    """A headless Firefox with a fresh profile; `script` runs JavaScript in its page."""

    def __enter__(self) -> "Firefox":
        self.folder = tempfile.mkdtemp(prefix="live-firefox-")
        port = _free()
        Path(self.folder, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        command = [str(FIREFOX), "--headless", "--marionette", "--no-remote", "--profile", self.folder]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        self.socket = _connected(port)
        self.number = 0
        self._receive()
        self.send("WebDriver:NewSession", {})
        self.send("WebDriver:SetTimeouts", {"script": 90_000, "pageLoad": 60_000})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, url: str) -> None:
        self.send("WebDriver:Navigate", {"url": url})

    def script(self, source: str) -> Any:
        """Run the body of an async function in the page; return what it returns."""
        wrapped = (
            "const done = arguments[arguments.length - 1];"
            f"(async () => {{ {source} }})().then(v => done({{v}}), e => done({{e: `${{e}}`}}))"
        )
        said = self.send("WebDriver:ExecuteAsyncScript", {"script": wrapped, "args": []})["value"]
        if "e" in said:
            raise AssertionError(said["e"])
        return said.get("v")

    def send(self, name: str, values: dict[str, Any]) -> Any:
        self.number += 1
        data = json.dumps([0, self.number, name, values]).encode()
        self.socket.sendall(str(len(data)).encode() + b":" + data)
        _, _, error, result = self._receive()
        if error:
            raise AssertionError(f"{error['error']}: {error['message']}")
        return result

    def _receive(self) -> Any:
        length = b""
        while (byte := self.socket.recv(1)) != b":":
            length += byte
        data = b""
        while len(data) < int(length):
            data += self.socket.recv(int(length) - len(data))
        return json.loads(data)


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _connected(port: int) -> socket.socket:
    def connected() -> socket.socket | None:
        with suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=LIMIT)

    return wait_for(connected, "Firefox has started")
