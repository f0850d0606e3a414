"""The folders that steps are edited in: a new one, and one that is there. Runs git."""

import shutil
from pathlib import Path

from chronicles.disk.paths import followed, is_file, is_there
from chronicles.git.commands import Git, GitFailed
from chronicles.git.messages import read_message
from chronicles.guides.series.edit_notes import NOTES, Notes, read_notes, write_notes
from chronicles.guides.series.editing import Edit, shown
from chronicles.guides.series.series import Series, keep_bytes
from chronicles.problems import Refused


def begin(series: Series, name: str, folder: Path) -> Edit:
    """Make `folder`, which is not there yet, a repository with all steps that stands at one of them.

    Raises `Refused` where there is no such step, where `folder` is there, and where it cannot be made;
    nothing of it is left then.
    """
    commit = series.commit(name)
    if is_there(folder) or folder.is_symlink():
        is_ours = is_file(folder / NOTES)
        mend = f"Save it with 'python3 build.py step save {shown(folder)}', or name" if is_ours else "Name"
        raise Refused(f"{shown(folder)} is there already", f"{mend} another folder.")
    notes = Notes(name, series.patches, tuple(series.commit(step) for step in series.names))
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise _unmade(folder, error.strerror or "") from None
    try:
        _fill(folder, series.folder, notes)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, GitFailed | OSError):
            raise _unmade(folder, str(error)) from None
        raise
    edit = Edit(followed(folder), notes)
    assert commit == edit.git.text("rev-parse", "HEAD")
    return edit


def _fill(folder: Path, origin: Path, notes: Notes) -> None:
    """Make the repository, which stands at the step, and ignores what the last step ignores."""
    git = Git(folder, bare=False)
    git.out("init", "--quiet", "--object-format=sha1", "--template=", "--initial-branch=main")
    git.out("config", "core.autocrlf", "false")
    keep_bytes(folder / ".git")
    git.out("fetch", "--quiet", str(followed(origin)), "+refs/heads/*:refs/heads/*")
    git.out("checkout", "--quiet", notes.step)
    ignored = git.attempt("cat-file", "blob", f"{notes.commits[-1]}:.gitignore").stdout
    (folder / ".git" / "info" / "exclude").write_bytes(ignored)
    write_notes(folder, notes)


def _unmade(folder: Path, why: str) -> Refused:
    said = read_message(why)
    return said.refused(f"{shown(folder)} cannot be made", "Make room, or name another folder.")


def resume(folder: Path) -> Edit:
    """Return the edit in a folder that `begin` made; raises `Refused` for any other folder."""
    try:
        edit = Edit(followed(folder), read_notes(folder))
    except (OSError, ValueError, KeyError, TypeError):
        mend = "Name the folder that 'python3 build.py step edit' made."
        raise Refused(f"no step is edited in {shown(folder)}", mend) from None
    # Git would go on looking for a repository in the folders above.
    if edit.git.attempt("rev-parse", "--absolute-git-dir").stdout.decode().rstrip("\n") != str(
        edit.folder / ".git"
    ):
        mend = "Mend it: 'git fsck' there says more."
        raise Refused(f"the repository in {shown(folder)} is damaged", mend)
    return edit
