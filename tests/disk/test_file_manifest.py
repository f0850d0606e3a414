"""All files that something was made from: whatever changes is seen, and what no tool of ours reads is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chronicles.disk.file_manifest import FileManifest, FileRoots, repository_of

FILES = ("docs/a.md", "docs/.meta.yml", "project/app.py", "project/.gitignore", "mkdocs.yml", ".git/HEAD")
EDITS: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: (root / "docs/a.md").write_text("new\n", "utf-8"),
    "a text of the same length": lambda root: (root / "project/app.py").write_text("odl\n", "utf-8"),
    "a hidden file": lambda root: (root / "docs/.meta.yml").write_text("new text\n", "utf-8"),
    "a new file": lambda root: (root / "project/new.py").write_text("new\n", "utf-8"),
    "a new cache in a project": lambda root: (
        (root / "project/__pycache__").mkdir() or (root / "project/__pycache__/a.pyc").write_bytes(b"x")
    ),
    "a file that is gone": lambda root: (root / "mkdocs.yml").unlink(),
    "a file that was renamed": lambda root: (root / "docs/a.md").rename(root / "docs/b.md"),
    "what may be done with it": lambda root: (root / "docs/a.md").chmod(0o755),
    "a commit": lambda root: (root / ".git/HEAD").write_text("ref: b\n", "utf-8"),
    "a branch": lambda root: (
        (root / ".git/refs").mkdir() or (root / ".git/refs/a").write_text("1\n", "utf-8")
    ),
    "behind a link": lambda root: (root.parent / "outside/b.md").write_text("new\n", "utf-8"),
}
UNSEEN: dict[str, Callable[[Path], object]] = {
    "what was left out": lambda root: (root / "site/index.html").write_text("new\n", "utf-8"),
    "a cache": lambda root: (root / "__pycache__/a.pyc").write_bytes(b"new"),
    "an environment": lambda root: (root / "env/lib.py").write_text("new\n", "utf-8"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "journal"
    for name in (*FILES, "site/index.html", "__pycache__/a.pyc", "env/lib.py", "env/pyvenv.cfg"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("old\n", "utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/b.md").write_text("old\n", "utf-8")
    (root / "docs/linked").symlink_to(tmp_path / "outside")
    (root / "docs/ring").symlink_to(root / "docs")
    return root


def manifest(root: Path) -> FileManifest:
    whole = (f"{root}/docs", f"{root}/project")
    return FileManifest.of(FileRoots(whole, (str(root),), (f"{root}/site",), (), (f"{root}/.git",)))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_changes_is_seen(root: Path, edit: Callable[[Path], object]) -> None:
    before = manifest(root)
    assert before.is_current()
    edit(root)
    now = manifest(root)
    assert not before.is_current()
    assert not before.is_same(now)
    assert before.unlike(now)


@pytest.mark.parametrize("edit", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_reads_is_not(root: Path, edit: Callable[[Path], object]) -> None:
    before = manifest(root)
    edit(root)
    assert before.is_current()
    assert before.is_same(manifest(root))


def test_what_comes_later_is_seen_where_it_is_heeded(root: Path) -> None:
    git, heeded = repository_of(root / "docs")
    assert git == f"{root}/.git"
    before = FileManifest.of(FileRoots((), files=tuple(heeded)))
    (root / "docs/.gitignore").write_text("*.tmp\n", "utf-8")
    assert not before.is_current()


def test_a_repository_that_is_elsewhere_is_not_known(root: Path) -> None:
    (root / "docs/.git").write_text("gitdir: ../elsewhere\n", "utf-8")
    with pytest.raises(NotADirectoryError):
        repository_of(root / "docs")
