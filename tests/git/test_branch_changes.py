"""What a branch has changed since it left another one, in repositories told commit by commit."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from chronicles.git.branch_changes import BranchChanges, branch_changes
from tests.journals import Link, Story, counted_git, git_in_the_way, refused, settle, write

BASE = {"a.md": "a\n", "b/c.py": "c\n", "b/d.py": "d\n", "link.md": Link("a.md"), ".gitignore": "*.log\n"}


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    settle(monkeypatch, tmp_path)
    story = Story(tmp_path / "repo")
    story.commit(BASE)
    story.git("checkout", "--quiet", "-b", "work")
    return story


def changed(story: Story, base: str = "main") -> list[str]:
    return sorted(branch_changes(story.folder, base).paths)


def on_both(story: Story) -> None:
    """Commit something here, and something else on the branch that this one is from."""
    story.commit({"a.md": "b\n"})
    story.git("checkout", "--quiet", "main")
    story.commit({"b/c.py": "other\n"})
    story.git("checkout", "--quiet", "work")


CHANGES: dict[str, tuple[Callable[[Story], object], list[str]]] = {
    "nothing": (lambda story: None, []),
    "a commit": (lambda story: story.commit({"a.md": "b\n"}), ["a.md"]),
    "what is not committed": (lambda story: write(story.folder, {"a.md": "b\n"}), ["a.md"]),
    "what is staged, and put back since": (
        lambda story: [
            write(story.folder, {"a.md": "b\n"}),
            story.git("add", "a.md"),
            write(story.folder, {"a.md": "a\n"}),
        ],
        ["a.md"],
    ),
    "a change that was taken back": (
        lambda story: [story.commit({"a.md": "b\n"}), story.commit({"a.md": "a\n"})],
        [],
    ),
    "a file that git does not track": (lambda story: write(story.folder, {"b/e é.py": "e\n"}), ["b/e é.py"]),
    "a file that git ignores": (lambda story: write(story.folder, {"b/e.log": "e\n"}), []),
    "a name that ends with a newline": (lambda story: story.commit({"b/e\n": "e\n"}), ["b/e\n"]),
    "a file that is gone": (lambda story: story.commit({"a.md": None}), ["a.md"]),
    "a file of another name": (
        lambda story: story.commit({"b/c.py": None, "b/e.py": "c\n"}),
        ["b/c.py", "b/e.py"],
    ),
    "a link that is a file now": (
        lambda story: [write(story.folder, {"link.md": None}), story.commit({"link.md": "a\n"})],
        ["link.md"],
    ),
    "a file that was only touched": (lambda story: (story.folder / "a.md").touch(), []),
    "a repository of its own": (
        lambda story: Story(story.folder / "inner").commit({"x.py": "x\n"}),
        ["inner"],
    ),
    "what the other branch has done since": (
        on_both,
        ["a.md"],
    ),
    "what was merged from the other branch": (
        lambda story: [on_both(story), story.git("merge", "--quiet", "--no-edit", "main")],
        ["a.md"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_changes_of_a_branch(story: Story, name: str) -> None:
    do, expected = CHANGES[name]
    do(story)
    assert changed(story) == expected


def test_they_are_the_same_from_a_folder_and_under_any_settings(story: Story) -> None:
    story.commit({"a.md": "b\n", "b/c.py": "e\n"})
    for key, value in {"diff.relative": "true", "core.quotePath": "true", "diff.noPrefix": "true"}.items():
        story.git("config", key, value)
    assert sorted(branch_changes(story.folder / "b", "main").paths) == ["a.md", "b/c.py"]


def test_a_revision_may_be_named_in_any_way(story: Story) -> None:
    first = story.git("rev-parse", "HEAD")
    story.tag("v1", "--annotate", "--message=one")
    story.commit({"a.md": "b\n"})
    for base in (first, first[:10], "v1", "main", "HEAD~1", "refs/heads/main", "@{-1}"):
        assert branch_changes(story.folder, base) == BranchChanges(
            story.folder.resolve(), base, first, *sets({"a.md"}, {"a.md"}, set(BASE))
        )


def sets(*found: set[str]) -> list[frozenset[str]]:
    return [frozenset(one) for one in found]


def test_before_the_first_commit_all_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, tmp_path)
    story = Story(tmp_path / "repo")
    write(story.folder, {"a.md": "a\n", "b.md": "b\n"})
    story.git("add", "a.md")
    found = branch_changes(story.folder, "HEAD")
    assert (found.commit, sorted(found.paths), sorted(found.modified)) == ("", ["a.md", "b.md"], [])
    assert found.before(story.folder / "a.md") is None
    assert refused(lambda: branch_changes(story.folder, "main")) == (
        "there is no revision 'main'\n"
        "List what there is with 'git branch --all', or fetch it: git fetch origin"
    )


TOUCHED = {
    "a.md": True,
    "link.md": True,  # which leads to it
    "b/c.py": False,
    "b/e.log": True,  # ignored, so nobody knows
    "inner/x.py": True,
    "../elsewhere.md": True,
}


@pytest.mark.parametrize("path", TOUCHED)
def test_a_file_is_touched_where_it_is_not_known_not_to_be(story: Story, path: str) -> None:
    story.commit({"a.md": "b\n"})
    write(story.folder, {"b/e.log": "", "../elsewhere.md": ""})
    Story(story.folder / "inner").commit({"x.py": "x\n"})
    assert branch_changes(story.folder, "main").touches(story.folder / path) is TOUCHED[path]


def test_a_submodule_is_touched_by_its_commit_and_by_its_files(tmp_path: Path, story: Story) -> None:
    inner = Story(tmp_path / "inner")
    inner.commit({"x/y.py": "1\n"})
    story.git("submodule", "--quiet", "add", str(inner.folder), "sub")
    story.commit()
    story.git("branch", "--force", "main")
    file = story.folder / "sub" / "x" / "y.py"
    assert not branch_changes(story.folder, "main").touches(file)
    write(story.folder / "sub", {"x/y.py": "2\n"})
    assert branch_changes(story.folder, "main").touches(file)
    Story.at(story.folder / "sub").commit()
    story.git("config", "diff.ignoreSubmodules", "all")
    found = branch_changes(story.folder, "main")
    assert found.touches(file) and found.touches_repository(story.folder.resolve() / "sub" / "x")


def test_what_a_file_was_can_be_read(story: Story) -> None:
    story.commit({"a.md": "b\n", "new.md": "n\n"})
    found = branch_changes(story.folder, "main")
    assert found.before(found.top / "a.md") == b"a\n"
    assert found.before(found.top / "new.md") is None
    assert found.before(found.top / "b") is None
    assert found.below(found.top / "b") == []
    assert (found.below(found.top), found.came_or_went(found.top)) == (["a.md", "new.md"], ["new.md"])


WRONG: Mapping[str, tuple[str, str]] = {
    "mian": ("there is no revision 'mian'", "Did you mean 'main'?"),
    "v9.9": (
        "there is no revision 'v9.9'",
        "List what there is with 'git branch --all', or fetch it: git fetch origin",
    ),
    "--all": (
        "there is no revision '--all'",
        "List what there is with 'git branch --all', or fetch it: git fetch origin",
    ),
    "a\nb": (
        "'a\\nb' is not a revision",
        "List what there is with 'git branch --all', or fetch it: git fetch origin",
    ),
    "": ("'' is not a revision", "List what there is with 'git branch --all', or fetch it: git fetch origin"),
    "HEAD:a.md": (
        "there is no revision 'HEAD:a.md'",
        "List what there is with 'git branch --all', or fetch it: git fetch origin",
    ),
    "other": (
        "there is no commit from which both HEAD and 'other' come",
        "Name one that the branch comes from, or HEAD for what is not committed.",
    ),
}


@pytest.mark.parametrize("base", WRONG)
def test_what_cannot_be_compared_is_refused(story: Story, base: str) -> None:
    story.git("checkout", "--quiet", "--orphan", "other")
    story.commit({"a.md": "another beginning\n"})
    story.git("checkout", "--quiet", "work")
    assert refused(lambda: branch_changes(story.folder, base)) == "\n".join(WRONG[base])


def test_a_shallow_clone_is_told_what_to_fetch(tmp_path: Path, story: Story) -> None:
    story.commit({"a.md": "b\n"})
    story.git("checkout", "--quiet", "main")
    story.commit({"b/c.py": "e\n"})
    clone = ("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{story.folder}", "shallow")
    Story.at(tmp_path).git(*clone)
    shallow = Story.at(tmp_path / "shallow")
    fetch = "Fetch the whole history: git fetch --unshallow --tags"
    assert refused(lambda: branch_changes(shallow.folder, "origin/work")) == (
        f"no commit was fetched from which both HEAD and 'origin/work' come\n{fetch}"
    )
    assert refused(lambda: branch_changes(shallow.folder, "main~1")) == (
        f"there is no revision 'main~1'\n{fetch}"
    )


def test_without_a_repository_or_git_there_is_nothing_to_compare_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    folder = write(tmp_path / "notes", {"a.md": "a\n"})
    assert refused(lambda: branch_changes(folder, "main")) == (
        "notes is in no git repository, so nothing says what has changed\n"
        "Leave --changed out, or begin one with 'git init'."
    )
    monkeypatch.setenv("PATH", str(folder))
    assert refused(lambda: branch_changes(folder, "main")) == (
        "there is no git program here\nInstall git; revisions and dates need it."
    )


def test_a_repository_of_somebody_else_is_told_as_git_tells_it(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "fatal: detected dubious ownership in repository\nTo add an exception: git config"
    git_in_the_way(monkeypatch, story.folder.parent, f"printf '{words}' >&2; exit 128")
    assert refused(lambda: branch_changes(story.folder, "main")) == (
        "git cannot use the repository: detected dubious ownership in repository\n"
        "To add an exception: git config"
    )


def test_git_is_asked_no_more_often_in_a_large_repository(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.commit({f"many/{number}.py": f"{number}\n" for number in range(50)})
    calls = counted_git(monkeypatch, story.folder.parent)
    found = branch_changes(story.folder, "main")
    assert all(found.touches(story.folder / "many" / f"{number}.py") for number in range(50))
    assert len(calls()) == 8
