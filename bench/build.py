"""How long a build takes beside the engines that one could take instead, in one run of the bench.

    python bench/build.py [--entries 1000] [--runs 3] [--only ours,hugo] [--rows edit,nothing] [--before REV]
                          [--cache FOLDER] [--json FILE]

Makes a journal of ENTRIES entries of 292 to 975 words (bench/peers/corpus.py) in a temporary folder, in
the form of each engine, and builds it with each: this project from its .venv, Material for MkDocs with
its plugins and the one for feeds, Zensical, Hugo and Eleventy, at the versions that their files in
bench/peers pin. Each has what it has of search, tags, archive and feeds; ours has related entries, goals
and progress on top. What is not in CACHE is installed there from PyPI and npm, for which alone the
network is needed; an engine that cannot be had is named and left out. --before measures a revision of
this project as well, with packages of its own. Leave this checkout alone while the bench runs.

What is timed is a process from its start to its end, at which the site is whole. The engines take turns
within each of the RUNS, so that a busy minute is nobody's alone, and every edit changes bytes. A ratio is
what an engine takes by what ours takes. ENTRIES may be several sizes, such as 100,1000,5000: then growth
is told, too. Zensical takes more than 10 GB of memory for 5,000 entries: leave it out there.

Rows: cold, nothing, edit, add, delete, rename, retag; memory-cold and memory-edit, the largest memory
over all processes of a build, in a run that is not timed (on Linux); serve, from a save until the server
gives the page with it, five times; and about the site of this checkout, in a copy of it: version, here
(a build with nothing changed), check (with nothing changed) and serve-here. Ends with 1 where a target is
missed, with 2 where ours cannot be measured.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.peers import here, tables  # found by the line above
from bench.peers.corpus import corpus
from bench.peers.eleventy import Eleventy
from bench.peers.engine import Engine, Lacking
from bench.peers.hugo import Hugo
from bench.peers.material import Material
from bench.peers.ours import Before, Ours, commit_of
from bench.peers.series import BUILDS, MEMORY, SERVED, Series, tell
from bench.peers.usage import Failed
from bench.peers.zensical import Zensical

Kinds = dict[str, Callable[[Path], Engine]]
KINDS: Kinds = {
    "ours": Ours,
    "material": Material,
    "zensical": Zensical,
    "hugo": Hugo,
    "eleventy": Eleventy,
}
JOURNAL = (*BUILDS, *MEMORY, SERVED)
ROWS = (*JOURNAL, *here.HERE)
FEWEST = 20  # entries: each change has one of its own


def main() -> None:
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="bench-build-") as folder:
        place = Path(folder)
        cache = Path(given.cache).absolute() if given.cache else place / "cache"
        try:
            rows, versions = report(place, cache, given)
        except (Failed, Lacking) as wrong:
            tell(f"this project could not be measured: {wrong}")
            sys.exit(2)
    if given.json:
        Path(given.json).write_text(as_json(rows, versions, given), "utf-8")
    sys.exit(any(row.reached(engine) is False for row in rows for engine in row.engines))


def arguments() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument(
        "--entries", type=several, default="1000", help="how many entries, or several sizes (1000)"
    )
    words.add_argument("--runs", type=int, default=3, help="how often to measure (3)")
    words.add_argument("--only", default=",".join(KINDS), help="the engines (all)")
    words.add_argument("--rows", default=",".join(ROWS), help="the rows (all)")
    words.add_argument("--before", metavar="REV", help="a revision of this project to measure as well")
    words.add_argument("--cache", help="where the engines are kept (a temporary folder)")
    words.add_argument("--json", metavar="FILE", help="write the figures into FILE as well")
    given = words.parse_args()
    given.only, given.rows = given.only.split(","), given.rows.split(",")
    for names, known in ((given.only, KINDS), (given.rows, ROWS)):
        if unknown := [one for one in names if one not in known]:
            words.error(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
    if given.runs < 1 or min(given.entries) < max(FEWEST, 4 * given.runs + 8):
        words.error(f"runs are one at least, entries {FEWEST}, and more for more than three runs")
    return given


def several(text: str) -> list[int]:
    """Sizes with commas between them, from the smallest on."""
    try:
        return sorted({int(size) for size in text.split(",")})
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no number, nor several with commas between") from None


def report(place: Path, cache: Path, given: argparse.Namespace) -> tuple[list[tables.Row], dict[str, str]]:
    """Measure, and print each table as soon as it is known; the rows, and the version of each engine."""
    kinds = {name: KINDS[name] for name in KINDS if name in given.only}
    if given.before:
        commit = commit_of(given.before)
        kinds["before"] = lambda root: Before(root, commit)
    versions = installed(kinds, cache)
    by_size = []
    for size in given.entries:
        engines = made(kinds, versions, place / str(size), cache)
        by_size.append(shown(Series(engines, corpus(size)).rows(given.rows, given.runs)))
    engines = made(kinds, versions, place / "here", cache)
    site = shown(here.rows([one for one in engines if isinstance(one, Ours)], given.rows, given.runs))
    for of_sizes in zip(*by_size, strict=True) if len(by_size) > 1 else ():
        print(tables.growth(given.entries, of_sizes), end="\n\n")
    return [row for rows in [*by_size, site] for row in rows], versions


def installed(kinds: Kinds, cache: Path) -> dict[str, str]:
    """The versions of the engines that can be had; of the others it is told why they cannot."""
    versions = {}
    for name, kind in kinds.items():
        tell(f"installing {name}")
        try:
            versions[name] = kind(cache / "none").install(cache)
        except Lacking as lacking:
            if name in (tables.OURS, "before"):
                raise
            tell(f"{name} is left out: {lacking}")
    for name, version in versions.items():
        print(f"{name}: {version}")
    print(flush=True)
    return versions


def made(kinds: Kinds, versions: dict[str, str], place: Path, cache: Path) -> list[Engine]:
    """The engines that are installed, each with a folder of its own below `place`."""
    place.mkdir()
    engines = [kinds[name](place / name) for name in versions]
    for engine in engines:
        engine.install(cache)
    return engines


def shown(rows: list[tables.Row]) -> list[tables.Row]:
    """Print them, and give them back."""
    for row in rows:
        print(tables.table(row), end="\n\n", flush=True)
    return rows


def as_json(rows: list[tables.Row], versions: dict[str, str], given: argparse.Namespace) -> str:
    """All of it, and the machine it was measured on."""
    machine = {"system": platform.system(), "machine": platform.machine(), "processors": os.cpu_count()}
    whole = {
        "machine": {**machine, "python": platform.python_version()},
        "entries": given.entries,
        "runs": given.runs,
        "engines": versions,
        "rows": [tables.as_json(row) for row in rows],
    }
    return json.dumps(whole, indent=1) + "\n"


if __name__ == "__main__":
    main()
