"""Problems of form: `check` tells all that `build` stops at, with `--no-exec`, too, and writes no site."""

from collections.abc import Callable, Mapping

import pytest

from tests.site.conftest import CONFIG, Journal
from tests.sizes import few

Make = Callable[..., Journal]
ENTRY = "---\ndate: 2025-09-01\n{0}---\n# A\n\nText.\n"
BLOG = '      post_url_format: "{file}"\n'
SEARCH = "  - search\n"

WRONG: dict[str, tuple[Mapping[str, str], list[str]]] = {
    "a link to no page": (
        {"docs/a.md": "# A\n\n[b](b.md)\n"},
        ["docs/a.md:3: the link 'b.md' leads nowhere"],
    ),
    "a link to no heading": (
        {"docs/a.md": "# A\n\n[b](#b) [c](index.md#c)\n"},
        ["docs/a.md:3: the link '#b' leads nowhere", "docs/a.md:3: the link 'index.md#c' leads nowhere"],
    ),
    "a link to no part of the site": (
        {"docs/a.md": "# A\n\n[b](/b/)\n"},
        ["docs/a.md:3: the link '/b/' leads nowhere"],
    ),
    "a menu with a page that is not there": (
        {"mkdocs.yml": CONFIG + "nav:\n  - index.md\n  - gone.md\n"},
        [f"mkdocs.yml:{len(CONFIG.splitlines()) + 2}: the nav names 'gone.md', which is not there"],
    ),
    "an entry that corrects none": (
        {"docs/journal/posts/a.md": ENTRY.format("corrects: b.md\n")},
        ["docs/journal/posts/a.md:3: 'corrects' names 'b.md', which is no other entry"],
    ),
    "two pages of one address": (
        {"docs/a.md": "# A\n", "docs/a/index.md": "# B\n"},
        ["docs/a/index.md: it has the same address as docs/a.md"],
    ),
    "a category that the blog does not allow": (
        {
            "mkdocs.yml": CONFIG.replace(BLOG, f"{BLOG}      categories_allowed: [x]\n"),
            "docs/journal/posts/a.md": ENTRY.format("categories: [y]\n"),
        },
        ["categories"],
    ),
    "an author that the blog does not know": (
        {"docs/journal/posts/a.md": ENTRY.format("authors: [ada]\n")},
        ["Couldn't find author 'ada'"],
    ),
    "a page that another plugin changes": (
        {
            "mkdocs.yml": CONFIG.replace("theme:", "hooks: [hook.py]\ntheme:"),
            "hook.py": "def on_page_read_source(page, config):\n    return '# B'\n",
            "docs/a.md": '# A\n\n```py {data-from="students/models.py#Course"}\n```\n',
        },
        ["docs/a.md: another plugin changed the page before its blocks were filled"],
    ),
    "a plugin that stops": (
        {
            "mkdocs.yml": CONFIG.replace("theme:", "hooks: [hook.py]\ntheme:"),
            "hook.py": "def on_page_markdown(markdown, **more):\n    raise ValueError('not me')\n",
        },
        ["docs/index.md: MkDocs stopped: ValueError: not me"],
    ),
    "a block that is never closed": (
        {"docs/a.md": "# A\n\n```py\n"},
        ["docs/a.md:3: this block is never closed"],
    ),
    "lines that GitHub shows otherwise": (
        {"docs/a.md": "# A\n\nText\n- b\n  - c\n\n~~d~~\n"},
        [
            "docs/a.md:4: GitHub shows a list item here, and the site goes on with the text above it",
            "docs/a.md:5: GitHub shows this item inside of the one above it, and the site does not",
            "docs/a.md:7: GitHub strikes this out, and the site shows the tildes",
        ],
    ),
    "a page that cannot be published": ({"docs/a.md": "---\ndate: &a *a\n---\n# A\n"}, ["docs/a.md:2: "]),
}


def problems(err: str) -> list[str]:
    """The problems in what a command said, each with its mend, without their number."""
    return sorted(err.rstrip().rpartition("\n")[0].replace("\n    ", " | ").split("\n"))


@pytest.mark.parametrize("name", few(WRONG, 0, 1, 4, 5, 9))
def test_check_tells_what_build_stops_at(journal: Make, name: str) -> None:
    files, said = WRONG[name]
    made = journal(files)
    build, check = made.run("build"), made.run("check", "--no-exec")
    assert (build.status, check.status) == (1, 1)
    assert problems(check.err) == problems(build.err)
    assert "Traceback" not in check.err
    for words in said:
        assert words in check.err
    assert not any((made.root / folder).exists() for folder in ("site", ".site-new"))


def test_of_pages_that_are_named_it_tells_their_own(journal: Make) -> None:
    made = journal({"docs/a.md": "# A\n\n[b](b.md)\n", "docs/c.md": "# C\n\n[d](d.md)\n"})
    assert problems(made.run("check", "--no-exec", "docs/c.md").err) == [
        "docs/c.md:3: the link 'd.md' leads nowhere | "
        "Write the path of a file below docs/, as seen from this page."
    ]


def test_evidence_that_leads_nowhere_is_told_once(journal: Make) -> None:
    made = journal({"docs/goals.md": "# Goals\n\n- [x] A: [it](gone.md), [that](gone.md#a)\n"})
    assert problems(made.run("check", "--no-exec").err) == [
        "docs/goals.md:3: the evidence gone.md is not there | Mend the link, or take it out.",
        "docs/goals.md:3: the evidence gone.md#a is not there | Mend the link, or take it out.",
    ]


def test_a_journal_without_a_mistake_has_none(journal: Make) -> None:
    made = journal({"docs/a.md": "# A\n\n[b](index.md#home)\n\n```py\nx\n```\n"})
    assert made.run("check", "--no-exec").err == "" == made.run("build").err
