"""One vocabulary: a name means one thing, and is one that the field knows (docs/manual/architecture.md)."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
# build.py is in there by a link, for wheels to hold it.
MODULES = sorted(path for path in SOURCE.rglob("*.py") if not path.is_symlink())
SCRIPTS = sorted(SOURCE.rglob("*.js"))
# A class of this name is what markdownify reads the options of a converter from.
PRESCRIBED = {"Options"}
# Words of the theatre and the court, and metaphors, that once stood for what has a name already.
ANYWHERE = frozenset(
    {
        *("theater", "story", "stories", "scene", "scenes", "cue", "cues", "heard", "fault", "faults"),
        *("perform", "performs", "performing", "performance", "performances", "steady", "wobble", "wobbles"),
        *("play", "plays", "playing", "played", "playable", "unplayable", "rehearse", "rehearsal"),
        *("verdict", "verdicts", "court", "standing", "standings", "judge", "judged", "honesty", "trouble"),
        *("barrier", "barriers", "complaint", "complaints", "clash", "clashes", "stray", "strays", "travel"),
        *("woven", "gather", "gathered", "subscriptions", "finishing", "harmless"),
    }
)
AS_CLASS = {"Part", "Take", "Host", "Library", "Proof"}
AS_FILE = {"stage", "runner", "leads", "marker", "gate", "inside", "keeping", "injected"}
# The stages of a test run are what continuous integration calls so.
STAGES = "suite"
EXPORT = re.compile(r"^export (?:async )?(?:class|function\*?|const|let) (\w+)", re.MULTILINE)


def words(name: str) -> set[str]:
    """The words of a name, in small letters.

    >>> sorted(words("read_HTMLPage"))
    ['html', 'page', 'read']
    """
    found = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+", name)
    return {word.lower() for word in found}


def names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The classes, functions and parameters of a module, each with its kind."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield "class", node.name
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield "function", node.name
            given = node.args
            yield from (
                ("parameter", one.arg) for one in [*given.posonlyargs, *given.args, *given.kwonlyargs]
            )


def classes() -> dict[str, list[str]]:
    found = defaultdict(list)
    for path in MODULES:
        for kind, name in names(ast.parse(path.read_text("utf-8"))):
            if kind == "class" and name not in PRESCRIBED:
                found[name].append(path.relative_to(SOURCE).as_posix())
    return found


def test_no_class_name_stands_twice() -> None:
    assert {name: places for name, places in classes().items() if len(places) > 1} == {}


def test_no_file_name_stands_twice() -> None:
    found = defaultdict(list)
    for path in MODULES:
        if path.stem != "__init__":
            found[path.stem].append(path.relative_to(SOURCE).as_posix())
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_names_are_those_of_the_field(path: Path) -> None:
    found = [("file", path.stem), *names(ast.parse(path.read_text("utf-8")))]
    wrong = {
        name
        for kind, name in found
        if words(name) & ANYWHERE
        or (kind == "class" and name in AS_CLASS)
        or (kind == "file" and name in AS_FILE)
        or ("stage" in words(name) and path.parent.name != STAGES and path.stem != "testing")
    }
    assert wrong == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_names_of_scripts_are_those_of_the_field(path: Path) -> None:
    exported = EXPORT.findall(path.read_text("utf-8"))
    assert {name for name in exported if words(name) & ANYWHERE} == set()
    assert not words(path.stem) & (ANYWHERE | AS_FILE)


def test_a_name_of_the_theatre_would_be_found() -> None:
    tree = ast.parse("class Stage:\n    def without_barriers(self, scene): ...")
    assert dict(names(tree)) == {"class": "Stage", "function": "without_barriers", "parameter": "scene"}
    assert words("without_barriers") & ANYWHERE
