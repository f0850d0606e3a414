"""Where nothing has changed, a build does nothing: it does not even import what builds."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.waiting import wait_for

from ..conftest import Journal

Make = Callable[..., Journal]
BUILD = """
import json, sys
from pathlib import Path
from chronicles.site.site_builder import build_site
built = build_site(Path(sys.argv[1]), live=False)
imported = [name for name in ("mkdocs", "markdown", "jinja2", "yaml") if name in sys.modules]
print(json.dumps([len(built.made), built.reused, imported]))
"""


def build(root: Path) -> tuple[int, int, list[str]]:
    """Build in a new process: the pages that are made, those of before, and what was imported."""
    done = subprocess.run([sys.executable, "-c", BUILD, root], capture_output=True, text=True, check=True)
    made, reused, imported = json.loads(done.stdout)
    return made, reused, imported


def settled(root: Path) -> None:
    """Build until nothing is to be done: what was written only just now is looked at once more."""
    wait_for(lambda: build(root)[2] == [], "a build that has nothing to do")


def test_nothing_is_imported(journal: Make) -> None:
    made = journal()
    settled(made.root)
    before = made.files()
    pages, reused, imported = build(made.root)
    assert (pages, imported) == (0, [])
    assert reused == sum(name.endswith("index.html") for name in before)
    assert made.files() == before


INPUTS = {
    "a page": lambda root: (root / "docs/index.md").write_text("# Other\n", "utf-8"),
    "a new page": lambda root: (root / "docs/new.md").write_text("# New\n", "utf-8"),
    "the project": lambda root: (root / "demo_project/new.py").write_text("", "utf-8"),
    "a template of a theme to be": lambda root: (root / "theme").mkdir(),
}
OUTPUTS = {
    "other bytes": lambda site: (site / "index.html").write_text("", "utf-8"),
    "a file gone": lambda site: (site / "index.html").unlink(),
    "a file more": lambda site: (site / "more.txt").write_text("", "utf-8"),
    "all of it gone": lambda site: site.rename(site.parent / "elsewhere"),
}


@pytest.mark.parametrize("edit", INPUTS.values(), ids=INPUTS)
def test_each_change_is_seen(journal: Make, edit: Callable[[Path], object]) -> None:
    made = journal()
    settled(made.root)
    edit(made.root)
    assert "mkdocs" in build(made.root)[2]


@pytest.mark.parametrize("edit", OUTPUTS.values(), ids=OUTPUTS)
def test_a_site_that_somebody_has_changed_is_put_right(journal: Make, edit: Callable[[Path], object]) -> None:
    made = journal()
    settled(made.root)
    before = made.files()
    edit(made.root / "site")
    assert "mkdocs" in build(made.root)[2]
    assert made.files() == before
