"""What was written is found again: by its words, by its tag, by its day."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import environment
from tests.site.conftest import Journal

Make = Callable[..., Journal]
HEAD = "title: Foreign keys\ndate: 2025-09-01\ntags: [django, Été]"
FILES = {
    "docs/journal/posts/keys.md": (f"---\n{HEAD}\n---\n\n# Keys\n\nA key of another table.\n"),
    "docs/journal/posts/tests.md": (
        "---\ndate: 2025-09-03\ncategories: [Weekly]\n---\n# Tests\n\nA table of tests.\n"
    ),
    "docs/journal/log.md": "# Log\n\n## 2025-09-02 21:14 At night\n\nNo table, and no KEY.\n",
    "docs/table.md": "# A table\n\nWithout a day.\n",
}
KEYS = "docs/journal/posts/keys.md"
COMMAND = Path(sys.executable).with_name("chronicles")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            ["table"],
            [
                "docs/journal/posts/tests.md:7  2025-09-03  Tests",
                "    A table of tests.",
                "docs/journal/log.md:5  2025-09-02  At night",
                "    No table, and no KEY.",
                f"{KEYS}:9  2025-09-01  Foreign keys",
                "    A key of another table.",
                "docs/table.md  A table",
                "    # A table",
            ],
        ),
        (["Key", "TABLE", "foreign"], [f"{KEYS}:9  2025-09-01  Foreign keys", "    A key of another table."]),
        (["ete"], [f"{KEYS}:4  2025-09-01  Foreign keys", "    tags: [django, Été]"]),
        (
            ["table", "--tag", "DJANGO"],
            [f"{KEYS}:9  2025-09-01  Foreign keys", "    A key of another table."],
        ),
        (
            ["table", "--since", "2025-09-02", "--until", "2025-09-02"],
            ["docs/journal/log.md:5  2025-09-02  At night", "    No table, and no KEY."],
        ),
        (["nowhere"], ["0 pages"]),
        ([" "], ["0 pages"]),
    ],
)
def test_pages_are_found_by_all_their_words(journal: Make, words: list[str], lines: list[str]) -> None:
    run = journal(FILES).run("find", *words)
    assert (run.status, run.err, run.out.splitlines()) == (0, "", lines)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            [],
            [
                "2025-09-03  Tests  docs/journal/posts/tests.md",
                "2025-09-02  At night  docs/journal/log.md:3",
                f"2025-09-01  Foreign keys  {KEYS}",
            ],
        ),
        (["--tag", "weekly"], ["2025-09-03  Tests  docs/journal/posts/tests.md"]),
        (["--tag", "ete"], [f"2025-09-01  Foreign keys  {KEYS}"]),
        (["--until", "2025-09-01"], [f"2025-09-01  Foreign keys  {KEYS}"]),
        (["--tag", "none"], ["0 pages"]),
    ],
)
def test_entries_are_listed_by_tag_and_day(journal: Make, words: list[str], lines: list[str]) -> None:
    run = journal(FILES).run("list", *words)
    assert (run.status, run.err, run.out.splitlines()) == (0, "", lines)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_to_complete_the_command(tmp_path: Path, shell: str) -> None:
    done = subprocess.run(
        [COMMAND, "completion", shell],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_CHRONICLES_COMPLETE" in done.stdout and "chronicles" in done.stdout


def test_what_the_shell_asks_is_answered(tmp_path: Path) -> None:
    asked = {"_CHRONICLES_COMPLETE": "bash_complete", "COMP_WORDS": "chronicles chec", "COMP_CWORD": "1"}
    done = subprocess.run([COMMAND], cwd=tmp_path, env=os.environ | asked, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["plain,check", "plain,checkpoint"]


def test_the_front_door_is_no_command_that_a_shell_completes(journal: Make) -> None:
    run = journal().run("completion", "bash")
    assert run.err.splitlines()[-1] == (
        "Error: a shell completes the command 'chronicles', which the installed package has."
    )
