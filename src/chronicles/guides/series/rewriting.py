"""Makes patches of states: what `git format-patch` writes of a commit for each. Runs git."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chronicles.git.commands import MAIL, NAME, Git, GitFailed
from chronicles.git.messages import read_message
from chronicles.guides.series.absorption import State
from chronicles.guides.series.patches import Letter, Patch, difference, read_letter
from chronicles.guides.series.series import FIRST_DAY, Stored
from chronicles.problems import Refused

SCRATCH = "refs/scratch/"
COPIED = b"\ncopy from "  # such a patch rests on a file that it does not change (git-diff(1), -C)
FORMAT = (
    *("format-patch", "--stdout", "--keep-subject", "--zero-commit", "--no-signature", "--full-index"),
    *("--binary", "--no-renames", "--stat=72", "--no-numbered", "--root", "-1"),
)


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as it is to become: all its files, and what its commit says."""

    state: State
    letter: Letter


def letters(patches: Sequence[Patch]) -> list[Letter]:
    """Return what stands above each change; a step without one is of the day of the one before."""
    found: list[Letter] = []
    for patch in patches:
        unnamed = Letter(NAME, MAIL, found[-1].date if found else FIRST_DAY, f"{patch.step.subject}\n")
        found.append(read_letter(patch) if patch.data else unnamed)
    return found


def rewritten(
    git: Git, patches: Sequence[Patch], before: Sequence[State], drafts: Sequence[StepDraft]
) -> tuple[Patch, ...]:
    """Return the patches that lead to `drafts`, one for each of `patches`, which lead to `before`.

    A patch whose change and words stay as they are keeps its bytes. Raises `Refused` where git fails, or
    where a patch has no readable head.
    """
    try:
        return tuple(_rewritten(git, patches, before, drafts))
    except GitFailed as failed:
        raise read_message(str(failed)).refused("git cannot make the patches", "Mend that first.") from None


def _rewritten(
    git: Git, patches: Sequence[Patch], before: Sequence[State], drafts: Sequence[StepDraft]
) -> Iterator[Patch]:
    commits = _commits(git, drafts)
    old = [read_letter(patch) if patch.data else None for patch in patches]
    was, becomes = _changes(before), _changes([draft.state for draft in drafts])
    for at, (patch, draft, commit) in enumerate(zip(patches, drafts, commits, strict=True)):
        same = was[at] == becomes[at] and COPIED not in patch.data
        if same and (not patch.data or old[at] == draft.letter):
            yield patch
            continue
        data = git.out(*FORMAT, commit, GIT_DIFF_OPTS="")  # which could take the context away
        yield Patch(patch.step, patch.path, data if difference(data) else b"")


def _changes(states: Sequence[State]) -> list[dict[str, tuple[Stored | None, Stored | None]]]:
    """What each state changes in the one before: every file that differs, before and after."""
    return [
        {path: (old.get(path), new.get(path)) for path in {*old, *new} if old.get(path) != new.get(path)}
        for old, new in zip(({}, *states[:-1]), states, strict=True)
    ]


def _commits(git: Git, drafts: Sequence[StepDraft]) -> list[str]:
    """One commit a draft, each on top of the one before."""
    name = f"{SCRATCH}{os.getpid()}"  # two of us may be at it
    stream = b"".join(_stream(drafts, name))
    git.out("fast-import", "--quiet", "--force", "--date-format=raw", stdin=stream)
    hashes = git.text("rev-list", "--reverse", name).split("\n")
    git.out("update-ref", "-d", name)
    return hashes


def _stream(drafts: Sequence[StepDraft], name: str) -> Iterator[bytes]:
    """The drafts as git-fast-import(1) reads them."""
    yield f"reset {name}\n".encode()
    for draft in drafts:
        letter = draft.letter
        yield f"commit {name}\n".encode()
        yield f"author {letter.name} <{letter.mail}> {letter.date}\n".encode()
        yield f"committer {NAME} <{MAIL}> {letter.date}\n".encode()
        yield _data(letter.message.encode())
        yield b"deleteall\n"
        for file in draft.state.values():
            yield _file(file)


def _file(file: Stored) -> bytes:
    if any(ord(character) < 32 for character in file.path):
        raise Refused(f"{file.path!r} has a control character in its name", "Give the file a plain name.")
    quoted = file.path.replace("\\", "\\\\").replace('"', '\\"')
    mode = "100755" if file.is_executable else "100644"
    return f'M {mode} inline "{quoted}"\n'.encode("utf-8", "surrogateescape") + _data(file.data)


def _data(data: bytes) -> bytes:
    return f"data {len(data)}\n".encode() + data + b"\n"
