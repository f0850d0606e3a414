"""Revisions, days and trees of real git repositories, each told in a few commits."""

import hashlib
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chronicles.git import commands
from chronicles.git.objects import Repository
from chronicles.pages.states import State, parse_state
from chronicles.source.projects import Projects
from tests.journals import Link, Story, counted_git, git_in_the_way, refused, settle, write
from tests.waiting import LIMIT

NO_MORE = "List what there is with 'git tag' and 'git log --oneline'."
FETCH = "Fetch the whole history: git fetch --unshallow --tags"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(monkeypatch, tmp_path)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path / "demo")


class Opened:
    """Projects, asked in the words of an address."""

    def __init__(self, folder: Path, zone: str = "UTC") -> None:
        self.projects = Projects({"": folder}, ZoneInfo(zone))

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *error: object) -> None:
        self.projects.__exit__(None, None, None)

    def commit(self, state: str) -> str:
        return self.projects.commit("", parse_state(state))

    def pinned(self, state: str) -> str:
        return str(self.projects.pinned("", parse_state(state)))

    def read(self, state: str, path: str = "a.py") -> str:
        return self.projects.tree("", parse_state(state)).read(path).text

    def before(self, state: str, path: str = "a.py") -> str | None:
        tree = self.projects.before("", parse_state(state))
        return tree.read(path).text if tree else None


