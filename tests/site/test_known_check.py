"""A check where nothing has changed: it says the same, and sees whatever has."""

import os
import shutil
from collections.abc import Callable, Mapping

import pytest

from chronicles.cli.check_options import FORMATS
from chronicles.cli.known_check import WEEK
from chronicles.proof.result_formats import RESULT_FORMATS
from tests.commands import Run
from tests.site.conftest import CONFIG, MODELS, Journal

Make = Callable[..., Journal]
Edit = Mapping[str, str | None]

SETTINGS = CONFIG.replace("  font: false", "  font: false\n  custom_dir: theme").replace(
    "- search", "- search\n  - tags"
)
ENTRY = "---\ndate: 2025-09-01\ntags: [django]\n---\n# An entry\n\nIt began with [a page](../../a.md).\n"
LOG = "---\nimported: true\n---\n# Log\n\n## 2025-09-01\n\n- 10:00 It works\n"
GOALS = "# Goals\n\n- [x] Models: [model](code:students/models.py#Course)\n- [ ] Views\n"
QUOTE = """# A

```python {data-from="students/models.py#Course"}
class Course(models.Model):
    title = models.CharField(max_length=80)
```
"""
STEP = "# Step\n\nNothing changes.\n"
FILES = {
    "mkdocs.yml": SETTINGS,
    "docs/a.md": QUOTE,
    "docs/b.md": "# B\n\n[home](index.md)\n",
    "docs/goals.md": GOALS,
    "docs/journal/posts/entry.md": ENTRY,
    "docs/steps/demo/index.md": "# Demo\n",
    "docs/steps/demo/01-step.md": STEP,
    "theme/main.html": '{% extends "base.html" %}\n',
    "README.md": "# Mine\n",
}
# What is edited, and whether that makes something wrong.
EDITS: dict[str, tuple[Edit, bool]] = {
    "the body of a page": ({"docs/b.md": "# B\n\n[gone](gone.md)\n"}, True),
    "the title of a page": ({"docs/b.md": "# C\n\n[home](index.md)\n"}, False),
    "a block more": ({"docs/b.md": "# B\n\n```python\nx = 1\n```\n"}, False),
    "the tag of an entry": (
        {"docs/journal/posts/entry.md": ENTRY.replace("[django]", "[django, 1.5]")},
        True,
    ),
    "an entry that becomes a draft": (
        {"docs/journal/posts/entry.md": ENTRY.replace("tags:", "draft: true\ntags:")},
        False,
    ),
    "a new page": ({"docs/c.md": "# C\n\n[gone](gone.md)\n"}, True),
    "a deleted page": ({"docs/a.md": None}, True),
    "a renamed page": ({"docs/a.md": None, "docs/d.md": QUOTE}, True),
    "the source of a snippet": (
        {"demo_project/students/models.py": MODELS.replace("max_length=80", "max_length=90")},
        True,
    ),
    "a source that nobody quotes": ({"demo_project/students/views.py": "x = 1\n"}, False),
    "a source that is gone": ({"demo_project/students/models.py": None}, True),
    "a patch": ({"docs/steps/demo/02-other.patch": "From\n"}, True),
    "a key of mkdocs.yml": ({"mkdocs.yml": SETTINGS + "nav:\n  - index.md\n  - gone.md\n"}, True),
    "an extension of mkdocs.yml": ({"mkdocs.yml": SETTINGS.replace("  - attr_list\n", "")}, True),
    "an override of the theme": ({"theme/other.html": "{{ page.title }}\n"}, False),
    "a page of an override": ({"docs/b.md": "---\ntemplate: gone.html\n---\n# B\n"}, True),
    "proofs.lock": ({"proofs.lock": "docs/b.md 1 0\n"}, False),
    "a note in the log": ({"docs/journal/log.md": "# Log\n\n- 2025-13-01 10:00 No such month.\n"}, False),
    "the tick of a goal": (
        {"docs/goals.md": GOALS.replace("[ ] Views", "[x] Views: [it](code:gone.py)")},
        True,
    ),
    "the README": ({"README.md": "# Yours\n"}, False),
    "a .meta.yml": ({"docs/.meta.yml": "tags: [a]\n"}, False),
}


