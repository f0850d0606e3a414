"""The environments that the states of projects run in, each made once. Touches the disk, starts processes."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Lock

from chronicles.disk.cache import MONTH
from chronicles.disk.lock import locked as held
from chronicles.disk.writing import replace_text
from chronicles.environments.environment_lock import (
    LOCK,
    EnvironmentPin,
    LockedEnvironment,
    read_environment_lock,
    requirements_key,
    written_environment_lock,
)
from chronicles.environments.installed_packages import InstalledPackage, listed, packages_in, unmet
from chronicles.environments.package_installer import install, resolve
from chronicles.environments.requirement_files import ProjectRequirements, ReadText, read_requirements
from chronicles.problems import Refused
from chronicles.sandbox.interpreter import Interpreter, own_interpreter, site_packages

VERSION = "1"  # of how an environment is made
STAMP = "chronicles-stamp"  # written last: an environment without it is not finished
CLOCK = "time-machine"  # what lets time stand still in a transcript: its modules are put beside the packages


def _silent(line: str) -> None:
    """Say nothing."""


class ProjectEnvironments:
    """The environments of a journal: which Python runs a state, by what the state requires.

    `folder` holds them, and may be deleted; `lock` is the file that says what the requirements mean, and is
    the author's to keep. With `begin` it may be written; without, what it does not say is not to be had.
    Threads may use it side by side.
    """

    def __init__(self, folder: Path, lock: Path) -> None:
        self._folder = folder
        self._lock = lock
        self._say: Callable[[str], None] = _silent
        self._is_writing = False
        self._alone = Lock()
        self._asked: set[str] = set()
        self._is_one_unknown = False  # what a state requires that was asked for
        self._known: dict[str, Interpreter | Refused] = {}
        self._ready: dict[str, Refused | None] = {}
        self._parsed: tuple[str, dict[str, LockedEnvironment]] = "", {}

    def begin(self, say: Callable[[str], None]) -> None:
        """Let requirements be resolved and the lock be written from now on; `say` is told what is fetched."""
        self._say = say
        self._is_writing = True

    def of(self, read: ReadText, project: str = "") -> Interpreter:
        """Return the Python that runs the state whose files `read` gives.

        It is the one that runs Chronicles for a state that requires nothing, or nothing that this has not,
        where the lock says nothing else. Raises `Refused` for requirements that cannot be used, and where
        nothing says what they mean; `project` is the path of the project as seen from the journal.
        """
        try:
            wanted = read_requirements(read, project)
        except Refused:
            self._is_one_unknown = True
            raise
        if wanted is None:
            return own_interpreter()
        key = requirements_key(wanted)
        with self._alone:
            self._asked.add(key)
            if key not in self._known:
                try:
                    self._known[key] = self._found(wanted, key)
                except Refused as refused:
                    self._known[key] = refused
            found = self._known[key]
        if isinstance(found, Refused):
            raise found
        return found

    def locked(self, read: ReadText) -> str:
        """Return what the lock says of a state's requirements, `""` where it says nothing."""
        if not self._environments():
            return ""
        try:
            wanted = read_requirements(read)
        except Refused:
            return ""
        found = self._environments().get(requirements_key(wanted)) if wanted else None
        return found.text if found else ""

    def forget_others(self, *, are_all_known: bool = True) -> None:
        """Take out of the lock what nothing has asked for, and delete what nothing has used for a month.

        Where states are not `all known`, such as behind a patch that does not apply, the lock stays: one of
        them may be the one that asks.
        """
        known = self._environments()
        if are_all_known and not self._is_one_unknown:
            self._keep({key: value for key, value in known.items() if key in self._asked})
        oldest = time.time() - MONTH
        for stamp in self._folder.glob(f"*/{STAMP}"):
            with suppress(OSError):
                if stamp.stat().st_mtime < oldest:
                    shutil.rmtree(stamp.parent)

    def _keep(self, left: dict[str, LockedEnvironment]) -> None:
        if left:
            self._write(left)
        elif self._environments():
            self._lock.unlink()

    def _found(self, wanted: ProjectRequirements, key: str) -> Interpreter:
        known = self._environments()
        own = self._own_packages
        if key not in known and not unmet(wanted, own):
            return own_interpreter()
        if key not in known:
            if not self._is_writing:
                what = f"{LOCK} does not say which packages are meant by {listed(wanted.requirements)}"
                raise Refused(what, "Run 'python3 build.py check', which resolves them, and commit the file.")
            self._say(f"resolving {listed(wanted.requirements)}")
            resolved = resolve(wanted, _unambiguous(known))
            known[key] = resolved
            self._write(known)
        locked = known[key]
        if _are_in(locked, own) and not unmet(wanted, own):
            return own_interpreter()
        return self._interpreter(wanted, locked)

    @cached_property
    def _own_packages(self) -> dict[str, InstalledPackage]:
        """What is beside the Python that runs Chronicles."""
        return packages_in(sys.path)

    def _interpreter(self, wanted: ProjectRequirements, locked: LockedEnvironment) -> Interpreter:
        folder = self._folder / _key(locked, self._folder)
        words = f"{sys.version} {VERSION} {' '.join(pin.line for pin in locked.pins)}"
        make = partial(self._make, folder, wanted, locked)
        return Interpreter(str(folder / "bin" / "python"), str(folder), words, make)

    def _make(self, folder: Path, wanted: ProjectRequirements, locked: LockedEnvironment) -> None:
        """Make an environment where it is not there whole; of several processes, one makes it."""
        with self._alone:
            if folder.name not in self._ready:
                self._ready[folder.name] = self._made(folder, wanted, locked)
            if failed := self._ready[folder.name]:
                raise failed

    def _made(self, folder: Path, wanted: ProjectRequirements, locked: LockedEnvironment) -> Refused | None:
        if _is_whole(folder):
            return None
        try:
            with held(folder.with_suffix(".lock"), lambda: self._say("another command installs packages")):
                if _is_whole(folder):  # by now
                    return None
                self._say(f"installing {listed(wanted.requirements)}")
                install(locked, folder, wanted.requirements)
                if missing := unmet(wanted, packages_in([str(site_packages(folder))])):
                    what = f"{LOCK} lacks what this system needs of {listed(wanted.requirements)}: "
                    mend = f"Take its section out of {LOCK}, and run 'python3 build.py check' here."
                    return Refused(what + listed(missing), mend)
                _stop_clock_in(folder)
                (folder / f"{STAMP}.new").write_text(VERSION, "ascii")
                (folder / f"{STAMP}.new").replace(folder / STAMP)
        except Refused as refused:
            return refused
        except OSError as error:
            what = f"the packages of the project cannot be installed: {error.strerror}"
            return Refused(what, f"Make room in {folder.parent.parent.name}/, or make it writable.")
        return None

    def _environments(self) -> dict[str, LockedEnvironment]:
        if (text := self._text() or "") != self._parsed[0]:
            self._parsed = text, read_environment_lock(text)
        return dict(self._parsed[1])

    def _text(self) -> str | None:
        try:
            return self._lock.read_text("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            mend = "Bring it back from git, or delete it."
            raise Refused(f"{LOCK} cannot be read", mend) from None

    def _write(self, environments: dict[str, LockedEnvironment]) -> None:
        before, after = self._text(), written_environment_lock(environments)
        if before != after:
            replace_text(self._lock, before, after)


def _are_in(locked: LockedEnvironment, own: Mapping[str, InstalledPackage]) -> bool:
    """Whether the packages of a lock are here in those versions; one for other systems need not be."""
    return all(
        (has := own.get(pin.name)) is not None and has.version == pin.version
        for pin in locked.pins
        if not pin.marker
    )


def _unambiguous(known: dict[str, LockedEnvironment]) -> list[EnvironmentPin]:
    """The packages that all environments have in one version."""
    found: dict[str, set[EnvironmentPin]] = {}
    for environment in known.values():
        for pin in environment.pins:
            found.setdefault(pin.name, set()).add(EnvironmentPin(pin.name, pin.version))
    return [next(iter(pins)) for _, pins in sorted(found.items()) if len(pins) == 1]


def _key(locked: LockedEnvironment, parent: Path) -> str:
    """What an environment is made from: its folder counts, for it has that written inside."""
    base = getattr(sys, "_base_executable", sys.executable)
    parts = [VERSION, locked.text, sys.version, str(base), os.path.realpath(parent), _clock_version()]
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _is_whole(folder: Path) -> bool:
    try:
        os.utime(folder / STAMP)  # it is of use still
    except OSError:
        return False
    return os.access(folder / "bin" / "python", os.X_OK)


def _clock_version() -> str:
    try:
        return distribution(CLOCK).version
    except PackageNotFoundError:
        return ""


def _stop_clock_in(folder: Path) -> None:
    """Copy the modules that let time stand still, where the project has none of its own."""
    place = site_packages(folder)
    with suppress(PackageNotFoundError):
        for path in distribution(CLOCK).files or ():
            target = place / path
            if path.parts[0] != ".." and ".dist-info" not in path.parts[0] and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(path.locate()), target)
