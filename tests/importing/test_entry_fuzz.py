"""Texts that nobody has written yet, in Markdown and plain: no word is lost, and nothing in them can run."""

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chronicles.importing.account import Fate, SourceLine
from chronicles.importing.code_spans import code_spans
from chronicles.importing.drafts import compose
from chronicles.importing.entry_markdown import entry_markdown
from chronicles.importing.inline_marks import changed_text, github_text
from chronicles.importing.inline_pieces import inline_pieces
from tests.examples import examples
from tests.importing.shapes import DAY, lost, one
from tests.importing.test_fuzz import NASTY, is_harmless

MORE = [
    *(
        "<details>",
        '<details open><summary>`a` "b" <b>c</b>',
        "</summary>",
        "</details>",
        "<summary>x</summary>",
    ),
    *(
        '<a href="javascript:alert(1)">x</a>',
        '<a href="https://x.org">',
        '<img src="data:text/html,x" alt="](x)">',
    ),
    *(
        "<p align=center>",
        "</p>",
        "<div>",
        "<table><tr><td>a|b</td></tr></table>",
        "<code>a*b</code>",
        "<pre>",
        "</pre>",
    ),
    *(
        "<!--",
        "-->",
        "%%",
        "a %% b",
        "text <!-- x",
        "{% highlight python %}",
        "{% endhighlight %}",
        "{% raw %}",
    ),
    *(
        "{{< highlight go >}}",
        "{{< /highlight >}}",
        "==a==",
        "~a~",
        ":smile:",
        "https://x.org/<script>",
        "www.x.org)",
    ),
    *(
        "- ",
        "- - a",
        "1) a",
        "  - b",
        "   continued",
        "\t- ```js",
        "\t  ```",
        "> - a",
        "> > b",
        ">",
        "2. x",
        "#tag",
        "# C#",
    ),
    *(
        "| a | `b|c` |",
        "|---|---|",
        "a | b",
        "===",
        "---",
        "[^1]: a",
        "!!! note",
        "    inside",
        "??? x",
        "\\",
        "a\\",
    ),
    *(
        "[a](",
        "](x)",
        "[a]: <x y>",
        "![[a]]",
        "&lt;b&gt;",
        "`a",
        "``",
        "\u00a0",
        "text  ",
        "Wort für Wort",
        "*[a]: b",
    ),
]
LINES = st.lists(
    st.one_of(st.sampled_from(MORE), st.sampled_from(NASTY), st.just(""), st.just("word")), max_size=14
)
INDENTED = st.builds(
    lambda space, line: space + line, st.sampled_from(["", "", "  ", "    ", "> "]), st.sampled_from(MORE)
)
TEXTS = st.one_of(LINES, st.lists(st.one_of(INDENTED, st.just("")), max_size=14))
FEW = settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
WORD = re.compile(r"\w+")


@FEW
@given(TEXTS, st.sampled_from(["a.md", "a.txt", "a.json5"]))
def test_no_word_is_lost_and_nothing_can_run(lines: list[str], name: str) -> None:
    text = "\n".join(["2025-01-01", "", *lines])
    imported = one(text, name, day=DAY)
    assert lost(text, imported) == []
    said = [line for item in imported.items for line in (item.draft.title, *item.body)]
    said += [f"{note.message} {note.text}" for note in imported.notes]
    private = {number for note in imported.notes if note.fate is Fate.PRIVATE for number in note.lines}
    seen = "\n".join(line for number, line in enumerate(lines, 3) if number not in private)
    missing = set(WORD.findall(seen)) - set(WORD.findall("\n".join(said)))
    assert missing == set()
    for item in imported.items:
        is_harmless("docs/journal/posts/a.md", compose(item.draft, item.body))


@FEW
@example(["> \xa0"], "a.md")
@given(TEXTS, st.sampled_from(["a.md", "a.txt", "a.xml"]))
def test_each_line_keeps_its_number_and_its_place(lines: list[str], name: str) -> None:
    numbered = [SourceLine(number, line) for number, line in enumerate(lines, 7)]
    found, notes = entry_markdown(numbered, name)
    numbers = [line.number for line in found]
    assert numbers == sorted(numbers)
    assert {*numbers, *(note.first for note in notes)} <= {line.number for line in numbered}


@FEW
@given(st.text("ab `\\[]()<>=~:\n*/.@", max_size=60))
def test_pieces_joined_are_the_text_and_code_ends_with_as_many_backticks(text: str) -> None:
    assert "".join(piece.text for piece in inline_pieces(text)) == text
    for start, end in code_spans(text).items():
        ticks = len(text[start:end]) - len(text[start:end].lstrip("`"))
        assert text[start:end].endswith("`" * ticks) and text[end : end + 1] != "`"


@FEW
@example("a: b, see :smile: and www.x.org")
@given(st.text("ab `\\[]()<>=~:\n*/.@w", max_size=60))
def test_a_first_look_at_running_text_takes_no_change_away(text: str) -> None:
    assert github_text(text) == changed_text(text)
