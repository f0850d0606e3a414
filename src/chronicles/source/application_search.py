"""Which application of a project answers requests, as far as its files say it. Nothing of it is run. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chronicles.guides.project_layout import MANAGE, SOURCES, has_sources
from chronicles.problems import Refused, count
from chronicles.source.languages.grammar import parse, text_of_node
from chronicles.source.languages.python_targets import BLOCKS, name_of
from chronicles_client.application_name import ApplicationName

if TYPE_CHECKING:
    from tree_sitter import Node

SEARCH_VERSION = 1  # of how it is looked for: with another, what came of a request is not remembered
ENTRIES = ("wsgi", "asgi")  # modules that are there for a server alone
USUAL = ("app", "main", "application", "api", "__init__", *ENTRIES)
NOWHERE = frozenset({"test", "tests", "conftest", "setup", "docs", "noxfile"})  # where no server looks
CLASSES = frozenset({"Flask", "FastAPI", "Starlette", "Quart"})
NAMES = ("app", "application")  # what Flask's command and the servers look for first
FACTORIES = ("create_app", "make_app")
OTHERS = frozenset({"Typer", "Celery"})  # what is called `app` too, and answers no request
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, order=True)
class _FoundApplication:
    """What may be the application; of several, the lowest rank is taken."""

    rank: int
    name: ApplicationName


def find_application(paths: Iterable[str], read: Callable[[str], str], mend: str = "") -> ApplicationName:
    """Return the one application of a project with files at `paths`, whose text `read` returns.

    It is looked for in the modules and packages that stand at the top of the project or of its `src/`, and
    there in the files that frameworks call so before any other. Of what a file says, an instance of a known
    class goes before a function that makes one; what is called `app` or `application` goes before other
    names. Raises `Refused` where there is none, or more than one; `mend` says how to name one.
    """
    mend = mend or "Name it in mkdocs.yml: 'application: MODULE:NAME' beside 'project:'."
    modules = _modules(sorted(paths))
    usual = {path: module for path, module in modules.items() if _stem(path) in USUAL}
    for among in (usual, modules):
        found = sorted({one for path, module in among.items() for one in _in(read(path), module)})
        best = [one.name for one in found if one.rank == found[0].rank]
        if len(best) == 1:
            return best[0]
        if best:
            raise _ambiguous(best, mend)
    raise _none(modules, mend)


def _modules(paths: list[str]) -> dict[str, str]:
    """The files to look at, each with the dotted name by which Python imports it."""
    sources = has_sources(paths)
    found: dict[str, str] = {}
    for path in paths:
        inside = path.removeprefix(f"{SOURCES}/") if sources else path
        parts = inside.removesuffix(".py").split("/")
        named = all(part.isidentifier() for part in parts)
        if not path.endswith(".py") or len(parts) > 2 or not named or parts == ["__init__"]:
            continue
        if not NOWHERE.intersection(parts) and not parts[-1].startswith("test_"):
            found[path] = ".".join(part for part in parts if part != "__init__")
    return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".py")


def _in(source: str, module: str) -> Iterator[_FoundApplication]:
    """What may be an application in a source; what is no text has none."""
    try:
        root = parse("python", source)
    except Refused:
        return
    is_entry = module.rpartition(".")[2] in ENTRIES
    for node in _statements(root):
        if factory := _factory(node):
            yield _FoundApplication(
                3 + FACTORIES.index(factory), ApplicationName(module, factory, is_factory=True)
            )
        for name, value in _bound(node):
            if (is_entry and name in NAMES) or _called(value) in CLASSES:
                yield _FoundApplication(_rank(name, is_entry=is_entry), ApplicationName(module, name))
            elif name in NAMES and _called(value) and _called(value) not in OTHERS:
                yield _FoundApplication(2, ApplicationName(module, name))


def _rank(name: str, *, is_entry: bool) -> int:
    if name in NAMES:
        return -1 if is_entry else 0
    return 1


def _statements(root: Node) -> Iterator[Node]:
    """The statements of a module, those in its branches too, but for what only runs as a program."""
    left = list(reversed(root.named_children))
    while left:
        node = left.pop()
        if node.type == "if_statement" and b"__main__" in (node.text or b"").split(b":", 1)[0]:
            continue
        yield node
        if node.type in ("if_statement", "try_statement", "with_statement", "block") or node.type in BLOCKS:
            left += reversed(node.named_children)


def _factory(node: Node) -> str:
    """The name of a function that makes an application and needs nothing for it, `""` for anything else."""
    if node.type == "decorated_definition":
        node = node.child_by_field_name("definition") or node
    name, given = node.child_by_field_name("name"), node.child_by_field_name("parameters")
    if (
        node.type != "function_definition"
        or name is None
        or given is None
        or node.children[0].type == "async"
    ):
        return ""
    needed = [child for child in given.named_children if child.type in ("identifier", "typed_parameter")]
    needed = [child for child in needed if not text_of_node(child).startswith("*")]
    return name_of(name) if name_of(name) in FACTORIES and not needed else ""


def _bound(node: Node) -> Iterator[tuple[str, Node | None]]:
    """The name that a statement assigns, with the value, or the names that it imports, with none.

    Of several names for one value it is the one that an application most likely has.
    """
    if node.type == "import_from_statement":
        for name in node.children_by_field_name("name"):
            known = name.child_by_field_name("alias") or name
            yield text_of_node(known), None
        return
    part = node.named_children[0] if node.type == "expression_statement" and node.named_children else None
    if part is None or part.type != "assignment":
        return
    names, value = [part.child_by_field_name("left")], part.child_by_field_name("right")
    while value is not None and value.type == "assignment":
        names.append(value.child_by_field_name("left"))
        value = value.child_by_field_name("right")
    bound = [name_of(name) for name in names if name is not None and name.type == "identifier"]
    if bound:
        yield min(bound, key=lambda name: (name not in NAMES, name)), value


def _called(value: Node | None) -> str:
    """The last name of what a value calls (`flask.Flask(…)` calls `Flask`), `""` where it calls nothing."""
    if value is None or value.type != "call":
        return ""
    called = value.child_by_field_name("function")
    return text_of_node(called).rpartition(".")[2].strip() if called else ""


def _ambiguous(names: list[ApplicationName], mend: str) -> Refused:
    shown = ", ".join(map(str, names[:MOST_SHOWN])) + (", …" if len(names) > MOST_SHOWN else "")
    return Refused(f"{count(len(names), 'application')} could answer: {shown}", mend)


def _none(modules: Mapping[str, str], mend: str) -> Refused:
    looked = ", ".join(list(modules)[:MOST_SHOWN]) + (", …" if len(modules) > MOST_SHOWN else "")
    kinds = f"no {MANAGE}, and no Flask(), FastAPI(), Starlette(), Quart() or create_app()"
    return Refused(
        f"no application could answer: there is {kinds} in {looked or 'a module at the top'}", mend
    )
