"""Runs the tests of the journal: style, types, layers, the project, the generator."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

# All tests of a file run in one process, so what they share is made once. Tests wait for servers, browsers
# and programs, so there is one process more than cores.
PROCESSES = str((os.cpu_count() or 1) + 1)
SHARED = ("-n", PROCESSES, "--dist", "loadfile", "--no-loadscope-reorder")
PYTHON = (sys.executable, "-m")


@dataclass(frozen=True, slots=True)
class Stage:
    """One tool of the suite: what it proves, its command, and the folder that it runs in."""

    title: str
    command: tuple[str, ...]
    folder: str = "."


def stages(*, everything: bool, only: Sequence[str] = ()) -> list[Stage]:
    """Return what `test` runs, pytest last. With words for pytest in `only`, pytest alone."""
    marks = () if everything else ("-m", "not slow")
    pytest = Stage("tests", (*PYTHON, "pytest", *SHARED, "-q", *marks, *only))
    if only:
        return [pytest]
    project = ("--config", "ruff-project.toml")
    return [
        Stage("style", (*PYTHON, "ruff", "check", ".")),
        Stage("formatting", (*PYTHON, "ruff", "format", "--check", ".")),
        Stage("style of the project", (*PYTHON, "ruff", "check", *project, "demo_project")),
        Stage("its formatting", (*PYTHON, "ruff", "format", "--check", *project, "demo_project")),
        Stage("types", (*PYTHON, "mypy", "src")),
        Stage("layers", (str(Path(sys.executable).with_name("lint-imports")),)),
        Stage("pages", (*PYTHON, "chronicles", "check")),
        Stage("migrations", (sys.executable, "manage.py", "makemigrations", "--check"), "demo_project"),
        Stage("project", (sys.executable, "manage.py", "test", "--shuffle"), "demo_project"),
        pytest,
    ]


def run(root: Path, stages: Sequence[Stage], announce: Callable[[Stage], None]) -> list[str]:
    """Run the stages one after the other and return the titles of those that failed."""
    failed = []
    for stage in stages:
        announce(stage)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        done = subprocess.run(stage.command, cwd=root / stage.folder, env=environment, check=False)
        if done.returncode:
            failed.append(stage.title)
    return failed
