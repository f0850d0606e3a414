"""Python files as the demo has them: beside their bytecode, or in its place."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

DATA = Path(__file__).parent / "data"
CORE = DATA / "stdlib.txt"
OFTEN = DATA / "stdlib-often.txt"
TAG = "cpython-314"
SELDOM = re.compile(  # what tests and migrations alone import; commands are looked for as files, so they stay
    r"django/test/.*\.pyc?|rest_framework/test\.pyc?|typing_extensions\.pyc?"
    r"|django/db/migrations/(autodetector|executor|graph|loader|optimizer|questioner|recorder|serializer"
    r"|writer)\.pyc?"
)
# What reads its own source: AnyIO finds there what to import later, and imports all of it at once where
# there is none, the parts for other interpreters too, which a browser has not.
READ = re.compile(r"anyio/(.*/)?__init__\.py")


def absolute(files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """Return the Python files among `files` as they are called in the demo."""
    return {f"{folder}/{path}": data for path, data in files.items() if path.endswith(".py")}


def sourceless(files: Mapping[str, bytes], bytecode: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """Return `files` with bytecode in the place of each source that has some: `x.pyc` for `x.py`.

    A source that is read as such has its bytecode beside it.
    """
    read = {path: data for path, data in files.items() if READ.fullmatch(path)}
    found = accompanied(read, bytecode, folder)
    for path, data in files.items():
        if path not in read:
            code = bytecode.get(f"{folder}/{path}")
            found[path if code is None else f"{path}c"] = data if code is None else code
    return found


def accompanied(files: Mapping[str, bytes], bytecode: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    """Return `files` with the bytecode of each beside it, as Python itself keeps it."""
    found = dict(files)
    for path in files:
        if code := bytecode.get(f"{folder}/{path}"):
            parent, _, name = path.rpartition("/")
            beside = f"__pycache__/{name.removesuffix('.py')}.{TAG}.pyc"
            found[f"{parent}/{beside}" if parent else beside] = code
    return found


def name(path: str) -> str:
    """Return the dotted name of the module in a file.

    >>> name("email/mime/text.py"), name("json/__init__.pyc")
    ('email.mime.text', 'json')
    """
    return path.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")


def split(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """Return the modules of the standard library by when they are needed: at the start, often, seldom.

    Which ones they are is in `data/stdlib.txt`, and for tests, commands and other frameworks than Django in
    `data/stdlib-often.txt`; what a demo does not start with is fetched when it is imported.
    """
    core, often = (frozenset(path.read_text("utf-8").split()) for path in (CORE, OFTEN))
    first = {path: data for path, data in files.items() if name(path) in core}
    second = {path: data for path, data in files.items() if name(path) in often}
    return first, second, {path: files[path] for path in files.keys() - first.keys() - second.keys()}


def split_packages(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of packages that a demo needs to start, and those that are fetched when imported."""
    later = {path: data for path, data in files.items() if SELDOM.fullmatch(path)}
    return {path: data for path, data in files.items() if path not in later}, later


def names(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the modules in files, in order."""
    return tuple(sorted({name(path) for path in paths if path.endswith((".py", ".pyc"))}))
