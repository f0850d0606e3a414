"""Tries what depends on Python's version on every Python of this machine. Starts processes.

    python -m chronicles.pythons

prints a line for each, and ends with 1 where the tests fail on one.
"""

import fcntl
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

PROMISED = ("3.11", "3.12", "3.13", "3.14")
TESTS = "tests/versions"
LOCKS = ("requirements.txt", "requirements-test.txt")
RUNNERS = ("iniconfig", "packaging", "pluggy", "pygments", "pytest")  # what it takes to run the tests
# What the tests do not need, to be ready in half of the time; what only they need stays out with them.
UNUSED = frozenset({"editables", "hatchling", "mkdocs-material"})
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==.*?(?=^[a-z0-9-]+==|\Z)", re.MULTILINE | re.DOTALL)
ROOT = "chronicles (pyproject.toml)"
# Asked of a program that may be anything; a free-threaded Python is another one than we promise.
ASK = (
    "import json, platform, sys; from sysconfig import get_config_var as get; "
    "is_ours = sys.implementation.name == 'cpython' and not get('Py_GIL_DISABLED'); "
    "print(json.dumps([platform.python_version(), sys._base_executable, is_ours]))"
)
SECONDS = 600.0  # for what should take some; nothing waits for ever
OWN = "this one, which runs the whole suite"


@dataclass(frozen=True, slots=True)
class Python:
    """A Python: its exact version, and the program itself, not the one of an environment."""

    version: str
    program: Path

    @property
    def minor(self) -> str:
        """The version without its last number."""
        return ".".join(self.version.split(".")[:2])


@dataclass(frozen=True, slots=True)
class FoundPythons:
    """The Pythons of a machine, and the promised versions that it lacks."""

    pythons: tuple[Python, ...]
    missing: tuple[str, ...]


class Unready(Exception):
    """An environment cannot be made; the text says why, on one line."""


def find(programs: Iterable[Path]) -> FoundPythons:
    """Return which of `programs` are Pythons that we promise: of each exact version the first."""
    known: dict[str, Python] = {}
    for program in dict.fromkeys(programs):
        python = _asked(program)
        if python and python.minor in PROMISED:
            known.setdefault(python.version, python)
    minors = {python.minor for python in known.values()}
    found = sorted(
        known.values(), key=lambda python: [int(part) for part in re.findall(r"\d+", python.version)]
    )
    return FoundPythons(tuple(found), tuple(minor for minor in PROMISED if minor not in minors))


def places(environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Yield what may be a Python: on the PATH, of pyenv, of uv, of python.org, of the system."""
    names = ("python3", *(f"python{minor}" for minor in PROMISED))
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    pyenv = Path(environ.get("PYENV_ROOT") or home / ".pyenv") / "versions"
    uv = Path(environ.get("UV_PYTHON_INSTALL_DIR") or data / "uv/python")
    framework = Path("/Library/Frameworks/Python.framework/Versions")
    folders = [Path(folder) for folder in environ.get("PATH", "").split(os.pathsep) if folder]
    folders += [path / "bin" for parent in (pyenv, uv, framework) for path in _inside(parent)]
    folders += [Path("/usr/local/bin"), Path("/opt/homebrew/bin"), Path("/usr/bin")]
    for folder in folders:
        yield from (folder / name for name in names if os.access(folder / name, os.X_OK))


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if os.path.isdir(folder) else []  # noqa: PTH112


def _asked(program: Path) -> Python | None:
    """Ask a program which Python it is; `None` where it is none, or none of ours."""
    try:
        done = subprocess.run(
            [program, "-I", "-c", ASK],
            env=_bare(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        version, itself, is_ours = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return Python(version, Path(itself)) if is_ours else None


def _bare(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment without what would send another Python, its pip or its pytest elsewhere."""
    mine = ("PYTHON", "PYTEST_", "VIRTUAL_ENV", "__PYVENV")
    return {name: value for name, value in environ.items() if not name.startswith(mine)}


def requirements(lock: str, test_lock: str) -> str:
    """Return what of two locks it takes to run the tests, each package with its hashes."""
    pins = {match["name"]: match[0] for match in PIN.finditer(lock)}
    wanted = {match["name"]: match[0] for match in PIN.finditer(test_lock) if match["name"] in RUNNERS}
    return "".join({**_used(pins), **wanted}.values())


def _used(pins: Mapping[str, str]) -> dict[str, str]:
    """The packages without those that are unused, and without those that only such ones ask for."""
    left = {name: pin for name, pin in pins.items() if name not in UNUSED}
    while gone := [name for name, pin in left.items() if not _is_asked_for(pin, left)]:
        for name in gone:
            del left[name]
    return left


def _is_asked_for(pin: str, names: Collection[str]) -> bool:
    """Whether anything that is left asks for a package, as the lock says below it."""
    askers = re.findall(r"^ +# +(?:via )?(?!via)(\S.*)$", pin, re.MULTILINE)
    return any(asker in names or asker == ROOT for asker in askers)


def environment(root: Path, python: Python) -> Path:
    """Return the Python of an environment with what the tests need, made where it is not yet.

    It is kept below `.chronicles/pythons`, and made anew with other locks. Raises `Unready`.
    """
    folder = root / ".chronicles" / "pythons" / python.version
    wanted = requirements(*((root / name).read_text("utf-8") for name in LOCKS))
    made_from = sha256("\0".join([wanted, str(python.program), str(folder)]).encode()).hexdigest()
    stamp = folder / "stamp"  # written last: an environment without it is not finished
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.with_name(f"{python.version}.lock")):
        if not (stamp.is_file() and stamp.read_text("ascii") == made_from):
            shutil.rmtree(folder, ignore_errors=True)
            _make(folder, python, wanted)
            stamp.with_name("stamp.new").write_text(made_from, "ascii")
            stamp.with_name("stamp.new").replace(stamp)
    return folder / "bin" / "python"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one run at a time makes an environment."""
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(folder: Path, python: Python, wanted: str) -> None:
    """Make an environment with the installers that there are, until one has done it."""
    trouble = "neither uv nor pip is here to fetch its packages"
    for create, install in _installers(folder, python):
        try:
            _run(create)
            listed = folder / LOCKS[0]
            listed.write_text(wanted, "utf-8")
            return _run([*install, "--quiet", "--require-hashes", "-r", str(listed)])
        except Unready as error:
            trouble = str(error)
            shutil.rmtree(folder, ignore_errors=True)
    raise Unready(trouble)


def _installers(folder: Path, python: Python) -> Iterator[tuple[list[str], list[str]]]:
    """How each installer makes an environment, and fills it: with a pip from here, as Debian's has none."""
    program, inside = str(python.program), str(folder / "bin" / "python")
    if uv := shutil.which("uv"):
        yield (
            [uv, "venv", "--quiet", "--python", program, str(folder)],
            [uv, "pip", "install", "--python", inside],
        )
    if find_spec("pip"):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", inside, "install"]
        yield [program, "-m", "venv", "--without-pip", str(folder)], pip


