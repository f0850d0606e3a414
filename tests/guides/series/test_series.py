"""The series as a repository in the cache: the same everywhere, healed where it is damaged."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chronicles.guides.series.patches import Patch
from chronicles.guides.series.series import Series
from chronicles.problems import Place
from tests.guides.series.guides import Files, Guide, Program, empty_patches, patches_of, state, texts
from tests.journals import GIT, Story, as_nobody, counted_git, folder_for_all, git_in_the_way, refused, write
from tests.sizes import few

STATES: list[Files] = [
    {"a.py": "1\n"},
    {"a.py": "1\n2\n", "run.sh": Program("#!/bin/sh\n"), "windows.txt": "x\r\n"},
    {"a.py": "1\n2\n", "run.sh": Program("#!/bin/sh\n"), "windows.txt": "x\r\n"},
    {"a.py": "1\ntwo\n", "bin": b"\0\1"},
]
HASHES = {  # as they are on every machine
    "demo/01": "ded6533574946b8286f25f5894e11c7764b4c2b5",
    "demo/02": "dcc1b32ae27a03c2badf921f9df9a46a41d19ffb",
    "demo/03": "f7a13dbcafff3361d917b7061c3280bca5c6b533",
    "demo/04": "e470d3870f84c2eb5a559767acaa1f172066f240",
}
FIT = "Put back the patch that fits, from git."


def states_of(series: Series) -> list[dict[str, object]]:
    return [{file.path: file for file in series.files(name)} for name in series.names]


def test_every_state_has_its_files(tmp_path: Path) -> None:
    series = Guide(tmp_path, STATES).series()
    assert series.broken is None
    assert series.names == ("demo/01", "demo/02", "demo/03", "demo/04")
    assert states_of(series) == [state(files) for files in STATES]
    assert [series.before(name) for name in series.names] == [None, *series.names[:-1]]


def test_a_step_without_a_patch_leaves_all_as_it_was(tmp_path: Path) -> None:
    series = Guide(tmp_path, STATES).series()
    assert not series.patches[2].data
    assert series.tree("demo/03") == series.tree("demo/02")
    assert series.commit("demo/03") != series.commit("demo/02")


def test_each_step_is_a_commit_and_a_branch(tmp_path: Path) -> None:
    series = Guide(tmp_path, STATES).series()
    assert list(series.commits) == list(series.names)
    said = subprocess.run(
        [GIT, "log", "--reverse", "--format=%H %an <%ae> %at %cn %ct %s", "demo/04"],
        cwd=series.folder,
        capture_output=True,
        text=True,
    ).stdout
    who, day = "Chronicles <chronicles@example.org>", "946684800"
    assert said.splitlines() == [
        f"{commit} {who} {day} Chronicles {day} {name}: words" for name, commit in series.commits.items()
    ]
    refs = ("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads/")
    said = subprocess.run([GIT, *refs], cwd=series.folder, capture_output=True, text=True).stdout
    assert said.splitlines() == [f"refs/heads/{name} {commit}" for name, commit in series.commits.items()]


def test_the_author_and_the_day_of_a_patch_are_kept(tmp_path: Path) -> None:
    (made,) = patches_of(tmp_path, [{"a": "1\n"}])
    data = made.data.replace(b"Chronicles <chronicles@example.org>", b"=?UTF-8?q?Zo=C3=AB?= <z@x.org>")
    for date in (b"Thu, 1 Jan 1970 00:00:05 +0000", b"Fri, 29 Aug 2025 12:00:00 +0545"):
        patch = replace(made, data=data.replace(b"Sat, 1 Jan 2000 00:00:00 +0000", date))
        series = Series(tmp_path / "series.git", [patch])
        words = ("log", "-1", "--format=%an <%ae> %aD", series.commit("demo/01"))
        said = subprocess.run([GIT, *words], cwd=series.folder, capture_output=True, text=True).stdout
        assert said == f"Zoë <z@x.org> {date.decode()}\n"


def test_the_trees_that_have_a_file(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{}, {"b c": "1\n"}, {"b c": "1\n", "d": ""}, {"d": ""}]).series()
    assert series.trees("b c") == {name: series.tree(name) for name in ("demo/02", "demo/03")}
    assert series.trees("none") == {}
    assert Series(tmp_path / "none.git", []).trees("d") == {}


def test_a_step_that_is_not_there(tmp_path: Path) -> None:
    series = Guide(tmp_path, STATES).series()
    assert refused(lambda: series.files("demo/05")) == ("there is no step 'demo/05'\nDid you mean 'demo/04'?")
    assert refused(lambda: series.tree("x")) == (
        "there is no step 'x'\n'python3 build.py step list' shows what there is."
    )


def test_nothing_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = Guide(tmp_path, STATES)
    commits = guide.series().commits
    calls = counted_git(monkeypatch, tmp_path)
    assert guide.series().commits == commits
    assert len(calls()) == 2, calls()


def test_a_step_that_changes_makes_only_itself_and_what_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = Guide(tmp_path, STATES)
    before = guide.series().commits
    other = guide.patches[3].data.replace(b"+two", b"+too")
    guide.patches = (*guide.patches[:3], replace(guide.patches[3], data=other))
    calls = counted_git(monkeypatch, tmp_path)
    after = guide.series().commits
    assert sum("commit-tree" in call for call in calls()) == 1
    assert [name for name in before if before[name] != after[name]] == ["demo/04"]


def test_a_page_without_a_patch_that_is_renamed_is_the_same_as_on_another_machine(tmp_path: Path) -> None:
    def named(word: str) -> list[Patch]:
        (patch,) = empty_patches(1)
        return [replace(patch, step=replace(patch.step, page=f"steps/demo/01-{word}.md"))]

    Series(tmp_path / "one.git", named("old")).commits  # noqa: B018
    assert (
        Series(tmp_path / "one.git", named("new")).commits
        == Series(tmp_path / "two.git", named("new")).commits
    )


CONFIG = """
[user]
    name =
    email = eve@example.org
    useConfigOnly = true
