"""How `check` answers: in words, or with a document on standard output, for another program."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import click

from chronicles.cli.check_options import TEXT
from chronicles.cli.invocation import called
from chronicles.cli.output import fail, out, tell
from chronicles.cli.system_problem import system_problem
from chronicles.disk.paths import followed
from chronicles.git.clones import top_of
from chronicles.problems import Refused, Unusable
from chronicles.proof.check_result import CheckResult, by_kind
from chronicles.proof.result_context import ResultContext
from chronicles.proof.result_formats import RESULT_FORMATS
from chronicles.workspace.journal_names import CONFIG


def answer(form: str, root: Path, check: Callable[[], CheckResult]) -> None:
    """Run `check`, answer in the form of that name, and end with the status of what it found.

    Problems have paths as seen from `root`. A document is all that is written to standard output, however the
    check ends; what people read goes to standard error with it.
    """
    if form == TEXT:
        _end(check())
        return
    with _words_to_stderr():
        result, wrong_call = _ended(check)
        click.echo(RESULT_FORMATS[form](result, _context(root)).encode(), nl=False)
        if wrong_call:
            raise wrong_call
        _end(result)


def _end(result: CheckResult) -> None:
    if result.warnings:
        tell(result.warnings, "warning")
    if result.problems:
        fail(result.problems)


def _ended(check: Callable[[], CheckResult]) -> tuple[CheckResult, click.UsageError | None]:
    """What a check ends with, also where it cannot begin; and why not, if it was called wrongly."""
    try:
        return check(), None
    except Unusable as unusable:
        of_settings = [problem for problem in unusable.problems if problem.place.path == CONFIG]
        return CheckResult(by_kind(("settings", of_settings), ("disk", unusable.problems))), None
    except click.UsageError as error:
        return CheckResult(error=error.message), error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        return CheckResult(by_kind(("disk", [system_problem(error)]))), None


@contextmanager
def _words_to_stderr() -> Iterator[None]:
    """Leave standard output to the document."""
    out.stderr = True
    try:
        yield
    finally:
        out.stderr = False


def _context(root: Path) -> ResultContext:
    root = followed(root)
    try:
        top = top_of(root) or root
    except Refused:  # without git
        top = root
    return ResultContext(root.as_posix(), top.as_posix(), version("chronicles"), called)
