"""Where a block would answer otherwise in its reader's browser than on a machine: by what it uses. Pure."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from chronicles.pages.transcripts import Exchange, Transcript
from chronicles.proof.transcripts import browser_features as features

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, order=True)
class BrowserDifference:
    """What is otherwise, in words, and in which line of the block's body, from 1, the input begins."""

    line: int
    why: str


@dataclass(slots=True)
class ConsoleNames:
    """What the names of a page's console stand for, from block to block: `Thread` for `threading.Thread`.

    `missing` tells why a module of a package is not there, `""` for one that is.
    """

    missing: Callable[[str], str] = lambda _: ""
    known: dict[str, str] = field(default_factory=lambda: {"breakpoint": "breakpoint"})


def console_differences(transcript: Transcript, names: ConsoleNames) -> list[BrowserDifference]:
    """Return what Python's console in the browser would answer otherwise; what is imported joins `names`."""
    found = []
    for exchange in transcript.exchanges:
        try:
            tree = ast.parse(exchange.input)
        except SyntaxError:  # the same everywhere
            continue
        visitor = _Uses(names, is_answer_shown=_is_shown(exchange))
        visitor.visit(tree)
        found += [BrowserDifference(exchange.line, why) for why in dict.fromkeys(visitor.found)]
    return found


def command_differences(
    transcript: Transcript, command_of: Callable[[str], tuple[str, ...]], *, is_django: bool
) -> list[BrowserDifference]:
    """Return which commands the page would answer otherwise.

    `command_of` gives what follows `python` in a line, nothing for a line that no page runs. A demo of Django
    runs `manage.py` alone.
    """
    found = []
    for exchange in transcript.exchanges:
        words = command_of(exchange.input)
        if words and (why := _of_command(words, is_django=is_django)):
            found.append(BrowserDifference(exchange.line, why))
    return found


def _of_command(words: tuple[str, ...], *, is_django: bool) -> str:
    if is_django:
        name = words[1] if words[0] == "manage.py" and len(words) > 1 else ""
        return features.MANAGED.get(name, "").format(name)
    module = words[1] if words[0] == "-m" and len(words) > 1 else ""
    if why := features.PROGRAMS.get(module):
        return why.format(module)
    return features.MODULE.format(module) if module.partition(".")[0] in features.MODULES else ""


def _is_shown(exchange: Exchange) -> bool:
    """Whether the block shows an answer that another one would not be as good as."""
    return any(line.strip() != ELLIPSIS for line in exchange.expected)


class _Uses(ast.NodeVisitor):
    """Finds in statements what Python in a browser does otherwise, in the order in which they stand."""

    def __init__(self, names: ConsoleNames, *, is_answer_shown: bool) -> None:
        self.found: list[str] = []
        self._names = names
        self._is_answer_shown = is_answer_shown

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._import(alias.name)
            self._names.known[alias.asname or alias.name.partition(".")[0]] = (
                alias.name if alias.asname else alias.name.partition(".")[0]
            )

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level or not node.module:
            return
        self._import(node.module)
        for alias in node.names:
            self._names.known[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def visit_Call(self, node: ast.Call) -> None:
        self._look(self._dotted(node.func))
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for base in node.bases:
            self._look(self._dotted(base))
        self._names.known.pop(node.name, None)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._names.known.pop(node.name, None)
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - so `ast` calls it

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._look_at_value(self._dotted(node))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._look_at_value(self._dotted(node))
        else:
            self._names.known.pop(node.id, None)  # it stands for something else from now on

    def _import(self, module: str) -> None:
        top = module.partition(".")[0]
        if top in features.MODULES:
            self.found.append(features.MODULE.format(top))
        elif why := self._names.missing(top):
            self.found.append(why)

    def _look(self, name: str) -> None:
        if why := features.CALLS.get(name):
            self.found.append(why.format(name))

    def _look_at_value(self, name: str) -> None:
        if not self._is_answer_shown:
            return
        if why := features.VALUES.get(name):
            self.found.append(why.format(name))
        elif name.startswith(features.ERRNO):
            self.found.append(features.NUMBERS.format(name))

    def _dotted(self, node: ast.expr) -> str:
        """What an expression stands for, such as `threading.Thread`; `""` for what is no imported name."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._names.known:
            return ""
        return ".".join([self._names.known[node.id], *reversed(parts)])
