"""Pictures without a text for those who cannot see them: where check finds them, and what it says."""

from collections.abc import Callable

import pytest

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.page import Page
from chronicles.pages.reading import read_page
from chronicles.site.features.unsaid_pictures import unsaid_pictures

from .conftest import Journal

FINDER = Finder(Dialect())
MARKDOWN = 'Write what is seen, ![Words](…), or ![](…){ alt="" } for a mere decoration.'
HTML = 'Write what is seen, alt="Words", or alt="" for a mere decoration.'


def told(text: str) -> list[tuple[int, str]]:
    found = list(unsaid_pictures([read_page(Page("a.md", text), FINDER)], FINDER))
    assert all(one.message == "this picture has no words for those who cannot see it" for one in found)
    return [
        (one.place.line, one.mend) for one in unsaid_pictures([read_page(Page("a.md", text), FINDER)], FINDER)
    ]


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("![](a.png)", MARKDOWN),
        ('Words ![ ](a(1).png "A title") and more', MARKDOWN),
        ("![][one]", MARKDOWN),
        ("![](a.png){ .wide width=300 }", MARKDOWN),
        ("- [![](a.png)](b.md)", MARKDOWN),
        ('<img src="a.png">', HTML),
        ("<p><IMG src=a.png title='A > B'/></p>", HTML),
        ("![A tree](a.png)", None),
        ('![](a.png){ alt="" }', None),
        ("![](a.png){ role=presentation }", None),
        ('<img alt="" src="a.png">', None),
        ('<img src="a.png" aria-hidden="true">', None),
        ("`![](a.png)` and `<img>`", None),
        ("<!-- ![](a.png) -->", None),
        ("\\\\![](a.png)"[1:], None),
        ("    ![](a.png)", None),
    ],
)
def test_a_picture_has_a_text(line: str, mend: str | None) -> None:
    assert told(f"---\ntitle: A\n---\nWords.\n\n{line}\n") == ([(6, mend)] if mend else [])


def test_code_shows_no_pictures() -> None:
    assert told("```markdown\n![](a.png)\n```\n") == []


@pytest.mark.slow
def test_check_finds_them_and_only_names_imported_ones(journal: Callable[..., Journal]) -> None:
    imported = "---\ndate: 2025-09-01\nimported: {file: a.md}\n---\n# B\n\n![](../../a.gif)\n"
    made = journal(
        {"docs/a.md": "# A\n\n![](a.gif)\n", "docs/a.gif": b"", "docs/journal/posts/b.md": imported}
    )
    run = made.run("check", "--no-exec")
    assert f"docs/a.md:3: this picture has no words for those who cannot see it\n    {MARKDOWN}" in run.err
    assert "imported pictures without words: docs/journal/posts/b.md:7" in run.out
    assert run.status == 1 and made.run("build").err == ""