@pytest.fixture(scope="module")
def long_story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Three commits on main, one of them tagged in two ways, and a merged branch."""
    story = Story(tmp_path_factory.mktemp("long") / "demo")
    first = story.commit({"a.py": "one\n"}, "2025-08-27 12:00:00 +0000")
    story.git("checkout", "--quiet", "-b", "side")
    side = story.commit({"b.py": "side\n"}, "2025-08-28 18:00:00 +0000")  # after the second
    story.git("checkout", "--quiet", "main")
    second = story.commit({"a.py": "two\n"}, "2025-08-28 12:00:00 +0000")
    story.tag("v1")
    story.tag("v2", "--annotate", "--message=two")
    story.git("tag", "a-tree", "HEAD^{tree}")
    story.git("tag", "a-file", "HEAD:a.py")
    story.git("tag", "side")  # a tag and a branch of one name
    story.git("branch", "feature/größe")
    story.git("merge", "--quiet", "--no-ff", "--message=merge", "side^{commit}", "refs/heads/side")
    merge = story.commit({"a.py": "three\n"}, "2025-08-29 12:00:00 +0000")
    return story.folder, [first, side, second, story.git("rev-parse", "HEAD~1"), merge]


@pytest.fixture
def opened(long_story: tuple[Path, list[str]]) -> Iterator[Opened]:
    with Opened(long_story[0]) as opened:
        yield opened


FIRST, SIDE, SECOND, MERGE, LAST = range(5)


@pytest.mark.parametrize(
    ("state", "commit"),
    [
        ("git:v1", SECOND),
        ("git:v2", SECOND),
        ("git:tags/v1", SECOND),
        ("git:main", LAST),
        ("git:heads/main", LAST),
        ("git:HEAD", LAST),
        ("git:HEAD~1", MERGE),
        ("git:HEAD^", MERGE),
        ("git:HEAD~1^2", SIDE),
        ("git:HEAD~1^2~1", FIRST),
        ("git:v2~1", FIRST),
        ("git:v2^0", SECOND),
        ("git:feature/größe", SECOND),
        ("git:side", SECOND),
        ("git:heads/side", SIDE),
        ("git:v1-0-g{2}", SECOND),  # as `git describe --long` writes it
        ("git:{2}", SECOND),
        ("git:{2:.8}", SECOND),
    ],
)
def test_revisions(opened: Opened, long_story: tuple[Path, list[str]], state: str, commit: int) -> None:
    assert opened.commit(state.format(*long_story[1])) == long_story[1][commit]


@pytest.mark.parametrize(
    "name",
    ["nope", "HEAD~9", "HEAD~99999999999999999999", "v1^2", "a-tree", "a-file", "0" * 40, "a" * 64, "abc",
     "refs/tags", "v1/x"],
)  # fmt: skip
def test_revisions_that_are_no_commit(opened: Opened, name: str) -> None:
    assert refused(lambda: opened.commit(f"git:{name}")) == f"there is no revision {name!r}\n{NO_MORE}"


@pytest.mark.parametrize(
    ("state", "pinned"),
    [
        ("now", "now"),
        ("git:v1", "git:v1"),
        ("git:v2", "git:v2"),
        ("git:side", "git:side"),  # the tag; git itself prefers it
        ("git:main", "git:{4}"),
        ("git:HEAD~1", "git:{3}"),
        ("git:heads/side", "git:{1}"),
        ("git:{0}", "git:{0}"),
        ("git:{0:.7}", "git:{0}"),
        ("2025-08-28", "git:{2}"),
    ],
)
def test_pinning(opened: Opened, long_story: tuple[Path, list[str]], state: str, pinned: str) -> None:
    hashes = long_story[1]
    assert opened.pinned(state.format(*hashes)) == pinned.format(*hashes)


def test_the_state_before_is_the_first_parent(opened: Opened) -> None:
    assert opened.before("git:HEAD~1") == "two"
    assert opened.before("git:v2") == "one"
    assert opened.before("2025-08-28") == "one"


def test_nothing_came_before_the_first_commit(opened: Opened, long_story: tuple[Path, list[str]]) -> None:
    assert opened.before(f"git:{long_story[1][FIRST]}") is None


def test_now_has_no_state_before(opened: Opened) -> None:
    assert refused(lambda: opened.before("now")) == (
        "data-mark=\"new\" needs a step or a revision: 'now' has no state before it\n"
        "Add '@GUIDE/NN' or '@git:REVISION'."
    )


def test_a_journal_without_guides_has_no_steps(opened: Opened) -> None:
    assert refused(lambda: opened.read("students/05")) == (
        "there is no step 'students/05'\nThere are no guides: use 'now' or 'git:REVISION'."
    )


@pytest.mark.parametrize(
    ("day", "commit"),
    [("2025-08-27", FIRST), ("2025-08-28", SECOND), ("2025-08-29", LAST), ("9999-12-31", LAST)],
)
def test_days_are_first_parents_only(
    opened: Opened, long_story: tuple[Path, list[str]], day: str, commit: int
) -> None:
    assert opened.commit(day) == long_story[1][commit]


@pytest.mark.parametrize("day", ["2025-08-26", "0001-01-01", "2001-01-01"])
def test_days_before_the_first_commit(opened: Opened, day: str) -> None:
    expected = f"there is no commit on or before {day}\nName a later day, or 'now'."
    assert refused(lambda: opened.commit(day)) == expected


@pytest.mark.parametrize(
    ("zone", "day", "text"),
    [
        ("UTC", "2025-08-29", "late"),
        ("Africa/Lagos", "2025-08-29", "early"),  # 23:30 in London is tomorrow there
        ("Africa/Lagos", "2025-08-30", "late"),
        ("America/Lima", "2025-08-28", "early"),
        ("Asia/Kathmandu", "2025-08-29", "early"),
    ],
)
def test_a_day_begins_where_the_author_is(story: Story, zone: str, day: str, text: str) -> None:
    story.commit({"a.py": "early\n"}, "2025-08-29 00:30:00 +0000")
    story.commit({"a.py": "late\n"}, "2025-08-30 09:30:00 +1000")  # = 23:30 UTC the day before
    with Opened(story.folder, zone) as opened:
        assert opened.read(day) == text


def test_the_committers_date_counts_and_not_the_authors(story: Story) -> None:
    story.commit({"a.py": "x\n"}, "2025-08-29 12:00:00 +0000")  # its author's date is of 2001
    with Opened(story.folder) as opened:
        assert refused(lambda: opened.read("2025-08-28")).startswith("there is no commit on or before")


def test_an_empty_repository(story: Story) -> None:
    with Opened(story.folder) as opened:
        assert refused(lambda: opened.commit("git:HEAD")) == f"there is no revision 'HEAD'\n{NO_MORE}"
        assert refused(lambda: opened.commit("2025-08-29")) == (
            "there is no commit on or before 2025-08-29\nName a later day, or 'now'."
        )


@pytest.mark.parametrize("stamp", ["99999999999999 +0000", "253402300800 +0000", "-5 +0000", "yesterday"])
def test_a_commit_with_an_impossible_date_ends_in_no_traceback(story: Story, stamp: str) -> None:
    """Such commits exist: broken clocks and importers made them. The next one has a right date."""
    story.commit({"a.py": "one\n"}, "2025-08-27 12:00:00 +0000")
    strange = story.raw_commit(stamp, parents=(story.git("rev-parse", "HEAD"),))
    last = story.raw_commit("1756468800 +0000", parents=(strange,))  # noon of the 29th
    with Opened(story.folder) as opened:
        assert opened.commit("2025-08-29") == last
        assert opened.read("2025-08-27") == "one"


def test_signatures_shown_in_the_log_by_configuration_are_no_commits(story: Story) -> None:
    story.commit({"a.py": "x\n"})
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
    made = story.raw_commit("1756468800 +0000", signature)
    story.git("config", "log.showSignature", "true")
    write(story.folder.parent, {"gpg": "#!/bin/sh\necho '[GNUPG:] BADSIG 1 Ada'\necho bad signature >&2\n"})
    (story.folder.parent / "gpg").chmod(0o755)
    story.git("config", "gpg.program", str(story.folder.parent / "gpg"))
    with Opened(story.folder) as opened:
        assert opened.commit("2025-08-29") == made


def test_a_short_hash_that_begins_several(story: Story) -> None:
    story.commit({"a.py": "x\n"})
    prefix = two_commits_of_one_prefix(story)
    with Opened(story.folder) as opened:
        assert refused(lambda: opened.commit(f"git:{prefix}")) == (
            f"{prefix!r} is the beginning of several hashes\nWrite the full hash."
        )


def two_commits_of_one_prefix(story: Story) -> str:
    """Try dates until two commits agree in four digits; only those two are made."""
    tree, seen = story.git("rev-parse", "HEAD^{tree}"), dict[str, int]()
    for second in range(1_700_000_000, 1_700_010_000):
        text = f"tree {tree}\nauthor A <a> {second} +0000\ncommitter A <a> {second} +0000\n\nx\n"
        prefix = hashlib.sha1(b"commit %d\0" % len(text) + text.encode(), usedforsecurity=False).hexdigest()[
            :4
        ]
        if prefix in seen:
            for when in (seen[prefix], second):
                made = text.replace(str(second), str(when))
                story.git("hash-object", "-t", "commit", "-w", "--stdin", text=made)
            return prefix
        seen[prefix] = second
    raise AssertionError("ten thousand hashes without two that agree in four digits")


def test_a_shallow_clone_names_the_command_that_fetches_the_rest(story: Story, tmp_path: Path) -> None:
    first = story.commit({"a.py": "one\n"}, "2025-08-27 12:00:00 +0000")
    story.tag("v1")
    story.commit({"a.py": "two\n"}, "2025-08-29 12:00:00 +0000")
    story.git("clone", "--quiet", "--depth=1", story.folder.as_uri(), str(tmp_path / "shallow"))
    with Opened(tmp_path / "shallow") as opened:
        assert opened.read("2025-08-29") == "two"
        for name in ("v1", first, "HEAD~1"):
            assert refused(lambda name=name: opened.commit(f"git:{name}")) == (
                f"there is no revision {name!r}\n{FETCH}"
            )
        assert refused(lambda: opened.commit("2025-08-28")) == (
            f"there is no commit on or before 2025-08-28\n{FETCH}"
        )


def test_what_is_new_is_not_guessed_at_the_end_of_a_shallow_clone(story: Story, tmp_path: Path) -> None:
    """There is a commit before: it was not fetched, so nobody can say which lines are new."""
    story.commit({"a.py": "one\n"})
    story.commit({"a.py": "two\n"})
    story.git("clone", "--quiet", "--depth=1", story.folder.as_uri(), str(tmp_path / "shallow"))
    with Opened(tmp_path / "shallow") as opened:
        assert refused(lambda: opened.before("git:HEAD")).endswith(FETCH)


def test_a_project_in_a_subfolder(story: Story) -> None:
    story.commit({"README.md": "x\n"})
    story.tag("empty")
    story.commit({"some where/größe/a.py": "x = 1\n", "a.py": "outside\n"})
    story.commit({"some where/größe/link.py": Link("../../a.py")})
    with Opened(story.folder / "some where" / "größe") as opened:
        assert opened.read("git:main") == "x = 1"
        assert opened.before("git:main") == "x = 1"
        assert opened.before("git:main~1") is None
        assert refused(lambda: opened.read("git:main", "link.py")) == (
            "link.py leads out of the project, through a link\nCopy the file into the project."
        )
        assert refused(lambda: opened.read("git:main", "b.py")) == (
            "the project has no file 'b.py' at git:main\nDid you mean 'a.py'?"
        )
        assert refused(lambda: opened.read("git:empty")) == (
            "the project was not there yet at git:empty\nName a later revision."
        )


def test_what_stood_in_the_place_of_the_project_once(story: Story) -> None:
    story.commit({"shop": "a file\n"})
    story.tag("file")
    story.commit({"shop": None, "shop/a.py": "x\n"})
    with Opened(story.folder / "shop") as opened:
        assert opened.read("git:main") == "x"
        assert refused(lambda: opened.read("git:file")).startswith("the project was not there yet at")


def test_a_bare_repository(story: Story, tmp_path: Path) -> None:
    story.commit({"a.py": "x\n"})
    story.git("clone", "--quiet", "--bare", str(story.folder), str(tmp_path / "bare.git"))
    with Opened(tmp_path / "bare.git") as opened:
        assert opened.read("git:main") == "x"


def test_a_worktree(story: Story, tmp_path: Path) -> None:
    story.commit({"a.py": "one\n"})
    story.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "worktree"))
    Story.at(tmp_path / "worktree").commit({"a.py": "two\n"})
    with Opened(tmp_path / "worktree") as opened:
        assert (opened.read("git:HEAD"), opened.read("git:main")) == ("two", "one")


def test_a_submodule(story: Story, tmp_path: Path) -> None:
    inner = Story(tmp_path / "inner")
    inner.commit({"m.py": "x\n"})
    story.commit({"a.py": "x\n"})
    story.git("submodule", "--quiet", "add", str(inner.folder), "sub")
    story.commit()
    with Opened(story.folder / "sub") as opened:
        assert opened.read("git:main", "m.py") == "x"
    with Opened(story.folder) as opened:
        assert "'sub'?" not in refused(lambda: opened.read("git:main", "sub"))
        assert refused(lambda: opened.read("git:main", "sub/m.py")) == (
            "the project has no file 'sub/m.py' at git:main\nName a file of it."
        )


def test_a_repository_of_long_hashes(tmp_path: Path) -> None:
    story = Story(tmp_path / "demo", "--object-format=sha256")
    made = story.commit({"a.py": "x\n"})
    assert len(made) == 64
    with Opened(story.folder) as opened:
        assert opened.pinned("git:main") == f"git:{made}"
        assert opened.pinned(f"git:{made}") == f"git:{made}"
        assert opened.read(f"git:{made}") == "x"


def test_no_git_program(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.commit({"a.py": "x\n"})
    monkeypatch.setenv("PATH", "")
    with Opened(story.folder) as opened:
        assert opened.read("now") == "x"
        assert refused(lambda: opened.read("git:main")) == (
            "there is no git program here\nInstall git; revisions and dates need it."
        )


def test_a_git_that_may_not_be_run_is_none(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.commit({"a.py": "x\n"})
    write(tmp_path, {"bin/git": "no program"})
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with Opened(story.folder) as opened:
        assert refused(lambda: opened.read("git:main")) == (
            "there is no git program here\nInstall git; revisions and dates need it."
        )


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path / "demo", {"a.py": "x\n"})
    with Opened(tmp_path / "demo") as opened:
        assert refused(lambda: opened.read("git:main")) == (
            "demo is in no git repository\nUse 'now', or make one with 'git init'."
        )


def test_a_repository_that_git_does_not_trust(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container that runs as somebody else than the owner of the checkout."""
    story.commit({"a.py": "x\n"})
    git_in_the_way(monkeypatch, tmp_path, 'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "$GIT" "$@"')
    with Opened(story.folder) as opened:
        assert refused(lambda: opened.read("git:main")) == (
            f"git cannot use the repository: detected dubious ownership in repository at '{story.folder}'\n"
            "To add an exception for this directory, call: "
            f"git config --global --add safe.directory {story.folder}"
        )


