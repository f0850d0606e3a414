"""What an import does to the journal: which entries are new, which have grown, which are left alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from enum import StrEnum
from functools import cached_property
from typing import Any

from chronicles.dates.instants import as_written
from chronicles.importing.drafts import Draft, compose, is_untouched
from chronicles.pages.page import split_lines


class Action(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    SAME = "unchanged"
    GROWN = "grown"
    EDITED = "edited since"
    DIFFERS = "differs"


@dataclass(frozen=True)
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
    title: str = ""

    @cached_property
    def is_untouched(self) -> bool:
        """Whether nobody has edited it since."""
        return is_untouched(self.text)


@dataclass(frozen=True, slots=True)
class Placement:
    """A draft, the path of the entry that it is or will be, and that entry where there is one."""

    draft: Draft
    path: str
    entry: Known | None = None


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
    state, title = (str(values.get(key) or "") for key in ("state", "title"))
    return Known(path, text, file, stamp, source, state, str(when), title)


def placements(
    drafts: Sequence[Draft], known: Iterable[Known], taken: Iterable[str], folder: str
) -> list[Placement]:
    """Return where each draft goes.

    `known` has the entries of earlier imports, `taken` every path in `folder` that is a file. All paths are
    relative to the root.
    """
    matched = _matched(drafts, list(known))
    names = {path.casefold() for path in taken}
    found = []
    for number, draft in enumerate(drafts):
        entry = matched.get(number)
        path = entry.path if entry else _free(folder, draft.name, names)
        names.add(path.casefold())
        found.append(Placement(draft, path, entry))
    return found


def plan(
    placed: Sequence[Placement], bodies: Sequence[Sequence[str]], states: Mapping[str, str]
) -> list[ImportStep]:
    """Return a step for each placed draft, whose text is at the same place of `bodies`.

    `states` has the state of the project on each day (`2025-08-29`).
    """
    return [_step(one, body, states) for one, body in zip(placed, bodies, strict=True)]


def _step(one: Placement, body: Sequence[str], states: Mapping[str, str]) -> ImportStep:
    draft, entry = one.draft, one.entry
    if entry is None:
        after = compose(draft, body, states.get(draft.when.isoformat()[:10], ""))
        return ImportStep(Action.NEW, one.path, draft, None, after)
    if is_there(entry, draft):  # its text need not be made to know that it is the same
        return ImportStep(Action.SAME, one.path, draft, entry.text, entry.text)
    after = compose(draft, body, entry.state)
    return ImportStep(_action(draft, body, entry), one.path, draft, entry.text, after)


def is_there(entry: Known, draft: Draft) -> bool:
    """Whether an entry is what an import made of the same text, and nobody has edited it since."""
    return entry.source == draft.source and entry.when == str(draft.when) and entry.is_untouched


def _matched(drafts: Sequence[Draft], known: Sequence[Known]) -> dict[int, Known]:
    """Which draft is which entry, each once: by its text, by its file, stamp and title, or without the title.

    Where no line is its stamp, its day counts for one. Two files of one name in two folders have the same day
    more often than not: so without the title only where nothing else could be meant.
    """
    found: dict[int, Known] = {}
    used: set[str] = set()
    for of_entry, of_draft, is_sure in (_TEXT, _TITLE, _STAMP, _TITLE_OF_DAY, _DAY):
        waiting: dict[tuple[str, ...], list[Known]] = {}
        for entry in known:
            if entry.path not in used and all(of_entry(entry)):
                waiting.setdefault(of_entry(entry), []).append(entry)
        asking = Counter(of_draft(draft) for number, draft in enumerate(drafts) if number not in found)
        for number, draft in enumerate(drafts):
            same = waiting.get(of_draft(draft)) if number not in found else None
            if same and (is_sure or (len(same) == 1 and asking[of_draft(draft)] == 1)):
                found[number] = same.pop(0)
                used.add(found[number].path)
    return found


_Key = tuple[str, ...]
_Match = tuple[Callable[[Known], _Key], Callable[[Draft], _Key], bool]
_TEXT: _Match = (lambda entry: (entry.source,), lambda draft: (draft.source,), True)
_TITLE: _Match = (
    lambda entry: (entry.file, entry.stamp, entry.title),
    lambda draft: (draft.file, draft.stamp, draft.spoken_title),
    True,
)
_STAMP: _Match = (
    lambda entry: (entry.file, entry.stamp),
    lambda draft: (draft.file, draft.stamp),
    False,
)
_TITLE_OF_DAY: _Match = (
    lambda entry: ("" if entry.stamp else entry.file, entry.when, entry.title),
    lambda draft: ("" if draft.stamp else draft.file, str(draft.when), draft.spoken_title),
    False,
)
_DAY: _Match = (
    lambda entry: ("" if entry.stamp else entry.file, entry.when),
    lambda draft: ("" if draft.stamp else draft.file, str(draft.when)),
    False,
)


def _action(draft: Draft, body: Sequence[str], entry: Known) -> Action:
    if not entry.is_untouched:
        return Action.EDITED
    if str(draft.when) != entry.when:  # the line is read otherwise now: other options, other evidence
        return Action.DIFFERS
    old = [line.strip() for line, _ in split_lines(entry.text) if line.strip()]
    lines = iter([line.strip() for line in body])
    written = old[old.index("---", 1) + 1 :] if "---" in old[1:] else old
    return Action.GROWN if all(line in lines for line in written) else Action.DIFFERS


def _free(folder: str, name: str, taken: set[str]) -> str:
    """A path that no file has, on no system: with a number where one has it."""
    number = 1
    while True:
        path = f"{folder}/{name}.md" if number == 1 else f"{folder}/{name}-{number}.md"
        if path.casefold() not in taken:
            return path
        number += 1
