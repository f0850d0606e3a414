"""Org: journals, notes of org-roam, files of org-journal: what becomes of a line, what stays private."""

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.importing.org_marks import org_marks
from chronicles.pages.markdown.dialect import Dialect
from tests.importing.shapes import days, decided, lost, one, texts

JOURNAL = """#+TITLE: Journal

* 2024
** 2024-03 March
*** 2024-03-05 Tuesday
**** 10:15 Models :django:
:PROPERTIES:
:ID: abc
:END:
Learned ~makemigrations~ and =migrate=, *bold* and /italic/.
#+begin_src python
class A:
    pass
#+end_src
- [ ] item
- [X] item
| a | b |
|---+---|
| 1 | 2 |
#+begin_quote
words
#+end_quote
**** TODO [#A] read docs
SCHEDULED: <2024-03-08 Fri>
*** 2024-03-06 Wednesday
**** 11:00 Views
See [[https://example.org][docs]].
"""
FIRST_DAY = """## 10:15 Models

Learned `makemigrations` and `migrate`, **bold** and *italic*.

```python
class A:
    pass
```

- [ ] item
- [x] item

| a | b |
| --- | --- |
| 1 | 2 |

> words

## read docs"""
DAILY = "* Tuesday, 05/03/24\n** 10:15 Models\nLearned models\n** 12:00 Views\nLearned views\n"


def said(imported: Imported, fate: Fate) -> list[str]:
    return [note.message for note in imported.notes if note.fate is fate]


def org(text: str, name: str = "log.org", **chosen: object) -> Imported:
    """Import Org, of which no line may be lost."""
    imported = one(text, name, **chosen)
    assert lost(text, imported) == []
    return imported


def body(text: str) -> str:
    """What becomes of a text below a day."""
    [found] = texts(org(f"* 2024-03-05\n{text}"))
    return found


def test_a_journal_by_day_looks_as_it_looked() -> None:
    imported = org(JOURNAL)
    assert days(imported) == ["2024-03-05", "2024-03-06"]
    assert texts(imported) == [FIRST_DAY, "## 11:00 Views\n\nSee [docs](https://example.org)."]
    assert [item.draft.tags for item in imported.items] == [("django",), ()]
    assert set(said(imported, Fate.LEFT)) == {
        "a keyword of Org, which is no text",
        "a drawer, PROPERTIES",
        "the frame of a block called 'quote', whose inside is kept",
        "when a task was to be done",
    }


@pytest.mark.parametrize("name", ["20240305", "20240305.org", "2024-03-05", "journal"])
def test_a_file_of_org_journal_needs_no_ending(name: str) -> None:
    imported = org(DAILY, name)
    assert days(imported) == ["2024-03-05"]
    assert texts(imported) == ["## 10:15 Models\n\nLearned models\n\n## 12:00 Views\n\nLearned views"]


def test_the_name_of_a_daily_file_says_which_number_is_the_month() -> None:
    text = "* 05/03/24\n** 10:15 Models\nLearned models\n"
    assert days(org(text, "20240305")) == ["2024-03-05"]
    assert days(org(text, "20240503")) == ["2024-05-03"]
    message = "'05/03/24' is read as 5 March 2024, the day first, as the file's name shows"
    assert message in decided(org(text, "20240305"))


@pytest.mark.parametrize("name", ["20240101", "20240101.org"])
def test_a_file_of_a_week_a_month_or_a_year_has_an_entry_for_each_day(name: str) -> None:
    """org-journal's README: a CREATED property stands below each day of a file that holds several."""
    day = "* {shown}\n:PROPERTIES:\n:CREATED:  {created}\n:END:\n** 10:15 Models\ntext\n"
    text = day.format(shown="Wednesday, 03/01/24", created="20240103") + day.format(
        shown="04/01/24", created="20240104"
    )
    assert days(org(text, name)) == ["2024-01-03", "2024-01-04"]


def test_a_heading_in_words_is_dated_by_its_property() -> None:
    text = "* Een dag\n:PROPERTIES:\n:CREATED: [2024-03-05 Tue 10:15]\n:END:\ntext\n"
    imported = org(text)
    assert (days(imported), imported.items[0].draft.title) == (["2024-03-05 10:15:00"], "Een dag")


