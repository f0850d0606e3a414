"""A small journal as plain Markdown: what its pages say, which settings it has, which folder it may take."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .conftest import Journal
from .guided import guided

PAGE = """
---
title: A page
template: home.html
tags: [one]
---

# A page

See [the model](code:students/models.py#Student), [its file][m] and [try it](live:/admin/).

- An item:

    ```python {data-from="students/models.py#Course"}
    ```

```python {.python title="mine_*.py"}
x = 1
```
<!-- more -->

[m]: code:students/models.py

> ```sh {data-unproven="a command"}
> ls
> ```

<!-- a comment of the author -->
"""
OLD = """
---
title: Old
date: 2025-08-29
tags: [one, two]
categories: [Weekly]
series: Days
problem: it `breaks`
fix: not so
---

# Old

## A part

- [ ] ? Why *so*?
"""
NEW = """
---
title: New
date: 2025-08-30
series: Days
corrects: old.md#a-part
---

# New

Words.
"""
LOG = "# Log\n\n## 2025-09-03 21:14\n\nA note.\n"
QUESTIONS = "# Questions\n\n<!-- questions -->\n"
ENTRIES = {
    "docs/page.md": PAGE,
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/questions.md": QUESTIONS,
    "docs/journal/posts/old.md": OLD,
    "docs/journal/posts/new.md": NEW,
    "docs/journal/posts/draft.md": "---\ndate: 2025-09-01\ndraft: true\n---\n\n# Not yet\n",
    "docs/journal/log.md": LOG,
    "docs/picture.svg": "<svg/>\n",
}
SHOWN = """\
---
title: A page
tags:
- one
---

# A page

See [the model](code/now/students/models.py.md), [its file][m] and [try it](run-it-yourself.md).

- An item:

    [students/models.py · Course](code/now/students/models.py.md)

    ```python
    class Course(models.Model):
        title = models.CharField(max_length=80)
    ```

**mine\\_\\*.py**

```python
x = 1
```


[m]: code/now/students/models.py.md

> ```sh
> ls
> ```

<!-- a comment of the author -->

## Newest entries

- 3 September 2025: [3 September 2025, 21:14](journal/posts/2025-09-03-2114.md): A note.
- 30 August 2025: [New](journal/posts/new.md)
- 29 August 2025: [Old](journal/posts/old.md)

[All entries of the journal](journal/index.md)

Tags: [one](tags.md)
"""
OLD_SHOWN = """\
# Old

[Journal](../index.md), 29 August 2025, in Weekly

**Problem:** `` it `breaks` ``

**Fix:** not so

## A part

I learned otherwise on 30 August 2025: [New](new.md)


- [ ] ? Why *so*?

Tags: [one](../../tags.md), [two](../../tags.md)

## Series: Days

1. **Old**
2. [New](new.md), 30 August 2025
"""


@pytest.fixture
def entries(journal: Callable[[Mapping[str, str | bytes]], Journal]) -> Journal:
    return exported(journal(ENTRIES))


def exported(made: Journal, folder: str = "plain") -> Journal:
    run = made.run("export", folder)
    assert (run.status, run.err) == (0, "")
    return made


def test_links_captions_blocks_and_comments_of_a_page_are_ordinary_markdown(entries: Journal) -> None:
    assert entries.read("plain/docs/page.md") == SHOWN


def test_an_entry_says_what_it_is_about_and_what_newer_ones_say_of_it(entries: Journal) -> None:
    assert entries.read("plain/docs/journal/posts/old.md").partition("---\n\n")[2] == OLD_SHOWN


def test_drafts_are_left_out_notes_are_pages_and_other_files_are_there(entries: Journal) -> None:
    assert sorted(entries.files("plain")) == [
        ".chronicles-export.json",
        "docs/code/now/students/models.py.md",
        "docs/index.md",
        "docs/journal/index.md",
        "docs/journal/posts/2025-09-03-2114.md",
        "docs/journal/posts/new.md",
        "docs/journal/posts/old.md",
        "docs/page.md",
        "docs/picture.svg",
        "docs/progress.json",
        "docs/progress.schema.json",
        "docs/questions.md",
        "docs/run-it-yourself.md",
        "docs/tags.md",
        "mkdocs.yml",
        "properdocs.yml",
    ]


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("questions.md", "- Why *so*? ([29 August 2025](journal/posts/old.md))"),
        ("tags.md", "## two\n\n- [Old](journal/posts/old.md)"),
        ("journal/index.md", "## 2025\n\n- 3 September 2025: [3 September 2025, 21:14]"),
        ("journal/posts/new.md", "Corrects [Old](old.md)"),
        ("journal/posts/2025-09-03-2114.md", "\n\nA note.\n"),
        ("code/now/students/models.py.md", "The source, as it stands now.\n\n```python\nfrom django.db"),
    ],
)
def test_what_pages_list_is_written_out(entries: Journal, page: str, line: str) -> None:
    assert line in entries.read(f"plain/docs/{page}")


def test_the_settings_are_those_of_the_journal_without_its_theme_and_plugins(entries: Journal) -> None:
    settings = entries.read("plain/mkdocs.yml")
    assert "site_name: A small journal\n" in settings
    assert "- pymdownx.tabbed:\n    alternate_style: true\n" in settings
    assert "theme" not in settings
    assert "plugins" not in settings
    assert "material" not in settings


def test_the_same_journal_gives_the_same_bytes(entries: Journal) -> None:
    before = entries.files("plain")
    exported(entries)
    assert entries.files("plain") == before
    assert not list(entries.root.glob(".plain*"))


def test_a_step_shows_what_it_changes(journal: Callable[..., Journal], tmp_path: Path) -> None:
    made = exported(journal(guided(tmp_path / "story")))
    page = made.read("plain/docs/steps/polls/01-questions.md")
    assert "Step 1 of 2, [The polls](index.md), [8 files change](#what-changed-in-this-step)" in page
    assert "-    return 1\n+    return 11\n" in page
    assert "Start: [students-04.zip](../students/students-04.zip)" in page
    assert (made.root / "plain/docs/steps/students/students-04.zip").is_file()
    table = made.read("plain/docs/steps/students/index.md")
    assert "| [2. Project](02-project.md) | We make &lt;b\\> & project. | 7 files, +" in table


def test_what_is_scheduled_is_there_from_its_day_on(entries: Journal) -> None:
    entries.write({"docs/journal/posts/later.md": "---\ndate: 2025-09-20\nscheduled: true\n---\n\n# Later\n"})
    for day, is_there in (("2025-09-19", False), ("2025-09-20", True)):
        run = entries.run("export", "plain", "--as-of", day)
        assert (run.status, run.err) == (0, "")
        assert (entries.root / "plain/docs/journal/posts/later.md").is_file() is is_there


def test_a_journal_without_html_is_told_that_another_engine_shows_it(entries: Journal) -> None:
    entries.write(
        {
            "mkdocs.yml": entries.read("mkdocs.yml").replace(
                "  - chronicles:\n", "  - chronicles:\n      html: false\n"
            )
        }
    )
    (entries.root / "docs/picture.svg").unlink()
    run = entries.run("export", "plain")
    assert (run.status, run.err) == (
        0,
        "The pages hold no HTML here, since 'html: false' says so; "
        "another engine shows what is written in them.\n",
    )
    assert "limited_html" not in entries.read("plain/mkdocs.yml")


def test_a_folder_that_no_export_made_is_left_alone(entries: Journal) -> None:
    entries.write({"mine/notes.txt": "mine\n"})
    run = entries.run("export", "mine")
    assert (run.status, run.err) == (
        1,
        "mine: the folder holds files, and no export made it\n"
        "    Name a folder that is new or empty.\n1 problem\n",
    )
    assert entries.files("mine") == {"notes.txt": b"mine\n"}


def test_what_a_person_wrote_into_an_export_is_named_and_kept(entries: Journal) -> None:
    entries.write({"plain/docs/mine.md": "# Mine\n", "plain/docs/tags.md": "# Changed\n"})
    entries.write({"plain/site/index.html": "built\n"})
    before = entries.files("plain")
    run = entries.run("export", "plain")
    mend = "    Move it out of the folder, or export into another one.\n"
    assert (run.status, run.err) == (
        1,
        f"plain/docs/mine.md: the file is not of the export, and would be lost\n{mend}"
        f"plain/docs/tags.md: the file was changed after the export, and would be lost\n{mend}2 problems\n",
    )
    assert entries.files("plain") == before


@pytest.mark.parametrize("folder", ["docs/plain", "demo_project", ".", "..", "docs"])
def test_no_export_lies_in_the_pages_or_around_them(entries: Journal, folder: str) -> None:
    run = entries.run("export", folder)
    assert (run.status, run.err) == (
        1,
        f"{folder}: an export cannot lie in the pages or the project of the journal, nor around them\n"
        "    Name another folder, such as 'export'.\n1 problem\n",
    )


def test_pages_with_problems_are_not_exported(entries: Journal) -> None:
    entries.write({"docs/page.md": "# A page\n\n[gone](code:students/models.py#Gone)\n"})
    before = entries.files("plain")
    run = entries.run("export", "plain")
    assert run.status == 1
    assert run.err.startswith("docs/page.md:3: ")
    assert entries.files("plain") == before
    assert json.loads(entries.read("plain/.chronicles-export.json"))["files"].keys() == before.keys() - {
        ".chronicles-export.json"
    }
