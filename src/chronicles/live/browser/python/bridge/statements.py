"""A Python console inside of the running project: every statement with what it printed and asked."""

import ast
import contextlib
import io
import sys
import traceback
from collections.abc import Iterator
from typing import Any

FILE = "<console>"


class Console:
    """Keeps its names between runs, as the shell does; it begins with the project's models."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"__name__": "__console__"}

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run the statements of `source` and return what each said; the first that fails is the last."""
        self._bring_models()
        try:
            statements = list(_statements(source))
        except SyntaxError:
            return [_step(source, traceback.format_exc(limit=0), [], failed=True)]
        steps = []
        for text, node in statements:
            step = self._run_one(text, node)
            steps.append(step)
            if step["failed"]:
                break
        return steps

    def _run_one(self, text: str, node: ast.stmt) -> dict[str, Any]:
        said, failed = io.StringIO(), False
        with _output_to(said), self._echo(), _queries() as asked:
            try:
                exec(compile(ast.Interactive([node]), FILE, "single"), self._names)  # noqa: S102
            except BaseException as error:
                failed = True
                said.write(_short(error))
        return _step(text, said.getvalue(), asked, failed=failed)

    @contextlib.contextmanager
    def _echo(self) -> Iterator[None]:
        """Let a lone expression print its value, as every Python console does."""
        before = sys.displayhook

        def echo(value: object) -> None:
            if value is not None:
                self._names["_"] = value
                print(repr(value))

        sys.displayhook = echo
        try:
            yield
        finally:
            sys.displayhook = before

    def _bring_models(self) -> None:
        from django.apps import apps

        for model in apps.get_models():
            self._names.setdefault(model.__name__, model)


def _statements(source: str) -> Iterator[tuple[str, ast.stmt]]:
    lines = source.splitlines()
    for node in ast.parse(source, FILE).body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        yield "\n".join(lines[first - 1 : node.end_lineno]), node


def _step(source: str, output: str, sql: list[str], *, failed: bool) -> dict[str, Any]:
    return {"source": source, "output": output, "sql": sql, "failed": failed}


@contextlib.contextmanager
def _output_to(said: io.StringIO) -> Iterator[None]:
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        yield


@contextlib.contextmanager
def _queries() -> Iterator[list[str]]:
    """Fill a list with what the database is asked; `django.test` could, but brings a second of imports."""
    from django.db import connection

    connection.ensure_connection()
    before, connection.force_debug_cursor = connection.force_debug_cursor, True
    start, asked = len(connection.queries_log), list[str]()
    try:
        yield asked
    finally:
        connection.force_debug_cursor = before
        asked += [query["sql"] for query in list(connection.queries_log)[start:]]


def _short(error: BaseException) -> str:
    """The traceback without our own frames."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename != FILE:
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))
