"""How long the transcripts of this site take, and what running each command by itself would take.

    python bench/transcripts.py [--runs 3]

Copies docs/, demo_project/ and mkdocs.yml into a temporary folder and runs `chronicles check` there
with an empty cache (cold) and once more (warm). The baseline does what a simple tool would, for the
same blocks: for each page a copy of the state, `migrate` and `seed` as its front matter says, and then
one process after the other: each command of a console block, each session block through `manage.py
shell`, each request through a `manage.py shell` with Django's test client. It compares nothing and
confines nothing. The trials of the states are left out of both: they are done before. Ratios are of
medians within one run of the bench.
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

from chronicles.execution.command_lines import read_command
from chronicles.pages.reading import Code
from chronicles.problems import Refused
from chronicles.proof.transcripts.scripts import Script, scripts
from chronicles.site.mkdocs.config import load
from chronicles.workspace.execution import OTHERWISE
from chronicles.workspace.workspace import load as load_workspace

ROOT = Path(__file__).parent.parent
PARTS = ("docs", "demo_project", "mkdocs.yml", "requirements-demo.txt")
REQUEST = """
from django.test import Client
method, path, *_ = {first!r}.split()
print(Client().generic(method, path, {body!r}).status_code)
"""


def copy(folder: Path) -> None:
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3*"))
        else:
            shutil.copy(source, folder / name)


def check(folder: Path) -> float:
    """How long a check takes, in seconds."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "chronicles", "check"], cwd=folder, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


def inputs(code: Code) -> list[list[str]]:
    """The commands that a block is when each runs by itself."""
    assert code.transcript is not None
    parts = [part.input for part in code.transcript.parts]
    shell = [sys.executable, "manage.py", "shell", "--no-imports", "-c"]
    match code.transcript.kind:
        case "console":
            return [[*read_command(line.replace("\\\n", " ")).words] for line in parts]
        case "pycon":
            return [[*shell, "\n".join(parts)]]
        case "http":
            first, _, body = parts[0].partition("\n")
            return [[*shell, REQUEST.format(first=first, body=body)]]
        case _:
            return []


def alone(story: Script, write: Callable[[Path], None]) -> int:
    """Run a story, each command by itself; return how many there were."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "project")
        write(folder)
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": home,
            "PYTHONDONTWRITEBYTECODE": "1",
        }

        def run(words: list[str]) -> None:
            subprocess.run(
                words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
            )

        if (folder / "manage.py").is_file() and story.seed != "new":
            run([sys.executable, "manage.py", "migrate", "--verbosity=0"])
            if story.seed == "demo":
                run([sys.executable, "manage.py", "seed"])
        commands = [words for code in story.codes for words in inputs(code)]
        for words in commands:
            run(words)
        return len(commands)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    from chronicles.guides.series.folders import write_files

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "journal")
        folder.mkdir()
        copy(folder)
        workspace = load_workspace(load(folder))
        told = scripts(workspace.readings, {}, OTHERWISE)
        check(folder)
        cold, warm, single = [], [], []
        for _ in range(runs):
            for name in ("performances", "databases"):
                shutil.rmtree(folder / ".chronicles" / name, ignore_errors=True)
            cold.append(check(folder))
            warm.append(check(folder))
            with workspace.projects() as projects:
                start = time.perf_counter()
                number = 0
                for script in told:
                    try:
                        files = projects.stored("", script.state)
                    except Refused as refused:
                        sys.exit(str(refused))
                    number += alone(script, lambda target, files=files: write_files(files, target))
                single.append(time.perf_counter() - start)
    a, b, c = map(statistics.median, (cold, warm, single))
    print(f"{len(told)} stories, {number} commands, medians of {runs}")
    print(f"cold {a:.1f} s, warm {b:.2f} s, each command by itself {c:.1f} s: {c / a:.1f} times faster")


if __name__ == "__main__":
    main()
