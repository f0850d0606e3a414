"""What the goals and the progress pages add to a build.

    python bench/progress.py [--entries 1000] [--goals 100] [--runs 3]

Makes a journal in a temporary folder: ENTRIES entries on as many days, with questions and lists of what
needs review in some, and a page of GOALS goals with evidence of every kind, three quarters of them ticked.
It is built RUNS times as it is, each time in a new process, in which all that is done for the goals, the
progress page, its review and progress.json is timed: what it takes of the whole is printed. Then it is built
RUNS times without these three pages, which takes in what the rest of the build has to do with them as well
(their Markdown, their templates, the search index); that figure wobbles with the machine, the first does not.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

PARTS = {
    "features.site_content": ("evidence_context", "with_marks", "without_marks", "record_of"),
    "mkdocs.templates": ("introduce", "files_of"),
}
# In the new process: every part is wrapped, then the site is built; the last line has both times.
TIMED = f"""
import sys, time
from pathlib import Path
from importlib import import_module
from chronicles.site.mkdocs.build import build
spent, depth = 0.0, 0
def timed(work):
    def run(*words, **named):
        global spent, depth
        begun, depth = time.perf_counter(), depth + 1
        try:
            return work(*words, **named)
        finally:
            depth -= 1
            spent += 0 if depth else time.perf_counter() - begun
    return run
for place, names in {PARTS!r}.items():
    module = import_module("chronicles.site." + place)
    for name in names:
        setattr(module, name, timed(getattr(module, name)))
begun = time.perf_counter()
built = build(Path(sys.argv[1]))
took = time.perf_counter() - begun
if built.problems:
    sys.exit("\\n".join(map(str, built.problems)))
print(spent, took)
"""
SETTINGS = """\
site_name: Bench
site_url: https://example.org/
theme: {name: material, font: false}
plugins:
  - search
  - blog: {blog_dir: journal, post_url_format: "{file}", authors: false}
  - chronicles
markdown_extensions:
  - attr_list
  - pymdownx.superfences
  - pymdownx.tasklist: {custom_checkbox: true}
"""
SOURCE = "".join(f"class C{number}:\n    number = {number}\n\n\n" for number in range(20)).rstrip() + "\n"
FIRST = date(2023, 1, 2)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--entries", type=int, default=1000, help="how many entries (1000)")
    words.add_argument("--goals", type=int, default=100, help="how many goals (100)")
    words.add_argument("--runs", type=int, default=3, help="how often to measure (3)")
    given = words.parse_args()
    if min(given.entries, given.goals, given.runs) < 1:
        words.error("entries, goals and runs are one at least")
    with tempfile.TemporaryDirectory(prefix="bench-progress-") as folder:
        report(Path(folder), given.entries, given.goals, given.runs)


def report(folder: Path, entries: int, goals: int, runs: int) -> None:
    whole, bare = folder / "whole", folder / "bare"
    for root in (whole, bare):
        make_journal(root, entries)
    make_goals(whole, entries, goals)
    with_it, without = [], []
    for _ in range(runs):  # by turns, so that a busy minute is nobody's alone
        with_it.append(build(whole))
        without.append(build(bare)[1])
    took = [seconds for _, seconds in with_it]
    shares = [spent / seconds for spent, seconds in with_it]
    more = statistics.median(took) / statistics.median(without) - 1
    print(f"build:    {describe(took)} of {entries} entries and {goals} goals")
    print(f"progress: {100 * statistics.median(shares):.1f} % of it (median)")
    print(f"without:  {describe(without)}; with it {100 * more:+.1f} %")


def make_journal(root: Path, entries: int) -> None:
    posts = root / "docs/journal/posts"
    posts.mkdir(parents=True)
    (root / "demo_project").mkdir()
    (root / "demo_project/models.py").write_text(SOURCE, "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (root / "docs/index.md").write_text("# Home\n", "utf-8")
    (root / "docs/journal/index.md").write_text("# Journal\n", "utf-8")
    for number in range(entries):
        (posts / f"{entry(number)}.md").write_text(text(number), "utf-8")


def entry(number: int) -> str:
    return f"{FIRST + timedelta(days=number)}-day-{number}"


def text(number: int) -> str:
    lines = [f"---\ndate: {FIRST + timedelta(days=number)}\n---\n", f"# Day {number}\n"]
    lines += [f"What I did on day {number}, in some words of prose about it.\n"] * 4
    lines += [f"```python\nnumber = {number}\n```\n"]
    if number % 5 == 0:
        lines += [f"- [ ] ? Why is {number} not {number + 1}\n", "## Needs review\n", "- The numbers\n"]
    return "\n".join(lines)


def make_goals(root: Path, entries: int, goals: int) -> None:
    lines = ["# Goals\n"]
    for number in range(goals):
        if number % 10 == 0:
            lines.append(f"\n## Part {number // 10}\n")
        proof = [
            f"[the class](code:models.py#C{number % 20})",
            f"[that day](journal/posts/{entry(number % entries)}.md)",
        ]
        lines.append(f"- [{' ' if number % 4 == 0 else 'x'}] Goal {number}: {proof[number % 2]}")
    (root / "docs/goals.md").write_text("\n".join(lines) + "\n", "utf-8")
    (root / "docs/progress").mkdir()
    (root / "docs/progress.md").write_text("# Progress\n\n<!-- progress -->\n", "utf-8")
    (root / "docs/progress/review.md").write_text("# Review\n\n<!-- review -->\n", "utf-8")


def build(root: Path) -> tuple[float, float]:
    """Seconds for progress, and for the whole build, without the start of Python."""
    words = [sys.executable, "-c", TIMED, str(root)]
    done = subprocess.run(words, cwd=root, env=os.environ, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the journal could not be built:\n{done.stderr[-2000:]}")
    spent, took = map(float, done.stdout.split("\n")[-2].split())
    return spent, took


def describe(seconds: list[float]) -> str:
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    return f"{statistics.median(seconds):.2f} s (median of {len(seconds)}, {spread})"


if __name__ == "__main__":
    main()
