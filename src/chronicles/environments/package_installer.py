"""Has the machine's installer, uv or pip, resolve and install packages. Starts processes.

Which package index it asks is the user's setting. It takes wheels alone: what is in one is only unpacked, and
what a source distribution brings to build itself would be run here, outside of the sandbox.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TypeVar

from packaging.utils import canonicalize_name

from chronicles.environments.environment_lock import EnvironmentPin, LockedEnvironment, read_pins
from chronicles.environments.installer_messages import CHECK, installer_refusal
from chronicles.environments.requirement_files import ProjectRequirements
from chronicles.problems import Refused
from chronicles.sandbox.interpreter import site_packages

SECONDS = 900.0  # for large packages on a slow line
# Settings of the caller's shell that would send an installer to some other place; build.py has the same.
MISLEADING = """PYTHONHOME PYTHONPATH PIP_CONSTRAINT PIP_DRY_RUN PIP_PREFIX PIP_PYTHON PIP_ROOT PIP_TARGET
PIP_NO_DEPS UV_CONSTRAINT UV_OVERRIDE UV_PYTHON UV_REQUIRE_HASHES UV_SYSTEM_PYTHON UV_TARGET
VIRTUAL_ENV CONDA_PREFIX"""
WHEELS = ("--only-binary", ":all:")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PackageInstaller:
    """An installer that is here: how it is called, and whether it is uv."""

    command: tuple[str, ...]
    is_uv: bool


def find_installers() -> list[PackageInstaller]:
    """Return the installers of this machine, the first choice first. Raises `Refused` where there is none."""
    found = [PackageInstaller((uv,), True) for uv in (which("uv"),) if uv]
    pips = [sys.executable] if find_spec("pip") else [_base()] if _has_pip(_base()) else []
    found += [PackageInstaller((python, "-m", "pip"), False) for python in pips]
    if not found:
        mend = f"Install one, such as 'python3 -m pip install uv', and {CHECK}."
        raise Refused("neither uv nor pip is here to fetch the project's packages", mend)
    return found


def resolve(wanted: ProjectRequirements, known: Sequence[EnvironmentPin]) -> LockedEnvironment:
    """Return the packages that the requirements mean now; raises `Refused` where they cannot be had.

    A version that is `known` stays, where it fits: of what states share, each package is there once.
    """
    locked = _first(lambda installer: _resolved(installer, wanted, known), wanted.requirements)
    return locked.with_hashes(dict(wanted.hashes)).without_partial_hashes()


def install(locked: LockedEnvironment, folder: Path, wanted: Sequence[str]) -> None:
    """Make an environment in `folder`, which is not there, with the packages of a lock.

    Raises `Refused`, with the requirements that are `wanted` for names; what is left is not whole.
    """
    _first(lambda installer: _install(installer, locked, folder), wanted)


class _Failed(Exception):
    """What an installer said as it failed."""


def _first(call: Callable[[PackageInstaller], T], wanted: Sequence[str]) -> T:
    """What the first installer gives that can do it: pip has settings that uv does not know."""
    failed = _Failed("")
    for installer in find_installers():
        try:
            return call(installer)
        except _Failed as error:
            failed = error
    raise installer_refusal(str(failed), wanted)


def _resolved(
    installer: PackageInstaller, wanted: ProjectRequirements, known: Sequence[EnvironmentPin]
) -> LockedEnvironment:
    with TemporaryDirectory(prefix="chronicles-resolve-") as name:
        folder = Path(name)
        _write(folder / "requirements.in", wanted.requirements)
        _write(folder / "constraints.txt", wanted.constraints)
        listed_in = ["-r", "requirements.in", "-c", "constraints.txt"]
        pins = _resolved_by_uv if installer.is_uv else _resolved_by_pip
        return LockedEnvironment(pins(installer, listed_in, folder, known), wanted.requirements)


def _resolved_by_uv(
    uv: PackageInstaller, listed_in: Sequence[str], folder: Path, known: Sequence[EnvironmentPin]
) -> tuple[EnvironmentPin, ...]:
    """For every system and from this Python on, with the hashes of all files."""
    _write(folder / "locked.txt", [pin.line for pin in known])
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    options = ["--universal", "--generate-hashes", "--python", sys.executable, "--python-version", version]
    quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    words = ["pip", "compile", listed_in[1], *listed_in[2:], "-o", "locked.txt", *options, *quiet, *WHEELS]
    _run([*uv.command, *words], folder)
    return read_pins((folder / "locked.txt").read_text("utf-8"))


def _resolved_by_pip(
    pip: PackageInstaller, listed_in: Sequence[str], folder: Path, known: Sequence[EnvironmentPin]
) -> tuple[EnvironmentPin, ...]:
    """For this system alone, and without hashes: pip knows only those of the files that it has fetched."""
    words = ["install", "--dry-run", "--ignore-installed", "--quiet", "--report", "report.json", *WHEELS]
    _write(folder / "known.txt", [pin.line for pin in known])
    try:
        _run([*pip.command, *words, *listed_in, "-c", "known.txt"], folder)
    except _Failed:  # it may be that they do not fit
        _run([*pip.command, *words, *listed_in], folder)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    found = [(one["metadata"]["name"], one["metadata"]["version"]) for one in report["install"]]
    return tuple(
        sorted((EnvironmentPin(canonicalize_name(name), version) for name, version in found), key=str)
    )


def _install(installer: PackageInstaller, locked: LockedEnvironment, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    inside = str(folder / "bin" / "python")
    if installer.is_uv:
        _run([*installer.command, "venv", "--quiet", "--no-project", "--python", _base(), str(folder)])
        words = ["pip", "install", "--python", inside, "--no-compile-bytecode", "--link-mode", "copy"]
    else:
        _run([_base(), "-m", "venv", "--without-pip", str(folder)])
        words = ["--python", inside, "install"]
    _write(folder / "requirements.txt", [locked.text])
    words += ["--quiet", "--no-deps", *WHEELS, *(["--require-hashes"] if locked.has_hashes else [])]
    if locked.pins:
        _run([*installer.command, *words, "-r", str(folder / "requirements.txt")], folder)
    if installer.is_uv:
        # By this Python: that of the environment begins with the .pth files of packages, which are code.
        with suppress(_Failed):
            _run([_base(), "-I", "-m", "compileall", "-q", "-j", "0", str(site_packages(folder))])


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _base() -> str:
    """The program of this Python itself, not of an environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _has_pip(python: str) -> bool:
    try:
        _run([python, "-m", "pip", "--version"])
    except _Failed:
        return False
    return True


def _variables(environ: Mapping[str, str]) -> dict[str, str]:
    """The user's settings, without what would send an installer elsewhere."""
    kept = {name: value for name, value in environ.items() if name not in MISLEADING.split()}
    kept |= {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_REQUIRE_HASHES": "0"}  # beats pip.conf
    kept |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    # That no index was to be had, pip says as it tries again, and never otherwise.
    if kept.get("PIP_RETRIES", "0") == "0":
        kept["PIP_RETRIES"] = "1"
    return kept


def _run(command: Sequence[str], folder: Path | None = None) -> None:
    """Run an installer silently; raises `_Failed` with what it said."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=_variables(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _Failed(str(error)) from None
    if done.returncode:
        raise _Failed(done.stdout.decode("utf-8", "replace"))
