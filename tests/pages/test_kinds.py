"""What is said of a front matter as people type it: the line as it has to be."""

import pytest

from chronicles.pages.front_matter.front_matter import read_front_matter
from chronicles.pages.page import Page


@pytest.mark.parametrize(
    "line, mend",
    [
        ("date: 29.08.2025", "Write 'date: 2025-08-29'."),
        ("date: 03/04/2025", "Write 'date: 2025-04-03 or 2025-03-04'."),
        ("date: 29 August 2025", "Write 'date: 2025-08-29'."),
        ("date: Aug 29th, 2025", "Write 'date: 2025-08-29'."),
        ("date: August 2025", "Write 'date: 2025-08-29'."),  # an example: nobody can tell the day
        ("date: yesterday", "Write 'date: 2025-08-29'."),
        ("tags: django, orm", "Write 'tags: [django, orm]'."),
        ("tags: '#django; #orm'", "Write 'tags: [django, orm]'."),
        ("tags: back end", "Write 'tags: [back end]'."),
        ("tags: a, 1", "Write 'tags: [django, orm]'."),
        ("categories: Weekly", "Write 'categories: [Weekly]'."),
        ("scheduled: soon", "Write 'scheduled: true'."),
        ("pin: 1", "Write 'pin: true'."),
        ("problem: [a]", "Write 'problem: \"the message of the error\"'."),
        ("corrects: 1", "Write 'corrects: 2025-08-29-a-project.md#heading'."),
    ],
)
def test_mend_is_the_line_as_it_has_to_be(line: str, mend: str) -> None:
    _, (problem,) = read_front_matter(Page("a.md", f"---\n{line}\n---\n"))
    assert (problem.place.line, problem.mend) == (2, mend)


@pytest.mark.parametrize(
    "line",
    [
        "date: 2025-08-29",
        "date: {created: 2025-08-29}",
        "tags: [django]",
        "corrects: [a.md, b.md#c]",
        "fix: text",
    ],
)
def test_right_lines_are_no_problem(line: str) -> None:
    assert read_front_matter(Page("a.md", f"---\n{line}\n---\n"))[1] == []
