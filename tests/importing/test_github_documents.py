"""What GitHub's own parser makes of Markdown, its entry says on this site, too."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.importing.account import SourceLine
from chronicles.importing.entry_markdown import entry_markdown
from tests.documents import Case, cases
from tests.examples import examples
from tests.importing.github_pages import github_page
from tests.importing.page_shapes import github_shape, shape_of, site_shape
from tests.importing.shapes import CLEANER, lost, one

# What GitHub adds behind its parser, and what it shows of it.
ADDED = [
    pytest.param(
        "> [!NOTE]\n> Read *this*.\n> - and that",
        "<p>Note</p><p>Read <em>this</em>.</p><ul><li>and that</li></ul>",
        id='GitHub Docs, "Basic writing and formatting syntax", "Alerts"',
    ),
    pytest.param(
        ":+1: well :smile: at 12:30:45 :octocat: `:+1:`",
        "<p>👍 well 😄 at 12:30:45 :octocat: <code>:+1:</code></p>",
        id='GitHub Docs, "Basic writing and formatting syntax", "Using emojis"',
    ),
    pytest.param(
        "- [ ] open\n\n  more of it\n- [x] done",
        '<ul><li><input type="checkbox"> open more of it</li>'
        '<li><input type="checkbox" checked> done</li></ul>',
        id='GitHub Docs, "About tasklists"',
    ),
    pytest.param(
        "Some ==marked== text, a == b, c==d==e and `==x==`.",
        "<p>Some <mark>marked</mark> text, a == b, c==d==e and <code>==x==</code>.</p>",
        id='Obsidian Help, "Basic formatting syntax", "Bold, italics, highlights"',
    ),
    pytest.param(
        "{% highlight python linenos %}\n# make it\ndef f(x):\n    return __name__\n{% endhighlight %}\n"
        "{% raw %}{{ x }}{% endraw %}",
        "<pre># make it\ndef f(x):\n    return __name__</pre><p>{{ x }}</p>",
        id='Jekyll, "Liquid", "Code snippet highlighting"',
    ),
    pytest.param(
        '{{< highlight go "linenos=table" >}}\nfunc main() {\n\tx := 1\n}\n```\n{{< /highlight >}}\nAfter.',
        "<pre>func main() {\n    x := 1\n}\n```</pre><p>After.</p>",
        id='Hugo, "Highlight shortcode"',
    ),
]


def entry_of(text: str) -> str:
    """The text of the one entry that a note becomes, of which no line may be lost."""
    imported = one(text, "2024-03-05.md")
    assert lost(text, imported) == []
    [item] = imported.items
    return "\n".join(item.body)


@cases("importing/github.md")
def test_a_document_of_github_becomes_an_entry_that_shows_the_same(case: Case) -> None:
    entry = entry_of(case.input)
    assert entry == case.expected.removesuffix("\n"), case.place
    assert site_shape(entry) == github_shape(case.input), case.place


@pytest.mark.parametrize(("text", "html"), ADDED)
def test_what_is_added_to_markdown_is_shown_as_its_documentation_says(text: str, html: str) -> None:
    assert site_shape(entry_of(text)) == shape_of(html)


@settings(max_examples=examples(80), deadline=None)
@given(st.randoms(use_true_random=False))
def test_blocks_in_one_another_show_the_same_however_they_stand(random) -> None:  # type: ignore[no-untyped-def]
    lines = github_page(random)
    written, _ = entry_markdown([SourceLine(number, line) for number, line in enumerate(lines, 1)], "a.md")
    entry = CLEANER.clean([line.text for line in written])
    assert site_shape("\n".join(entry)) == github_shape("\n".join(lines))
