"""Jupyter notebooks: nothing of them runs, and all that was read in them is there."""

import json
from typing import Any

import pytest

from chronicles.importing.account import Fate
from chronicles.importing.files import Imported
from chronicles.problems import Refused
from tests.importing.shapes import days, one, texts

NOT_RUN = "*Cells of a notebook, with what they printed when it was saved: they are shown here, and not run.*"


def notebook(*cells: dict[str, Any], name: str = "notebook.ipynb", **metadata: Any) -> Imported:
    value = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return one(json.dumps(value, indent=1), name)


def markdown(*lines: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": metadata, "source": list(lines)}


def code(source: str, *outputs: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": list(outputs)}


def test_a_log_in_a_notebook_is_a_log() -> None:
    imported = notebook(
        markdown("# 2024-03-05\n", "Learned models"), markdown("# 2024-03-06\n", "Learned views")
    )
    assert (days(imported), texts(imported)) == (
        ["2024-03-05", "2024-03-06"],
        ["Learned models", "Learned views"],
    )


def test_cells_are_blocks_that_are_marked_as_not_run() -> None:
    imported = notebook(
        markdown("# Models\n", "\n", "Some *words*."),
        code(
            "for i in range(2):\n\n    print(i)\n```",
            {"output_type": "stream", "name": "stdout", "text": ["0\n", "1\n"]},
            {
                "output_type": "execute_result",
                "data": {"text/plain": ["<Model: a>"], "text/html": ["<b>a</b>"]},
            },
            {"output_type": "display_data", "data": {"image/png": "iVBOR", "text/plain": ["<Figure>"]}},
            {
                "output_type": "display_data",
                "data": {"text/html": "<p>x<sup>2</sup></p><script>y()</script>"},
            },
            {"output_type": "display_data", "data": {"text/markdown": "**bold**"}},
            {"output_type": "display_data", "data": []},
            {
                "output_type": "error",
                "ename": "E",
                "evalue": "v",
                "traceback": ["\x1b[0;31mE\x1b[0m: v", "line 2"],
            },
        ),
        {"cell_type": "raw", "metadata": {}, "source": "raw <b>"},
        name="2024-03-05 models.ipynb",
        date="2024-03-05",
        language_info={"name": "python"},
    )
    assert days(imported) == ["2024-03-05"]
    assert imported.items[0].draft.title == "Models"
    assert texts(imported) == [
        "\n\n".join(
            [
                NOT_RUN,
                "# Models\n\nSome *words*.",
                "````python\nfor i in range(2):\n\n    print(i)\n```\n````",
                "```text\n0\n1\n```",
                "```text\n<Model: a>\n```",
                "```text\n<Figure>\n```",
                "x<sup>2</sup>",
                "**bold**",
                "```text\nE: v\nline 2\n```",
                "```text\nraw <b>\n```",
            ]
        )
    ]
    left = [note.message for note in imported.notes if note.fate is Fate.LEFT]
    assert left == ["image/png that cell 2 showed", "text/html that cell 2 showed"]


@pytest.mark.parametrize("name", ["2024-03-05.ipynb", "2024-03-05-models.ipynb"])
def test_the_name_of_a_notebook_says_its_day(name: str) -> None:
    imported = notebook(markdown("# Models\n", "\n", "Learned."), name=name)
    assert (days(imported), imported.items[0].draft.title) == (["2024-03-05"], "Models")


def test_a_notebook_without_a_day_waits_for_one_and_its_words_are_in_the_report() -> None:
    imported = notebook(markdown("Learned models."))
    assert imported.items == ()
    [note] = [note for note in imported.notes if note.fate is Fate.UNDATED]
    assert (note.text, note.mend) == ("Learned models.", "Give it one: --date 2025-08-29.")


@pytest.mark.parametrize(
    ("metadata", "state"),
    [
        ({"tags": ["remove-cell"]}, "remove-cell"),
        ({"tags": ["remove_cell"]}, "remove_cell"),
        ({"tags": ["hidden"]}, "hidden"),
        ({"hidden": True}, "hidden"),
    ],
)
def test_a_cell_that_its_author_took_out_is_left_out_and_named(metadata: dict[str, Any], state: str) -> None:
    imported = notebook(markdown("Seen."), markdown("Secret.", **metadata), date="2024-03-05")
    assert texts(imported) == ["Seen."]
    private = [note.message for note in imported.notes if note.fate is Fate.PRIVATE]
    assert private == [f"cell 2 is left out: its state is '{state}'"]
    assert "Secret" not in str(imported)


def test_a_cell_with_a_tag_of_another_kind_is_seen() -> None:
    assert texts(notebook(markdown("Seen.", tags=["exercise"]), date="2024-03-05")) == ["Seen."]


def test_pictures_in_a_cell_and_empty_cells_are_told_or_nothing() -> None:
    cell = {**markdown("A."), "attachments": {"a.png": {"image/png": "iVBOR"}}}
    raw = {"cell_type": "raw", "metadata": {}, "source": ""}
    imported = notebook(cell, markdown(""), code(""), raw, date="2024-03-05")
    assert texts(imported) == [f"{NOT_RUN}\n\nA."]
    assert [note.message for note in imported.notes if note.fate is Fate.LEFT] == [
        "pictures in cell 1: a.png"
    ]


def test_what_its_metadata_says_is_told() -> None:
    imported = notebook(markdown("A."), date="2024-03-05", title="T", authors=[{"name": "Ada"}])
    left = [note.text for note in imported.notes if note.fate is Fate.LEFT]
    assert (imported.items[0].draft.title, left) == ("T", ['authors: [{"name": "Ada"}]'])


def test_a_notebook_of_version_3_is_read() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Head"]},
        {"cell_type": "code", "input": "x", "language": "python",
         "outputs": [{"output_type": "pyout", "text": ["1"]}, {"output_type": "pyerr", "traceback": ["E"]}]},
    ]  # fmt: skip
    value = {"nbformat": 3, "metadata": {"date": "2024-03-05"}, "worksheets": [{"cells": cells}]}
    imported = one(json.dumps(value), "old.ipynb")
    assert texts(imported) == [
        f"{NOT_RUN}\n\n## Head\n\n```python\nx\n```\n\n```text\n1\n```\n\n```text\nE\n```"
    ]


@pytest.mark.parametrize("text", ["{}", "[]", '{"cells": []}', '{"cells": [1]}', "1"])
def test_what_has_no_cells_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="it is no notebook: it has no cells"):
        one(text, "a.ipynb")