@pytest.mark.parametrize(
    "variables",
    [
        {"GIT_DIR": "/nowhere"},
        {"GIT_WORK_TREE": "/nowhere"},
        {"GIT_INDEX_FILE": "/nowhere", "GIT_PREFIX": "x/"},
        {"GIT_OBJECT_DIRECTORY": "/nowhere"},
        {"GIT_NAMESPACE": "other"},
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare", "GIT_CONFIG_VALUE_0": "true"},
    ],
    ids=lambda variables: "+".join(variables),
)
def test_what_a_git_hook_sets_is_not_taken_over(
    story: Story, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    story.commit({"a.py": "x\n"})
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with Opened(story.folder) as opened:
        assert opened.read("git:main") == "x"
        assert opened.commit("2025-08-29") == opened.commit("git:main")


@pytest.mark.parametrize(
    "setting",
    ["color.ui=always", "log.decorate=full", "log.date=relative", "core.quotePath=true", "format.pretty=raw",
     "log.mailmap=true", "core.pager=false", "core.abbrev=4"],
)  # fmt: skip
def test_the_configuration_of_the_user_does_not_matter(story: Story, setting: str) -> None:
    made = story.commit({"größe.py": "x\n"})
    story.git("config", *setting.split("="))
    with Opened(story.folder) as opened:
        assert opened.commit("2025-08-29") == made
        assert refused(lambda: opened.read("git:main", "grösse.py")) == (
            "the project has no file 'grösse.py' at git:main\nDid you mean 'größe.py'?"
        )


@pytest.mark.parametrize("left", [0, 10], ids=["emptied", "halved"])
def test_a_damaged_object_is_told_and_its_neighbours_are_read(story: Story, left: int) -> None:
    """What git cannot read is neither empty nor absent, and says nothing of the next file."""
    story.commit({"a.py": "x = 1\n" * 2000, "b.py": "y = 2\n"})
    name = story.git("rev-parse", "HEAD:a.py")
    path = story.folder / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) * left // 20])
    with Opened(story.folder) as opened:
        assert refused(lambda: opened.read("git:main")).endswith("Try 'git fsck' in the repository.")
        assert opened.read("git:main", "b.py") == "y = 2"


