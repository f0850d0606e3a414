"""What is told apart without a parser is what the parser makes of it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronicles.importing.github_tree import block_tree, parsed_tree
from chronicles.importing.plain_blocks import plain_blocks
from tests.importing.test_entry_fuzz import INDENTED, MORE
from tests.importing.test_fuzz import NASTY

PLAIN = [
    *(
        "word",
        "two words",
        "# A title",
        "## b `c`",
        "###### x y",
        "```",
        "```python",
        "x = 1",
        "    y",
        "**bold** x",
    ),
    *(
        "`code` x",
        "[a](https://x.org)",
        "2024 was",
        "1. one",
        "12) two",
        "- a",
        "* a",
        "  - b",
        "> said",
        "| a | b |",
    ),
    *(
        "|---|---|",
        "---",
        "===",
        "word  ",
        "  ",
        "",
        "",
        "",
        "\t",
        "~~~",
        "````",
        "#",
        "# #",
        "# a #",
        "#a",
        "a | b",
    ),
    *(
        "![[x.png]]",
        '"said"',
        "(x)",
        "'",
        "!",
        "[^1]: x",
        "a\\",
        "# a\\",
        "1.",
        "+",
        "-",
        "**",
        "***",
        "** a",
        "``",
    ),
    *(
        "`` `",
        "-|-",
        ":-",
        "a\tb",
        "# a\tb",
        "1",
        "12",
        "0)",
        "é",
        "日本",
        "_a_",
        "word `",
        "<b>x</b>",
        "a <b>",
    ),
]
LINES = st.lists(
    st.one_of(st.sampled_from(PLAIN), st.sampled_from(PLAIN), st.sampled_from([*MORE, *NASTY]), INDENTED),
    max_size=16,
).map(lambda lines: "\n".join(lines).split("\n"))


@settings(max_examples=400, deadline=None)
@example(["- a", "", "text", "", "- b"])
@example(["- ```", "", "text", "```"])
@example(["a", "***", "b"])
@example(["```python", "x = 1", "", "# y"])
@example(["- a", "```", "x", "", "# y", "```"])
@example(["> a", "```", "x", "", "# y", "", "```"])
@example(["| a |", "|---|", "```", "", "x", "```", "b"])
@given(LINES)
def test_blocks_are_told_apart_as_the_parser_does(lines: list[str]) -> None:
    assert block_tree(lines) == parsed_tree(lines)


def test_most_of_a_usual_note_needs_no_parser() -> None:
    text = "# Day 1\n\nRead *a lot*.\nAnd more.\n\n- one\n\n  more\n\n## Code\n```sh\n\nls\n```\nDone."
    assert [(block.kind, block.first, block.last) for block in plain_blocks(text.split("\n"))] == [
        ("heading", 0, 1),
        ("paragraph", 2, 4),
        ("", 5, 9),
        ("heading", 9, 10),
        ("fence", 10, 14),
        ("paragraph", 14, 15),
    ]
