"""An entry whose beginning ends within a block: told with its line, by every command that reads pages."""

from pathlib import Path

from tests.commands import run
from tests.journals import write

SETTINGS = "site_name: A\ntheme: {name: material}\nplugins: [chronicles, blog: {blog_dir: journal}]\n"
ENTRY = "---\ndate: 2025-09-01\n---\n# A\n\n- one\n\n    <!-- more -->\n\n    two\n"


def test_it_is_a_problem_of_entries_at_its_line(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": SETTINGS,
        "docs/index.md": ENTRY.replace("date: 2025-09-01", "title: A"),
        "docs/journal/index.md": "# Journal\n",
        "docs/journal/posts/a.md": ENTRY,
    }
    done = run(write(tmp_path / "a", files), "check")
    assert (done.status, done.err) == (
        1,
        "docs/journal/posts/a.md:8: '<!-- more -->' stands inside a block, which would stay open in lists of"
        " entries\n    Put it on a line of its own, not indented, between two blocks.\n1 problem\n",
    )
