"""Zensical and ProperDocs, in an environment of their own: they must not meet our MkDocs."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from chronicles.disk.lock import locked
from tests.browsers import lacking

ROOT = Path(__file__).parents[2]
LOCK = Path(__file__).with_name("engines.txt")
# What each is called with, in the folder of an export, and what of a page it makes is the page's own.
ENGINES = {
    "zensical": (("build", "--strict"), ".md-content"),
    "properdocs": (("build", "--strict", "--quiet"), "[role=main]"),
}


def engines() -> Path:
    """Where their programs are; they are installed once, and without them the test is over."""
    name = sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = ROOT / ".chronicles" / "engines" / name
    done = folder / "done"
    with locked(folder.with_suffix(".lock"), lambda: None):
        if not done.is_file():
            python = str(folder / "bin" / "python")
            _install([sys.executable, "-m", "venv", "--clear", str(folder)])
            _install([python, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", str(LOCK)])
            done.write_text("", "utf-8")
    return folder / "bin"


def build(name: str, folder: Path) -> tuple[int, str]:
    """Let an engine build the export in `folder` into its `site`; return its status and what it said."""
    words, _ = ENGINES[name]
    done = subprocess.run(
        [engines() / name, *words], cwd=folder, capture_output=True, text=True, env=_environment()
    )
    return done.returncode, done.stdout + done.stderr


def _install(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=_environment())
    if done.returncode:
        last = (done.stderr.strip() or "nothing was said").splitlines()[-1]
        lacking(f"Zensical and ProperDocs are not here: 'pip install -r tests/site/engines.txt' says {last}")


def _environment() -> dict[str, str]:
    return {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_REQUIRE_VIRTUALENV": "0"}
