"""The files of a project, on disk and in git: what can be read, and what must not be."""

import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.pages.states import NOW, parse_state
from chronicles.source.projects import Projects
from chronicles.source.trees import Tree, WorkingTree
from tests.journals import (
    Content,
    Fifo,
    Journal,
    Link,
    Socket,
    Story,
    as_nobody,
    folder_for_all,
    refused,
    settle,
    write,
)

FILES: dict[str, Content] = {
    "README.md": "read me\n",
    "students/models.py": "x = 1\n",
    "students/views.py": "y = 2\n",
    "config/urls.py": "z = 3\n",
    "students/urls.py": "w = 4\n",
    "a b.py": "spaces\n",
    'it\'s "odd".py': "quotes\n",
    "größe/学.py": "unicode\n",
    "x missing": "the word of git\n",
    "empty.py": "",
    "logo.png": b"\x89PNG\r\n\x1a\n\0",
    "big.txt": b"x" * 2_000_001,
    "pointer.bin": "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n",
    "inside": Link("students/models.py"),
    "app": Link("students"),
    "outside.py": Link("../secret.py"),
    "folder outside": Link("../demo_project_evil"),
    "absolute.py": Link("/etc/passwd"),
    "dangling.py": Link("nowhere.py"),
    "loop.py": Link("loop.py"),
    "there": Link("back"),
    "back": Link("there"),
}
UTC = ZoneInfo("UTC")
OUT = "Copy the file into the project."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a repository, with a secret and a neighbour of nearly the same name beside it."""
    work = tmp_path_factory.mktemp("work")
    write(work, {"secret.py": "secret\n", "demo_project_evil/a.py": "secret\n"})
    write(work / "demo_project", FILES)
    Story(work).commit()
    return work / "demo_project"


@pytest.fixture(params=["now", "git:main"])
def tree(
    request: pytest.FixtureRequest, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Tree]:
    """The same files on disk, and in a commit."""
    settle(monkeypatch, tmp_path)
    with Projects({"": project}, UTC) as projects:
        yield projects.tree("", parse_state(request.param))


def at(tree: Tree) -> str:
    return "" if isinstance(tree, WorkingTree) else " at git:main"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("students/models.py", "x = 1"),
        ("a b.py", "spaces"),
        ('it\'s "odd".py', "quotes"),
        ("größe/学.py", "unicode"),
        ("x missing", "the word of git"),
        ("empty.py", ""),
        ("inside", "x = 1"),
        ("app/models.py", "x = 1"),
    ],
)
def test_files_are_read(tree: Tree, path: str, text: str) -> None:
    assert tree.read(path).text == text


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("students/model.py", "Did you mean 'students/models.py'?"),
        ("Students/Models.py", "Did you mean 'students/models.py'?"),
        ("models.py", "Did you mean 'students/models.py'?"),
        ("shop/views.py", "Did you mean 'students/views.py'?"),
        ("urls.py", "Did you mean 'config/urls.py'?"),  # the first of two
        ("qqqqqqqqqqqqqqqq", "Name a file of it."),
        ("no such file missing", "Name a file of it."),
        ("x ambiguous", "Name a file of it."),
        ("app/nothing-like-it", "Name a file of it."),
    ],
)
def test_unknown_files_are_refused_with_the_nearest(tree: Tree, path: str, mend: str) -> None:
    assert refused(lambda: tree.read(path)) == f"the project has no file {path!r}{at(tree)}\n{mend}"


def test_a_link_that_leads_nowhere_is_not_recommended_in_its_own_place(tree: Tree) -> None:
    assert "'dangling.py'?" not in refused(lambda: tree.read("dangling.py"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("students", "students is not a file{at}\nName a file."),
        ("app", "app is not a file{at}\nName a file."),
        ("README.md/x", "README.md/x is not a file{at}\nName a file."),
        ("outside.py", f"outside.py leads out of the project, through a link\n{OUT}"),
        ("folder outside/a.py", f"folder outside/a.py leads out of the project, through a link\n{OUT}"),
        ("absolute.py", f"absolute.py leads out of the project, through a link\n{OUT}"),
        ("logo.png", "logo.png is not UTF-8 text (byte 0)\nShow a text file saved as UTF-8."),
        ("big.txt", "big.txt is 2,000,001 bytes long\nShow a file of two million bytes at most."),
        (
            "pointer.bin",
            "pointer.bin is a Git LFS pointer, not the file\nFetch it with 'git lfs pull', or show another.",
        ),
    ],
)
def test_what_is_no_text_of_the_project_is_refused(tree: Tree, path: str, expected: str) -> None:
    assert refused(lambda: tree.read(path)) == expected.replace("{at}", at(tree))


@pytest.mark.parametrize("path", ["loop.py", "there", "back"])
def test_links_in_a_ring_are_refused(tree: Tree, path: str) -> None:
    assert refused(lambda: tree.read(path)) in (
        f"{path} is a link to itself\nName a file.",
        f"{path} is not a file at git:main\nName a file.",
    )


def test_the_size_of_a_large_file_is_told_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"x" * 5_000_000})
    expected = "a.txt is 5,000,000 bytes long\nShow a file of two million bytes at most."
    assert refused(lambda: WorkingTree(tmp_path).read("a.txt")) == expected


@pytest.mark.parametrize("thing", [Fifo(), Socket()], ids=["pipe", "socket"])
def test_what_is_neither_file_nor_folder_is_refused_at_once(tmp_path: Path, thing: Content) -> None:
    write(tmp_path, {"a.py": thing})
    assert refused(lambda: WorkingTree(tmp_path).read("a.py")) == "a.py is not a file\nName a file."


def test_a_device_is_refused(tmp_path: Path) -> None:
    """Through a link, as nobody but root makes devices."""
    write(tmp_path, {"a.py": Link("/dev/zero")})
    expected = f"a.py leads out of the project, through a link\n{OUT}"
    assert refused(lambda: WorkingTree(tmp_path).read("a.py")) == expected


@pytest.mark.parametrize("closed", ["a/b.py", "a"])
def test_what_may_not_be_read_is_refused(closed: str) -> None:
    with folder_for_all() as folder:
        write(folder, {"a/b.py": "x\n"})
        (folder / closed).chmod(0o000)
        with as_nobody():
            said = refused(lambda: WorkingTree(folder).read("a/b.py"))
        (folder / closed).chmod(0o755)
    assert said == "a/b.py cannot be read: Permission denied\nMake it readable."


def test_a_name_longer_than_any_file_has(tmp_path: Path) -> None:
    said = refused(lambda: WorkingTree(tmp_path).read("x" * 300))
    assert said == f"{'x' * 300} is too long a name for a file\nName a file."


def test_a_project_that_is_itself_a_link(tmp_path: Path) -> None:
    write(tmp_path, {"real/a.py": "x\n", "demo_project": Link("real"), "b.py": "secret\n"})
    tree = WorkingTree(tmp_path / "demo_project")
    assert (tree.read("a.py").text, tree.files()) == ("x", ["a.py"])


def test_files_are_the_source_and_nothing_else(tmp_path: Path) -> None:
    made = [
        "__pycache__/a.pyc",
        ".venv/a.py",
        "node_modules/a.js",
        "staticfiles/a.css",
        "db.sqlite3",
        "a.pyc",
    ]
    write(tmp_path, dict.fromkeys(["b.py", "a/c.py", ".env", *made], "x"))
    assert WorkingTree(tmp_path).files() == [".env", "a/c.py", "b.py"]


def test_a_file_that_changes_is_read_as_it_is_now(tmp_path: Path) -> None:
    tree = WorkingTree(write(tmp_path, {"a.py": "old\n"}))
    assert tree.read("a.py").text == "old"
    write(tmp_path, {"a.py": "new\n"})
    assert tree.read("a.py").text == "new"


def test_the_folder_of_a_project_must_be_there(tmp_path: Path) -> None:
    write(tmp_path, {"a file": "x"})
    folders = {"": tmp_path / "demo_project", "shop": tmp_path / "shop", "file": tmp_path / "a file"}
    mend = "Put it there, or mend 'projects:' in mkdocs.yml."
    with Projects(folders, UTC) as projects:
        own = f"the folder demo_project is not there\n{mend.replace('projects:', 'project:')}"
        assert refused(lambda: projects.tree("", NOW)) == own
        for name in ("shop", "file"):
            expected = f"the folder of the project {name!r} is not there\n{mend}"
            assert refused(lambda name=name: projects.tree(name, NOW)) == expected
        assert refused(lambda: projects.tree("shpo", NOW)) == (
            "there is no project 'shpo'\nDid you mean 'shop'?"
        )


def test_a_project_nobody_named(tmp_path: Path) -> None:
    with Journal(tmp_path, {}).projects() as projects:
        expected = "there is no project 'shop'\nName its folder under 'projects:' in mkdocs.yml."
        assert refused(lambda: projects.tree("shop", NOW)) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="other systems fold the case of names")
def test_names_are_compared_letter_by_letter(tmp_path: Path) -> None:
    tree = WorkingTree(write(tmp_path, {"a.py": "small\n", "A.py": "large\n"}))
    assert (tree.read("a.py").text, tree.read("A.py").text) == ("small", "large")
