"""The README beside a journal: `pull` keeps its parts, `check` tells where they have drifted."""

from collections.abc import Callable

import pytest

from tests.site.conftest import Journal

GOALS = """
---
title: Goals
skills: [{name: "The ORM", level: basics, date: 2025-09-01}]
roadmap: [APIs, Accounts]
---

# Goals
"""
LOG = """
---
title: Log
---

# Log

## 2025-09-03 21:14

A note.

## 2025-09-04 Migrations, twice

Another.
"""
README = """\
# Mine

<!-- chronicles: skills -->
<!-- /chronicles -->
Between.
<!-- chronicles: entries -->
what was there
<!-- /chronicles -->"""
PULLED = """\
# Mine

<!-- chronicles: skills -->

| Skill | Level | As of |
| --- | --- | --- |
| The ORM | basics | 2025-09-01 |

<!-- /chronicles -->
Between.
<!-- chronicles: entries -->

- 2025-09-05: [A \\*star\\*](docs/journal/posts/a%20star.md)
- 2025-09-04: [Migrations, twice](docs/journal/log.md#2025-09-04-migrations-twice)
- 2025-09-03: [3 September 2025, 21:14](docs/journal/log.md#2025-09-03-2114)

<!-- /chronicles -->"""


def entry(day: str, title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\n{more}---\n\nText.\n"


FILES = {
    "README.md": README.encode(),
    "docs/goals.md": GOALS,
    "docs/journal/log.md": LOG,
    "docs/journal/posts/a star.md": entry("2025-09-05", "A *star*"),
    "docs/journal/posts/old.md": entry("2025-09-01", "Old"),
    "docs/journal/posts/draft.md": entry("2025-09-06", "A draft", "draft: true\n"),
    "docs/journal/posts/later.md": entry("2025-09-07", "Later", "scheduled: true\n"),
}
DRIFT = """\
README.md:3: the part 'skills' has drifted: 5 lines differ
    Read the page again, then accept what is there now: python3 build.py pull README.md
README.md:6: the part 'entries' has drifted: 5 lines differ
    Read the page again, then accept what is there now: python3 build.py pull README.md
2 problems
"""
Make = Callable[..., Journal]


def test_pull_keeps_skills_and_the_three_newest_entries(journal: Make) -> None:
    made = journal(FILES)
    run = made.run("pull")
    assert (run.status, run.err) == (0, "")
    assert made.read("README.md") == PULLED
    assert "+| The ORM | basics | 2025-09-01 |" in run.out and "-what was there" in run.out
    assert run.out.endswith("\n0 blocks refreshed in 0 pages, and 2 parts of README.md\n")
    before = (made.root / "README.md").stat()
    assert made.run("pull").out == "0 blocks refreshed in 0 pages\n"
    assert (made.root / "README.md").stat().st_mtime_ns == before.st_mtime_ns
    assert made.run("check").status == 0


def test_a_dry_run_shows_the_change_and_writes_nothing(journal: Make) -> None:
    made = journal(FILES)
    run = made.run("pull", "--dry-run")
    assert run.status == 0 and "+| The ORM | basics | 2025-09-01 |" in run.out
    assert run.out.endswith("\n0 blocks would be refreshed in 0 pages, and 2 parts of README.md\n")
    assert made.read("README.md") == README


def test_check_tells_of_a_readme_that_has_drifted(journal: Make) -> None:
    made = journal(FILES)
    for words in ((), ("README.md",), ("--no-exec",)):
        run = made.run("check", *words)
        assert (run.status, run.err) == (1, DRIFT)
    assert made.run("check", "docs/index.md").status == 0
    assert made.run("pull", "README.md").status == 0
    assert made.run("check", "README.md").status == 0


def test_pulling_a_page_leaves_the_readme_alone(journal: Make) -> None:
    made = journal(FILES)
    made.run("pull", "docs/index.md")
    assert made.read("README.md") == README


def test_a_readme_with_other_line_endings_keeps_them(journal: Make) -> None:
    made = journal({**FILES, "README.md": README.replace("\n", "\r\n").encode()})
    assert made.run("pull").status == 0
    assert (made.root / "README.md").read_bytes() == PULLED.replace("\n", "\r\n").encode()
    assert made.run("check").status == 0


def test_a_readme_without_markers_is_nobodys_business(journal: Make) -> None:
    made = journal(FILES)
    for text in (b"# Mine\r\n\n`<!-- chronicles: skills -->`", b"# Mein \xff"):
        made.write({"README.md": text})
        assert made.run("pull").out == "0 blocks refreshed in 0 pages\n"
        assert (made.root / "README.md").read_bytes() == text
        assert made.run("check").status == 0
    (made.root / "README.md").unlink()
    assert made.run("check").status == 0
    run = made.run("pull", "README.md")
    assert run.status == 2 and "there is no page 'README.md'" in run.err


@pytest.mark.parametrize("command", ["pull", "check"])
@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"README.md": README.replace("skills", "skils").encode()},
            "README.md:3: there is no part 'skils'\n    Did you mean 'skills'?\n1 problem\n",
        ),
        (
            {"README.md": README.removesuffix("<!-- /chronicles -->").encode()},
            "README.md:6: the part 'entries' is never closed\n"
            "    Put <!-- /chronicles --> on a line of its own below it.\n1 problem\n",
        ),
        (
            {"README.md": README.encode() + b"\xff"},
            "README.md: byte 130 (line 8) is not UTF-8\n    Save the page as UTF-8.\n1 problem\n",
        ),
        (
            {"docs/goals.md": GOALS.replace("basics", "god")},
            "docs/goals.md:3: item 1 of 'skills': level 'god' is unknown\n"
            "    Write one of: not yet, first steps, basics, comfortable, fluent.\n1 problem\n",
        ),
        (
            {"docs/goals.md": GOALS.encode() + b"\xff"},
            "docs/goals.md: byte 118 (line 9) is not UTF-8\n    Save the page as UTF-8.\n1 problem\n",
        ),
    ],
    ids=["no such part", "never closed", "not UTF-8", "a plan that cannot be read", "goals that cannot"],
)
def test_where_something_is_wrong_the_readme_is_untouched(
    journal: Make, command: str, files: dict[str, str | bytes], said: str
) -> None:
    made = journal({**FILES, **files})
    before = (made.root / "README.md").read_bytes()
    run = made.run(command)
    assert (run.status, run.err) == (1, said)
    assert (made.root / "README.md").read_bytes() == before


