"""Runs what fetches packages, such as npm or pip. Starts processes."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


def said_by(command: Sequence[str], seconds: float, folder: Path | None = None) -> list[str]:
    """Run an installer in `folder` and return the lines that it said, or why it could not be run."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [str(error)]
    lines = [line.strip() for line in done.stdout.decode("utf-8", "replace").split("\n")]
    return [line for line in lines if line] or ["it gives no reason"]
