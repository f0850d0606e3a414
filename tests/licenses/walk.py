"""Walks a built site, and tells what of it is of others and has no license there."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import packages_distributions
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from chronicles.licenses.catalog import components
from chronicles.licenses.component import FOLDER
from chronicles.live.pack import unpack

# Kinds of files that somebody may have written elsewhere; the rest is text of the pages' author.
CODE = (".js", ".mjs", ".css", ".map", ".wasm", ".whl", ".zip", ".bin", ".pyc")
LOOKS = (".woff", ".woff2", ".ttf", ".otf", ".eot", ".svg", ".png", ".gif", ".jpg", ".ico")
LABEL = re.compile(r"([^/]+)-([^/-]+)\.dist-info/(?:METADATA|entry_points\.txt)")
# What a package that has static files has from somebody else: it needs a row of its own.
VENDORED = re.compile(r"/vendor/|[.-]min\.|\.(?:woff2?|ttf|otf|eot)$")
# What is linked into a program: a name that it has there, and the row that is due.
LINKED = {
    b"_PyRuntime": "CPython and its standard library",
    b"hiwire_new": "Pyodide",
    b"emscripten_stack_get_current": "Emscripten",
    b"__stdio_write": "musl",
    b"__cxa_throw": "LLVM's compiler-rt, libc++, libc++abi and libunwind",
    b"deflateInit_": "zlib",
    b"BZ2_bzCompress": "bzip2",
    b"lzma_code": "XZ Utils (liblzma)",
    b"ZSTD_compress": "Zstandard",
    b"sqlite3_libversion": "SQLite",
}
BUNDLED = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
LIBRARIES = "assets/live/lib-"
STATES = "assets/live/state-"


@dataclass(frozen=True)
class Row:
    """A row of the page: what it says, and the text that it leads to."""

    name: str
    version: str
    license: str
    used: tuple[str, ...]
    text: str


def rows(site: Path) -> list[Row]:
    """The rows of the page of licenses."""
    page = site / FOLDER / "index.html"
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return [_row(tag, page.parent) for tag in soup.select("tbody tr")]


def _row(tag: Tag, folder: Path) -> Row:
    name, version, license_, used = tag.select("td")
    link = license_.select_one("a")
    assert link is not None
    paths = tuple(code.get_text() for code in used.select("code"))
    text = (folder / str(link["href"])).read_text("utf-8")
    return Row(name.get_text(), version.get_text(), link.get_text(), paths, text)


def unlicensed(site: Path, own: Path) -> list[str]:
    """What of a site is of others and stands in no row: files, and packages in packs, with where they are.

    `own` is the folder of the journal: what its author wrote needs none.
    """
    said = rows(site)
    projects = _of_projects(site)
    return [lost for path in _files(site) for lost in _lost(site, path, own, projects, said)]


def _files(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        if path.suffix in (*CODE, *LOOKS):
            yield path.relative_to(site).as_posix()


def _of_projects(site: Path) -> set[bytes]:
    """What the packs of states have: the files of the author's project."""
    packs = (path.read_bytes() for path in site.glob(f"{STATES}*.bin"))
    return {data for pack in packs for data in unpack(pack).values()}


def _lost(site: Path, path: str, own: Path, projects: set[bytes], said: list[Row]) -> Iterator[str]:
    data = (site / path).read_bytes()
    is_own = (own / "docs" / path).is_file() and (own / "docs" / path).read_bytes() == data
    if is_own or data in projects or path.startswith(STATES):
        return
    mine = [row for row in said if any(fnmatchcase(path, one) for one in row.used)]
    if path.startswith(LIBRARIES):
        yield from (f"{path}: {name}" for name in _packages(data, mine))
    elif not mine or (VENDORED.search(path) and all(_is_of_whole(row, path) for row in mine)):
        yield path
    yield from (f"{path}: {name}" for name in _parts(path, data) if name not in {row.name for row in mine})


def _parts(path: str, data: bytes) -> Iterator[str]:
    """What a program or a script has within it, by the name of the row that is due."""
    if path.endswith(".mjs") and b"ErrorStackParser" in data:
        yield "error-stack-parser and stackframe"
    if path.endswith(".wasm"):
        yield from (name for symbol, name in LINKED.items() if symbol in data)
    if path.endswith(".map"):
        names = {one: entry.name for entry in components() for one in entry.npm}
        found = {match[1] for source in json.loads(data)["sources"] if (match := BUNDLED.search(source))}
        yield from (names.get(name, name) for name in sorted(found))


def _is_of_whole(row: Row, path: str) -> bool:
    """Whether a row has a static file only because it has all static files of its package."""
    top = "/".join(path.split("/")[4:5])
    return any(one == f"assets/live/static/*/{top}/*" for one in row.used)


def _packages(pack: bytes, mine: list[Row]) -> Iterator[str]:
    """The packages and modules in a pack that have no row."""
    files = unpack(pack)
    labels = {_named(match[1], match[2]) for path in files if (match := LABEL.fullmatch(path))}
    yield from sorted(labels - {_named(row.name, row.version) for row in mine})
    owners, names = packages_distributions(), {row.name for row in mine}
    tops = {path.partition("/")[0].partition(".")[0] for path in files if not LABEL.fullmatch(path)}
    yield from sorted(top for top in tops if names.isdisjoint(owners.get(top, [])))


def _named(name: str, version: str) -> str:
    return f"{name.replace('-', '_')} {version}"
