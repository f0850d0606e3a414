"""reStructuredText: what docutils reads becomes Markdown, and what it cannot read is shown as text."""

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.problems import Refused
from tests.importing.shapes import days, decided, lost, one, texts

HEAD = ".. title: A\n.. date: 2024-03-05\n\n"


def rst(text: str, name: str = "post.rst", **chosen: object) -> Imported:
    """Import reStructuredText, of which no line may be lost."""
    imported = one(text, name, **chosen)
    assert lost(text, imported) == []
    return imported


def body(text: str) -> str:
    """What becomes of a text below the head of a post."""
    [found] = texts(rst(HEAD + text))
    return found


def left(imported: Imported) -> list[tuple[str, str]]:
    return [(note.message, note.text) for note in imported.notes if note.fate is Fate.LEFT]


PELICAN = """Models
######

:date: 2024-03-05 10:20
:tags: django, learning log
:category: Python
:slug: models

Learned *models* with ``makemigrations``.

.. code-block:: python

   class A:
       pass

`Docs <https://example.org>`_
"""
ABLOG = """.. post:: {date}
   :tags: django
   :category: Python

Models
======

Learned models.
"""
NIKOLA = """.. title: Models
.. slug: models
.. date: 2024-03-05 10:20:00 UTC+01:00
.. tags: django, orm
.. category: Python

Learned models.

.. TEASER_END

More.
"""


def test_a_post_of_pelican() -> None:
    imported = rst(PELICAN)
    draft = imported.items[0].draft
    assert (str(draft.when), draft.title, draft.tags, draft.categories) == (
        *("2024-03-05 10:20:00", "Models", ("django", "learning log"), ("Python",)),
    )
    assert texts(imported) == [
        "Learned *models* with `makemigrations`.\n\n"
        "```python\nclass A:\n    pass\n```\n\n[Docs](https://example.org)"
    ]
    assert left(imported) == [("no key of an entry", ":slug: models")]


@pytest.mark.parametrize("written", ["Mar 05, 2024", "05 Mar, 2024", "2024-03-05", "5 March 2024"])
def test_a_post_of_ablog(written: str) -> None:
    imported = rst(ABLOG.format(date=written))
    draft = imported.items[0].draft
    assert (days(imported), texts(imported)) == (["2024-03-05"], ["Learned models."])
    assert (draft.title, draft.tags, draft.categories, draft.is_draft) == (
        "Models",
        ("django",),
        ("Python",),
        False,
    )


def test_a_post_of_nikola() -> None:
    imported = rst(NIKOLA)
    draft = imported.items[0].draft
    assert (str(draft.when), draft.title, draft.tags) == ("2024-03-05 10:20:00", "Models", ("django", "orm"))
    assert texts(imported) == ["Learned models.\n\n<!-- more -->\n\nMore."]


def test_front_matter_in_yaml_stands_above_other_text_too() -> None:
    imported = rst("---\ntitle: Models\ndate: 2024-03-05\n---\n\nIt is ``code``.\n")
    assert (days(imported), texts(imported)) == (["2024-03-05"], ["It is `code`."])
    assert imported.items[0].draft.title == "Models"


def test_a_log_has_an_entry_below_each_date_and_its_lines_are_those_of_the_file() -> None:
    text = (
        "Learning log\n============\n\n2024-03-05\n----------\n\n*One*.\n\n2024-03-06\n----------\n\nTwo.\n"
    )
    imported = rst(text)
    assert (days(imported), texts(imported)) == (["2024-03-05", "2024-03-06"], ["*One*.", "Two."])
    assert [item.draft.at for item in imported.items] == [5, 10]