def test_a_readme_that_is_a_page_too_is_pulled_as_both(journal: Make) -> None:
    page = '```python {data-from="students/models.py#Course.title"}\n```\n'
    made = journal({**FILES, "docs/index.md": page.encode() + README.encode()})
    (made.root / "README.md").unlink()
    (made.root / "README.md").symlink_to("docs/index.md")
    assert made.run("pull").status == 0
    text = made.read("docs/index.md")
    assert "title = models.CharField" in text and text.endswith(PULLED)
    assert (made.root / "README.md").is_symlink()


def test_two_notes_of_one_stamp_and_title_have_two_places(journal: Callable[..., Journal]) -> None:
    """GitHub puts a number behind the name of the second heading."""
    note = "## 2025-09-03 21:14 Twice\n\nA note.\n\n"
    made = journal(
        {
            "docs/journal/log.md": f"# Log\n\n{note}{note}",
            "README.md": "<!-- chronicles: entries -->\n<!-- /chronicles -->\n",
        }
    )
    assert made.run("pull").status == 0
    assert made.read("README.md").splitlines()[2:4] == [
        "- 2025-09-03: [Twice](docs/journal/log.md#2025-09-03-2114-twice)",
        "- 2025-09-03: [Twice](docs/journal/log.md#2025-09-03-2114-twice-1)",
    ]
