"""A command line as a page writes it: words, no shell."""

import re
import shlex
from collections.abc import Collection
from dataclasses import dataclass

from chronicles.problems import Refused, nearest

PROGRAMS = frozenset({"python", "python3", "django-admin", "flask", "pytest", "cat", "ls", "git"})
MANAGE = "manage.py"
# The names that people start Python by: of a version, of an environment, of the launcher on Windows.
PYTHON = re.compile(r"(?:\S*/)?python(?:\d+(?:\.\d+)?)?|py")
PY_VERSION = re.compile(r"-3(\.\d+)?")  # which Python the launcher on Windows is to start
VARIABLE = re.compile(r"([A-Za-z_]\w*)=(.*)", re.ASCII | re.DOTALL)
# What a shell would do with these is not done here. Longest first.
OPERATORS = {
    "&&": "two commands in one line",
    "||": "two commands in one line",
    "&": "a command in the background",
    ";": "two commands in one line",
    "|": "a pipe",
    ">": "a redirection",
    "<": "a redirection",
}
# Programs that start a server, which never ends: with one of these words, or with any but those `ABOUT` it.
ALWAYS: frozenset[str] = frozenset()
SERVERS = {
    "uvicorn": ALWAYS,
    "gunicorn": ALWAYS,
    "hypercorn": ALWAYS,
    "daphne": ALWAYS,
    "waitress-serve": ALWAYS,
    "http.server": ALWAYS,
    "flask": frozenset({"run"}),
    "quart": frozenset({"run"}),
    "fastapi": frozenset({"run", "dev"}),
    MANAGE: frozenset({"runserver"}),
    "django-admin": frozenset({"runserver"}),
}
ABOUT = frozenset({"--help", "-h", "--version", "-V"})
SERVED = "Show requests in http blocks, which the project answers here; mark this one with data-unproven."
MEND = "Write each command on a line of its own; where that cannot be, mark the block with data-unproven."


@dataclass(frozen=True, slots=True)
class Command:
    """The words of a command, and the variables that stand before it.

    Whatever name it starts Python by, its first word is `python`: there is one Python to run it with.
    """

    words: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def managed(self) -> tuple[str, ...]:
        """What follows `manage.py`, if the command is one of the project's and sets nothing else."""
        is_ours = self.words[:2] == ("python", MANAGE) and not self.variables
        return self.words[2:] if is_ours else ()


def read_command(line: str, programs: Collection[str] = PROGRAMS) -> Command:
    """Return the command of a line; raises `Refused`, in words, where it is none that pages may run."""
    words = _words(line)
    variables = []
    if words[:1] == ["env"]:  # which sets variables in any shell
        words = words[1:]
    while words and (found := VARIABLE.fullmatch(words[0])):
        variables.append((found[1], found[2]))
        words = words[1:]
    if not words:
        raise Refused(f"{line!r} runs no program", "Write the command after its prompt.")
    words = _plain(words, programs)
    _refuse_server(words)
    if words[0] not in programs:
        mend = (
            f"{nearest(words[0], programs)} Others can be allowed in mkdocs.yml, below 'chronicles:', as in "
            "'programs: [tree]'; or data-unproven says why not."
        )
        raise Refused(f"{words[0]!r} is not a program that pages may run", mend)
    return Command(tuple(words), tuple(variables))


def _plain(words: list[str], programs: Collection[str] = PROGRAMS) -> list[str]:
    """The words without what only says which Python is meant, or that a file is a program of Python's.

    >>> _plain(["uv", "run", "manage.py", "check"]), _plain(["py", "-3", "-V"])
    (['python', 'manage.py', 'check'], ['python', '-V'])
    """
    rest = words[2:] if words[:2] == ["uv", "run"] else words
    if rest[:1] == ["py"] and PY_VERSION.fullmatch("".join(rest[1:2])):
        rest = ["py", *rest[2:]]
    if rest and rest[0] in (f"./{MANAGE}", MANAGE) and (rest[0] != MANAGE or rest is not words):
        return ["python", MANAGE, *rest[1:]]
    if rest and PYTHON.fullmatch(rest[0]):
        return ["python", *rest[1:]]
    return rest if rest and (rest[0] in programs or rest[0] in SERVERS) else words


def _refuse_server(words: list[str]) -> None:
    """Refuse what starts a server: the page would wait for its end, and nobody is there to ask it."""
    program, *rest = words[2:] if words[:2] == ["python", "-m"] and words[2:] else words
    if program == "python" and rest:
        program, *rest = rest
    starts = SERVERS.get(program)
    if starts is None or ABOUT.intersection(rest):
        return
    if starts is ALWAYS or starts.intersection(rest):
        shown = " ".join(words[: words.index(program) + 1] + [word for word in rest if word in starts][:1])
        raise Refused(f"{shown!r} starts a server, which never ends", SERVED)


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="&|;<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError as error:
        raise Refused(f"{line!r} is not a command: {str(error).lower()}", "Close the quotation.") from None
    _refuse_shell(line)
    return words


def _refuse_shell(line: str) -> None:
    """Refuse what only a shell can do, where it is not quoted."""
    bare = re.sub(r"\\.|'[^']*'", "", line, flags=re.DOTALL)
    if found := re.search(r"\$\(|`|\$\{?\w", bare):
        raise Refused(f"{found[0]!r} in {line!r} needs a shell, and none is used", MEND)
    bare = re.sub(r'"[^"]*"', "", bare)
    for operator, name in OPERATORS.items():
        if operator in bare:
            raise Refused(f"{operator!r} in {line!r} is {name}, which needs a shell, and none is used", MEND)
    if found := re.search(r"[*?~]", bare):
        raise Refused(f"{found[0]!r} in {line!r} needs a shell, and none is used", MEND)
