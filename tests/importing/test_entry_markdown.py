"""The text of an entry: plain text keeps its lines, remarks stay hidden, and every change is told."""

import re

import pytest

from chronicles.importing.account import Fate, SourceLine
from chronicles.importing.drafts import compose
from chronicles.importing.entry_markdown import entry_markdown
from chronicles.importing.files import Imported
from tests.documents import TABLES as DOCUMENTS
from tests.documents import Case, cases, read_table
from tests.importing.page_shapes import shape_of, site_shape
from tests.importing.shapes import CLEANER, lost, one, texts

NAMED = "the date 5 March 2024 is the one in the file's name"
WORD = re.compile(r"\w+")
FORMS = [case for name in ("github", "plain") for case in read_table(DOCUMENTS / f"importing/{name}.md")]


def notes(imported: Imported) -> list[str]:
    """What is said of the lines, each note with its lines and its text."""
    return [
        f"{note.first}-{note.last} {note.fate}: {note.message}" + (f" | {note.text}" if note.text else "")
        for note in imported.notes
        if note.message != NAMED
    ]


def told(text: str, name: str) -> str:
    """The text of the one entry of a file, and what is said of its lines."""
    imported = one(text, name)
    assert lost(text, imported) == []
    [item] = imported.items
    said = [note.replace(" → ", " -> ") for note in notes(imported)]  # the sign of a tab in tables
    return "\n".join([*item.body, "", *said])


@cases("importing/plain.md")
def test_plain_text_keeps_its_lines(case: Case) -> None:
    assert told(case.input.removesuffix("\n"), "2024-03-05.txt") == case.expected.removesuffix("\n"), (
        case.place
    )


@cases("importing/remarks.md")
def test_hidden_remarks_are_left_out_and_named(case: Case) -> None:
    assert told(case.input.removesuffix("\n"), "2024-03-05.md") == case.expected.removesuffix("\n"), (
        case.place
    )


@pytest.mark.parametrize("name", ["2024-03-05.md", "2024-03-05.txt"])
@pytest.mark.parametrize("case", FORMS, ids=[case.title for case in FORMS])
def test_every_word_is_in_the_entry_or_in_the_report(case: Case, name: str) -> None:
    imported = one(case.input, name)
    said = "\n".join([*texts(imported), *(item.draft.title for item in imported.items), *notes(imported)])
    assert set(WORD.findall(case.input)) <= set(WORD.findall(said))


def test_percent_signs_hide_nothing_but_in_markdown() -> None:
    assert texts(one("50%% of it, and 20%% more", "2024-03-05.txt")) == ["50%% of it, and 20%% more"]


def test_a_day_whose_text_is_all_hidden_keeps_its_title() -> None:
    imported = one("## 2024-03-05 A title\n<!-- nobody\nreads -->\n")
    assert [(item.draft.title, item.body) for item in imported.items] == [("A title", ())]
    assert notes(imported)[1:] == [
        "2-3 kept private: a remark that nobody could see",
    ]


LOG = """# Log

## 5 March 2024

**Today's Progress**:
- wrote a model
- ran migrate
  - twice
  - and once more

Steps:
1. makemigrations
2. migrate
   ```bash
   python manage.py migrate
   ```
3. done

Then:
~~~ruby title
x = 1
~~~
~~gone~~ ==marked== :smile: https://example.org/page and ~one~\\
\\$5 <img src="https://example.org/a.png" alt="a">
#tag
"""


def test_what_is_said_of_a_log_is_short() -> None:
    imported = one(LOG)
    assert notes(imported)[2:] == [
        "6-6 changed: a blank line is put above it",
        "8-9 changed: is indented otherwise",
        "12-12 changed: a blank line is put above it",
        "14-14 changed: a blank line is put above it",
        "14-16 changed: is indented otherwise",
        "17-17 changed: a blank line is put above it",
        "20-20 changed: a block of code, as on this site | ~~~ruby title → ~~~ruby",
        "23-23 changed: is marked, a sign by its name, an address is a link, is struck out | "
        "~~gone~~ ==marked== :smile: https://example.org/page and ~one~\\ → "
        "~~gone~~ <mark>marked</mark> 😄 <https://example.org/page> and ~~one~~",
        "24-24 changed: a backslash is not shown, HTML, now Markdown | "
        '\\$5 <img src="https://example.org/a.png" alt="a"> → $5 ![a](https://example.org/a.png)',
        "25-25 changed: a sign in it is text, and has a backslash | #tag → \\#tag",
    ]


