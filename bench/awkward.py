"""What a page of awkward text costs, at one, two, four and eight times its size.

    python bench/awkward.py [--kind NAME …] [--runs 1]

Writes, into a small journal in a temporary folder, one page of each kind that `tests/awkward.py` has, and
runs `check --no-exec` and `build --no-live` on it. What is told is the processor's time, in seconds, less
than which the same journal takes without the page; and, as the last column, how much more each byte costs
at the largest size than at the smallest: at most twice as much, or the page is refused before it costs
two seconds. Times below a quarter of a second count as one, since they are noise. Ends with 1 where a
kind costs more. Nothing but Python, git and the installed package is needed; no network.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.awkward import ELSEWHERE, KINDS, SIZES, page  # noqa: E402  # found by the line above

COMMANDS = (("check", "--no-exec"), ("build", "--no-live"))
NOISE, MOST_TIMES, MOST_REFUSED = 0.25, 2.0, 2.0
SETTINGS = """\
site_name: Bench
site_url: https://example.org/
theme:
  name: material
  font: false
plugins:
  - search
  - blog:
      blog_dir: journal
      post_url_format: "{file}"
  - tags
  - chronicles:
      zone: UTC
"""
FILES = {
    "docs/index.md": "# Home\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/journal/index.md": "# Journal\n",
    "demo_project/students/models.py": "class Student:\n    name = 'Ada'\n",
}


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = [*KINDS, *ELSEWHERE]
    words.add_argument("--kind", nargs="*", default=kinds, help="only these", metavar="NAME")
    words.add_argument("--runs", type=int, default=1, help="how often to measure (1)")
    given = words.parse_args()
    if unknown := set(given.kind) - set(kinds):
        words.error(f"there is no kind {', '.join(sorted(unknown))}: there are {', '.join(kinds)}")
    with tempfile.TemporaryDirectory(prefix="bench-awkward-") as folder:
        return report(Path(folder), given.kind, max(given.runs, 1))


def report(root: Path, kinds: Sequence[str], runs: int) -> int:
    """Print a line for each kind and command; return 1 where one of them costs too much."""
    ours = (ROOT / "mkdocs.yml").read_text("utf-8")
    extensions = ours[ours.index("markdown_extensions:") : ours.index("# The menu")]
    for name, content in (FILES | {"mkdocs.yml": SETTINGS + extensions}).items():
        write(root / name, content)
    for command in COMMANDS:
        cost(root, command)  # it fills the caches
    base = {command: statistics.median(cost(root, command)[0] for _ in range(3)) for command in COMMANDS}
    is_good = True
    print(f"{'kind':30} {'command':8} {' '.join(f'{size // 1000:>4} kB' for size in SIZES)}  times")
    for kind in kinds:
        path = root / (ELSEWHERE[kind][0] if kind in ELSEWHERE else "docs/awkward.md")
        for command in COMMANDS:
            told = [measured(root, path, kind, size, command, runs) for size in SIZES]
            seconds = [max(0.0, time - base[command]) for time, _ in told]
            times = max(seconds[-1], NOISE) / max(seconds[0], NOISE) / (SIZES[-1] / SIZES[0])
            fits = seconds[-1] < MOST_REFUSED if told[-1][1] else times <= MOST_TIMES
            is_good &= fits
            cells = " ".join(
                f"{time:6.2f}{'!' if refused else ' '}"
                for time, (_, refused) in zip(seconds, told, strict=True)
            )
            end = "refused" if told[-1][1] else f"{times:.2f}"
            print(f"{kind:30} {command[0]:8} {cells} {end}{'' if fits else '  TOO MUCH'}", flush=True)
        path.unlink()
    return int(not is_good)


def measured(
    root: Path, path: Path, kind: str, size: int, command: Sequence[str], runs: int
) -> tuple[float, bool]:
    """Seconds that the command takes with such a page, and whether the page is refused."""
    write(path, page(kind, size))
    found = [cost(root, command) for _ in range(runs)]
    return statistics.median(time for time, _ in found), any(refused for _, refused in found)


def cost(root: Path, command: Sequence[str]) -> tuple[float, bool]:
    """The processor's seconds of a command, and whether it says that the page takes too long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "chronicles", *command],
        cwd=root,
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    said = done.stdout + done.stderr
    refused = any(
        words in said for words in ("takes too long", "nested too deeply", "more than 300", "over 64 KB")
    )
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, refused


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
