"""Python's prompt, as a page shows it: `>>> `. Runs the page's code."""

import code
import sys
from types import ModuleType

FILE = "<console>"


class Prompt(code.InteractiveInterpreter):
    """One that lives from block to block of a page."""

    def __init__(self) -> None:
        self._module = ModuleType("__main__")
        sys.modules["__main__"] = self._module
        super().__init__(self._module.__dict__)
        self._has_failed = False
        self.out_of_memory = False

    def enter(self, source: str) -> int:
        """Enter one source, of one or more lines; return 1 where it raised, or its exit status."""
        self._has_failed = False
        try:
            if self.runsource(f"{source}\n", FILE, "single"):
                self._refuse(source)
        except SystemExit as end:
            status = 0 if end.code is None else end.code
            self.__init__()  # type: ignore[misc]  # the next one starts anew
            return status if isinstance(status, int) else 1
        return int(self._has_failed)

    def showtraceback(self) -> None:
        self._has_failed = True
        kind, error, trace = sys.exc_info()
        self.out_of_memory = isinstance(error, MemoryError)
        # As Python itself shows it: the one of `code` knows what was meant only since 3.12.
        if kind and error and trace:
            sys.__excepthook__(kind, error.with_traceback(trace.tb_next), trace.tb_next)

    def showsyntaxerror(self, filename: str | None = None, **more: str) -> None:
        self._has_failed = True
        super().showsyntaxerror(filename, **more)

    def _refuse(self, source: str) -> None:
        """Say what is missing in a source that goes on."""
        try:
            compile(source, FILE, "single")
        except SyntaxError:
            self.showsyntaxerror(FILE)
