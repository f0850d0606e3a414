"""What the index of the search weighs, and what a reader fetches of it for a first search.

    .venv/bin/python bench/search.py [--entries 1000]

Makes a journal of ENTRIES entries (bench/peers/corpus.py) in a temporary folder, builds it, and searches in
it with the site's own scripts, each query as if it was the first. Prints the files of the index by their
kind, with their bytes as they are and by gzip, as a host sends them, and what each search reads, without the
scripts, which are printed once. Each word of the corpus is on nearly every page, the worst case for an
index. Ends with 1 where a search fetches more than TARGET.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.peers.corpus import corpus  # found by the line above
from bench.peers.engine import bare
from bench.peers.ours import Ours
from tests.site.searched import searched

TARGET = 300_000  # bytes
QUERIES = ("migration", "foreign key", "Part7", "objects.create", "migratoin", "why the test form works")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--entries", type=int, default=1000, help="how many entries (1000)")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        ours = Ours(Path(folder, "journal"))
        ours.install(Path(folder))
        ours.write(corpus(given.entries))
        subprocess.run(ours.build(), cwd=ours.root, env=bare(ours.home), check=True, capture_output=True)
        sys.exit(max(report(ours.site())) > TARGET)


def report(site: Path) -> list[int]:
    """Print the figures of a site; the compressed bytes that each search fetches."""
    sizes = {path.name: measured(path) for path in sorted((site / "search").iterdir())}
    kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, size in sizes.items():
        kinds[name.partition("-")[0]].append(size)
    print("kind          files       bytes        gzip     largest")
    for kind, found in kinds.items():
        print(f"{kind:12}{len(found):7}{total(found)[0]:12}{total(found)[1]:12}{max(found)[1]:12}")
    scripts = [measured(path) for path in (site / "assets" / "search").iterdir()]
    print(f"{'scripts':12}{len(scripts):7}{total(scripts)[0]:12}{total(scripts)[1]:12}")
    print("\nquery                    reads       bytes        gzip")
    fetched = []
    for query, search in zip(QUERIES, searched(site, QUERIES), strict=True):
        read = [sizes[name] for name in search.read]
        fetched.append(total(read)[1])
        print(f"{query:24}{len(read):6}{total(read)[0]:12}{fetched[-1]:12}")
    return fetched


def measured(path: Path) -> tuple[int, int]:
    """The bytes of a file, and those that it has compressed."""
    data = path.read_bytes()
    return len(data), len(gzip.compress(data, 6, mtime=0))


def total(sizes: list[tuple[int, int]]) -> tuple[int, int]:
    """Both sums."""
    return sum(size for size, _ in sizes), sum(size for _, size in sizes)


if __name__ == "__main__":
    main()