@pytest.mark.parametrize(
    ("heading", "when", "title"),
    [
        ("<2024-03-05 Tue 10:00> Title", "2024-03-05 10:00:00", "Title"),
        ("[2024-03-05 Tue] Title", "2024-03-05", "Title"),
        ("Title <2024-03-05 Tue 10:00-11:30 +1w>", "2024-03-05 10:00:00", "Title"),
        ("TODO [#B] Talk <2024-03-05 Tue>--<2024-03-07 Thu> with Ann", "2024-03-07", "Talk with Ann"),
        ("DONE 2024-03-05 Title :a:b:", "2024-03-05", "Title"),
    ],
)
def test_a_heading_says_its_date_as_org_writes_it(heading: str, when: str, title: str) -> None:
    imported = org(f"* {heading}\ntext\n")
    assert (days(imported), imported.items[0].draft.title, texts(imported)) == ([when], title, ["text"])


def test_a_line_with_a_date_alone_dates_the_heading_above_it() -> None:
    imported = org("* Models\n[2024-03-05 Tue 10:15]\nLearned\n* Views\n[2024-03-06 Wed]\nMore\n")
    assert days(imported) == ["2024-03-05 10:15:00", "2024-03-06"]
    assert [item.draft.title for item in imported.items] == ["Models", "Views"]
    assert texts(imported) == ["Learned", "More"]


def test_a_day_that_is_in_no_calendar_is_told() -> None:
    imported = org("* <2024-02-30 Fri> impossible\nwords\n* <2024-03-01 Fri> right\ntext\n")
    assert days(imported) == ["2024-03-01"]
    assert said(imported, Fate.UNDATED) == ["there is no such day", "there is no such day"]


ROAM = """:PROPERTIES:
:ID: 5c9b
:END:
#+title: Learned models
#+date: [2024-03-05 Tue 22:30]
#+filetags: :django:orm:

Text.
* Notes
More.
"""


def test_a_note_of_org_roam_is_one_entry() -> None:
    imported = org(ROAM, "models.org")
    draft = imported.items[0].draft
    assert (str(draft.when), draft.title, draft.tags) == (
        "2024-03-05 22:30:00",
        "Learned models",
        ("django", "orm"),
    )
    assert texts(imported) == ["Text.\n\n# Notes\n\nMore."]
    assert decided(imported) == ["the date 5 March 2024, 22:30 is that of #+date"]
    assert set(said(imported, Fate.LEFT)) == {"a drawer, PROPERTIES"}


def test_the_title_of_a_log_is_that_of_no_entry() -> None:
    imported = org("#+title: My log\n\n[2024-03-05 Tue]\none\n\n[2024-03-06 Wed]\ntwo\n")
    assert days(imported) == ["2024-03-05", "2024-03-06"]
    assert [item.draft.title for item in imported.items] == ["", ""]


def test_a_note_without_a_date_has_that_of_its_name() -> None:
    imported = org("#+title: Models\n\nText.\n", "20240305101500-models.org")
    assert days(imported) == ["2024-03-05 10:15:00"]
    assert decided(imported) == ["the date 5 March 2024, 10:15 is the one in the file's name"]


def test_a_note_with_dated_headings_keeps_what_stands_above_them() -> None:
    imported = org("#+date: 2024-03-05\n\nAbove.\n* 2024-03-06\nBelow.\n")
    assert (days(imported), texts(imported)) == (["2024-03-05", "2024-03-06"], ["Above.", "Below."])


PRIVATE = """* 2024-03-05
# a remark
shown
** COMMENT Plans
hidden one
*** below
hidden two
** Salary :noexport:
hidden three
** Keys :crypt:
hidden four
** Open
seen
#+begin_comment
hidden five
#+end_comment
"""


def test_what_org_shows_nobody_is_left_out_and_named() -> None:
    imported = org(PRIVATE)
    assert texts(imported) == ["shown\n\n## Open\n\nseen"]
    assert imported.items[0].draft.tags == ()
    assert said(imported, Fate.PRIVATE) == [
        "a comment, which Org exports nowhere",
        "'Plans' is a COMMENT tree, which Org exports nowhere",
        "'Plans' is a COMMENT tree, which Org exports nowhere",
        "'Salary' is tagged :noexport:, so it is not for others",
        "'Keys' is tagged :crypt:, so it is not for others",
        "a block of comment, which Org exports nowhere",
    ]
    assert "hidden" not in "".join(note.text + note.message for note in imported.notes)


@pytest.mark.parametrize("head", ["#+filetags: :noexport:\n", "#+exclude_tags: work\n#+filetags: :work:\n"])
def test_a_file_may_be_private_as_a_whole(head: str) -> None:
    imported = org(f"{head}* 2024-03-05\nhidden\n")
    assert (imported.items, "hidden" in str(imported.notes)) == ((), False)


