"""Org and reStructuredText that nobody has written yet: nothing is lost, nothing runs, all is read alike."""

import re
from collections.abc import Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chronicles.importing.account import Fate
from chronicles.importing.drafts import compose
from chronicles.importing.files import Imported
from chronicles.problems import Refused
from tests.examples import examples
from tests.importing.shapes import lost, one
from tests.importing.test_fuzz import is_harmless

NASTY = [
    *("<script>alert(1)</script>", "[x](javascript:alert(1))", "```", "~~~", '--8<-- "a"', "{: onclick=x}"),
    *(
        "",
        "",
        "words of text",
        "    set in",
        "# Title",
        "2024-03-05",
        "| a | b |",
        "- item",
        "1. one",
        "----",
    ),
]
ORG = [
    *("* 2024-03-05", "** 10:15 Models :django:", "* TODO [#A] <2024-03-06 Wed 10:00> x", "** COMMENT gone"),
    *("** gone :noexport:", ":PROPERTIES:", ":CREATED: 20240305", ":END:", ":LOGBOOK:", "#+begin_src python"),
    *(
        "#+end_src",
        "#+begin_quote",
        "#+end_quote",
        "#+begin_note",
        "#+end_note",
        "#+begin_example",
        "#+end_example",
    ),
    *(
        "# gone",
        "#+title: T",
        "#+date: 2024-03-04",
        "#+filetags: :a:",
        "|---+---|",
        "  - [X] item",
        " 1) one",
    ),
    *(
        "- term :: words",
        ": fixed",
        "[fn:1] a note",
        "*bold /both/* [fn:1] ~c`o~ [[id:x][text]]",
        "[2024-03-05 Tue]",
    ),
    *(
        "SCHEDULED: <2024-03-05 Tue>",
        "*never /closed",
        "[[file:a.png]]",
        ",* x",
        "\\\\",
        "-----",
        "#+end_src x",
    ),
]
RST = [
    *(".. title: T", ".. date: 2024-03-05", ".. post:: Mar 05, 2024", ":date: 2024-03-05", ":status: hidden"),
    *(
        "Title",
        "=====",
        "2024-03-05",
        "----------",
        "   set in",
        "  - item",
        "- item",
        "* item",
        "#. one",
        "::",
    ),
    *(
        ".. note:: words",
        ".. code-block:: python",
        "   :linenos:",
        ".. raw:: html",
        ".. foo:: bar",
        ".. gone",
    ),
    *(
        ".. image:: a.png",
        ".. |x| replace:: y",
        ".. _a: http://x.org",
        ".. [1] a note",
        "|x| a_ [1]_ *b* ``c``",
    ),
    *(
        "==== ====",
        "a    b",
        "+---+---+",
        "| a | b |",
        "| line",
        ":role:`text <x>`",
        "*never closed",
        "-a  option",
    ),
]
FEW = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
WORD = re.compile(r"[^\W_]+")


def texts_of(own: Sequence[str]) -> st.SearchStrategy[str]:
    line = st.one_of(st.sampled_from(own), st.sampled_from(own), st.sampled_from(NASTY))
    return st.lists(line, max_size=25).map(lambda lines: "\n".join([*lines, "last words"]))


def is_sound(text: str, imported: Imported, name: str) -> None:
    """What has to hold of every import, and that a second one is the same."""
    assert lost(text, imported) == []
    for item in imported.items:
        is_harmless("docs/journal/posts/a.md", compose(item.draft, item.body))
    assert one(text, name) == imported


def told(imported: Imported) -> set[str]:
    """The words that are in an entry or in the report."""
    parts = [part for item in imported.items for part in (*item.body, item.draft.title, item.draft.stamp)]
    parts += [part for item in imported.items for part in (*item.draft.tags, *item.draft.categories)]
    parts += [part for note in imported.notes for part in (note.message, note.text)]
    return {word.casefold() for part in parts for word in WORD.findall(part)}


@FEW
@given(texts_of(ORG))
def test_no_word_of_org_is_lost_and_none_that_is_private_gets_out(text: str) -> None:
    imported = one(text, "log.org")
    is_sound(text, imported, "log.org")
    private = {number for note in imported.notes if note.fate is Fate.PRIVATE for number in note.lines}
    lines = [line for number, line in enumerate(text.split("\n"), 1) if number not in private]
    words = {word.casefold() for line in lines for word in WORD.findall(line.replace("[fn:", "["))}
    assert words - told(imported) == set()
    assert "gone" not in {
        word for item in imported.items for line in item.body for word in WORD.findall(line)
    }


@FEW
@given(texts_of(RST))
@example("==== ====\n=====\n.. |x| replace:: y\nlast words")  # docutils tells of a table at its second line
def test_no_word_of_restructured_text_is_lost(text: str) -> None:
    try:
        imported = one(text, "log.rst")
    except Refused as refused:
        assert refused.message.startswith("it cannot be read as reStructuredText")
        return
    is_sound(text, imported, "log.rst")
    private = {number for note in imported.notes if note.fate is Fate.PRIVATE for number in note.lines}
    lines = [line for number, line in enumerate(text.split("\n"), 1) if number not in private]
    markup = re.compile(r"^\s*(?:\.\. (?:_[^:]+:|\|[^|]+\||\[\d+\])?\s*(?:[\w:-]+::)?|:[\w -]+:)|:\w+:(?=`)")
    words = {word.casefold() for line in lines for word in WORD.findall(markup.sub(" ", line))}
    assert words - told(imported) == set()
