"""What is noticed of folders without a file being read."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.disk.tree_stamp import git_folders, tree_stamp
from tests.journals import GIT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, a folder, a cache, and a repository in a folder of its own."""
    top = tmp_path / "top"
    for name in "a.md", "inner/b.md", "inner/__pycache__/c.pyc", "skipped/d.md":
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("one")
    for words in ["init", "--quiet", "--initial-branch=main"], commit("first"):
        git(top / "nested", *words)
    return top


def git(folder: Path, *words: str) -> str:
    folder.mkdir(exist_ok=True)
    return subprocess.run([GIT, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(message: str) -> list[str]:
    me = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    return [*me, "commit", "--quiet", "--allow-empty", "--message", message]


def digest(folder: Path) -> str:
    return tree_stamp([folder], [folder / "skipped"]).digest


def same_time(path: Path) -> None:
    """Let a file have another text of the same size, and the time of before."""
    about = path.stat()
    path.write_text("two")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


NOTICED: dict[str, Callable[[Path], object]] = {
    "another text": lambda top: (top / "a.md").write_text("other"),
    "another text of the same size and time": lambda top: same_time(top / "inner/b.md"),
    "a new file": lambda top: (top / "inner/new.md").touch(),
    "a file less": lambda top: (top / "a.md").unlink(),
    "another name": lambda top: (top / "a.md").rename(top / "z.md"),
    "an empty folder": lambda top: (top / "empty").mkdir(),
    "a link to nothing": lambda top: (top / "link").symlink_to("nothing"),
    "a commit in a nested repository": lambda top: git(top / "nested", *commit("second")),
    "a branch of it": lambda top: git(top / "nested", "checkout", "--quiet", "-b", "other"),
    "a tag of it": lambda top: git(top / "nested", "tag", "v1"),
}
NOT_NOTICED: dict[str, Callable[[Path], object]] = {
    "nothing": lambda top: None,
    "a file that is read": lambda top: (top / "a.md").read_text(),
    "a cache": lambda top: (top / "inner/__pycache__/e.pyc").touch(),
    "what is skipped": lambda top: (top / "skipped/d.md").write_text("other"),
    "git's own index": lambda top: (top / "nested/.git/index").write_text("other"),
    "git's own log": lambda top: (top / "nested/.git/logs/HEAD").write_text("other"),
}


@pytest.mark.parametrize("change", NOTICED)
def test_what_is_noticed(folder: Path, change: str) -> None:
    before = digest(folder)
    NOTICED[change](folder)
    assert digest(folder) != before


@pytest.mark.parametrize("change", NOT_NOTICED)
def test_what_is_not_noticed(folder: Path, change: str) -> None:
    before = digest(folder)
    NOT_NOTICED[change](folder)
    assert digest(folder) == before


def test_links_are_followed_and_each_folder_is_looked_at_once(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "e.md").write_text("one")
    (folder / "link").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    before = digest(folder)
    (outside / "e.md").write_text("another")
    assert digest(folder) != before


def test_what_is_not_there_has_a_stamp_of_its_own(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    before = tree_stamp([gone])
    assert before == tree_stamp([gone])
    assert before.newest == 0
    gone.touch()
    assert tree_stamp([gone]) != before


def test_the_newest_time_is_that_of_the_file_changed_last(folder: Path) -> None:
    (folder / "a.md").write_text("other")
    assert tree_stamp([folder]).newest == (folder / "a.md").stat().st_ctime_ns


def test_the_order_of_places_does_not_count(folder: Path) -> None:
    places = [folder / "inner", folder / "skipped"]
    assert tree_stamp(places) == tree_stamp(places[::-1])


def test_the_folders_of_git_are_found_from_below(folder: Path) -> None:
    (folder / "nested/deep/er").mkdir(parents=True)
    assert git_folders(folder / "nested/deep/er") == [folder / "nested/.git"]
    git(folder / "nested", "worktree", "add", "--quiet", "-b", "side", "../side")
    found = git_folders(folder / "side")
    assert found == [folder / "nested/.git/worktrees/side", folder / "nested/.git"]


def test_a_commit_in_a_worktree_is_noticed(folder: Path) -> None:
    git(folder / "nested", "worktree", "add", "--quiet", "-b", "side", "../side")
    stamps = [tree_stamp([], repositories=git_folders(folder / "side")).digest]
    git(folder / "side", *commit("second"))
    stamps.append(tree_stamp([], repositories=git_folders(folder / "side")).digest)
    git(folder / "side", "checkout", "--quiet", "--detach")
    stamps.append(tree_stamp([], repositories=git_folders(folder / "side")).digest)
    assert len(set(stamps)) == len(stamps)


def test_outside_of_a_repository_there_is_none(tmp_path: Path) -> None:
    assert git_folders(tmp_path) == []