OWN = """!!! note "With a title"
    - a list
        - in it

    ```python
    x = 1
    ```

??? tip
    Text

=== "One"

    Text of one

=== "Two"

    Text of two

- An item

    !!! tip
        Text in an item

Term
:   its meaning

Text[^1]

[^1]: A note
    that goes on

*[HTML]: a language"""


def test_what_this_site_knows_and_github_does_not_stays_as_it_is() -> None:
    imported = one(OWN, "2024-03-05.md")
    assert texts(imported) == [OWN]
    assert notes(imported) == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("```python\nx = 1\n\n# y", "```python\nx = 1\n\n# y\n```"),
        ("- a\n  ```\n  x\n- b", "- a\n\n    ```\n    x\n    ```\n\n- b"),
        ("{% highlight ruby %}\nx", "\\{% highlight ruby %}\nx"),
        ("`{% raw %}` alone", "`{% raw %}` alone"),
        (
            "<T> is no tag, nor is\n\n<script>\nx\n</script>",
            "&lt;T> is no tag, nor is\n\n&lt;script>\nx\n&lt;/script>",
        ),
        ("<details>\n\nnever closed", "Details\n\nnever closed"),
        ("</details>", ""),
        ("a</br>b\n\n<p>c</br>d</p>", "a<br>b\n\nc  \nd"),
        ("<iframe src='https://x.org'></iframe>", "&lt;iframe src='https://x.org'>&lt;/iframe>"),
        ('<a href="javascript:alert(1)">x</a>', "[x]\\(&lt;javascript:alert(1)>)"),
        ('<a name="top"></a>Text', "Text"),
        ('<a href="other.md">a file</a>', "[a file]\\(other.md)"),
        ("`a ==b== ~c~ https://x.org <b>`", "`a ==b== ~c~ https://x.org <b>`"),
        ("5~10~15 and ~ a ~ and ~~~b", "5~10~15 and ~ a ~ and ~~~b"),
        ("see www.example.org/a_b, or me@example.org.", None),
    ],
)
def test_what_is_unfinished_or_may_run_is_shown(text: str, entry: str | None) -> None:
    linked = "see [www.example.org/a_b](http://www.example.org/a_b), or <me@example.org>."
    assert texts(one(text, "2024-03-05.md")) == [linked if entry is None else entry]


def test_what_is_nested_deeper_than_anybody_writes_stays_as_it_is() -> None:
    text = "\n".join("  " * level + "- a" for level in range(60))
    assert texts(one(text, "2024-03-05.md")) == [text]


PLACES = (
    "images/board.png",
    "a(1).png",
    "my file.md",
    "2024-03-06.md",
    "//evil.example",
    "javascript:x",
    "/etc",
)


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        (
            "![board](images/board.png) [b](images/other.png)",
            "![board](images/board.png) [b]\\(images/other.png)",
        ),
        ('![board](images/board.png "A title")', '![board](images/board.png "A title")'),
        (
            "![a](a(1).png) [x](<my file.md>) [x](my file.md)",
            "![a](a(1).png) [x](<my file.md>) [x]\\(my file.md)",
        ),
        ("[x](2024-03-06.md javascript:alert)", "[x]\\(2024-03-06.md javascript:alert)"),
        ("[x](2024-03-06.md#part)", "[x]\\(2024-03-06.md#part)"),
        ("[b]: images/board.png", "[b]: images/board.png"),
        ("[b]: other.png", "\\[b]: other.png"),
        (
            "[x](//evil.example) [x](javascript:x) [x](/etc)",
            "[x](//evil.example) [x]\\(javascript:x) [x]\\(/etc)",
        ),
        ("![b](images/board.png){onclick=x}", "![b](images/board.png)\\{onclick=x}"),
    ],
)
def test_a_relative_address_may_lead_where_the_caller_knows(line: str, cleaned: str) -> None:
    assert CLEANER.clean([line], PLACES) == [cleaned]
    assert "images/board.png)" not in "".join(CLEANER.clean([line])).replace("\\(images/board.png)", "")