[core]
    autocrlf = true
    excludesFile = {home}/ignore
    attributesFile = {home}/attributes
    hooksPath = {home}/hooks
    quotePath = true
    safecrlf = true
    whitespace = error
[commit]
    gpgSign = true
[gpg]
    program = false
[init]
    templateDir = {home}/template
    defaultBranch = trunk
[apply]
    whitespace = error
[diff]
    noprefix = true
    mnemonicPrefix = true
    renames = copies
    context = 1
    algorithm = patience
[format]
    signature = Eve
    subjectPrefix = EVE
    attach = true
    from = true
    numbered = true
[i18n]
    commitEncoding = latin1
    logOutputEncoding = latin1
[rebase]
    autosquash = true
    missingCommitsCheck = error
[merge]
    conflictStyle = diff3
"""


@pytest.fixture
def other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a person may have set, against us."""
    home = tmp_path / "another home"
    hook = "#!/bin/sh\nexit 1\n"
    hooks = {
        f"{folder}/{name}": hook
        for folder in ("hooks", "template/hooks")
        for name in ("pre-commit", "commit-msg", "post-checkout", "reference-transaction", "pre-rebase")
    }
    write(home, {".gitconfig": CONFIG.format(home=home), "ignore": "*\n", **hooks})
    write(home, {"attributes": "* text eol=crlf ident\n", "template/info/exclude": "*\n"})
    for name in hooks:
        (home / name).chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.setenv(name, "Eve")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    mask = os.umask(0o077)
    yield
    os.umask(mask)


def test_the_hashes_are_these_on_every_machine(tmp_path: Path) -> None:
    assert Guide(tmp_path, STATES).series().commits == HASHES


def test_also_with_everything_set_against_it(tmp_path: Path, other_machine: None) -> None:
    guide = Guide(tmp_path / "another folder", STATES)
    series = guide.series()
    assert series.broken is None, str(series.broken)
    assert series.commits == HASHES
    assert states_of(series) == [state(files) for files in STATES]


# What a patch must not do


def broken(tmp_path: Path, patches: list[Patch] | tuple[Patch, ...]) -> str:
    """The one problem of a series."""
    found = Series(tmp_path / "series.git", patches).broken
    assert found is not None
    return str(found.at(Place("docs/a.md", 7)))


def adding(path: str, mode: str = "100644") -> Patch:
    (made,) = empty_patches(1)
    head = b"From: A <a@b.org>\nDate: Sat, 1 Jan 2000 00:00:00 +0000\nSubject: x\n\n---\n\n"
    text = f"diff --git a/{path} b/{path}\nnew file mode {mode}\n--- /dev/null\n+++ b/{path}\n"
    return replace(made, data=head + text.encode() + b"@@ -0,0 +1 @@\n+x\n")


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", ".git/config", ".GIT/config", "a/../../x", "a/.git/hooks/x", "git~1/x", "./x"]
)
def test_a_patch_cannot_write_outside(tmp_path: Path, path: str) -> None:
    assert broken(tmp_path, [adding(path)]) == (
        f"docs/steps/demo/01-words.patch:7: the patch does not apply to an empty folder: "
        f"invalid path '{path}'\n    {FIT}"
    )


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_a_patch_cannot_make_a_link(tmp_path: Path, mode: str) -> None:
    assert broken(tmp_path, [adding("x", mode)]) == (
        "docs/steps/demo/01-words.patch:8: it makes a link, and states hold files alone\n"
        "    Put the file in its place."
    )


