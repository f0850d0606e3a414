"""A console inside of the running project: every statement with what it printed and asked."""

import ast
import contextlib
import sys
import traceback
from collections.abc import Iterable, Iterator
from typing import Any

from chronicles_client.python_console import FILE, PythonConsole
from chronicles_client.query_recording import recorded_queries

from .limited_output import LimitedOutput
from .sent_letters import recorded_letters


class Statements:
    """Enters statements into a console that keeps its names from one run to the next."""

    def __init__(self) -> None:
        self._console = PythonConsole()

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run the statements of a typed source: what each said, as `enter` returns it."""
        try:
            statements = list(split(source))
        except SyntaxError:
            return [_step(source, traceback.format_exc(limit=0), [], [], failed=True)]
        return self.enter(statements)

    def enter(self, statements: Iterable[str]) -> list[dict[str, Any]]:
        """Enter statements, and return what each said and asked; the first that fails is the last.

        A step has `source`, `output` (both streams), `sql` (a list of queries), `letters` (what it sent by
        e-mail), `failed`, and `ended`: whether it ended Python, after which the console has no names.
        """
        steps = []
        for statement in statements:
            steps.append(self._enter(statement))
            if steps[-1]["failed"]:
                break
        return steps

    def _enter(self, statement: str) -> dict[str, Any]:
        said = LimitedOutput()
        main = sys.modules["__main__"]
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            recorded_queries() as queries,
            recorded_letters() as letters,
        ):
            status = self._console.enter(statement)
        ended = sys.modules["__main__"] is not main
        return _step(statement, said.getvalue(), queries, letters, failed=bool(status), ended=ended)


def split(source: str) -> Iterator[str]:
    """Yield the statements of a source, each with its decorators; raises `SyntaxError`.

    Those on one line are one, as at a prompt.
    """
    lines = source.splitlines()
    last = 0
    spans: list[tuple[int, int]] = []
    for node in ast.parse(source, FILE).body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        start = spans.pop()[0] if first <= last else first
        last = node.end_lineno or first
        spans.append((start, last))
    for first, last in spans:
        yield "\n".join(lines[first - 1 : last])


def _step(
    source: str,
    output: str,
    sql: list[str],
    letters: list[dict[str, Any]],
    *,
    failed: bool,
    ended: bool = False,
) -> dict[str, Any]:
    said = {"source": source, "output": output, "sql": sql, "letters": letters}
    return {**said, "failed": failed, "ended": ended}