def _run(command: Sequence[str]) -> None:
    """Run an installer silently; raises `Unready` with the last line that it said."""
    try:
        done = subprocess.run(
            command,
            env=_bare(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unready(str(error)) from None
    if done.returncode:
        lines = done.stdout.decode("utf-8", "replace").strip().split("\n")
        raise Unready(lines[-1].strip() or f"{command[0]} ends with {done.returncode}")


def command(python: Path, root: Path) -> list[str]:
    """Return what runs the tests: without our settings, which speak of packages that are not there."""
    pytest = [str(python), "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(root), "-W", "error"]
    return [*pytest, "--noconftest", "-p", "no:cacheprovider", str(root / TESTS)]


def tried(root: Path, python: Python) -> tuple[bool, str]:
    """Run the tests on a Python; return whether they pass, and what to say of it. Raises `Unready`."""
    program = environment(root, python)
    env = _bare(os.environ) | {"PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        command(program, root), cwd=root, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    said = done.stdout.decode("utf-8", "replace").strip()
    summary = re.sub(r" in [\d.]+s.*$", "", said.rsplit("\n", 1)[-1])
    if done.returncode == 0:
        return True, summary
    trouble = done.stderr.decode("utf-8", "replace").strip()
    return False, "\n".join(
        filter(None, [summary, said, trouble, "Run it again: python -m chronicles.pythons"])
    )


def report(root: Path, found: FoundPythons, own: str, is_strict: bool, say: Callable[[str], None]) -> bool:
    """Try every Python but that of the version `own`, and say what came of each; return whether all is well.

    One that cannot be set up is passed over, or with `is_strict` a failure.
    """
    is_good = True
    for python in found.pythons:
        try:
            passes, words = (True, OWN) if python.version == own else tried(root, python)
        except Unready as error:
            mend = "Check the network and the package index in your settings, and run it again."
            passes, words = not is_strict, f"not tried: it cannot be set up ({error})\n    {mend}"
        say(f"{python.version}: {words}")
        is_good = is_good and passes
    for minor in found.missing:
        say(f"{minor}: not on this machine")
    return is_good


def main() -> int:
    """Try the Pythons of this machine on the checkout in the current folder; return the exit status."""
    own = platform.python_version()
    programs = [Path(sys.executable), *places(os.environ, Path.home())]
    is_strict = os.environ.get("CI") == "true"
    is_good = report(Path.cwd(), find(programs), own, is_strict, lambda line: print(line, flush=True))
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
