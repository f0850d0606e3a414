"""Links, pictures, wikilinks and the tags of other engines become links of the journal, or their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.importing.account import SourceLine
from chronicles.importing.code import code_lines
from chronicles.importing.logseq_blocks import without_ids
from chronicles.importing.references import Naming, Reference, references, resolved

PICTURE = "../pictures/b.png"
PLACES = {"a.md": "2024-03-05-a.md", "a": "2024-03-05-a.md", "img/b (1).png": PICTURE, "b.png": PICTURE}


def lines(text: str) -> list[SourceLine]:
    return [SourceLine(number, line) for number, line in enumerate(text.split("\n"), 1)]


def after(text: str) -> str:
    numbered = lines(text)
    found = resolved(numbered, code_lines(numbered), lambda one: PLACES.get(one.target))
    return "\n".join(line.text for line in found)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("[x](a.md)", "[x](2024-03-05-a.md)"),
        ("[x](<a.md> \"T\")", "[x](2024-03-05-a.md \"T\")"),
        ("[x](a.md#part) and [y](nope.md)", "[x](2024-03-05-a.md) and [y](nope.md)"),
        ("![x](img/b%20(1).png)", "![x](../pictures/b.png)"),
        ("![x](<img/b (1).png>)", "![x](../pictures/b.png)"),
        ("![x](b.png \"A title\")", "![x](../pictures/b.png \"A title\")"),
        ("[[a]]", "[a](2024-03-05-a.md)"),
        ("[[a|the day]]", "[the day](2024-03-05-a.md)"),
        ("[[a#Part|the *day*]]", "[the \\*day\\*](2024-03-05-a.md)"),
        ("[[folder/Nothing here]]", "Nothing here"),
        ("[[#Part]] and [[#^id]]", "Part and id"),
        ("![[b.png]] ![[b.png|200]]", "![b.png](../pictures/b.png) ![b.png](../pictures/b.png)"),
        ("![[a]]", "[a](2024-03-05-a.md)"),
        ("![[nothing.png]]", "nothing.png"),
        ("[x]({% post_url a %})", "[x](2024-03-05-a.md)"),
        ("[x]({{< ref \"a.md\" >}}) [y]({{% relref a.md %}})", "[x](2024-03-05-a.md) [y](2024-03-05-a.md)"),
        ("[x](https://example.org/a.md) [y](/a.md) [z](mailto:a.md) [w](#a.md)", None),
        ("`[[a]]` and ``[x](a.md)``", None),
        ("\\\\`[[a]]` \\`[[a]]`", "\\\\`[[a]]` \\`[a](2024-03-05-a.md)`"),
        ("`` ` [[a]] `` ` [[a]]", "`` ` [[a]] `` ` [a](2024-03-05-a.md)"),
        ("```\n[[a]]\n```", None),
        ("[x](a.md" + "x" * 20_000, None),
    ],
)  # fmt: skip
def test_what_a_text_refers_to_leads_to_where_it_is_now(before: str, now: str | None) -> None:
    assert after(before) == (before if now is None else now)


def test_references_are_told_with_their_words() -> None:
    assert references(lines("![x](a.md 'T') [[b|c]]"), frozenset()) == [
        Reference("b", Naming.NAME, "c", False),
        Reference("a.md", Naming.PATH, "x", True, "'T'"),
    ]


UUID = "65e6f0aa-1111-4222-8333-444455556666"
LINES = st.sampled_from(
    ["- a", "  b", f"  id:: {UUID}", f"- id:: {UUID}", "", "```", "\t- c", "id:: of mine"]
)


@given(st.lists(LINES, max_size=12))
def test_without_the_ids_of_blocks_all_other_words_are_there(texts: list[str]) -> None:
    lines = [SourceLine(number, text) for number, text in enumerate(texts, 1)]
    found, notes = without_ids(lines)
    told = {note.first for note in notes}
    kept = [(line.number, line.text.strip("-+ \t")) for line in found]
    assert kept == [(line.number, line.text.strip("-+ \t")) for line in lines if line.number not in told]
    assert all(f"id:: {UUID}" in lines[number - 1].text for number in told)
    assert without_ids(found)[0] == found
