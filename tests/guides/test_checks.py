"""A step's page speaks of what it changes, and the last step leaves the project."""

from pathlib import Path

import pytest

from chronicles.guides.checks import astray, unnamed
from chronicles.pages.page import Page
from tests.guides.series.guides import Files, Program, patches_of, state

PATH = "docs/steps/demo/02-words.md"


def said(folder: Path, text: str, *files: str) -> list[str]:
    """What is said of a page whose step makes these files."""
    patches = patches_of(folder, [{}, dict.fromkeys(files, "1\n")])
    return [str(problem) for problem in unnamed(patches, {patches[1].path: Page(PATH, text)})]


@pytest.mark.parametrize(
    "text",
    [
        "In students/models.py there is",
        "`students/models.py`",
        '```python {data-from="students/models.py#Student"}\n```',
        "See students/models.py.",
        "(students/models.py)",
        "students/models.py, and more",
        "students/models.py:12",
        "\nstudents/models.py\n",
        "students/models.py@students/05",
    ],
)
def test_a_page_names_a_file(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text, "students/models.py") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "models.py",
        "old-students/models.py",
        "my/students/models.py",
        "students/models.pyc",
        "students/models.py.bak",
        "students/models.py/x",
        "students.models.py",
    ],
)
def test_the_name_of_another_file_is_not_its_name(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text, "students/models.py") == [
        f"{PATH}: the step changes students/models.py, which the page neither shows nor names\n"
        "    Say there what is to be done with it, or quote it."
    ]


def test_every_file_is_looked_for(tmp_path: Path) -> None:
    assert [line.split()[4] for line in said(tmp_path, "a.py", "a.py", "b c.py", 'q".py')] == ["b", 'q".py,']


def test_deleted_files_and_files_that_may_be_run_count_too(tmp_path: Path) -> None:
    states: list[Files] = [{"gone": "1\n", "run": "1\n"}, {"run": Program("1\n")}]
    patches = patches_of(tmp_path, states)
    found = unnamed(patches, {patches[1].path: Page(PATH, "")})
    assert [problem.message.split(",")[0] for problem in found] == [
        "the step changes gone",
        "the step changes run",
    ]


def test_a_page_that_was_not_read_is_not_judged(tmp_path: Path) -> None:
    assert unnamed(patches_of(tmp_path, [{"a": "1\n"}]), {}) == []


def test_where_the_project_is_not_what_the_last_step_leaves() -> None:
    last: Files = {"same": "1\n", "text": "1\n", "gone": "1\n", "run": "1\n"}
    project: Files = {"same": "1\n", "text": "1\r\n", "new": "1\n", "run": Program("1\n")}
    assert [str(problem) for problem in astray(state(last), state(project), "demo/09", "demo_project")] == [
        f"demo_project/{path}: it {how} demo/09, the last step\n"
        "    Run 'python3 build.py step absorb', which gives it to the step that it is of."
        for path, how in (
            ("gone", "is deleted, but there after"),
            ("new", "is not there after"),
            ("run", "differs from what it is after"),
            ("text", "differs from what it is after"),
        )
    ]