def test_a_post_without_a_date_waits_for_one() -> None:
    imported = rst("Models\n======\n\nText.\n")
    assert imported.items == ()
    assert {note.message for note in imported.notes if note.fate is Fate.UNDATED} == {
        "no date is said of this text"
    }
    assert days(rst("Models\n======\n\nText.\n", "2024-03-05-models.rst")) == ["2024-03-05"]
    assert "the date 5 March 2024 is the one in the file's name" in decided(rst("Text.\n", "2024-03-05.rst"))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "**b** *e* ``c`d`` `title` H\\ :sub:`2`\\ O x\\ :sup:`2`",
            "**b** *e* ``c`d`` *title* H<sub>2</sub>O x<sup>2</sup>",
        ),
        ("2 \\* 3, snake_case, a\\_b \\`c\\`", "2 \\* 3, snake_case, a_b \\`c\\`"),
        ("\\1. not a list, \\- neither", "1\\. not a list, - neither"),
        ("https://e.org and a@e.org", "<https://e.org> and <a@e.org>"),
        ("See d_.\n\n.. _d: https://e.org/a", "See [d](https://e.org/a)."),
        ("One\n===\n\na\n\nTwo\n===\n\nIn\n--\n\nb", "## One\n\na\n\n## Two\n\n### In\n\nb"),
        (
            "- a\n- b\n\n  - c\n\n    1. d\n    2. e\n- f",
            "- a\n- b\n    - c\n        1. d\n        2. e\n- f",
        ),
        ("- a\n    what it is\n- b", "- **a**\n\n    what it is\n\n- b"),
        ("- a\n\n  more\n- b", "- a\n\n    more\n\n- b"),
        ("4. d\n5. e", "4. d\n5. e"),
        ("a. d\nb. e", "1. d\n2. e"),
        (
            "term\n   what it *is*\nother : kind\n   words",
            "term\n:   what it *is*\n\nother : kind\n:   words",
        ),
        ("text\n\n:name: value\n:other: more", "text\n\n- **name**: value\n- **other**: more"),
        ("-a, --all  everything", "- `-a, --all`: everything"),
        ("::\n\n  a\n\n    b", "```\na\n\n  b\n```"),
        (">>> 1 + 1\n2", "```pycon\n>>> 1 + 1\n2\n```"),
        (".. code:: sh\n   :number-lines: 3\n\n   ```\n   ls", "````sh\n```\nls\n````"),
        (".. code-block:: python\n   :linenos:\n   :emphasize-lines: 1\n\n   x = 1", "```python\nx = 1\n```"),
        ("   quoted\n\n   -- Ann", "> quoted\n>\n> — Ann"),
        ("| one\n| two\n|   in", "one<br>\ntwo<br>\n&emsp;in"),
        (".. note:: Mind *it*.", "!!! note\n\n    Mind *it*."),
        (".. error::\n\n   - a", "!!! failure\n\n    - a"),
        ('.. admonition:: A "b"\n\n   text', "!!! note \"A 'b'\"\n\n    text"),
        (".. seealso::\n\n   that", '!!! note "See also"\n\n    that'),
        (".. topic:: T\n\n   text", '!!! note "T"\n\n    text'),
        (".. image:: https://e.org/a b.png\n   :alt: A picture", "![A picture](https://e.org/ab.png)"),
        (
            ".. figure:: https://e.org/a.png\n\n   Words\n\n   more",
            "![](https://e.org/a.png)\n\nWords\n\nmore",
        ),
        (
            "a [1]_ b [#x]_\n\n.. [1] One\n.. [#x] Two\n   goes on",
            "a [^1] b [^2]\n\n[^1]: One\n\n[^2]: Two\n    goes on",
        ),
        ("a\n\n----\n\nb", "a\n\n---\n\nb"),
        ("|x| and more\n\n.. |x| replace:: words", "words and more"),
        ("==== ===\na    b|c\n==== ===\n1    2\n==== ===", "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |"),
        (
            "+---+---+\n| a | b |\n+---+---+\n| c     |\n+---+---+",
            "|  |  |\n| --- | --- |\n| a | b |\n| c |  |",
        ),
        (
            ".. list-table:: T\n   :header-rows: 1\n\n   * - a\n     - b\n   * - c\n     - - d\n       - e",
            "T\n\n| a | b |\n| --- | --- |\n| c | - d - e |",
        ),
        (".. csv-table::\n\n   1, *2*", "|  |  |\n| --- | --- |\n| 1 | *2* |"),
        (".. math::\n\n   x^2\n\n:math:`y`", "```latex\nx^2\n```\n\n`y`"),
        (":func:`~a.b` :ref:`the words <x>` :doc:`page`", "`a.b` the words page"),
        (".. rubric:: R\n\n.. container:: c\n\n   inside", "**R**\n\ninside"),
        (".. youtube:: abc\n   :width: 3", "```text\n.. youtube:: abc\n   :width: 3\n```"),
        (".. raw:: html\n\n   <script>x</script>", "```text\n.. raw:: html\n\n   <script>x</script>\n```"),
        (".. include:: /etc/passwd", "```text\n.. include:: /etc/passwd\n```"),
        (".. csv-table::\n   :file: /etc/passwd", "```text\n.. csv-table::\n   :file: /etc/passwd\n```"),
        ("a *never closed", "a \\*never closed"),
        (".. toctree::\n   :maxdepth: 2\n\n   a\n   b\n\ntext", "text"),
        (".. role:: python(code)\n   :language: python\n\n:python:`x = 1`", "`x = 1`"),
        ("|today| is it\n\n.. |today| date::", "date is it"),
    ],
)
def test_restructured_text_is_markdown(text: str, markdown: str) -> None:
    assert body(f"{text}\n") == markdown


