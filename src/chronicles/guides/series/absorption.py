"""Gives each edit of the last state to the step that it belongs to, and to every state since."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chronicles.guides.series.lineage import LineEdit, Version, hunks, lines_of, with_hunks
from chronicles.guides.series.series import Stored

# The files of the project at one moment, by their paths.
State = Mapping[str, Stored]


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
    """An edit that could go to several steps, and the earliest that it can go to."""

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

    `to` is the number of the step that takes what could go to several: new and deleted files, and
    edits of lines from more than one step. Where nothing is asked, the last state is `project`.
    """
    result = [dict(state) for state in states]
    taken: list[AbsorbedEdit] = []
    asked: list[UndecidedEdit] = []
    for path in sorted({*states[-1], *project}, key=lambda path: (path in project, path)):
        old, new = states[-1].get(path), project.get(path)
        if old == new:
            continue
        if old is None or new is None:
            decided = _whole(result, path, new, to)
            taken += [decided] if isinstance(decided, AbsorbedEdit) else []
            asked += [decided] if isinstance(decided, UndecidedEdit) else []
            continue
        if old.is_executable != new.is_executable:
            taken.append(_mode(result, path, new.is_executable))
        if old.data != new.data:
            if not _is_text(old, new):
                taken.append(_bytes(result, path, new))
                continue
            took, left = _text(result, path, new, to)
            taken += took
            asked += left
    return Absorbed(tuple(result), tuple(sorted(taken)), tuple(sorted(asked)))


def _text(
    result: list[dict[str, Stored]], path: str, new: Stored, to: int | None
) -> tuple[list[AbsorbedEdit], list[UndecidedEdit]]:
    """Absorb the edits of a text, in place; an edit that is asked for is left out."""
    versions = [_version(state.get(path)) for state in result]
    found = hunks(versions, lines_of(new.data))
    settled = [hunk for hunk in found if _owner(hunk, to) is not None]
    after = with_hunks(versions, settled, _sure(to))
    for state, version in zip(result, after, strict=True):
        if version is not None:
            state[path] = replace(state[path], data=b"".join(version))
    why = "it changes lines of several steps"
    taken = [AbsorbedEdit(path, h.line, _sure(to)(h), len(h.new), h.end - h.start) for h in settled]
    asked = [UndecidedEdit(path, h.line, why, h.owners[-1]) for h in found if h not in settled]
    return taken, asked


def _owner(hunk: LineEdit, to: int | None) -> int | None:
    """The step that takes an edit, if that is clear."""
    if len(hunk.owners) == 1:
        return hunk.owners[0]
    return to if to is not None and to >= hunk.owners[-1] else None


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
        return UndecidedEdit(path, 0, what, earliest)
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


def _bytes(result: list[dict[str, Stored]], path: str, new: Stored) -> AbsorbedEdit:
    """Replace a file that is no text since the step that brought its present bytes."""
    step = _since(result, path, lambda file: file.data)
    for state in result[step:]:
        state[path] = replace(state[path], data=new.data)
    return AbsorbedEdit(path, 0, step, 0, 0)


def _mode(result: list[dict[str, Stored]], path: str, is_executable: bool) -> AbsorbedEdit:
    """Let a file be run, or not, since the step that decided it."""
    step = _since(result, path, lambda file: file.is_executable)
    for state in result[step:]:
        state[path] = replace(state[path], is_executable=is_executable)
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
