"""What an import does to the journal: which entries are new, which have grown, which are left alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from enum import StrEnum
from typing import Any

from chronicles.dates.instants import as_written
from chronicles.importing.drafts import Draft, compose, is_untouched
from chronicles.importing.files import DraftEntry
from chronicles.pages.page import split_lines


class Action(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    SAME = "unchanged"
    GROWN = "grown"
    EDITED = "edited since"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that an earlier import wrote: its path, its text, and what it says of its origin.

    `when` is its `date:` as text, in the form of `str(Draft.when)`.
    """

    path: str
    text: str
    file: str
    stamp: str
    source: str
    state: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class ImportStep:
    """What to do with one entry: `before` is what its file holds, `after` what it would hold.

    `path` is relative to the root; `before` is `None` where there is no file yet.
    """

    action: Action
    path: str
    draft: Draft
    before: str | None
    after: str


def known_of(path: str, text: str, values: Mapping[str, Any], zone: tzinfo = UTC) -> Known | None:
    """Return what an entry says of the import that it came from; `None` for any other entry.

    `values` are those of its front matter, read in the journal's `zone`.
    """
    said = values.get("imported")
    if not isinstance(said, dict):
        return None
    file, stamp, source = (str(said.get(key) or "") for key in ("file", "stamp", "source"))
    when = values.get("date")
    when = as_written(when, zone) if isinstance(when, date) else when
    return Known(path, text, file, stamp, source, str(values.get("state") or ""), str(when))


def plan(
    items: Sequence[DraftEntry],
    known: Iterable[Known],
    taken: Iterable[str],
    folder: str,
    states: Mapping[str, str],
) -> list[ImportStep]:
    """Return a step for each item.

    `known` has the entries of earlier imports, `taken` every path in `folder` that is a file, and `states`
    the state of the project on each day (`2025-08-29`). All paths are relative to the root.
    """
    matched = _matched(items, list(known))
    names = {path.casefold() for path in taken}
    steps = []
    for number, item in enumerate(items):
        entry = matched.get(number)
        state = entry.state if entry else states.get(item.draft.when.isoformat()[:10], "")
        after = compose(item.draft, item.body, state)
        if entry is None:
            path = _free(folder, item.draft.name, names)
            names.add(path.casefold())
            steps.append(ImportStep(Action.NEW, path, item.draft, None, after))
        else:
            steps.append(ImportStep(_action(item, entry), entry.path, item.draft, entry.text, after))
    return steps


def _matched(items: Sequence[DraftEntry], known: Sequence[Known]) -> dict[int, Known]:
    """Which item is which entry: by its text, then by its file and its stamp, each entry once."""
    found: dict[int, Known] = {}
    used: set[str] = set()
    for of_entry, of_draft in (_TEXT, _STAMP):
        waiting: dict[tuple[str, ...], list[Known]] = {}
        for entry in known:
            if entry.path not in used and all(of_entry(entry)):
                waiting.setdefault(of_entry(entry), []).append(entry)
        for number, item in enumerate(items):
            if number not in found and (same := waiting.get(of_draft(item.draft))):
                found[number] = same.pop(0)
                used.add(found[number].path)
    return found


_TEXT: tuple[Callable[[Known], tuple[str, ...]], Callable[[Draft], tuple[str, ...]]] = (
    lambda entry: (entry.source,),
    lambda draft: (draft.source,),
)
_STAMP: tuple[Callable[[Known], tuple[str, ...]], Callable[[Draft], tuple[str, ...]]] = (
    lambda entry: (entry.file, entry.stamp),
    lambda draft: (draft.file, draft.stamp),
)


def _action(item: DraftEntry, entry: Known) -> Action:
    if not is_untouched(entry.text):
        return Action.EDITED
    if str(item.draft.when) != entry.when:  # the line is read otherwise now: other options, other evidence
        return Action.DIFFERS
    if item.draft.source == entry.source:
        return Action.SAME
    old = [line.strip() for line, _ in split_lines(entry.text) if line.strip()]
    lines = iter([line.strip() for line in item.body])
    body = old[old.index("---", 1) + 1 :] if "---" in old[1:] else old
    return Action.GROWN if all(line in lines for line in body) else Action.DIFFERS


def _free(folder: str, name: str, taken: set[str]) -> str:
    """A path that no file has, on no system: with a number where one has it."""
    number = 1
    while True:
        path = f"{folder}/{name}.md" if number == 1 else f"{folder}/{name}-{number}.md"
        if path.casefold() not in taken:
            return path
        number += 1
