"""What a state is tried with: what a person would type, and how Python is started for it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chronicles.guides.project_layout import MANAGE, has_sources, is_django
from chronicles.guides.project_tests import framework_of, test_files

PROMPT = "$ python "
NO_TESTS = 5  # how pytest ends, and unittest since Python 3.12, where there are none
INSTALLED = ("pyproject.toml", "setup.py", "setup.cfg")  # one of these makes a folder a project of Python's
# In one process, since most of the time of each would go into starting Django. Each is what a person
# would type: manage.py runs as the program.
COMMANDS = (("check",), ("makemigrations", "--check", "--dry-run"), ("migrate", "--verbosity=0"))
MANAGED = """
import runpy, sys
for words in {commands!r}:
    print("$ python manage.py", *words, flush=True)
    sys.argv = ["manage.py", *words]
    try:
        runpy.run_path("manage.py", run_name="__main__")
    except SystemExit as end:
        if end.code:
            raise
"""
# A module that runs as the program, with the packages of the project found as if they were installed.
MODULE = """
import os, runpy, sys
sys.path[:1] = map(os.path.abspath, {folders!r})
sys.argv[1:] = {words!r}
runpy.run_module({module!r}, run_name="__main__", alter_sys=True)
"""
FAILURES = ("FAIL: ", "ERROR: ", "SystemCheckError")  # how the lines that say what failed begin
PYTEST_FAILURES = ("FAILED ", "ERROR ")


@dataclass(frozen=True, slots=True)
class TrialCommand:
    """What Python is started with; what a person would type, `""` where it says so itself.

    `good` are the exit statuses of a state that passes, `failures` how the lines begin that say what failed.
    """

    words: tuple[str, ...]
    shown: str = ""
    good: frozenset[int] = frozenset({0})
    failures: tuple[str, ...] = FAILURES


def is_tried(paths: Iterable[str]) -> bool:
    """Whether there is something to try: a project of Django's, one that can be installed, or tests."""
    known = set(paths)
    return is_django(known) or not known.isdisjoint(INSTALLED) or bool(test_files(known))


def trial_commands(files: Mapping[str, bytes]) -> list[TrialCommand]:
    """Return what a state with these files is tried with, in order.

    Django's are its checks, its migrations and its tests. Of others, all of the Python has to parse, and the
    tests run, by whatever the project asks for.
    """
    if is_django(files):
        managed = TrialCommand(("-c", MANAGED.format(commands=COMMANDS)))
        return [managed, TrialCommand((MANAGE, "test", "--shuffle=1"), f"{PROMPT}manage.py test")]
    commands = [_module(files, "compileall", "-q", ".")]
    tests = test_files(files)
    if tests and framework_of(files) == "pytest":
        commands.append(_module(files, "pytest", good=frozenset({0, NO_TESTS}), failures=PYTEST_FAILURES))
    elif tests:
        folders = sorted({path.rpartition("/")[0] for path in tests})
        loose = [folder for folder in folders if folder and f"{folder}/__init__.py" not in files]
        found = [("discover", "-s", folder) for folder in loose]
        together: list[tuple[str, ...]] = [()] if len(loose) < len(folders) else []
        for words in together + found:
            commands.append(_module(files, "unittest", *words, good=frozenset({0, NO_TESTS})))
    return commands


def _module(
    files: Mapping[str, bytes],
    module: str,
    *words: str,
    good: frozenset[int] = frozenset({0}),
    failures: tuple[str, ...] = FAILURES,
) -> TrialCommand:
    folders = [".", "src"] if has_sources(files) else ["."]
    source = MODULE.format(folders=folders, words=list(words), module=module)
    return TrialCommand(("-c", source), " ".join((f"{PROMPT}-m", module, *words)), good, failures)
