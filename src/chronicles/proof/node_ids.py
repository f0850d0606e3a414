"""Names of tests as pytest writes them: `tests/test_cart.py::TestCart::test_total[3]`. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass

NODE = re.compile(r"(?P<path>[^:]+\.py)(?P<names>(?:::\w+)*)(?P<parameters>\[.*\])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NodeId:
    """The file of a test, and the names that lead to it there: none for all tests of the file."""

    path: str
    names: tuple[str, ...]


def read_node_id(text: str) -> NodeId | None:
    """Return the test that `text` names as pytest does, `None` where it is written in another way.

    Which of its parameters are meant is left out: they are no part of the source.
    """
    found = NODE.fullmatch(text)
    if not found or (found["parameters"] and not found["names"]):
        return None
    names = tuple(filter(None, found["names"].split("::")))
    return NodeId(found["path"], names) if all(map(str.isidentifier, names)) else None


def module_path(name: str, paths: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """Return the file of a dotted name among `paths`, and the names that stand behind its module.

    It is the longest run of names that is a module; where none is, the file that the first would be.
    """
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        for ending in (".py", "/__init__.py"):
            if (path := "/".join(parts[:length]) + ending) in paths:
                return path, tuple(parts[length:])
    return f"{parts[0]}.py", tuple(parts[1:])
