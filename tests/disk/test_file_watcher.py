"""What a watcher of files tells: nothing is waited for, each pause is what a test does meanwhile."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from chronicles.disk import file_watcher
from chronicles.disk.file_watcher import MOST_LOOKS, FileWatcher

Do = Callable[[], object]


def told(root: Path, *meanwhile: Do | None, skipped: tuple[str, ...] = ()) -> list[set[str]]:
    """What is told of `root` while in each pause one thing happens; then the watch ends."""
    watcher = FileWatcher(lambda: [root], skipped)
    return [names(root, changed) for changed in watcher.changes(pauses(meanwhile))]


def names(root: Path, changed: frozenset[Path]) -> set[str]:
    return {path.relative_to(root).as_posix() for path in changed}


def pauses(meanwhile: tuple[Do | None, ...]) -> Callable[[float], bool]:
    todo: Iterator[Do | None] = iter(meanwhile)

    def wait(seconds: float) -> bool:
        assert seconds > 0, "a loop that never waits keeps a core busy"
        for do in todo:
            if do:
                do()
            return False
        return True

    return wait


def saving(path: Path, text: str) -> Do:
    return lambda: path.write_text(text, "utf-8")


def renaming(path: Path, text: str) -> Do:
    """Save as many editors do: into another file, which takes the name."""

    def save() -> None:
        new = path.with_name(f"{path.name}.new")
        new.write_text(text, "utf-8")
        new.replace(path)

    return save


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    for name in "index.md", "posts/a.md", "posts/b.md":
        (tmp_path / name).write_text("old\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("save", [saving, renaming])
def test_a_save_is_told_once(root: Path, save: Callable[[Path, str], Do]) -> None:
    assert told(root, None, save(root / "posts/a.md", "new text\n"), None, None) == [{"posts/a.md"}]


def test_a_text_of_the_same_length_and_time_is_another(root: Path) -> None:
    path = root / "index.md"
    before = path.stat()

    def save() -> None:
        path.write_text("new\n", "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert told(root, save, None) == [{"index.md"}]


def test_new_deleted_and_renamed_files_are_told(root: Path) -> None:
    found = told(
        root,
        saving(root / "posts/c.md", "third\n"),
        None,
        (root / "index.md").unlink,
        None,
        lambda: (root / "posts/a.md").rename(root / "posts/d.md"),
        None,
    )
    assert found == [{"posts/c.md"}, {"index.md"}, {"posts/a.md", "posts/d.md"}]


def test_a_burst_of_saves_is_one_change(root: Path) -> None:
    saves = [saving(root / name, "new text\n") for name in ("index.md", "posts/a.md", "posts/b.md")]
    assert told(root, *saves, None, None) == [{"index.md", "posts/a.md", "posts/b.md"}]


def test_a_file_that_was_there_for_a_moment_is_not_told(root: Path) -> None:
    path = root / "4913"  # as vim tries whether it may write
    assert told(root, saving(path, ""), path.unlink, None, None) == []


def test_what_is_written_without_end_is_told_all_the_same(root: Path) -> None:
    saves = [saving(root / "index.md", "x" * length) for length in range(MOST_LOOKS + 1)]
    assert told(root, *saves, None) == [{"index.md"}]


def test_what_happens_while_a_change_is_dealt_with_is_told_next(root: Path) -> None:
    found = []
    watcher = FileWatcher(lambda: [root])
    wait = pauses((saving(root / "index.md", "new text\n"), None, None, None))
    for changed in watcher.changes(wait):
        found.append(names(root, changed))
        if len(found) == 1:
            (root / "posts/a.md").write_text("new text\n", "utf-8")
    assert found == [{"index.md"}, {"posts/a.md"}]


def test_what_nobody_writes_is_not_watched(root: Path) -> None:
    for folder in ".git", "node_modules":
        (root / folder).mkdir()
    hidden = [root / name for name in (".git/index", "node_modules/a.js", ".index.md.swp", "index.md~")]
    saves = [saving(path, "text\n") for path in hidden]
    assert told(root, *saves, None, skipped=("node_modules",)) == []


def test_a_root_may_be_a_file_and_need_not_be_there(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    watcher = FileWatcher(lambda: [path])
    assert watcher.changed() == frozenset()
    path.write_text("site_name: Mine\n", "utf-8")
    assert watcher.changed() == {path}
    path.unlink()
    assert watcher.changed() == {path}
    assert watcher.changed() == frozenset()


def test_roots_are_asked_for_anew(root: Path) -> None:
    roots = [root / "index.md"]
    watcher = FileWatcher(lambda: roots)
    roots.append(root / "posts")
    assert watcher.changed() == {root / "posts/a.md", root / "posts/b.md"}


def test_links_in_a_ring_end(root: Path) -> None:
    (root / "posts/ring").symlink_to(root)
    (root / "posts/nowhere.md").symlink_to(root / "nowhere.md")
    assert told(root, saving(root / "posts/a.md", "new text\n"), None) == [{"posts/a.md"}]


@pytest.mark.parametrize(
    ("wall", "processor", "pause"), [(0.09, 0.0, 0.1), (0.5, 0.0, 0.5), (0.09, 0.03, 0.6)]
)
def test_a_look_that_waits_for_a_build_is_soon_followed_by_another(
    root: Path, monkeypatch: pytest.MonkeyPatch, wall: float, processor: float, pause: float
) -> None:
    """What a look takes of the processor says how much looking costs; beside a build it takes longer."""
    monkeypatch.setattr(file_watcher.time, "perf_counter", partial(next, count(0.0, wall)))
    monkeypatch.setattr(file_watcher.time, "thread_time", partial(next, count(0.0, processor)))
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) == 2

    assert list(FileWatcher(lambda: [root]).changes(wait)) == []
    assert waited == [file_watcher.EVERY, pytest.approx(pause)]