@cases("importing/looks.md")
def test_a_file_looks_as_it_looked(case: Case) -> None:
    imported = one(case.input.removesuffix("\n"), case.title.rpartition(" ")[2])
    assert lost(case.input, imported) == []
    assert texts(imported) == [case.expected.removesuffix("\n")], case.place


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("!!! remember to commit\nand push", "<p>!!! remember to commit and push</p>"),
        ("Why\n??? does this fail\n\n???", "<p>Why ??? does this fail</p><p>???</p>"),
        ("- !!! note\n  ??? tip", "<ul><li>!!! note ??? tip</li></ul>"),
        ("#1 is done\n\n\\#2", "<p>#1 is done</p><p>#2</p>"),
        (
            "Years:\n\n2024. A year\n\n1.5 hours\n-5 degrees\n+1",
            '<p>Years:</p><ol start="2024"><li>A year</li></ol><p>1.5 hours -5 degrees +1</p>',
        ),
        ("- a\n  3. b", "<ul><li>a 3. b</li></ul>"),
    ],
)
def test_words_that_begin_with_a_sign_stay_words(text: str, html: str) -> None:
    assert site_shape(texts(one(text, "2024-03-05.md"))[0]) == shape_of(html)


def test_a_date_in_highlighted_code_begins_no_entry() -> None:
    text = "# 2024-03-04\n{% highlight sh %}\n# 2024-03-05\nls\n{% endhighlight %}\n# 2024-03-06\nx\n"
    imported = one(text, "log.md")
    assert [str(item.draft.when) for item in imported.items] == ["2024-03-04", "2024-03-06"]
    assert texts(imported) == ["```sh\n# 2024-03-05\nls\n```", "x"]


def test_what_was_text_in_another_format_stays_text() -> None:
    html = """<!doctype html><html><head><title>Tags</title>
<meta property="article:published_time" content="2025-08-29T21:00:00+00:00"></head>
<body><p>Use &lt;span&gt; and ~about~ ==x==, not &lt;!-- a remark --&gt; or %%y%% :smile: www.x.org</p>
<ul><li>one<ul><li>two</li></ul></li></ul></body></html>"""
    shown = site_shape(texts(one(html, "page.html"))[0])
    words = "Use <span> and ~about~ ==x==, not <!-- a remark --> or %%y%% :smile: www.x.org"
    assert shown == [["p", words], ["ul", ["li", "one", ["ul", ["li", "two"]]]]]


def test_the_text_of_an_export_has_the_marks_that_all_markdown_has() -> None:
    lines = [SourceLine(1, "~about~ ==x== :smile: ~~gone~~ https://x.org"), SourceLine(2, "- a <!-- b -->")]
    written, _ = entry_markdown(lines, "posts.json")
    assert [line.text for line in written] == ["~about~ ==x== :smile: ~~gone~~ <https://x.org>", "", "- a"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("## 2024-03-05 Title <!-- secret -->\nText.\n", "log.md"),
        ("## 2024-03-05 Title %%secret%%\nText.\n", "log.md"),
        ("## 2024-03-05 <!-- secret --> Title\n\nText.\n", "log.txt"),
        ("# Title <!-- secret -->\n\nText.\n", "2024-03-05.md"),
        ("<!-- secret -->\n\nTitle\n\nText.\n", "2024-03-05.md"),
        (
            "---\ntitle: Title <!-- secret -->\ndate: 2024-03-05\ndescription: <!-- secret -->\n---\nText.\n",
            "a.md",
        ),
        (
            "<!-- secret -->\n## 2024-03-05 Title\nText.\n<!--\n## 2024-03-06 secret\nsecret\n-->\nMore.\n",
            "log.md",
        ),
        ("<!--\n.. title: Title\n.. date: 2024-03-05\n-->\n\nText. <!-- secret -->\n", "a.md"),
    ],
)
def test_no_remark_is_in_a_title_or_becomes_an_entry(text: str, name: str) -> None:
    imported = one(text, name)
    [item] = imported.items
    page = compose(item.draft, item.body)
    assert "secret" not in page and "Title" in page and "Text." in page
    hidden = [note for note in imported.notes if note.fate is Fate.PRIVATE]
    assert {note.message for note in hidden} == {"a remark that nobody could see"}
    assert not any("secret" in note.text for note in imported.notes)
    assert lost(text, imported) == []


def test_a_file_that_is_all_remark_is_no_entry() -> None:
    imported = one("<!--\n## 2024-03-05\nsecret\n-->\n", "log.md")
    assert imported.items == ()
    assert notes(imported) == [
        "1-1 decided: there is nothing in it",
        "1-4 kept private: a remark that nobody could see",
    ]
