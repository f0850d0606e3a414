"""How the program is called, and from where."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import environment
from tests.site.conftest import Journal

DRIFTED = {
    "docs/a.md": '# A\n\n```python {data-from="b.py#c"}\nc = 2\n```\n',
    "demo_project/b.py": "c = 1\n",
}
COMMAND = Path(sys.executable).with_name("chronicles")  # as pip installs it


def test_a_mend_names_the_command_that_was_used(journal: Callable[..., Journal]) -> None:
    made = journal(DRIFTED)
    done = subprocess.run(
        [COMMAND, "check"], cwd=made.root, env=environment(), capture_output=True, text=True
    )
    said = (
        "docs/a.md:3: b.py#c has drifted: 1 line differs\n"
        "    Read the page again, then accept what is there now: {} pull docs/a.md\n"
        "1 problem\n"
    )
    assert done.stderr == said.format("chronicles")
    assert made.run("check").err == said.format("python3 build.py")


@pytest.mark.parametrize("folder", ["docs", "docs/journal", "demo_project"])
def test_a_command_finds_its_journal_from_any_folder_below(
    journal: Callable[..., Journal], folder: str
) -> None:
    made = journal(DRIFTED | {"docs/journal/index.md": "# J\n"})
    below = Journal(made.root / folder)
    assert below.run("check") == made.run("check")
    assert below.run("new", "A day").status == 0
    assert len([*made.root.glob("docs/journal/posts/*.md")]) == 1


def test_a_page_is_named_from_the_folder_where_it_is_asked_for(journal: Callable[..., Journal]) -> None:
    made = journal(DRIFTED)
    assert Journal(made.root / "docs").run("pull", "a.md").out.endswith("1 block refreshed in 1 page\n")
    assert "c = 1" in made.read("docs/a.md")