def test_a_file_that_speaks_of_links_is_none(tmp_path: Path) -> None:
    series = Guide(tmp_path, [{"a": "new file mode 120000\n"}, {"a": "new mode 120000\n"}]).series()
    assert series.broken is None


def test_a_patch_that_does_not_apply_is_one_problem_at_its_file(tmp_path: Path) -> None:
    guide = Guide(tmp_path, [{"a": "1\n", "b": "1\n"}, {"a": "1\n", "b": "2\n"}, {"a": "2\n"}])
    first, second, third = guide.patches
    second = replace(second, data=second.data.replace(b"-1\n", b"-x\n"))
    line = second.data.split(b"\n").index(b"diff --git a/b b/b") + 1
    assert broken(tmp_path, [first, second, third]) == (
        f"docs/steps/demo/02-words.patch:{line}: the patch does not apply to the step before: "
        f"patch failed: b:1\n    {FIT}"
    )
    series = Series(tmp_path / "series.git", [first, second, third])
    assert list(series.commits) == ["demo/01"]
    assert texts({file.path: file for file in series.files("demo/01")}) == {"a": "1\n", "b": "1\n"}
    for name in ("demo/02", "demo/03"):
        assert refused(lambda name=name: series.files(name)).startswith("the patch does not apply")
    assert series.trees("a").keys() == {"demo/01"}


def test_the_first_step_has_nothing_before_it(tmp_path: Path) -> None:
    guide = Guide(tmp_path, [{"a": "1\n"}, {"a": "2\n"}])
    first = replace(guide.patches[0], data=guide.patches[1].data)
    assert "does not apply to an empty folder: a: does not exist in index" in broken(tmp_path, [first])


def test_a_file_that_is_there_already(tmp_path: Path) -> None:
    guide = Guide(tmp_path, [{"a": "1\n"}])
    again = replace(empty_patches(2)[1], data=guide.patches[0].data)
    line = again.data.split(b"\n").index(b"diff --git a/a b/a") + 1
    assert broken(tmp_path, [guide.patches[0], again]) == (
        f"docs/steps/demo/02-words.patch:{line}: the patch does not apply to the step before: "
        f"a: already exists in index\n    {FIT}"
    )


def test_a_patch_that_was_cut_short_is_named_at_the_line(tmp_path: Path) -> None:
    (made,) = patches_of(tmp_path, [{"a": "1\n2\n3\n"}])
    cut = replace(made, data=made.data[: -len("+3\n")])
    assert broken(tmp_path, [cut]) == (
        f"docs/steps/demo/01-words.patch:{cut.data.count(chr(10).encode()) + 1}: "
        f"the patch does not apply to an empty folder: corrupt patch\n    {FIT}"
    )


def test_a_patch_whose_line_ends_were_changed_is_told(tmp_path: Path) -> None:
    """Git would apply it, and the project's lines would end as those of Windows."""
    (made,) = patches_of(tmp_path, [{"a": "1\n"}])
    assert broken(tmp_path, [replace(made, data=made.data.replace(b"\n", b"\r\n"))]) == (
        "docs/steps/demo/01-words.patch: its line ends have become those of Windows\n"
        "    Let '*.patch -text' stand in .gitattributes, and take the patch from git again."
    )


def test_what_is_no_patch_is_told(tmp_path: Path) -> None:
    (made,) = empty_patches(1)
    assert broken(tmp_path, [replace(made, data=b"words\n")]) == (
        "docs/steps/demo/01-words.patch: it is not a patch with From, Date and Subject\n"
        "    Write it with 'python3 build.py step save', or with git format-patch."
    )


def test_a_patch_that_fits_again_is_taken(tmp_path: Path) -> None:
    guide = Guide(tmp_path, STATES)
    spoiled = replace(guide.patches[1], data=b"words\n")
    assert Series(tmp_path / "cache/series.git", [guide.patches[0], spoiled, *guide.patches[2:]]).broken
    assert guide.series().commits == HASHES


