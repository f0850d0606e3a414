"""The ids that are written beside what mentors have replied to, so that its words may change."""

from collections.abc import Mapping
from dataclasses import replace

from chronicles.journal.remark_ids import with_id
from chronicles.pages.page import Page, split_lines
from chronicles.pages.reading import Reading
from chronicles.problems import Place
from chronicles.progress.talking_points import talking_points
from chronicles.workspace.workspace import Workspace

IdsByLine = Mapping[str, Mapping[int, str]]


def unwritten_ids(workspace: Workspace) -> IdsByLine:
    """Return the ids that are not written yet, by the path of a page and the line of the item there.

    Each is that of the first reply. Where another item has it already, the item's own is taken.
    """
    found: dict[str, dict[int, str]] = {}
    docs = workspace.settings.shown(workspace.settings.docs)
    notes = {note.path: note for note in workspace.notes}
    points = [(one, point) for one in workspace.entries for point in talking_points(one, docs)]
    taken = {point.id for _, point in points if point.is_written}
    for reading, point in points:
        replies = workspace.replied.of(point.entry, point.line)
        if not replies or point.is_written:
            continue
        own = replies[0].to if replies[0].to not in taken else point.id
        taken.add(own)
        note = notes.get(reading.page.path)
        place = note.place(point.line) if note else Place(reading.page.path, point.line)
        found.setdefault(place.path, {})[place.line] = own
    return found


def with_ids(reading: Reading, ids: IdsByLine) -> Reading:
    """Return the reading of a page with each of its ids behind its line; no line moves."""
    own = ids.get(reading.page.path)
    if not own:
        return reading
    lines = split_lines(reading.page.text)
    for number, id_ in own.items():
        line, ending = lines[number - 1]
        lines[number - 1] = with_id(line, id_), ending
    return replace(reading, page=Page(reading.page.path, "".join(map("".join, lines))))
