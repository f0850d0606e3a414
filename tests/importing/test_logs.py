"""Logs of strangers: what entries each becomes, and what the report says of it."""

from chronicles.importing.account import Fate
from tests.documents import Case, cases
from tests.importing.shapes import lost, one

NAMES = {"Org": "log.org", "An Obsidian note": "2023-01-05.md", "Values parted by commas": "log.csv"}


def told(title: str, text: str) -> str:
    """The entries of a log and what was decided, as the table has them."""
    imported = one(text, NAMES.get(title.partition(":")[0], "log.md"))
    assert lost(text, imported) == []
    entries = [
        f"{item.draft.when} {item.draft.title}".rstrip()
        + "".join(f"\n    {line}".rstrip() for line in item.body)
        for item in imported.items
    ]
    notes = [
        f"{note.first} {note.fate}: {note.message}"
        for note in imported.notes
        if note.fate is not Fate.CHANGED
    ]
    return "\n".join([*entries, *notes])


@cases("importing/logs.md")
def test_a_log_becomes_entries_and_a_report(case: Case) -> None:
    assert told(case.title, case.input) == case.expected.removesuffix("\n"), case.place