def check(journal: Journal, *words: str) -> Run:
    return journal.run("check", "--no-exec", *words)


def anew(journal: Journal) -> Run:
    """A check that knows nothing of those before."""
    shutil.rmtree(journal.root / ".chronicles")
    return check(journal)


def change(journal: Journal, edit: Edit) -> None:
    for name, content in edit.items():
        if content is None:
            (journal.root / name).unlink()
        else:
            journal.write({name: content})


@pytest.mark.parametrize(("edit", "is_wrong"), EDITS.values(), ids=EDITS)
def test_an_edit_is_seen_as_without_what_is_known(journal: Make, edit: Edit, is_wrong: bool) -> None:
    made = journal(FILES)
    assert check(made).status == 0
    change(made, edit)
    found = check(made)
    assert found.status == int(is_wrong), found.err
    assert found == check(made) == anew(made)


def test_where_nothing_changed_nothing_is_read_and_the_same_is_said(journal: Make) -> None:
    made = journal(FILES)
    first = check(made)
    assert first.status == 0
    assert "1 of 1 block proven in 9 pages" in first.out
    records = made.root / ".chronicles/store/records"
    before = records.read_bytes()
    assert check(made, "--format", "text") == first
    assert records.read_bytes() == before, "a check that looks at the pages writes what it finds"


def test_a_check_that_is_about_less_or_more_is_made(journal: Make) -> None:
    made = journal(FILES)
    assert check(made).status == 0
    assert "1 of 1 block proven in 1 page" in check(made, "docs/a.md").out
    assert '"problems": []' in check(made, "--json").out


def test_after_a_problem_it_is_looked_at_again(journal: Make) -> None:
    made = journal(FILES)
    made.write({"docs/b.md": "# B\n\n[gone](gone.md)\n"})
    first = check(made)
    assert first.status == 1
    assert check(made) == first
    made.write({"docs/b.md": FILES["docs/b.md"]})
    assert check(made).status == 0


def test_a_hook_may_read_anything_so_nothing_is_taken_as_known(journal: Make) -> None:
    outside = journal().root.parent / "outside.md"
    outside.write_text("# B\n", "utf-8")
    hook = f"def on_page_markdown(markdown, **_):\n    return markdown + open({str(outside)!r}).read()\n"
    made = journal({"mkdocs.yml": CONFIG.replace("theme:", "hooks: [hook.py]\ntheme:"), "hook.py": hook})
    made.write({"docs/b.md": "# B\n\nText.\n"})
    assert check(made).status == 0
    outside.write_text("# B\n\n[gone](gone.md)\n", "utf-8")
    assert check(made).status == 1


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_what_is_damaged_is_made_anew(journal: Make, damage: bytes | None) -> None:
    made = journal(FILES)
    first = check(made)
    records = made.root / ".chronicles/store/records"
    data = bytearray(records.read_bytes())
    records.write_bytes(damage if damage is not None else bytes(data[:-2000]) + b"\xff" * 2000)
    assert check(made) == first
    assert check(made) == first


def test_a_page_of_the_same_length_and_time_is_another(journal: Make) -> None:
    made = journal(FILES)
    path = made.root / "docs/b.md"
    assert check(made).status == 0
    about = path.stat()
    made.write({"docs/b.md": "# B\n\n[home](indax.md)\n"})
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert check(made).status == 1


def test_the_formats_are_all_there_are() -> None:
    assert list(FORMATS) == list(RESULT_FORMATS)
    assert WEEK < 30 * 24 * 3600, "the cache forgets what nobody asks for in a month"
