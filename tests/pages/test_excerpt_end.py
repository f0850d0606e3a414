"""Where an entry's beginning may end: the rule, and what Python-Markdown makes of the same documents."""

import re

import markdown
import pytest

from chronicles.pages.excerpt_end import SEPARATOR, misplaced_end

EXTENSIONS = (
    *("admonition", "attr_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.blocks.details", "pymdownx.superfences", "pymdownx.tabbed"),
)
TABLE = {
    "a paragraph of its own": ("a\n\n<!-- more -->\n\nb", ""),
    "behind a paragraph": ("a\n<!-- more -->\nb", ""),
    "behind an item": ("- a\n<!-- more -->\n\nb", ""),
    "between two items": ("- a\n\n<!-- more -->\n\n- b", ""),
    "a little indented": ("- a\n\n   <!-- more -->\n\nb", ""),
    "behind a table": ("|a|\n|-|\n|1|\n<!-- more -->\n\nb", ""),
    "in code": ("`<!-- more -->` ends it\n\n<!-- more -->\n\nb", ""),
    "nowhere": ("a\n\nb", ""),
    "in an item": ("- a\n\n    <!-- more -->\n\n    b", "inside a block"),
    "in an item, by a tab": ("- a\n\n\t<!-- more -->\n\n\tb", "inside a block"),
    "in an admonition": ("!!! note\n\n    a\n\n    <!-- more -->\n\n    b", "inside a block"),
    "in a tab": ('=== "A"\n\n    a\n\n    <!-- more -->\n\n    b', "inside a block"),
    "in a footnote": ("a[^1]\n\n[^1]:\n    x\n\n    <!-- more -->\n\n    y", "inside a block"),
    "in an element": ("<div markdown>\na\n\n<!-- more -->\n\nb\n</div>", "inside a block"),
    "behind an element": ("<div markdown>\na\n</div>\n\n<!-- more -->\n\nb", ""),
    "in a block of pymdownx": (
        "/// details | A\n\na\n\n<!-- more -->\n\nb\n\n///",
        "inside a block",
    ),
    "behind a block of pymdownx": ("/// details | A\n\na\n\n///\n\n<!-- more -->\n\nb", ""),
    "in a quotation": ("> a\n>\n> <!-- more -->\n>\n> b", "inside a quotation"),
    "behind a quotation": ("> a\n<!-- more -->\nb", ""),
    "in running text": ("a <!-- more --> b", "in running text"),
    "twice": ("a\n\n<!-- more -->\n\n- b\n\n    <!-- more -->\n\n    c", ""),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_separator_that_would_leave_a_block_open_is_named(name: str) -> None:
    text, where = TABLE[name]
    found = misplaced_end(text.split("\n"), ())
    if not where:
        assert found is None
    else:
        assert found is not None
        line, refused = found
        assert SEPARATOR in text.split("\n")[line - 1]
        assert refused.message == f"'<!-- more -->' stands {where}, which would stay open in lists of entries"
        assert refused.mend == "Put it on a line of its own, not indented, between two blocks."


@pytest.mark.parametrize("name", TABLE)
def test_the_rule_is_that_of_python_markdown(name: str) -> None:
    text, where = TABLE[name]
    html = markdown.markdown(text, extensions=[*EXTENSIONS])
    assert bool(open_at(html.split(SEPARATOR)[0]) and SEPARATOR in html) == bool(where), html


def open_at(html: str) -> list[str]:
    """The elements that are open at the end."""
    found: list[str] = []
    for end, name, alone in re.findall(r"<(/?)(\w+)[^>]*?(/?)>", html):
        if name in ("input", "br", "hr") or alone:
            continue
        if end:
            found.pop()
        else:
            found.append(name)
    return found


def test_code_and_another_separator() -> None:
    lines = ["```", "    <!-- more -->", "```", "    <!-- cut -->"]
    assert misplaced_end(lines, {1, 2, 3}) is None
    found = misplaced_end(lines, {1, 2, 3}, "<!-- cut -->")
    assert found and found[0] == 4
