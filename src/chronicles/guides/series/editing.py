"""A step in a folder of its own: an ordinary git repository to work in, and its way back. Runs git.

Everything that the way back needs lies in that folder: neither the cache nor the patches of today
are asked, so nothing that happens to them meanwhile can lose what was written there.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from chronicles.git.commands import Git, GitFailed
from chronicles.git.messages import read_message
from chronicles.guides.series.absorption import State
from chronicles.guides.series.edit_notes import Notes, write_notes
from chronicles.guides.series.patches import settled
from chronicles.guides.series.rewriting import StepDraft, letters
from chronicles.guides.series.series import commit_tree, read_files
from chronicles.problems import Refused

BEGUN = ".git/chronicles-begun"  # there while git replays
TOLD = ".git/chronicles-told"  # the commit behind which a step did not fit, once somebody was told


class Conflict(Refused):
    """A later step does not fit on top of the edited one; the folder waits for a person."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A folder that `edit_folders.begin` made."""

    folder: Path
    notes: Notes

    @property
    def git(self) -> Git:
        """The repository in the folder."""
        return Git(self.folder, bare=False)

    @property
    def is_replaying(self) -> bool:
        """Whether the later steps are on their way: a conflict, or somebody, stopped them."""
        return any((self.folder / ".git" / name).exists() for name in ("rebase-merge", "rebase-apply"))

    def before(self) -> list[State]:
        """Return all steps as they were when the edit began."""
        with _in_words():
            return [_state(self.git, commit) for commit in self.notes.commits]

    def drafts(self) -> tuple[StepDraft, ...]:
        """Return all steps after the edit: the later ones replayed on top of it.

        Raises `Conflict` where one of them does not fit; called again, it goes on from there.
        """
        with _in_words():
            edit = self if self._is_under_way else self._committed()
            edit._replay()
            commits = edit._commits()
            heads = letters(edit.notes.patches)
            heads[edit.notes.at] = replace(heads[edit.notes.at], message=edit._message(edit.notes.edited))
            states = [_state(edit.git, commit) for commit in commits]
        return tuple(StepDraft(state, letter) for state, letter in zip(states, heads, strict=True))

    def abort(self) -> None:
        """Go back to the edit as it was before it was saved; nothing of it is lost.

        Raises `Refused` where it was not saved, or where git fails.
        """
        if not self.notes.edited:
            raise Refused("there is nothing to go back from", "The folder is as you left it.")
        git, step = self.git, self.notes.step
        with _in_words():
            if self.is_replaying:
                git.attempt("rebase", "--quit")
            elif git.text("status", "--porcelain"):  # a person went on where nobody looks for it
                git.out("stash", "push", "--quiet", "--include-untracked")
            git.out("checkout", "--quiet", "--force", "-B", step, self.notes.edited)
        write_notes(self.folder, replace(self.notes, edited=""))

    def remove(self) -> None:
        """Delete the folder, once all that it held is written elsewhere."""
        shutil.rmtree(self.folder)

    def _message(self, commit: str) -> str:
        said = self.git.out("log", "-1", "--format=%B", commit).decode("utf-8", "replace")
        return settled(said if said.strip() else letters(self.notes.patches)[self.notes.at].message)

    def _commits(self) -> list[str]:
        """The commits of all steps after the edit."""
        notes = self.notes
        later = self.git.text("rev-list", "--reverse", f"{notes.edited}..HEAD").split()
        commits = [*notes.commits[: notes.at], notes.edited, *later]
        lost = len(notes.commits) - len(commits)
        if lost:
            what = f"{lost} of the later steps were lost" if lost > 0 else "there are more steps than before"
            raise Refused(what, f"Go back with '{self._abort}', and save again.")
        return commits

    @property
    def _abort(self) -> str:
        return f"python3 build.py step save --abort {shown(self.folder)}"

    def _committed(self) -> "Edit":
        """The edit with all that the folder holds in one commit, in the place of the step's own."""
        git, notes = self.git, self.notes
        if self.is_replaying or git.text("ls-files", "--unmerged"):
            mend = "Finish it there, or end it with 'git rebase --abort' or 'git merge --abort'."
            raise Refused("a rebase or a merge of your own is under way in the folder", mend)
        git.out("add", "--all")
        old = notes.commits[notes.at]
        parent = notes.commits[notes.at - 1] if notes.at else ""
        letter = letters(notes.patches)[notes.at]
        head, above = git.text("log", "-1", "--format=%H %P").partition(" ")[::2]
        if head != old and above == parent:  # amended, so perhaps with other words
            letter = replace(letter, message=self._message(head))
        tree = git.text("write-tree")
        read_files(git, tree)  # raises where it has what no state can have
        commit = commit_tree(git, tree, parent, letter)
        git.out("update-ref", f"refs/heads/{notes.step}", commit)
        git.out("symbolic-ref", "HEAD", f"refs/heads/{notes.step}")
        begun = replace(notes, edited=commit)
        write_notes(self.folder, begun)
        return replace(self, notes=begun)

    def _replay(self) -> None:
        """Bring HEAD to the last step on top of the edit."""
        git, notes = self.git, self.notes
        if self._is_stopped:
            self._go_on()
        elif self._is_cut_short or self._is_on_branch or not self._is_on_top or self._head == notes.edited:
            if self._is_cut_short:  # what git left is in the way
                git.attempt("rebase", "--quit")
                git.attempt("stash", "push", "--quiet", "--include-untracked")
            base = self._head if self._is_on_top else notes.edited
            done = min(notes.at + self._count(base), len(notes.commits) - 1)
            onto = ("--onto", base, notes.commits[done], notes.commits[-1])
            self._rebase("--quiet", "--empty=keep", "--committer-date-is-author-date", *onto)
        if git.text("status", "--porcelain"):
            mend = f"Go back with '{self._abort}'; what you changed is then in 'git stash'."
            raise Refused("the folder was changed after its step was saved", mend)

    @property
    def _is_under_way(self) -> bool:
        """Whether saving has begun, and nobody has gone back."""
        return bool(self.notes.edited) and (self.is_replaying or not self._is_on_branch)

    @property
    def _is_stopped(self) -> bool:
        """Whether a step waits that did not fit, be it solved or not; else git was ended on its way."""
        if not (self.folder / ".git" / "rebase-merge" / "stopped-sha").exists():
            return False
        changed = bool(self.git.attempt("diff", "--cached", "--quiet", "HEAD").returncode)
        return changed or self._is_committed or _read(self.folder / TOLD) == self._head

    @property
    def _is_cut_short(self) -> bool:
        """Whether git was ended on its way, perhaps with no trace but the steps that it came to."""
        return self.is_replaying or (self.folder / BEGUN).exists()

    @property
    def _is_on_top(self) -> bool:
        """Whether HEAD is the edit, or what was put on top of it."""
        return not self.git.attempt("merge-base", "--is-ancestor", self.notes.edited, "HEAD").returncode

    def _count(self, commit: str) -> int:
        """How many of the later steps are on top of the edit up to `commit`."""
        return int(self.git.text("rev-list", "--count", f"{self.notes.edited}..{commit}"))

    def _rebase(self, *words: str) -> None:
        (self.folder / BEGUN).touch()
        done = self.git.attempt("rebase", *words)
        if done.returncode in (0, 1):  # it is through, or has stopped for a person
            (self.folder / BEGUN).unlink()
        self._stopped(done.stderr)
        if done.returncode:
            raise GitFailed(done.stderr.decode("utf-8", "replace"))

    @property
    def _is_on_branch(self) -> bool:
        """Whether the later steps have not begun their way: they go without a branch."""
        return self.git.attempt("symbolic-ref", "--quiet", "HEAD").returncode == 0

    def _go_on(self) -> None:
        """Continue where a person has solved a conflict."""
        git = self.git
        self._stopped(b"")
        is_empty = not git.attempt("diff", "--cached", "--quiet", "HEAD").returncode
        if is_empty and not self._is_committed:  # solved by leaving all as it was: a step all the same
            git.out("commit", "--quiet", "--allow-empty", "--reuse-message=REBASE_HEAD")
        self._rebase("--continue")

    @property
    def _is_committed(self) -> bool:
        """Whether a person who solved a conflict has made the commit, too."""
        state = self.folder / ".git" / "rebase-merge"
        onto, number = (_read(state / name) for name in ("onto", "msgnum"))
        return int(self.git.text("rev-list", "--count", f"{onto}..HEAD")) >= int(number)

    @property
    def _head(self) -> str:
        return self.git.text("rev-parse", "HEAD")

    def _stopped(self, said: bytes) -> None:
        """Raise `Conflict` with the words to go on, where files wait to be solved."""
        if not self.is_replaying:
            return
        files = self.git.text("diff", "--name-only", "--diff-filter=U").replace("\n", ", ")
        if not files and said:
            raise GitFailed(said.decode("utf-8", "replace"))
        if not files:
            return
        (self.folder / TOLD).write_text(self._head, "utf-8")
        step = self.notes.patches[self.notes.at + 1 + self._count("HEAD")].step.name
        mend = (
            f"In {shown(self.folder)}, edit each of them until it is right, 'git add' it, and then run "
            f"'python3 build.py step save {shown(self.folder)}' again. To go back instead: {self._abort}"
        )
        raise Conflict(f"{step} does not fit on top of the edit: {files}", mend)


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever git cannot do in the folder is told, and nothing is lost."""
    try:
        yield
    except GitFailed as failed:
        said = read_message(str(failed))
        mend = f"{said.advice} Then save again." if said.advice else "Mend that there, and save again."
        raise Refused(f"git cannot do it: {said.reason}", mend) from None


def _read(path: Path) -> str:
    return path.read_text("utf-8").strip() if path.is_file() else ""


def shown(folder: Path) -> str:
    """Return the folder as a person types it from here."""
    return quote(os.path.relpath(folder))


def _state(git: Git, commit: str) -> State:
    return {file.path: file for file in read_files(git, commit)}
