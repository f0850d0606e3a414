"""Proves a clone again for the mentor: its own `check`, in the sandbox, on a copy, with an end."""

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from chronicles.cohort.learner_row import Verification
from chronicles.disk.paths import followed
from chronicles.git import commands
from chronicles.problems import Refused, count
from chronicles.site.mkdocs.stranger_settings import settings_file
from chronicles.workspace.journal_names import CONFIG

SECONDS = 900  # for one journal, packages included
BYTES = 2_000_000_000  # that it may take on the disk meanwhile
PAUSE = 0.5  # seconds between two looks at it


def verify(folder: Path, kept: Path, today: date) -> Verification:
    """Run `check` on a copy of the newest commit of the clone in `folder`, and remember in `kept` what came.

    Of its settings only those are there that `settings_of_stranger` lets pass; nothing is written into the
    clone. What does not come to an end within `SECONDS` and `BYTES` is ended.
    """
    python = platform.python_version()
    try:
        with tempfile.TemporaryDirectory(prefix="chronicles-") as scratch:
            copy = Path(scratch) / "journal"
            commit = _copied(followed(folder), copy)
            (copy / CONFIG).write_bytes(settings_file(copy))
            problems = _problems(copy, Path(scratch))
    except Refused as refused:
        return Verification(today, python, trouble=refused.message)
    except OSError as error:
        return Verification(today, python, trouble=str(error.strerror))
    _remember(kept, folder, commit, Verification(today, python, problems))
    return Verification(today, python, problems)


def remembered(folder: Path, kept: Path) -> Verification | None:
    """Return what `verify` found before, if the clone still has the commit that it was of."""
    with suppress(OSError, ValueError, KeyError, TypeError, Refused):
        said = json.loads(_file(kept, folder).read_text("utf-8"))
        if said["commit"] == _head(followed(folder)):
            return Verification(date.fromisoformat(said["day"]), said["python"], said["problems"])
    return None


def _copied(folder: Path, copy: Path) -> str:
    """Copy what is committed, with settings of git that are ours; return the commit."""
    commit = _head(folder)
    done = commands.run(("git", "clone", "--quiet", "--no-hardlinks", "--", str(folder), str(copy)))
    if done.returncode:
        raise Refused("it cannot be cloned", "Look at it with 'git status'.")
    return commit


def _head(folder: Path) -> str:
    done = commands.run(("git", "-C", str(folder), "rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
    if done.returncode:
        raise Refused("nothing is committed in it", "Clone it again.")
    return done.stdout.decode("ascii").strip()


def _problems(copy: Path, scratch: Path) -> int:
    """Run `check`, and return how many problems it found."""
    command = (sys.executable, "-P", "-m", "chronicles", "check", "--format", "json")
    with (scratch / "result.json").open("wb") as out:
        process = subprocess.Popen(
            command, cwd=copy, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait(process, scratch)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    try:
        result = json.loads((scratch / "result.json").read_text("utf-8"))
        if result["error"]:
            raise Refused(str(result["error"]), "Run 'check' in it.")
        return len(result["problems"])
    except (ValueError, KeyError):
        raise Refused("its check ended without a result", "Run 'check' in it.") from None


def _wait(process: subprocess.Popen[bytes], scratch: Path) -> None:
    end = time.monotonic() + SECONDS
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(PAUSE)
            return
        if time.monotonic() > end:
            raise Refused(f"its check took longer than {count(SECONDS // 60, 'minute')}", "Run it yourself.")
        if _size(scratch) > BYTES:
            raise Refused(f"its check took more than {BYTES // 1_000_000_000} GB", "Run it yourself.")


def _size(folder: Path) -> int:
    """The bytes of all files in a folder; what goes away meanwhile does not count."""
    size = 0
    for name, _, files in os.walk(folder):
        for file in files:
            with suppress(OSError):
                size += os.lstat(f"{name}/{file}").st_size
    return size


def _remember(kept: Path, folder: Path, commit: str, found: Verification) -> None:
    file = _file(kept, folder)
    said = {"commit": commit, "day": found.day.isoformat(), "python": found.python}
    text = json.dumps(said | {"problems": found.problems})
    with suppress(OSError):  # it is said now, and can be found again
        kept.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".new").write_text(text, "utf-8")
        file.with_suffix(".new").replace(file)


def _file(kept: Path, folder: Path) -> Path:
    name = sha256(str(followed(folder)).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return kept / f"{name}.json"
