"""Installing a peer at its pinned version, once, into a folder that is kept."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.peers.engine import Lacking

DONE = "installed.json"  # written last, with what was asked for: a folder without it is made anew


def python_packages(folder: Path, pins: Sequence[str]) -> Path:
    """An environment with these packages; the folder of its programs."""
    if not installed(folder, pins):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)], folder.parent)
        run([str(folder / "bin/python"), "-m", "pip", "install", "--quiet", *pins], folder.parent)
        (folder / DONE).write_text(json.dumps(list(pins)), "utf-8")
    return folder / "bin"


def node_packages(folder: Path, pins: Sequence[str]) -> Path:
    """A folder with these packages of npm in its node_modules, which is what is given back."""
    if not shutil.which("npm"):
        raise Lacking("npm is not on PATH")
    if not installed(folder, pins):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}\n', "utf-8")
        run(["npm", "install", "--no-audit", "--no-fund", "--save-exact", *pins], folder)
        (folder / DONE).write_text(json.dumps(list(pins)), "utf-8")
    return folder / "node_modules"


def installed(folder: Path, pins: Sequence[str]) -> bool:
    """Whether the folder was finished with exactly these."""
    done = folder / DONE
    return done.is_file() and json.loads(done.read_text("utf-8")) == list(pins)


def run(command: list[str], folder: Path) -> str:
    """What the command prints. Raises Lacking with its last words where it fails."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()
        raise Lacking(f"{Path(command[0]).name} ended with {done.returncode}: {said[-1]}")
    return done.stdout
