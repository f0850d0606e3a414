"""Containers of a page as plain Markdown."""

import pytest

from chronicles.site.plain.plain_containers import uncontained

ALL = ("admonition", "pymdownx.details", "pymdownx.tabbed")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            '=== "One"\n\n    a\n\n    b\n\n=== "Two"\n\n    c\n\nAfter',
            "**One**\n\na\n\nb\n\n**Two**\n\nc\n\nAfter",
        ),
        (
            '!!! note "Why"\n    a\n\n    ```py\n    x\n    ```\nEnd',
            "> **Why**\n>\n> a\n>\n> ```py\n> x\n> ```\n\nEnd",
        ),
        ("??? warning\n\n    a", "> **Warning**\n>\n> a\n"),
        ('???+ "Only a title"\n    a', "> **Only a title**\n>\n> a\n"),
        ('!!! note ""\n    a', "> a\n"),
        ('=== "One"\n\n    !!! tip\n\n        a', "**One**\n\n> **Tip**\n>\n> a\n"),
        ('```md\n\n=== "One"\n\n    a\n```', '```md\n\n=== "One"\n\n    a\n```'),
        ('=== "One"\n    a\n=== "Two"\n    b', "**One**\n\na\n\n**Two**\n\nb\n"),
        ("Well !!! note\n!!! note\n    a", "Well !!! note\n!!! note\n    a"),
        ('    === "code"\n', '    === "code"\n'),
    ],
)
def test_a_container_is_what_every_engine_shows(text: str, plain: str) -> None:
    assert uncontained(text, ALL) == plain


@pytest.mark.parametrize("text", ['=== "One"\n\n    a', '!!! note "Why"\n    a', "??? warning\n\n    a"])
def test_without_its_extension_it_is_text(text: str) -> None:
    assert uncontained(text, ("tables",)) == text