def test_what_docutils_cannot_read_is_told() -> None:
    imported = rst(f"{HEAD}.. youtube:: abc\n\n.. raw:: html\n\n   <b>x</b>\n")
    told = [note.message for note in imported.notes if note.message.startswith("shown")]
    assert told == [
        'shown as text, since docutils says: Unknown directive type "youtube".',
        'shown as text, since docutils says: "raw" directive disabled.',
    ]


def test_comments_are_private_and_named() -> None:
    imported = rst(f"{HEAD}text\n\n.. a secret\n   of two lines\n")
    private = [note for note in imported.notes if note.fate is Fate.PRIVATE]
    assert [note.message for note in private] == ["a comment, which reStructuredText shows nowhere"]
    assert "secret" not in str(private) + str(texts(imported))


def test_what_sphinx_shows_in_some_builds_alone_is_private() -> None:
    text = (
        f"{HEAD}.. todo::\n\n   a secret\n\n.. only:: internal\n\n   a secret\n\n.. only:: html\n\n   seen\n"
    )
    imported = rst(text)
    assert texts(imported) == ["seen"]
    assert {note.message for note in imported.notes if note.fate is Fate.PRIVATE} == {
        "a directive, todo, that Sphinx shows in some builds alone",
        "a directive, only, that Sphinx shows in some builds alone",
    }
    assert "secret" not in str(imported.notes)


def test_words_that_are_in_no_entry_are_told() -> None:
    imported = rst(f"{HEAD}text\n\n.. |unused| replace:: other words\n\n.. toctree::\n\n   page\n")
    assert left(imported) == [
        ("in no entry: other words", ".. |unused| replace:: other words"),
        ("a directive that shows no text", ".. toctree::"),
        ("a directive that shows no text", "page"),
    ]


def test_a_role_of_one_file_is_unknown_in_the_next() -> None:
    role = ".. role:: shout\n\n:shout:`a`\n"
    assert (body(role), body(":shout:`a`\n")) == ("`a`", "`a`")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * 20_000, "it is too large to be read as reStructuredText"),
        (("*a " * 3_000 + "\n") * 20, "it is too large to be read as reStructuredText"),
        (
            "".join(f"{' ' * n}a\n\n" for n in range(80)),
            "it cannot be read as reStructuredText: it is nested too deeply",
        ),
    ],
)
def test_what_is_too_much_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        one(text, "a.rst")


def test_docutils_reads_no_settings_of_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    folder = str(tmp_path)
    with open(f"{folder}/docutils.conf", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("[general]\nraw_enabled: yes\nfile_insertion_enabled: yes\n")
    monkeypatch.chdir(folder)
    assert body(".. raw:: html\n\n   <b>x</b>\n") == "```text\n.. raw:: html\n\n   <b>x</b>\n```"
