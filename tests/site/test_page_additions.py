"""What a site adds to a page comes back to another text of it, or is known to have no place there."""

from types import SimpleNamespace
from typing import Any

import pytest

from chronicles.site.mkdocs.page_additions import additions_of

OWN = '<h1 id="a">A</h1>\n<p>One.</p>\n<p>Two.</p>'
WHOLE = OWN.replace("</h1>", "</h1><dl>Why</dl>\n")


def heading(name: str, level: int, *below: Any) -> Any:
    return SimpleNamespace(id=name, title=name.title(), level=level, children=list(below))


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (OWN.replace("One", "Three"), WHOLE.replace("One", "Three")),
        (OWN.replace("A</h1>", "B</h1>"), WHOLE.replace("A</h1>", "B</h1>")),
        (OWN.replace("A</h1>", "B</h1>").replace("One", "Three"), None),
        (OWN, WHOLE),
    ],
)
def test_html_stands_where_it_stood(html: str, wanted: str | None) -> None:
    added = additions_of(OWN, WHOLE, [], [])
    assert added is not None and added.into(html) == wanted


def test_what_was_replaced_is_replaced_again() -> None:
    added = additions_of("<p>a</p><!-- list --><p>b</p>", "<p>a</p><ul></ul><p>b</p>", [], [])
    assert added is not None
    assert added.into("<p>a</p><!-- list --><p>c</p>") == "<p>a</p><ul></ul><p>c</p>"
    assert added.into("<p>c</p><!-- list --><p>b</p>") == "<p>c</p><ul></ul><p>b</p>"
    assert added.into("<p>c</p>") is None


def test_headings_stand_at_the_end_of_the_contents() -> None:
    own, whole = [heading("a", 1, heading("b", 2))], [heading("a", 1, heading("b", 2), heading("c", 2))]
    added = additions_of("", "", own, whole)
    assert added is not None
    page = SimpleNamespace(
        content="x", toc=SimpleNamespace(items=[heading("a", 1)]), present_anchor_ids={"a"}
    )
    assert added.add_to(page)
    assert [one.id for one in page.toc.items[0].children] == ["c"] and page.present_anchor_ids == {"a", "c"}
    assert additions_of("", "", own, [heading("a", 1, heading("c", 2), heading("b", 2))]) is None


def test_a_page_that_is_all_its_own_has_nothing_added() -> None:
    added = additions_of(OWN, OWN, [], [])
    assert added is not None and added.into("<p>Anything.</p>") == "<p>Anything.</p>"
