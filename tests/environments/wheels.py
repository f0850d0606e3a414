"""Tiny wheels in a folder, which alone the installer finds: no network, and what a test says."""

import shutil
import sys
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from chronicles.environments import package_installer


def wheel(
    folder: Path, name: str, version: str, *requires: str, files: Mapping[str, str] | None = None
) -> Path:
    """Write the wheel of a package that is one module, or that has these files; return where it is."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {need}\n" for need in requires)
    inside = dict(files or {f"{module}.py": f"VERSION = {version!r}\n"})
    inside[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}"
    inside[f"{info}/WHEEL"] = (
        "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = "".join(f"{path},sha256={_digest(text)},{len(text.encode())}\n" for path, text in inside.items())
    inside[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for file, text in inside.items():
            archive.writestr(file, text)
    return path


def found_in(folder: Path) -> dict[str, str]:
    """The settings of a user whose packages are all in a folder."""
    return {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
        "PIP_CONFIG_FILE": "/dev/null",
        "UV_NO_INDEX": "1",
        "UV_FIND_LINKS": str(folder),
        "UV_NO_CONFIG": "1",
        "UV_OFFLINE": "1",
    }


def _digest(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()


def only_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no uv be found."""
    monkeypatch.setattr(package_installer, "which", lambda name: None)


def uv_or_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the uv be found that is here, or that the tests' packages bring; skip the test without one."""
    if not (uv := shutil.which("uv") or _own_uv()):
        pytest.skip("there is no uv here")
    monkeypatch.setattr(package_installer, "which", lambda name: uv)


def _own_uv() -> str:
    path = Path(sys.executable).parent / "uv"
    return str(path) if path.exists() else ""
