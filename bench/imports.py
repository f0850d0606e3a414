"""How long `import` takes for a vault of notes with pictures: a dry run, the import, and a second one.

    python bench/imports.py [--notes 2000] [--pictures 500] [--runs 3]

Makes a journal and, beside it, a vault of NOTES daily notes (bench/peers/corpus.py) in folders by their
months, each with a wikilink to the note before it, every fourth with one of PICTURES pictures of some 50 kB.
It is imported with the program in this checkout's .venv: RUNS dry runs, one import, and RUNS imports with
nothing new. Medians of the processor's time are told with the largest memory of a dry run, over all
processes. Ends with 1 where a target is missed.
"""

import argparse
import statistics
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.peers.corpus import corpus  # found by the line above
from bench.peers.engine import bare
from bench.peers.usage import CAN_SAMPLE, Call, peak_memory, timed

PROGRAM = Path(__file__).parents[1] / ".venv/bin/chronicles"
SETTINGS = (
    "site_name: Bench\ntheme: {name: material}\nplugins: [search, {blog: {blog_dir: journal}}, chronicles]\n"
)
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """What a row has to stay below, in its unit."""

    row: str
    most: float
    unit: str


TARGETS = (
    Target("dry run", 5.0, "s of the processor"),
    Target("dry run, memory", 200.0, "MB"),
    Target("nothing new", 1.5, "s of the processor"),
)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--notes", type=int, default=2000)
    words.add_argument("--pictures", type=int, default=500)
    words.add_argument("--runs", type=int, default=3)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-imports-") as folder:
        found = measured(Path(folder), given)
    missed = False
    for target in TARGETS:
        if (value := found.get(target.row)) is not None:
            missed |= value > target.most
            said = "reached" if value <= target.most else "missed"
            print(f"{target.row}: {value:.2f} {target.unit}, at most {target.most:g} wanted: {said}")
    sys.exit(missed)


def measured(place: Path, given: argparse.Namespace) -> dict[str, float]:
    journal, vault = place / "journal", place / "vault"
    write_journal(journal)
    write_vault(vault, given.notes, given.pictures)
    environment = bare(place)

    def call(*options: str) -> Call:
        command = [str(PROGRAM), "import", *options, str(vault)]
        return Call(command, journal, environment, place / "log")

    found = {"dry run": statistics.median(timed(call("--dry-run")).cpu for _ in range(given.runs))}
    if CAN_SAMPLE:
        found["dry run, memory"] = peak_memory(call("--dry-run")) / MEGABYTE
    first = timed(call())
    print(f"the import itself: {first.cpu:.2f} s of the processor")
    found["nothing new"] = statistics.median(timed(call()).cpu for _ in range(given.runs))
    return found


def write_journal(folder: Path) -> None:
    (folder / "docs/journal/posts").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (folder / "docs/index.md").write_text("# Bench\n", "utf-8")
    (folder / "docs/journal/index.md").write_text("# Journal\n", "utf-8")


def write_vault(folder: Path, notes: int, pictures: int) -> None:
    for number in range(pictures):
        path = folder / f"pictures/picture {number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(number))
    before = ""
    for at, entry in enumerate(corpus(notes).entries):
        path = folder / f"{entry.day:%Y/%m}/{entry.day}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = [f"# {entry.title}", entry.opening, entry.rest]
        parts += [f"Goes on from [[{before}]]."] if before else []
        parts += [f"![[picture {at // 4 % pictures}.png]]"] if pictures and at % 4 == 0 else []
        path.write_text("\n\n".join(parts) + "\n", "utf-8")
        before = str(entry.day)


def picture(number: int) -> bytes:
    """A PNG of noise, 224 by 224 pixels in grey, with a note of where it was taken."""
    size, noise = 224, Random(number)  # noqa: S311  # the same at every run
    rows = b"".join(b"\0" + noise.randbytes(size) for _ in range(size))
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0),
        b"tEXt": b"Location\0somewhere",
        b"IDAT": zlib.compress(rows, 1),
        b"IEND": b"",
    }
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


if __name__ == "__main__":
    main()