def test_a_file_cut_short_by_the_end_of_git_is_not_taken_for_whole(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.commit({"a.py": "x = 1\n"})
    script = (
        'case "$*" in *cat-file*) read question; echo "%s blob 100"; echo cut; exit;; esac\nexec "$GIT" "$@"'
    )
    git_in_the_way(monkeypatch, tmp_path, script % ("0" * 40))
    opened = Repository(story.folder)
    try:
        assert refused(lambda: opened.blob("0" * 40, "a.py")) == (
            "git stopped answering\nTry 'git fsck' in the repository."
        )
    finally:
        opened.close()


def test_a_git_that_hangs_is_given_up(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gives up may still be at it when the one who closes comes."""
    story.commit({"a.py": "x = 1\n"})
    wrong: list[object] = []
    closed = threading.Event()
    kill = subprocess.Popen.kill

    def kill_slowly(process: "subprocess.Popen[bytes]") -> None:
        kill(process)
        if threading.current_thread() is not threading.main_thread():
            closed.wait(LIMIT)

    monkeypatch.setattr(subprocess.Popen, "kill", kill_slowly)
    monkeypatch.setattr(threading, "excepthook", wrong.append)
    git_in_the_way(monkeypatch, tmp_path, 'case "$*" in *cat-file*) exec sleep 3600;; esac\nexec "$GIT" "$@"')
    opened = Repository(story.folder)
    monkeypatch.setattr(commands, "SECONDS", 0.1)
    assert refused(lambda: opened.object("main")) == (
        "git stopped answering\nTry 'git fsck' in the repository."
    )
    opened.close()
    closed.set()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert wrong == []


def test_a_git_that_hangs_from_the_beginning_is_given_up(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "SECONDS", 0.1)
    git_in_the_way(monkeypatch, tmp_path, "exec sleep 3600")
    assert refused(lambda: Repository(story.folder)) == (
        "git gave no answer in 0.1 seconds\nTry 'git fsck' in the repository."
    )


def test_several_projects_in_several_repositories(story: Story, tmp_path: Path) -> None:
    story.commit({"a.py": "here\n"})
    shop = Story(tmp_path / "shop")
    shop.commit({"orders/a.py": "there\n"})
    shop.tag("v1")
    folders = {"": story.folder, "shop": shop.folder, "orders": shop.folder / "orders"}
    with Projects(folders, ZoneInfo("UTC")) as projects:
        main, v1 = State("git", "main"), State("git", "v1")
        assert projects.tree("", main).read("a.py").text == "here"
        assert projects.tree("shop", main).read("orders/a.py").text == "there"
        assert projects.tree("orders", v1).read("a.py").text == "there"
        assert refused(lambda: projects.tree("", v1)) == f"there is no revision 'v1'\n{NO_MORE}"


def test_every_process_has_ended_when_projects_close(story: Story, tmp_path: Path) -> None:
    story.commit({"a.py": "x\n"})
    other = Story(tmp_path / "other")
    other.commit({"a.py": "x\n"})
    with Projects({"": story.folder, "other": other.folder}, ZoneInfo("UTC")) as projects:
        for name in ("", "other"):
            projects.tree(name, State("git", "main")).read("a.py")
        assert len(children_named_git()) == 2
    assert children_named_git() == []


def children_named_git() -> list[str]:
    """The running and the unburied children of this very process."""
    listed = subprocess.run(["ps", "-o", "ppid=,comm="], capture_output=True, text=True, check=False).stdout
    return [line for line in listed.splitlines() if line.split() == [str(os.getpid()), "git"]]


def test_nothing_is_asked_of_git_for_the_working_tree(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.commit({"a.py": "x\n"})
    calls = counted_git(monkeypatch, tmp_path)
    with Opened(story.folder) as opened:
        opened.read("now")
        refused(lambda: opened.read("now", "b.py"))
        assert calls() == []
        opened.read("git:main")
        assert len(calls()) == 2  # what kind of repository, and all its objects


def test_a_file_that_a_partial_clone_left_out_is_told_with_the_command_that_fetches_it(
    story: Story, tmp_path: Path
) -> None:
    """git-clone(1), `--filter`: such a clone has all commits, and files once they were needed.

    A git before 2.45 tries to fetch them, and ends where it cannot.
    """
    story.commit({"a.py": "one\n", "b.py": "same\n"}, "2025-08-27 12:00:00 +0000")
    story.commit({"a.py": "two\n"}, "2025-08-29 12:00:00 +0000")
    story.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    story.git("clone", "--quiet", "--filter=blob:none", story.folder.as_uri(), str(clone))
    story.folder.rename(tmp_path / "elsewhere")
    mend = "This is a partial clone; fetch all of it: git fetch --refetch --no-filter"
    with Opened(clone) as opened:
        assert opened.read("git:main") == "two"
        assert refused(lambda: opened.read("git:HEAD~1")) in (
            f"git cannot read a.py at HEAD~1\n{mend}",
            f"git stopped answering\n{mend}",
        )
        assert opened.read("git:HEAD~1", "b.py") == "same"
        assert refused(lambda: opened.projects.stored("", parse_state("git:HEAD~1"))) == (
            f"git cannot read the project at git:HEAD~1\n{mend}"
        )


def test_a_history_that_git_cannot_read_is_not_taken_for_an_empty_one(story: Story) -> None:
    first = story.commit({"a.py": "one\n"}, "2025-08-27 12:00:00 +0000")
    story.commit({"a.py": "two\n"}, "2025-08-29 12:00:00 +0000")
    (story.folder / ".git" / "objects" / first[:2] / first[2:]).unlink()
    with Opened(story.folder) as opened:
        said = refused(lambda: opened.commit("2025-08-29"))
    assert said.startswith("git cannot read the history: ") and first in said
    assert said.endswith("\nTry 'git fsck' in the repository.")
