"""A page that is taken for quiet without a rendering is harmless when it is rendered."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from chronicles.importing.quiet_pages import are_known, is_quiet
from chronicles.importing.sanitizer import harm
from chronicles.pages.markdown.dialect import EXTENSIONS, SETTINGS, Dialect
from tests.importing.test_entry_fuzz import MORE
from tests.importing.test_fuzz import NASTY

PLACES = frozenset({"2024-03-05.md", "../pictures/b-0a1b2c3d.png"})
DIALECTS = [
    Dialect(("toc", "tables", "fenced_code"), {}),
    Dialect(),
    Dialect((*EXTENSIONS, "pymdownx.caret", "pymdownx.mark", "pymdownx.betterem", "nl2br"), SETTINGS),
]
ENGINES = [
    Markdown(
        extensions=list(one.extensions), extension_configs={key: dict(x) for key, x in one.settings.items()}
    )
    for one in DIALECTS
]
# What nearly is a sign of harm, and what nearly is none.
NEARLY = [
    *(
        "](",
        "](https://x.org)",
        "](2024-03-05.md)",
        "](../pictures/b-0a1b2c3d.png)",
        "](javascript:x)",
        "]\\(x)",
    ),
    *(
        "[a]",
        "![a",
        "[a",
        "][",
        "[^1]",
        "[^1]: x",
        "[a]: javascript:x",
        "*[a]: x",
        "[TOC]",
        "(",
        ")",
        ' "t")',
    ),
    *(
        "```",
        "```python",
        "~~~",
        "````",
        "```{ onclick=x }",
        "`",
        "``",
        "\\",
        "&amp;",
        "&",
        "&#106;",
        "{",
        "}",
    ),
    *(
        "<",
        ">",
        "> ",
        "    ",
        "- ",
        "* ",
        "1. ",
        "!!! note",
        '=== "a"',
        "??? tip",
        "> [!NOTE]",
        ":   ",
        "| a | b |",
    ),
    *(
        "|---|---|",
        "--8<--",
        ";--8<--",
        "# a",
        "===",
        "---",
        "- [x] a",
        "**",
        "_",
        "~~",
        "==",
        "^^",
        "a",
        "\x02",
    ),
    *(
        "javascript:alert(1)",
        "onclick=x",
        "data-from=x",
        "#!python x",
        ":::js x",
        "$x$",
        ":smile:",
        "\t",
        "wzxhzdk:0",
    ),
]
PARTS = st.one_of(st.sampled_from(NEARLY), st.sampled_from(NEARLY), st.sampled_from([*NASTY, *MORE]))
LINES = st.lists(PARTS, max_size=5).map("".join)


@settings(max_examples=300, deadline=None)
@example(["```", "[a](javascript:x)", "```"])
@example(["- a", "", "    ```", "    [x]: javascript:y", "    ```", "[x]"])
@given(st.lists(LINES, max_size=12))
def test_a_quiet_page_is_harmless(lines: list[str]) -> None:
    lines = "\n".join(lines).split("\n")
    if is_quiet(lines, PLACES):
        for engine in ENGINES:
            engine.reset()
            assert harm(engine.convert("\n".join(lines))) == []


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("# A title\n\nLearned *urls* of [Django](https://djangoproject.com/a_b).\n\n- one\n    - two", True),
        ("See ![b](../pictures/b-0a1b2c3d.png) of [then](2024-03-05.md).", True),
        ("```html\n<script>{x}</script> &amp; [a](b)\n```", True),
        ("| a | b |\n|---|---|\n| R&D | 5 > 3 |\n\n> said\n> so", True),
        ("```\n--8<-- \"x\"\n```", False),
        ("```\ncode", False),
        ("~~~\n<b>\n~~~", False),
        ("```{.python onclick=x}\ncode\n```", False),
        ("1. a\n\n    ```\n    <b>\n    ```", False),
        ("see [a](other.md)", False),
        ("see [a](https://x.org \"title\")", False),
        ("see [a](https://x.org", False),
        ("[a]: https://x.org", False),
        ("a &lt; b", False),
        ("a\x02b", False),
        ("> " * 6 + "deep", False),
        ("- " * 6 + "deep", False),
        (" " * 25 + "deep", False),
        ("*a " * 201, False),
    ],
)  # fmt: skip
def test_what_is_quiet_is_known_by_its_signs(text: str, quiet: bool) -> None:
    assert is_quiet(text.split("\n"), PLACES) is quiet


@pytest.mark.parametrize(
    ("extensions", "known"),
    [
        (EXTENSIONS, True),
        (("markdown.extensions.toc", "tables"), True),
        ((*EXTENSIONS, "pymdownx.emoji"), False),
        ((*EXTENSIONS, "pymdownx.arithmatex"), False),
        (("my_own",), False),
    ],
)
def test_a_dialect_is_known_by_its_extensions(extensions: tuple[str, ...], known: bool) -> None:
    assert are_known(Dialect(extensions)) is known


def test_a_dialect_that_writes_by_functions_of_its_own_is_not_known() -> None:
    fences = {"pymdownx.superfences": {"custom_fences": [{"name": "x", "class": "x", "format": "my.own"}]}}
    assert not are_known(Dialect(EXTENSIONS, fences))
