"""Commands with an interpreter of their own, as every command has one on a machine: `manage.py test`.

Tests change what the whole interpreter has: settings, the database, the addresses. And projects ask
`"test" in sys.argv` while their settings are read, which is over where the project runs already.
"""

import os
import runpy
import sys
from collections.abc import Sequence
from typing import Any

from . import inline_async, left_out_modules, missing_features, pbkdf2
from .command_output import executed
from .management import MANAGE

SEPARATE = {"test"}
ROUNDS = 1000  # of the hashes of passwords: a million take three seconds here


def is_separate(words: Sequence[str]) -> bool:
    """Whether a command, what follows `python`, has to have an interpreter of its own."""
    return words[:1] == [MANAGE] and bool(SEPARATE & set(words[1:2]))


def run(root: str, settings: str, words: Sequence[str]) -> dict[str, Any]:
    """Run `manage.py` as a machine does, in an interpreter that has done nothing yet.

    Return the output and the exit status. A test that needs what is not here, such as a thread, a process,
    a server or a package that is compiled, is skipped with that reason.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    os.chdir(root)
    sys.path.insert(0, root)
    pbkdf2.install()
    inline_async.install()
    _let_tests_skip()

    def execute() -> None:
        from django.contrib.auth.hashers import PBKDF2PasswordHasher

        PBKDF2PasswordHasher.iterations = ROUNDS
        runpy.run_path(MANAGE, run_name="__main__")

    return executed(words, execute)


def _let_tests_skip() -> None:
    import socket
    from unittest import SkipTest  # fetched when it is wanted

    class LeftOutTest(ModuleNotFoundError, SkipTest):
        """A test that needs such a module; it can be caught as what it is on a machine."""

    left_out_modules.fail_with(LeftOutTest)
    missing_features.refuse_threads(SkipTest)
    missing_features.refuse_processes(SkipTest)
    missing_features.refuse_network(socket, SkipTest)
