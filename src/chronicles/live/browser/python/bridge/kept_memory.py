"""The memory of a project that has been set up, from which a later start goes on: before and after.

Files are no part of it: they are unpacked anew, as they came.
"""

import gc
import importlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Protocol

from .running_project import RunningProject

FILES = range(3, 32)  # the numbers that files have that a project opens
TEMPORARY = ("/tmp",)  # noqa: S108 - the engine's own

_kept: list[RunningProject] = []


class ProjectPage(Protocol):
    """What JavaScript gives a project, as one object.

    Functions that come by themselves have `undefined` as their `this`, which Pyodide keeps in no memory.
    """

    fetchLater: Callable[[str], None]  # noqa: N815 - as JavaScript calls it
    setZone: Callable[[str, str, str], None]  # noqa: N815
    showLetter: Callable[[str], None]  # noqa: N815


def create(options: str, page: ProjectPage) -> RunningProject:
    """Return a project whose memory can be kept."""
    return RunningProject(options, page.fetchLater, page.setZone, page.showLetter)


def prepare(project: RunningProject) -> None:
    """Let a project that was started be ready to be kept.

    Raises `RuntimeError` where its memory alone would not do: it has files open, has written some, or has the
    engine load other ones, which are no part of that memory.
    """
    project.preload()
    importlib.invalidate_caches()  # importlib.metadata leaves a ZIP file open, that of the standard library
    gc.collect()
    changed, gone = project.kept.changes()
    written = [*changed, *gone, *(str(path) for top in TEMPORARY for path in Path(top).iterdir())]
    if written:
        raise RuntimeError(f"the project writes files when it starts: {', '.join(sorted(written))}")
    if compiled := sorted(name for name, each in sys.modules.items() if _is_compiled(each)):
        raise RuntimeError(f"the project imports what is compiled: {', '.join(compiled)}")
    if found := list(filter(None, map(_open_file, FILES))):
        raise RuntimeError(f"the project has files open when it has started: {', '.join(found)}")
    _kept[:] = [project]


def resume(options: str) -> RunningProject:
    """Return the project that was kept, at the place that the `options` say; its files are as they came.

    What follows from chance follows from another one than last time.
    """
    (project,) = _kept
    random.seed()
    importlib.invalidate_caches()
    if os.environ.get("TZ"):
        time.tzset()
    project.resume(json.loads(options))
    return project


def _is_compiled(module: ModuleType) -> bool:
    return str(getattr(module, "__file__", None)).endswith(".so")


def _open_file(number: int) -> str | None:
    try:
        return str(Path(f"/proc/self/fd/{number}").readlink())
    except OSError:
        return None
