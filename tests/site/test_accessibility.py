"""What Material prints, and what becomes of it."""

import pytest

from chronicles.site.material.accessibility import accessible

ICON = '<span class="md-nav__icon md-icon"></span>'
LABEL = f'<label class="md-nav__link" for="n_1" id="n_1_label" tabindex="0">\n{ICON}\n</label>'
TITLE = f'<label class="md-nav__title" for="n_1">\n{ICON}\nA &amp; "B"\n</label>'
FOLDED = ' aria-expanded="false"'
NAV = f'<nav class="md-nav" aria-labelledby="n_1_label" aria-expanded="false">\n{TITLE}'
TASK = (
    '<label class="task-list-control"><input type="checkbox" disabled{}/>'
    '<span class="task-list-indicator"></span></label>'
)
PICTURE = (
    '<span class="task-list-control"><input type="checkbox" hidden disabled{}>'
    '<span class="task-list-indicator" role="img" aria-label="{}"></span></span>'
)
TOGGLE = '<input class="md-toggle" type="checkbox" id="__toc"{}>'

CASES = {
    "the search dialog gets a name": (
        '<div data-md-component="search" role="dialog">',
        '<div data-md-component="search" role="dialog" aria-label="Search">',
    ),
    "an arrow says what it opens, and its section keeps pointing at it": (
        LABEL + NAV,
        LABEL.replace(ICON, f'<span class="chronicles-spoken">A &amp; "B"</span>{ICON}')
        + NAV.replace(FOLDED, ""),
    ),
    "a section whose label is not there gets its title as its name": (
        NAV,
        NAV.replace('aria-labelledby="n_1_label"', 'aria-label="A &amp; &quot;B&quot;"').replace(FOLDED, ""),
    ),
    "a ticked task is a picture that says done": (
        TASK.format(" checked"),
        PICTURE.format(" checked", "done"),
    ),
    "an open task is a picture that says open": (TASK.format(""), PICTURE.format("", "open")),
    "the pages of an index get a name": (
        '<nav class="md-pagination">',
        '<nav class="md-pagination" aria-label="Pages">',
    ),
    "a checkbox completes nothing": (TOGGLE.format(' autocomplete="off"'), TOGGLE.format("")),
    "an empty tabindex goes": ('<label class="a" tabindex="">', '<label class="a">'),
    "a label for what is not there points nowhere": ('<label class="a" for="__toc">', '<label class="a">'),
    "a label for what is there stays": (
        TOGGLE.format("") + '<label for="__toc">',
        TOGGLE.format("") + '<label for="__toc">',
    ),
    "the code of a page is left alone": (
        "<code>&lt;label tabindex=&quot;&quot;&gt;</code>",
        "<code>&lt;label tabindex=&quot;&quot;&gt;</code>",
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_barriers(title: str) -> None:
    before, after = CASES[title]
    assert accessible(before) == after
    assert accessible(after) == after