def test_a_draft_of_hugo_is_a_draft() -> None:
    draft = org("#+hugo_draft: true\n* 2024-03-05\ntext\n").items[0].draft
    assert (draft.is_draft, draft.draft_because) == (True, "#+hugo_draft: true")
    assert not org("#+hugo_draft: nil\n* 2024-03-05\ntext\n").items[0].draft.is_draft


@pytest.mark.parametrize(
    ("marks", "markdown"),
    [
        ("*b* /i/ _u_ +s+ ~c~ =v=", "**b** *i* <u>u</u> ~~s~~ `c` `v`"),
        ("*/both/* and ~*not*~", "***both*** and `*not*`"),
        ("=a`b= and ~ x ~", "``a`b`` and ~ x ~"),
        ("2 * 3 * 4, a*b*c, snake_case, /usr/bin/env", r"2 \* 3 \* 4, a\*b\*c, snake_case, /usr/bin/env"),
        ("*two\nlines*", "**two\nlines**"),
        ("H_{2}O, x^{2}", "H<sub>2</sub>O, x<sup>2</sup>"),
        ("[[https://e.org/a_b_c][a *bold* link]]", "[a **bold** link](https://e.org/a_b_c)"),
        ("[[https://e.org/a(b)]]", "<https://e.org/a%28b%29>"),
        ("https://e.org/_a_/*b*", "https://e.org/_a_/*b*"),
        ("[[file:img/a b.png]]", "![a%20b.png](img/a%20b.png)"),
        ("[[id:5c9b][Models]] [[*Views]] [[#custom][here]]", "Models Views here"),
        ("a[fn:1] b[fn::a remark]", "a[^1] b (a remark)"),
        ("src_python{x = 1} src_sh[:exports code]{ls}", "`x = 1` `ls`"),
        ("line\\\\\nnext", "line<br>\nnext"),
        ("#hashtag\n> sign\n---", "\\#hashtag\n\\> sign\n\\---"),
        ("*open and /never closed", r"\*open and /never closed"),
    ],
)
def test_marks_of_org_are_those_of_markdown(marks: str, markdown: str) -> None:
    assert org_marks(marks) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("text\n- a\n- b\nmore\n", "text\n\n- a\n- b\n\nmore"),
        ("- a\n  - b\n    + c\n  text of a\n- d\n", "- a\n    - b\n        - c\n\n    text of a\n\n- d"),
        ("1. a\n2) b\n", "1. a\n2. b"),
        (" * a\n * b\n", "- a\n- b"),
        (
            "- term :: what /it/ is\n- [-] half\n- [@3] three\n",
            "- **term**: what *it* is\n- [ ] half\n- three",
        ),
        (
            "- a\n  #+begin_src sh\n  ls `x`\n    # 2024-01-01\n  #+end_src\n- b\n",
            "- a\n\n    ```sh\n    ls `x`\n      # 2024-01-01\n    ```\n\n- b",
        ),
        (
            "#+begin_src org -n\n,* a star\n,#+title: x\n\n  in\n#+end_src\n",
            "```org\n* a star\n#+title: x\n\n  in\n```",
        ),
        ("#+begin_src\n```\n#+end_src\n", "````\n```\n````"),
        ("#+begin_example\n*not bold*\n# no comment\n#+end_example\n", "```\n*not bold*\n# no comment\n```"),
        ("#+BEGIN_SRC python\nnever closed\n", "\\#+BEGIN_SRC python\nnever closed"),
        (": fixed *width*\n:  set in\ntext\n", "```\nfixed *width*\n set in\n```\n\ntext"),
        ("| 1 | =a= |\n| 2 | b\n", "|  |  |\n| --- | --- |\n| 1 | `a` |\n| 2 | b |"),
        (
            "|---+---|\n| h | i |\n|---+---|\n| <l> | <r5> |\n| 1 | 2 |\n",
            "| h | i |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("#+begin_quote\nA *b*.\n\n- c\n#+end_quote\ntext\n", "> A **b**.\n>\n> - c\n\ntext"),
        ("#+begin_verse\nroses\nviolets\n#+end_verse\n", "> roses<br>\n> violets<br>"),
        ("#+begin_tip\nMind *it*.\n#+end_tip\n", "!!! tip\n    Mind **it**."),
        ("#+begin_details\nkept\n#+end_details\n", "kept"),
        ("a\n-----\nb\n", "a\n\n---\n\nb"),
        ("  set in, as Org does\n  below headings\n", "set in, as Org does\nbelow headings"),
        ("#+caption: A /picture/\n[[file:a.svg]] text\n", "A *picture*\n\n![a.svg]\\(a.svg) text"),
        (":LOGBOOK:\nCLOCK: [2024-03-05 Tue 10:00]\n:END:\ntext\n:no drawer:\n", "text\n:no drawer:"),
        ("CLOCK: [2024-03-05 Tue 10:00]--[2024-03-05 Tue 11:00] =>  1:00\ntext\n", "text"),
        ("#+RESULTS:\n: 42\n", "```\n42\n```"),
        (
            "a[fn:1]\n** Footnotes\n[fn:1] The note\ngoes on.\n[fn:2] unused\n",
            "a[^1]\n\n[^1]: The note\n    goes on.",
        ),
    ],
)
def test_blocks_of_org_are_those_of_markdown(text: str, markdown: str) -> None:
    assert body(text) == markdown


