"""How long `chronicles check` takes on a large journal, and what git alone would take.

    python bench/check.py [--pages 300] [--snippets 1000] [--runs 5]

Makes a journal in a temporary folder: PAGES pages with SNIPPETS snippets between them, shown from 40
source files, in the working tree, at 10 tags and on 10 days. Every block is filled and right, so a run
that does not prove them all stops the bench. Each of the RUNS is a new process; a git of ours, first on
PATH, counts its git processes in one run more, which is not timed. The baseline does what a simple tool
would: one `git show REVISION:FILE` per snippet that names a tag or a day (the rest is read from the
disk in either case). The ratio compares the two within one run of the bench, so it means the same on a
slow machine as on a fast one. Nothing but Python, git and the installed package is needed; no network.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

GIT = shutil.which("git") or "git"
FILES, COMMITS, CLASSES = 40, 10, 5
SETTINGS = """\
site_name: Bench
plugins:
  - chronicles
markdown_extensions:
  - attr_list
  - pymdownx.superfences
"""
# Ours alone: the configuration of whoever runs the bench makes no difference.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_NAME": "Ada" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "ada@example.org" for role in ("AUTHOR", "COMMITTER")},
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=300, help="how many pages (300)")
    words.add_argument("--snippets", type=int, default=1000, help="how many snippets in all of them (1000)")
    words.add_argument("--runs", type=int, default=5, help="how often to measure (5)")
    given = words.parse_args()
    if min(given.pages, given.snippets, given.runs) < 1:
        words.error("pages, snippets and runs are one at least")
    with tempfile.TemporaryDirectory(prefix="bench-check-") as folder:
        report(Path(folder), given.pages, given.snippets, given.runs)


def report(folder: Path, pages: int, snippets: int, runs: int) -> None:
    root = folder / "journal"
    shown = [snippet(number) for number in range(snippets)]
    make_project(root / "demo_project")
    make_pages(root, pages, shown)
    said = check(root, ENVIRONMENT)
    ours = [timed(lambda: check(root, ENVIRONMENT)) for _ in range(runs)]
    calls = git_calls(root, folder)
    asked = [(revision, path) for path, revision, _ in shown if revision]
    print(said)
    print(f"check:     {describe(ours)}, {calls} git processes")
    if not asked:
        print("baseline:  none, as no snippet names a revision or a day; take more of them")
        return
    simple = [timed(lambda: show_each(root / "demo_project", asked)) for _ in range(min(runs, 3))]
    print(f"baseline:  {describe(simple)}, {len(asked)} git processes")
    print(f"ratio:     {statistics.median(ours) / statistics.median(simple):.2f} of the baseline")


def source(file: int, commit: int) -> str:
    """A module of five classes; each commit changes one number in each."""
    return "\n\n\n".join("\n".join(lines) for lines in classes(file, commit)) + "\n"


def classes(file: int, commit: int) -> list[list[str]]:
    return [
        [f"class C{file}x{number}:", f"    commit = {commit}", "", "    def f(self):", "        return 1"]
        for number in range(CLASSES)
    ]


def snippet(number: int) -> tuple[str, str, str]:
    """File, revision (empty: the working tree) and the whole block; by turns now, a tag, a day."""
    file, kind = number % FILES, number // FILES % 3
    commit = number // 7 % COMMITS if kind else COMMITS - 1
    chosen = number // 3 % CLASSES
    path = f"app/m{file}.py"
    state = ("", f"@git:v{commit}", f"@{day(commit)}")[kind]
    lines = classes(file, commit)[chosen]
    head = f'```python {{data-from="{path}#C{file}x{chosen}{state}"}}'
    return path, f"v{commit}" if kind else "", "\n".join([head, *lines, "```", ""])


def day(commit: int) -> str:
    return f"2025-08-{commit + 10}"


def make_project(folder: Path) -> None:
    (folder / "app").mkdir(parents=True)
    git(folder, "init", "--quiet")
    for commit in range(COMMITS):
        for file in range(FILES):
            (folder / f"app/m{file}.py").write_text(source(file, commit), "utf-8")
        when = f"{day(commit)} 12:00:00 +0000"
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message=a step", GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)
        git(folder, "tag", f"v{commit}")


def make_pages(root: Path, pages: int, shown: list[tuple[str, str, str]]) -> None:
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    for page in range(pages):
        blocks = [f"Some words of prose about it.\n\n{block}" for _, _, block in shown[page::pages]]
        text = "\n".join([f"# Page {page}\n", *blocks])
        (root / f"docs/page-{page}.md").write_text(text, "utf-8")


def check(root: Path, environment: dict[str, str]) -> str:
    words = [sys.executable, "-m", "chronicles", "check"]
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"check did not prove every block:\n{done.stdout}{done.stderr[:2000]}")
    return done.stdout.strip()


def git_calls(root: Path, folder: Path) -> int:
    """Count the git processes of one check by a script of that name, first on PATH."""
    log, shim = folder / "calls", folder / "bin" / "git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho . >> "{log}"\nexec "{GIT}" "$@"\n', "utf-8")
    shim.chmod(0o755)
    log.touch()
    check(root, ENVIRONMENT | {"PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}"})
    return len(log.read_text("utf-8").splitlines())


def show_each(folder: Path, asked: list[tuple[str, str]]) -> None:
    for revision, path in asked:
        git(folder, "show", f"{revision}:{path}")


def git(folder: Path, *words: str, **more: str) -> None:
    subprocess.run([GIT, *words], cwd=folder, env=ENVIRONMENT | more, stdout=subprocess.DEVNULL, check=True)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def describe(seconds: list[float]) -> str:
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    return f"{statistics.median(seconds):.2f} s (median of {len(seconds)}, {spread})"


if __name__ == "__main__":
    main()
