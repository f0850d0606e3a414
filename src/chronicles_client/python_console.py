"""Python's prompt, as a page shows it: `>>> `. Runs the page's code."""

import ast
import asyncio
import code
import inspect
import sys
from collections.abc import Coroutine
from contextlib import suppress
from types import CodeType, FunctionType, ModuleType
from typing import Any

from .project import is_set_up

FILE = "<console>"


class PythonConsole(code.InteractiveInterpreter):
    """One that lives from block to block of a page, and begins with what `manage.py shell` imports."""

    def __init__(self) -> None:
        self._module = ModuleType("__main__")
        sys.modules["__main__"] = self._module
        super().__init__(self._module.__dict__)
        self.compile.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as `python -m asyncio` does
        self._has_failed = False
        self._has_shell_names = False
        self.out_of_memory = False

    def enter(self, source: str) -> int:
        """Enter one statement, of one or more lines; return 1 where it raised, or its exit status.

        What it says goes to `sys.stdout` and `sys.stderr`. One that ends Python leaves a console without
        names.
        """
        self._has_failed = False
        self._bring_shell_names()
        try:
            if self.runsource(f"{source}\n", FILE, "single"):
                self._run_whole(source)
        except SystemExit as end:
            status = 0 if end.code is None else end.code
            self.__init__()  # type: ignore[misc]  # the next one starts anew
            return status if isinstance(status, int) else 1
        return int(self._has_failed)

    def runcode(self, code: CodeType) -> None:
        """Run a statement; one with an `await` outside of a function in an event loop of its own."""
        if not code.co_flags & inspect.CO_COROUTINE:
            return super().runcode(code)
        try:
            _wait_for(FunctionType(code, self._module.__dict__)())
        except SystemExit:
            raise
        except BaseException:
            self.showtraceback()

    def showtraceback(self) -> None:
        self._has_failed = True
        kind, error, trace = sys.exc_info()
        self.out_of_memory = isinstance(error, MemoryError)
        own = trace and trace.tb_next
        while own and own.tb_next and own.tb_frame.f_code.co_filename != FILE:
            own = own.tb_next  # what ran the statement
        # As Python itself shows it: the one of `code` knows what was meant only since 3.12.
        if kind and error and trace:
            sys.__excepthook__(kind, error.with_traceback(own), own)

    def showsyntaxerror(self, filename: str | None = None, **more: str) -> None:
        self._has_failed = True
        super().showsyntaxerror(filename, **more)

    def _run_whole(self, source: str) -> None:
        """Run a source that may go on, as the page ends it here; where it must go on, say what is missing."""
        try:
            whole: CodeType = compile(source, FILE, "single", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError:
            self.showsyntaxerror(FILE)
        else:
            self.runcode(whole)

    def _bring_shell_names(self) -> None:
        """Bring what the project's `shell` imports by itself (since Django 5.2), once Django is set up."""
        if self._has_shell_names or not is_set_up():
            return
        self._has_shell_names = True
        with suppress(Exception):  # a project whose own shell cannot start has a prompt without its names
            self._module.__dict__.update(_shell_names() | self._module.__dict__)


def _wait_for(coroutine: Coroutine[Any, Any, object]) -> None:
    """Run a coroutine to its end: with Django as one of its views runs, whose queries are in this thread."""
    if not is_set_up():
        asyncio.run(coroutine)
        return
    from asgiref.sync import async_to_sync

    async def wait() -> None:
        await coroutine

    async_to_sync(wait)()


def _shell_names() -> dict[str, object]:
    from django.core.management import get_commands, load_command_class

    shell = get_commands()["shell"]
    command = load_command_class(shell, "shell") if isinstance(shell, str) else shell
    names: dict[str, object] = command.get_namespace() if hasattr(command, "get_namespace") else {}
    return names