# A damaged cache


def loose(folder: Path) -> list[Path]:
    return sorted(folder.glob("objects/??/*"))


def without_an_object(number: int) -> Callable[[Path], object]:
    return lambda folder: loose(folder)[number].unlink()


def cut(number: int) -> Callable[[Path], object]:
    def damage(folder: Path) -> None:
        path = loose(folder)[number]
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:5])

    return damage


def cut_pack(folder: Path) -> None:
    subprocess.run([GIT, "repack", "-adq"], cwd=folder, check=True)
    (pack,) = folder.glob("objects/pack/*.pack")
    pack.chmod(0o644)
    pack.write_bytes(pack.read_bytes()[:40])


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x")


def a_link(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to("/nowhere")


DAMAGES: dict[str, Callable[[Path], object]] = {
    **{f"object {number} is gone": without_an_object(number) for number in range(0, 13, 2)},
    **{f"object {number} is cut": cut(number) for number in range(1, 13, 2)},
    "the pack is cut": cut_pack,
    "HEAD is empty": lambda folder: (folder / "HEAD").write_text(""),
    "HEAD is gone": lambda folder: (folder / "HEAD").unlink(),
    "no refs": lambda folder: shutil.rmtree(folder / "refs"),
    "no objects": lambda folder: shutil.rmtree(folder / "objects"),
    "config is garbage": lambda folder: (folder / "config").write_text("[x"),
    "a ref is empty": lambda folder: (folder / "refs/heads/demo/02").write_text(""),
    "a ref is garbage": lambda folder: next(folder.glob("refs/chronicles/*")).write_text("x\n"),
    "a ref is locked": lambda folder: (folder / "refs/heads/demo/02.lock").write_text(""),
    "empty": lambda folder: [shutil.rmtree(folder), folder.mkdir()],
    "a file": a_file,
    "a link": a_link,
    "a worktree's": lambda folder: (folder / "config").write_text("[core]\nbare=true\nworktree=/x\n"),
}


@pytest.mark.parametrize("damage", few(DAMAGES, 0, 3, 7, 11, 15, 20, 23))
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: str) -> None:
    guide = Guide(tmp_path, STATES)
    old = guide.series()
    assert old.commits == HASHES
    assert len(loose(old.folder)) >= 13
    DAMAGES[damage](old.folder)
    series = guide.series()
    assert states_of(series) == [state(files) for files in STATES]
    assert series.commits == HASHES
    assert set(series.trees("bin")) == {"demo/04"}
    assert states_of(old) == [state(files) for files in STATES], "also for one that has looked before"


def test_where_no_cache_can_be_is_told_in_one_line(tmp_path: Path) -> None:
    guide = Guide(tmp_path, STATES)
    git_in = tmp_path / "cache"
    write(git_in, {"x": ""})
    with pytest.MonkeyPatch.context() as patch:
        git_in_the_way(patch, tmp_path, 'echo "fatal: No space left on device" >&2; exit 128')
        said = refused(lambda: guide.series().commits)
    assert said == (
        "git cannot use cache/series.git: No space left on device\n"
        "Make room, or delete cache/series.git: all of it can be made again."
    )


def test_a_cache_that_may_only_be_read() -> None:
    with folder_for_all() as folder:
        guide = Guide(folder, STATES)
        guide.series().commits  # noqa: B018
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode & ~0o222 | stat.S_IROTH)
        with as_nobody(), pytest.raises(OSError, match="Permission denied"):
            guide.series().commits  # noqa: B018
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)


def test_two_processes_at_once_make_the_same(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.guides.series.test_series import *\n"
        "guide = Guide(Path(sys.argv[1]), STATES)\n"
        "series = Series(Path(sys.argv[2]), guide.patches)\n"
        "assert states_of(series) == [state(files) for files in STATES]\n"
        "assert series.commits == HASHES\n"
    )
    words = [sys.executable, "-c", code]
    running = [
        subprocess.Popen(
            [*words, tmp_path / str(number), tmp_path / "series.git"], cwd=Path(__file__).parents[3]
        )
        for number in range(4)
    ]
    assert [process.wait(60) for process in running] == [0] * 4


def test_the_cache_is_nothing_for_git(tmp_path: Path) -> None:
    story = Story(tmp_path)
    Guide(tmp_path, STATES).series().commits  # noqa: B018
    assert "cache" not in story.git("status", "--porcelain")
