"""What the suite runs: one tool a stage, in lanes that run side by side. Pure: makes commands, runs none."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

PYTHON = (sys.executable, "-m")
MONITORING = (3, 14)  # the first Python whose branches can be told without tracing
PROJECT = ("--config", "ruff-project.toml")
SCRIPTS = ("src/**/*.{js,mjs}", "src/**/*.d.ts", "tests/**/*.{js,mjs}", "*.js")


class Size(IntEnum):
    """How much is run; a larger size runs all that a smaller one does."""

    DEFAULT = 0
    ALL = 1
    LONG = 2

    @property
    def option(self) -> str:
        """The option of `test` that asks for this size; empty for the smallest."""
        return ("", "--all", "--long")[self]

    @property
    def words(self) -> tuple[str, ...]:
        """The words that let pytest leave out what is larger, and make up so many examples."""
        left_out = ("not slow and not long", "not long", "")[self]
        profile = f"--hypothesis-profile={('default', 'all', 'long')[self]}"
        return (profile, "-m", left_out) if left_out else (profile,)


@dataclass(frozen=True, slots=True)
class Stage:
    """One tool of the suite: what it proves, its command, and the folder below the root that it runs in.

    `tells_tests` is whether it tells each test as it goes (see `tests/events.py`), `shows` whether what it
    prints is shown although it passes. Where `lacking` says what this machine lacks for it, it is not run.
    """

    title: str
    command: tuple[str, ...]
    folder: str = "."
    tells_tests: bool = False
    shows: bool = False
    lacking: str = ""


def measures(size: Size) -> bool:
    """Whether a run of this size, on this Python, tells which lines the tests have reached.

    It costs little from Python 3.14 on, whose `sys.monitoring` tells of branches (coverage.py, "Measurement
    cores"). Before, everything that is traced takes twice its time, and only the largest size has that.
    """
    return size >= Size.LONG or (size >= Size.ALL and sys.version_info >= MONITORING)


def pytest(size: Size, seed: int, processes: int, words: Sequence[str] = ()) -> Stage:
    """The tests of the generator, in an order that `seed` decides; all tests of a file in one process.

    `processes` run side by side (`-n` and `--dist loadfile` of pytest-xdist); with 0 there is one. `words`
    are handed on to pytest.
    """
    shared = ("-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder") if processes else ()
    order = ("-p", "tests.events", f"--randomly-seed={seed}")
    measured = ("coverage", "run", "-m") if measures(size) and not words else ()
    command = (*PYTHON, *measured, "pytest", "-q", *shared, *order, *size.words, *words)
    return Stage("tests", command, tells_tests=True)


def coverage() -> list[Stage]:
    """What becomes of the lines and branches that the tests have reached; all processes have told theirs."""
    return [
        Stage("coverage", (*PYTHON, "coverage", "combine", "--quiet")),
        Stage("lines not reached", (*PYTHON, "coverage", "report"), shows=True),
    ]


def scripts(node: Sequence[str], lacking: str = "") -> list[Stage]:
    """What the scripts are held to, with the command that starts Node.js or what is lacking."""
    tsc, eslint, prettier = (
        (*node, f"node_modules/{program}")
        for program in ("typescript/bin/tsc", "eslint/bin/eslint.js", "prettier/bin/prettier.cjs")
    )
    stages = [
        Stage("types of the scripts", (*tsc, "--build")),
        Stage("style of the scripts", (*eslint, "src", "tests", "eslint.config.js")),
        Stage("format of the scripts", (*prettier, "--check", *SCRIPTS)),
        Stage("tests of the scripts", (*node, "--test"), "tests/scripts"),
    ]
    return [replace(stage, lacking=lacking) for stage in stages]


def lanes(size: Size, seed: int, cores: int, of_scripts: Sequence[Stage]) -> list[list[Stage]]:
    """Return what the suite runs: the stages of a lane one after the other, the lanes at once."""
    measured = coverage() if measures(size) else []
    # Tests wait for servers, browsers and programs, the larger sizes more than the default: so there are more
    # processes than cores.
    processes = max(cores, 2) + (2 if size >= Size.ALL else 1)
    return [[pytest(size, seed, processes), *measured], tools(size, of_scripts)]


def tools(size: Size, of_scripts: Sequence[Stage]) -> list[Stage]:
    """Every stage but the tests of the generator, the quickest first."""
    # What was proven is in proofs.lock, and a test knows whether it still stands: to prove it anew takes
    # minutes.
    taken = () if size >= Size.ALL else ("--no-exec",)
    stages = [
        Stage("style", (*PYTHON, "ruff", "check", ".")),
        Stage("formatting", (*PYTHON, "ruff", "format", "--check", ".")),
        Stage("style of the project", (*PYTHON, "ruff", "check", *PROJECT, "demo_project")),
        Stage("its formatting", (*PYTHON, "ruff", "format", "--check", *PROJECT, "demo_project")),
        Stage("migrations", (sys.executable, "manage.py", "makemigrations", "--check"), "demo_project"),
        *of_scripts,
        Stage("layers", (f"{sys.exec_prefix}/bin/lint-imports",)),
        Stage("types", (*PYTHON, "mypy", "src")),
        Stage("pages", (*PYTHON, "chronicles", "check", *taken)),
        Stage("project", (sys.executable, "manage.py", "test", "--shuffle"), "demo_project"),
    ]
    others = [Stage("other Pythons", (*PYTHON, "chronicles.pythons"), shows=True)]
    return stages + (others if size >= Size.ALL else [])
