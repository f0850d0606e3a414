"""The journal's rows: every engine in turn, within each run, in the same state of the journal."""

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeVar

from bench.peers.changes import CHANGES, edit, mark, target
from bench.peers.corpus import Corpus
from bench.peers.engine import Engine
from bench.peers.servers import free_port, saves
from bench.peers.tables import OURS, Figures, Row
from bench.peers.targets import targets
from bench.peers.usage import CAN_SAMPLE, Call, Failed, Usage, peak_memory, timed

Found = TypeVar("Found")
BUILDS = ("cold", "nothing", *CHANGES)
MEMORY = ("memory-cold", "memory-edit")
SERVED, SAVES = "serve", 5
TITLES = {
    "cold": "cold: no site, no cache",
    "nothing": "nothing changed",
    "edit": "one entry edited",
    "add": "one entry added",
    "delete": "one entry deleted",
    "rename": "one entry renamed",
    "retag": "one entry retagged",
    "serve": "serve: from a save to the changed bytes over HTTP",
    "memory-cold": "peak memory, cold",
    "memory-edit": "peak memory, one entry edited",
}


class Series:
    """Engines with the journal written for each; one that fails is named and left out from then on."""

    def __init__(self, engines: Iterable[Engine], corpus: Corpus) -> None:
        self.engines, self.corpus = list(engines), corpus
        self.counts: dict[tuple[str, str], int] = defaultdict(int)  # of changes, by engine and row
        for engine in self.engines:
            engine.write(corpus)

    def rows(self, names: Collection[str], runs: int) -> list[Row]:
        """The rows of these names, measured in so many runs."""
        builds = [name for name in BUILDS if name in names]
        taken: dict[str, dict[str, list[Usage]]] = {name: defaultdict(list) for name in builds}
        if builds and builds[0] != "cold":
            self.each(self.build)  # what is measured starts from a site that is built
        for run in range(1, runs + 1):
            for name in builds:
                tell(f"{len(self.corpus.entries)} entries, run {run} of {runs}: {name}")
                for who, usage in self.each(self.timed, name).items():
                    taken[name][who].append(usage)
        rows = [self.row(name, {who: of(usages) for who, usages in taken[name].items()}) for name in builds]
        return [*rows, *self.memory(names), *self.served(names)]

    def timed(self, engine: Engine, name: str) -> Usage:
        """One build after what the row says has happened."""
        self.happen(engine, name)
        return self.build(engine)

    def happen(self, engine: Engine, name: str) -> None:
        """Do to the engine's journal what the row is about."""
        if name == "cold":
            engine.forget()
        elif name in CHANGES:
            self.counts[engine.name, name] += 1
            engine.apply(CHANGES[name](self.corpus, self.counts[engine.name, name]))

    def build(self, engine: Engine) -> Usage:
        """A build, of which there is a page of the entry that is edited, with the last edit in it."""
        usage = timed(call(engine, engine.build()))
        page = engine.site() / engine.address(target(self.corpus)).strip("/") / "index.html"
        count = self.counts[engine.name, "edit"]
        if not page.is_file() or (count and mark(count) not in page.read_text("utf-8")):
            raise Failed(f"{page} is not what was to be built")
        return usage

    def memory(self, names: Collection[str]) -> list[Row]:
        """Peak memory, in a run of its own that is not timed; on Linux."""
        asked = [name for name in MEMORY if name in names]
        if asked and not CAN_SAMPLE:
            tell("memory is left out: it is read from /proc, which only Linux has")
            return []
        rows = []
        for name in asked:
            tell(f"{len(self.corpus.entries)} entries: {name}")
            rows.append(self.row(name, self.each(self.peak, name), "MB"))
        return rows

    def peak(self, engine: Engine, name: str) -> Figures:
        """The largest memory of one build, in millions of bytes."""
        if name == "memory-edit":
            self.build(engine)  # what is measured starts from a site that is built
        self.happen(engine, name.removeprefix("memory-"))
        return Figures((peak_memory(call(engine, engine.build())) / 1e6,))

    def served(self, names: Collection[str]) -> list[Row]:
        """From a save to the changed bytes over HTTP."""
        if SERVED not in names:
            return []
        tell(f"{len(self.corpus.entries)} entries: {SERVED}")
        return [self.row(SERVED, self.each(self.saves))]

    def saves(self, engine: Engine) -> Figures:
        """Five saves of one entry while the engine's server runs."""

        def save(_: int) -> str:
            self.counts[engine.name, "edit"] += 1
            count = self.counts[engine.name, "edit"]
            engine.apply(edit(self.corpus, count))
            return mark(count)

        port, address = free_port(), engine.address(target(self.corpus))
        return Figures(tuple(saves(call(engine, engine.serve(port)), port, address, save, SAVES)))

    def row(self, name: str, engines: dict[str, Figures], unit: str = "s") -> Row:
        """The figures with the targets of this row at this size."""
        size = len(self.corpus.entries)
        return Row(name, f"{TITLES[name]}, {size} entries", engines, targets(name, size), unit)

    def each(self, work: Callable[..., Found], *words: str) -> dict[str, Found]:
        """What comes of it with each engine in turn; one that fails is left out, but for ours."""
        found = {}
        for engine in tuple(self.engines):
            try:
                found[engine.name] = work(engine, *words)
            except Failed as failed:
                if engine.name == OURS:
                    raise
                self.engines.remove(engine)
                tell(f"{engine.name} is left out from here on: {failed}")
        return found


def of(usages: list[Usage]) -> Figures:
    """The runs of one engine as figures."""
    return Figures(tuple(usage.wall for usage in usages), tuple(usage.cpu for usage in usages))


def call(engine: Engine, command: list[str]) -> Call:
    """A command of the engine in its journal."""
    return Call(command, engine.root, engine.environment(), log(engine.root))


def log(root: Path) -> Path:
    """Where the output of what is run in a folder goes: beside it."""
    return root.with_name(f"{root.name}.log")


def tell(words: str) -> None:
    """Say what is being done; the figures alone go to the output."""
    print(words, file=sys.stderr, flush=True)
