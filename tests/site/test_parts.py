"""The small pure parts of the site room."""

import logging

import pytest

from chronicles.journal.entries import fenced, file_name, new_entry, with_block
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem
from chronicles.site.features.duplicate_addresses import duplicate_addresses
from chronicles.site.mkdocs.warnings import problems


def test_pages_with_addresses_of_their_own_do_not_clash() -> None:
    assert duplicate_addresses([("docs/a.md", "a/index.html"), ("docs/b.md", "b/index.html")]) == []


def test_two_pages_at_one_address_clash_also_where_case_is_folded() -> None:
    assert duplicate_addresses([("docs/b.md", "A/index.html"), ("docs/a.md", "a/index.html")]) == [
        Problem(
            Place("docs/b.md"),
            "it has the same address as docs/a.md",
            "Rename one of them.",
        )
    ]


SAID = {
    "Doc file 'a.md' contains a link 'b.md', but the target is not found among documentation files.": (
        "docs/a.md:3: the link 'b.md' leads nowhere\n"
        "    Write the path of a file below docs/, as seen from this page."
    ),
    "Doc file 'a.md' contains an absolute link '/b/', it was left as is. Did you mean '../b.md'?": (
        "docs/a.md:4: the link '/b/' leads nowhere\n    Did you mean '../b.md'?"
    ),
    "Doc file 'a.md' contains a link '#x', but there is no such anchor on this page.": (
        "docs/a.md: the link '#x' leads nowhere\n    Name a heading of that page, as its link shows it."
    ),
    "A reference to 'c.md' is included in the 'nav' configuration, which is not found in the files.": (
        "mkdocs.yml:2: the nav names 'c.md', which is not there\n    Write the page, or take it out."
    ),
    "Something else is wrong.": (
        "mkdocs.yml: Something else is wrong.\n    Mend mkdocs.yml, or the file it names."
    ),
}


@pytest.mark.parametrize("said", SAID)
def test_what_mkdocs_says_becomes_a_problem_with_a_place(said: str) -> None:
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, said, None, None)
    pages = [Page("docs/a.md", "# A\n\n[b](b.md)\n[c](/b/)\n")]
    config = Page("mkdocs.yml", "nav:\n  - c.md\n")
    assert [str(problem) for problem in problems([record], pages, "docs", config)] == [SAID[said]]


def test_a_new_entry_quotes_its_title() -> None:
    from datetime import date

    day = date(2025, 8, 29)
    assert new_entry(day, 'A "b" \\') == '---\ntitle: "A \\"b\\" \\\\"\ndate: 2025-08-29\n---\n'
    assert file_name(day, "Été: 2 & naïve?") == "2025-08-29-été-2-naïve.md"
    assert file_name(day, "???") == "2025-08-29.md"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "B\n"),
        ("a", "a\n\nB\n"),
        ("a\n", "a\n\nB\n"),
        ("a\n\n", "a\n\nB\n"),
        ("a\r\n", "a\r\n\r\nB\r\n"),
    ],
)
def test_a_block_is_added_with_a_blank_line_before_it(text: str, after: str) -> None:
    assert with_block(text, "B") == after


def test_a_block_that_holds_fences_gets_a_longer_one() -> None:
    assert fenced("markdown", "README.md", ("```sh", "ls", "```")) == (
        '````markdown {data-from="README.md"}\n```sh\nls\n```\n````'
    )
