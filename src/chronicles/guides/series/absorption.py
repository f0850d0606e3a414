"""Gives each edit of the last state to the step that it belongs to, and to every state since."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from chronicles.guides.series.lineage import LineEdit, Version, hunks, lines_of, with_hunks
from chronicles.guides.series.series import Stored

# The files of the project at one moment, by their paths.
State = Mapping[str, Stored]
# What is there since a step, of a file that is no text or may be run: a field of `Stored`.
SINCE = {"data": "its bytes are these since", "is_executable": "its mode is this since"}


@dataclass(frozen=True, slots=True, order=True)
class AbsorbedEdit:
    """An edit and the number of the step that took it; lines are 0 for a file as a whole."""

    path: str
    line: int
    step: int
    added: int
    removed: int


@dataclass(frozen=True, slots=True, order=True)
class UndecidedEdit:
    """An edit that nobody has given to a step that can take it, and the earliest that it can go to.

    `why` says what leaves it open; of a step that was named and comes too early, since when what is as it is
    would have to be there: it ends with "since", and that is `earliest`.
    """

    path: str
    line: int
    why: str
    earliest: int


@dataclass(frozen=True, slots=True)
class Absorbed:
    """All states after the edits, which step took which, and what a person has to decide."""

    states: tuple[State, ...]
    taken: tuple[AbsorbedEdit, ...]
    asked: tuple[UndecidedEdit, ...]


def absorb(states: Sequence[State], project: State, to: int | None = None) -> Absorbed:
    """Return `states`, the last of which is to be `project`, with each edit in the step it is of.

    `to` is the number of a step that takes every edit, and no other takes any; what it cannot take is asked
    for. Without it, new and deleted files are, and edits of lines from more than one step. Where nothing is
    asked, the last state is `project`.
    """
    result = [dict(state) for state in states]
    found: list[AbsorbedEdit | UndecidedEdit] = []
    for path in sorted({*states[-1], *project}, key=lambda path: (path in project, path)):
        old, new = states[-1].get(path), project.get(path)
        if old == new:
            continue
        if old is None or new is None:
            found.append(_whole(result, path, new, to))
            continue
        if old.is_executable != new.is_executable:
            found.append(_field(result, path, "is_executable", new, to))
        if old.data != new.data:
            is_text = _is_text(old, new)
            found += _text(result, path, new, to) if is_text else [_field(result, path, "data", new, to)]
    taken = sorted(edit for edit in found if isinstance(edit, AbsorbedEdit))
    asked = sorted(edit for edit in found if isinstance(edit, UndecidedEdit))
    return Absorbed(tuple(result), tuple(taken), tuple(asked))


def _text(
    result: list[dict[str, Stored]], path: str, new: Stored, to: int | None
) -> list[AbsorbedEdit | UndecidedEdit]:
    """Absorb the edits of a text, in place; an edit that is asked for is left out."""
    versions = [_version(state.get(path)) for state in result]
    found = hunks(versions, lines_of(new.data))
    settled = [hunk for hunk in found if _owner(hunk, to) is not None]
    after = with_hunks(versions, settled, _sure(to))
    for state, version in zip(result, after, strict=True):
        if version is not None:
            state[path] = replace(state[path], data=b"".join(version))
    return [
        AbsorbedEdit(path, hunk.line, _sure(to)(hunk), len(hunk.new), hunk.end - hunk.start)
        if hunk in settled
        else UndecidedEdit(path, hunk.line, _why(hunk, to), hunk.owners[-1])
        for hunk in found
    ]


def _owner(hunk: LineEdit, to: int | None) -> int | None:
    """The step that takes an edit, if that is clear."""
    if to is not None:
        return to if to >= hunk.owners[-1] else None
    return hunk.owners[0] if len(hunk.owners) == 1 else None


def _why(hunk: LineEdit, to: int | None) -> str:
    if to is None:
        return "it changes lines of several steps"
    return "its lines are there since" if hunk.start < hunk.end else "the lines beside it are there since"


def _sure(to: int | None) -> Callable[[LineEdit], int]:
    def owner(hunk: LineEdit) -> int:
        step = _owner(hunk, to)
        assert step is not None, "only settled edits are made"
        return step

    return owner


def _whole(
    result: list[dict[str, Stored]], path: str, new: Stored | None, to: int | None
) -> AbsorbedEdit | UndecidedEdit:
    """Add or delete a file from the step `to` on."""
    there = [at for at, state in enumerate(result) if (_is_taken(state, path) if new else path in state)]
    what = "the file is new" if new else "the file is deleted"
    earliest = min(there[-1] + 1, len(result) - 1) if new and there else 0 if new else next(_runs(there), 0)
    if to is None or to < earliest:
        since = "its place is free since" if new else "the file is there since"
        return UndecidedEdit(path, 0, what if to is None else since, earliest)
    for state in result[to:]:
        if new:
            state[path] = new
        else:
            state.pop(path, None)
    return AbsorbedEdit(path, 0, to, 0, 0)


def _is_taken(state: State, path: str) -> bool:
    """Whether a state has a file there, or a folder, or a file where the folder has to be."""
    return any(f"{other}/".startswith(f"{path}/") or path.startswith(f"{other}/") for other in state)


def _runs(there: Sequence[int]) -> Iterator[int]:
    """The first of the states, without a gap up to the last, that have a file."""
    for at in reversed(range(len(there))):
        if not at or there[at - 1] != there[at] - 1:
            yield there[at]


def _field(
    result: list[dict[str, Stored]], path: str, name: str, new: Stored, to: int | None
) -> AbsorbedEdit | UndecidedEdit:
    """Let a file have the bytes or the mode of `new` since the step that brought its present ones."""
    since = _since(result, path, attrgetter(name))
    if to is not None and to < since:
        return UndecidedEdit(path, 0, SINCE[name], since)
    step = since if to is None else to
    for state in result[step:]:
        state[path] = replace(state[path], **{name: getattr(new, name)})
    return AbsorbedEdit(path, 0, step, 0, 0)


def _since(result: list[dict[str, Stored]], path: str, what: Callable[[Stored], object]) -> int:
    """The step since which a file has been, in one respect, what it is in the last state."""
    last = what(result[-1][path])
    step = len(result) - 1
    while step and path in result[step - 1] and what(result[step - 1][path]) == last:
        step -= 1
    return step


def _is_text(*files: Stored) -> bool:
    return not any(b"\0" in file.data for file in files)


def _version(file: Stored | None) -> Version:
    return lines_of(file.data) if file else None