def test_footnotes_stand_below_the_entry_that_refers_to_them() -> None:
    imported = org("* 2024-03-05\na[fn:x]\n* 2024-03-06\nb[fn:y]\n* Footnotes\n[fn:x] X\n\n[fn:y] Y\n")
    assert texts(imported) == ["a[^x]\n\n[^x]: X", "b[^y]\n\n[^y]: Y"]


def test_comments_are_private_wherever_they_stand() -> None:
    quote = "#+begin_comment\nsecret\n#+end_comment\n# secret\nseen @@comment:secret@@\n"
    assert body(f"#+begin_quote\n{quote}#+end_quote\n- item\n  # secret\n") == "> seen\n\n- item"


def test_footnotes_of_one_name_are_one() -> None:
    imported = org("* 2024-03-05\na[fn:x]\n\n[fn:x] X\n\n* Footnotes\n[fn:x] Y\nZ\n")
    assert texts(imported) == ["a[^x]\n\n[^x]: X\n    Y\n    Z"]


def test_a_title_has_no_signs_of_markdown() -> None:
    imported = org("* 2024-03-05 2 * 3 = `six`, /really/\ntext\n")
    assert imported.items[0].draft.title == "2 3 = six, really"


def test_states_of_tasks_are_those_that_the_file_names() -> None:
    imported = org("#+TODO: REPORT | FIXED\n* FIXED 2024-03-05 A bug\ntext\n")
    assert imported.items[0].draft.title == "A bug"


@pytest.mark.parametrize(
    "text",
    [
        "* " + ":a" * 20_000,
        "* " + "[2024-01-01 " * 3_000,
        "* 2024-03-05\n" + " *a" * 8_000,
        "* 2024-03-05\n" + "#+begin_quote\n" * 5_000,
        "* 2024-03-05\n" + "".join(f"{' ' * n}- a\n" for n in range(300)),
        "* 2024-03-05\n:PROPERTIES:\n:Effort: x:y\n:END:\ntext\n",
        '* 2024-03-05\n- State "DONE" from "TODO" [2024-02-30 Fri]\n',
        "*" * 5_000 + " a\n",
    ],
)
def test_no_org_is_too_much(text: str) -> None:
    assert lost(text, one(text, "a.org")) == []


def test_markdown_with_org_in_a_block_is_markdown() -> None:
    text = "# 2024-03-05\n\n```org\n#+title: x\n* star\n```\n"
    assert texts(one(text)) == ["```org\n#+title: x\n* star\n```"]
    assert texts(one("* 2024-03-05: item\n* 2024-03-06: item\n", "log.md")) == ["item", "item"]


def test_the_page_of_a_journal_has_its_lists_tables_code_and_quotes() -> None:
    dialect = Dialect()
    markdown = Markdown(extensions=list(dialect.extensions), extension_configs=dict(dialect.settings))
    nested = "intro\n- a\n  1. b\n     #+begin_src sh\n     ls\n     #+end_src\n- [X] c\n"
    day = JOURNAL.partition("*** 2024-03-05 Tuesday\n")[2].partition("*** 2024-03-06")[0]
    text = nested + day
    page = BeautifulSoup(markdown.convert(body(text)), "html.parser")
    shown = {name: [one.get_text(" ", strip=True) for one in page.select(name)] for name in SHOWN}
    assert shown == {
        "p > strong": ["bold"],
        "p > em": ["italic"],
        "p > code": ["makemigrations", "migrate"],
        "ul > li > ol > li": ["b ls"],
        "li pre": ["ls"],
        "li input[checked]": ["", ""],
        "div > pre": ["ls", "class A : pass"],
        "th": ["a", "b"],
        "td": ["1", "2"],
        "blockquote p": ["words"],
    }


SHOWN = (
    *("p > strong", "p > em", "p > code", "ul > li > ol > li", "li pre", "li input[checked]", "div > pre"),
    *("th", "td", "blockquote p"),
)
