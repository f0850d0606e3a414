"""Fetches wheels that were compiled for the browser from the package index. Starts processes.

Which index that is, pip knows from its own settings. A wheel is taken in the very version that is installed
where the site is built, and kept in the cache; one that lies there already, or that somebody put there,
needs no network. Nothing of it runs here: it is unzipped, and that is all.
"""

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from chronicles.live.installers import said_by
from chronicles.live.pyodide import Lock
from chronicles.live.wheel_lock import Pins, WheelName, pin

SECONDS = 300.0


class WheelMissing(Exception):
    """A wheel that cannot be had; the text says why, on one line."""


class Wheels:
    """The wheels of one Pyodide, those that are in the folder `cache` and those that can be fetched.

    `pins` has the hashes that they must have; `used` has those of the wheels that were asked for.
    """

    def __init__(self, cache: Path, lock: Lock, pins: Pins) -> None:
        self._folder = cache / "wheels"
        self._lock = lock
        self._pins = dict(pins)
        self.used: dict[WheelName, str] = {}

    def files(self, name: WheelName) -> dict[str, bytes]:
        """Return the files of a wheel by their paths below site-packages. Raises `WheelMissing`."""
        data = self._kept(name) or self._fetched(name)
        self.used[name] = self._pins.setdefault(name, sha256(data).hexdigest())
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return {each: archive.read(each) for each in archive.namelist() if not each.endswith("/")}
        except zipfile.BadZipFile:
            raise WheelMissing(f"the wheel of {name} that was fetched is none") from None

    def _kept(self, name: WheelName) -> bytes | None:
        """The wheel of the cache; one that is not what is locked is not taken."""
        for path in sorted(self._folder.glob(f"{_stem(name)}-*{self._lock.platform}.whl")):
            data = path.read_bytes()
            if self._pins.get(name, "") in ("", sha256(data).hexdigest()):
                return data
        return None

    def _fetched(self, name: WheelName) -> bytes:
        with tempfile.TemporaryDirectory(prefix="chronicles-wheel-") as folder:
            said = said_by(self._command(name, Path(folder)), SECONDS, Path(folder))
            path = next(iter(sorted(Path(folder, "to").glob("*.whl"))), None)
            if path is None:
                raise WheelMissing(self._why(name, said))
            data = path.read_bytes()
            self._folder.mkdir(parents=True, exist_ok=True)
            new = self._folder / f".{path.name}"
            new.write_bytes(data)
            new.replace(self._folder / path.name)
        return data

    def _command(self, name: WheelName, folder: Path) -> Sequence[str]:
        wanted = folder / "wanted.txt"
        locked = self._pins.get(name)
        wanted.write_text(pin(name, locked) if locked else str(name), "utf-8")
        major, minor = self._lock.python
        python = (f"--python-version={major}.{minor}", "--implementation=cp")
        tags = (f"--platform={self._lock.platform}", f"--abi=cp{major}{minor}", "--abi=abi3", "--abi=none")
        alone = ("--no-deps", "--only-binary=:all:", *(("--require-hashes",) if locked else ()))
        return (
            *_pip(),
            "download",
            "-q",
            *python,
            *tags,
            *alone,
            "-d",
            str(folder / "to"),
            "-r",
            str(wanted),
        )

    def _why(self, name: WheelName, said: Sequence[str]) -> str:
        """Why there is none, in pip's words."""
        if any("DO NOT MATCH THE HASHES" in line for line in said):
            return f"the wheel of {name} on the package index is not the one that is locked"
        errors = [line.removeprefix("ERROR:").strip() for line in said if line.startswith("ERROR:")]
        return (
            f"{name} is compiled, and no wheel of it for the browser ({self._lock.platform}) could be had: "
            f"{(errors or list(said))[-1]}. Require a version that has one, or build with --no-live"
        )


def _stem(name: WheelName) -> str:
    """How the file of a wheel begins (the specification of binary distributions, "File name convention")."""
    return f"{name.package.replace('-', '_')}-{name.version}"


def _pip() -> Sequence[str]:
    if find_spec("pip"):
        return (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")
    if uv := shutil.which("uv"):  # which has no command that fetches a wheel
        return (uv, "tool", "run", "pip", "--no-input")
    raise WheelMissing("neither pip nor uv is here to fetch it")
