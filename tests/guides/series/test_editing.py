"""A step is edited in a folder of its own, and comes back with every later step on top of it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from chronicles.guides.series.edit_folders import begin, resume
from chronicles.guides.series.editing import Conflict, Edit
from chronicles.guides.series.patches import read_letter
from chronicles.guides.series.rewriting import rewritten
from chronicles.guides.series.series import Series
from tests.guides.series.guides import Files, Guide, Program, texts
from tests.journals import GIT, Link, environment, git_in_the_way, refused, write
from tests.sizes import few

STATES: list[Files] = [
    {"a": "1\n2\n3\n4\n5\n6\n7\n8\n9\n"},
    {"a": "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b": "b\n"},
    {"a": "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b": "b\n"},  # changes nothing
    {"a": "1\n2\n3\n4\nFIVE\n6\n7\n8\n9\n", "b": "b\n", ".gitignore": "*.sqlite3\n.env\n"},
    {
        "a": "1\n2\n3\n4\nFIVE\n6\n7\n8\n9\nend\n",
        "b": "b\n",
        "c": Program("c\n"),
        ".gitignore": "*.sqlite3\n.env\n",
    },
]


@dataclass
class Desk:
    """A guide, and the folder in which somebody edits one of its steps."""

    guide: Guide
    folder: Path

    def begin(self, name: str) -> Edit:
        return begin(self.guide.series(), name, self.folder)

    def git(self, *words: str) -> str:
        """A person's own git, with nobody's settings."""
        done = subprocess.run(
            [GIT, *words], cwd=self.folder, env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def save(self) -> list[dict[str, str]]:
        """All states as the next save leaves them, as the patches lead to them."""
        edit = resume(self.folder)
        drafts = edit.drafts()
        patches = rewritten(resume(self.folder).git, edit.notes.patches, edit.before(), drafts)
        series = Series(self.guide.root / "after.git", patches)
        assert series.broken is None
        found = [{file.path: file for file in series.files(name)} for name in series.names]
        assert found == [dict(draft.state) for draft in drafts]
        self.guide.patches = patches
        return [texts(files) for files in found]


Open = Callable[..., Desk]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    def make(states: list[Files] | None = None) -> Desk:
        monkeypatch.chdir(tmp_path)
        return Desk(Guide(tmp_path, states or STATES), tmp_path / "edit")

    return make


def plain(states: list[Files]) -> list[dict[str, str]]:
    return [
        {
            path: str(content.text if isinstance(content, Program) else content)
            for path, content in files.items()
        }
        for files in states
    ]


def with_a(old: str, new: str, since: int = 0) -> list[dict[str, str]]:
    """All states with a line of `a` replaced since one of them."""
    return [
        files | {"a": files["a"].replace(old, new)} if at >= since else files
        for at, files in enumerate(plain(STATES))
    ]


CONFLICT = (
    "demo/04 does not fit on top of the edit: a\n"
    "In edit, edit each of them until it is right, 'git add' it, and then run "
    "'python3 build.py step save edit' again. To go back instead: python3 build.py step save --abort edit"
)


def test_the_folder_is_a_repository_that_stands_at_the_step(desk: Open) -> None:
    at = desk()
    at.begin("demo/02")
    assert {path.name for path in at.folder.iterdir()} == {".git", "a", "b"}
    assert at.git("status", "--porcelain", "--branch") == "## demo/02"
    assert at.git("log", "--format=%s") == "demo/02: words\ndemo/01: words"
    assert at.git("log", "--format=%s", "-1", "demo/05") == "demo/05: words"


@pytest.mark.parametrize("name", few((f"demo/{number:02}" for number in range(1, 6)), 0, 4))
def test_saved_without_an_edit_nothing_changes(desk: Open, name: str) -> None:
    at = desk()
    at.begin(name)
    before = at.guide.patches
    assert at.save() == plain(STATES)
    assert at.guide.patches == before


@pytest.mark.parametrize("number", few(range(1, 6), 0, 2))
def test_an_edit_reaches_every_later_step(desk: Open, number: int) -> None:
    at = desk()
    at.begin(f"demo/{number:02}")
    before = at.guide.patches
    write(at.folder, {"a": (at.folder / "a").read_text().replace("1\n", "one\n")})
    assert at.save() == with_a("1\n", "one\n", since=number - 1)
    changed = [at for at, pair in enumerate(zip(before, at.guide.patches, strict=True)) if pair[0] != pair[1]]
    assert changed == [number - 1, *([3, 4] if number < 4 else [4] if number == 4 else [])]


def test_files_are_made_renamed_deleted_and_may_be_run(desk: Open) -> None:
    at = desk()
    at.begin("demo/02")
    write(at.folder, {"new é": "x", "b": None, "a": "1\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    (at.folder / "a").chmod(0o755)
    states = at.save()
    assert [set(files) for files in states] == [
        {"a"},
        {"a", "new é"},
        {"a", "new é"},
        {"a", "new é", ".gitignore"},
        {"a", "new é", ".gitignore", "c"},
    ]
    last = resume(at.folder).drafts()[-1].state
    assert (last["a"].is_executable, last["c"].is_executable, last["new é"].is_executable) == (
        True,
        True,
        False,
    )


def test_a_step_without_a_patch_gets_one(desk: Open) -> None:
    at = desk()
    at.begin("demo/03")
    write(at.folder, {"new": "x\n"})
    at.save()
    letter = read_letter(at.guide.patches[2])
    assert (letter.message, letter.date) == ("demo/03: words\n", "946684800 +0000")


def test_the_last_step(desk: Open) -> None:
    at = desk()
    at.begin("demo/05")
    write(at.folder, {"c": None})
    assert at.save()[-1] == {name: text for name, text in plain(STATES)[-1].items() if name != "c"}


def test_commits_made_by_hand_become_one(desk: Open) -> None:
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    at.git("commit", "--all", "--message=first of mine")
    write(at.folder, {"a": "one\ntwo\n3\n4\n5\n6\n7\n8\n9\n"})
    at.git("commit", "--all", "--message=second of mine")
    write(at.folder, {"d": "not even committed\n"})
    states = at.save()
    assert states[0] == {"a": "one\ntwo\n3\n4\n5\n6\n7\n8\n9\n", "d": "not even committed\n"}
    assert read_letter(at.guide.patches[0]).message == "demo/01: words\n"


@pytest.mark.parametrize("name", ["demo/01", "demo/02"])
def test_an_amended_message_is_kept(desk: Open, name: str) -> None:
    at = desk()
    at.begin(name)
    at.git(
        "commit", "--quiet", "--amend", "--message=Other words", "--message=diff --git a/x b/x\n---\nwhy é"
    )
    at.save()
    number = int(name[-1]) - 1
    message = "Other words\n\n diff --git a/x b/x\n ---\nwhy é\n"
    assert read_letter(at.guide.patches[number]).message == message
    assert read_letter(at.guide.patches[number]).date == "946684800 +0000"


def test_a_message_that_was_taken_away_is_put_back(desk: Open) -> None:
    at = desk()
    at.begin("demo/02")
    at.git("commit", "--quiet", "--amend", "--allow-empty-message", "--message=")
    assert at.save() == plain(STATES)
    assert read_letter(at.guide.patches[1]).message == "demo/02: words\n"


@pytest.mark.parametrize(
    "words", [("checkout", "-q", "-b", "mine"), ("checkout", "-q", "--detach")], ids=["branch", "detached"]
)
def test_it_does_not_matter_on_which_branch_it_was_done(desk: Open, words: tuple[str, ...]) -> None:
    at = desk()
    at.begin("demo/01")
    at.git(*words)
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    at.git("commit", "--all", "--message=mine")
    assert at.save() == with_a("1\n", "one\n")


def test_an_edit_on_no_branch_can_be_gone_back_to(desk: Open) -> None:
    at = desk()
    at.begin("demo/01")
    at.git("checkout", "-q", "--detach")
    write(at.folder, {"a": "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"})
    assert refused(at.save) == CONFLICT
    resume(at.folder).abort()
    assert (at.folder / "a").read_text() == "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"


# Conflicts


def conflict(at: Desk) -> None:
    at.begin("demo/01")
    write(at.folder, {"a": "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"})
    with pytest.raises(Conflict):
        at.save()


def test_a_later_step_that_does_not_fit_stops_with_the_words_to_go_on(desk: Open) -> None:
    at = desk()
    conflict(at)
    assert "<<<<<<<" in (at.folder / "a").read_text()
    assert refused(at.save) == CONFLICT, "as long as nothing is solved"


def test_the_words_name_the_folder_as_a_person_types_it(desk: Open) -> None:
    at = desk()
    at.folder = at.folder / "more here"
    at.begin("demo/01")
    write(at.folder, {"a": "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"})
    assert "step save 'edit/more here'' again" in refused(at.save)


SOLUTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "added": (("add", "a"),),
    "committed": (("add", "a"), ("-c", "core.editor=true", "commit", "--quiet")),
    "with other words": (("commit", "--quiet", "--all", "--message=mine"),),
    "gone on": (("add", "a"), ("-c", "core.editor=true", "rebase", "--continue")),
}


@pytest.mark.parametrize("solution", few(SOLUTIONS, 0))
@pytest.mark.parametrize(
    "text",
    ["1\n2\n3\n4\nfive FIVE\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"],
    ids=["solved", "as it was"],
)
def test_a_solved_conflict_goes_on(desk: Open, solution: str, text: str) -> None:
    """However it was solved; also where the step that did not fit changes nothing any more."""
    at = desk()
    conflict(at)
    write(at.folder, {"a": text})
    for words in SOLUTIONS[solution]:
        if "commit" in words and " FIVE" not in text:
            words = (*words, "--allow-empty")
        at.git(*words)
    files = plain(STATES)
    states = at.save()
    first = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
    assert [state["a"] for state in states] == [first, first, first, text, text + "end\n"]
    assert [set(state) for state in states] == [set(state) for state in files]
    assert [read_letter(patch).message for patch in at.guide.patches if patch.data][-1] == "demo/05: words\n"


def test_a_conflict_may_be_followed_by_another(desk: Open) -> None:
    at = desk([{"a": "1\n", "b": "1\n"}, {"a": "2\n", "b": "1\n"}, {"a": "2\n", "b": "2\n"}])
    at.begin("demo/01")
    write(at.folder, {"a": "x\n", "b": "x\n"})
    assert refused(at.save).startswith("demo/02 does not fit on top of the edit: a\n")
    write(at.folder, {"a": "x2\n"})
    at.git("add", "a")
    assert refused(at.save).startswith("demo/03 does not fit on top of the edit: b\n")
    write(at.folder, {"b": "x2\n"})
    at.git("add", "b")
    assert at.save() == [{"a": "x\n", "b": "x\n"}, {"a": "x2\n", "b": "x\n"}, {"a": "x2\n", "b": "x2\n"}]


@pytest.mark.parametrize("solved", few(["untouched", "edited", "added"], 1))
def test_going_back_leaves_the_edit_as_it_was(desk: Open, solved: str) -> None:
    at = desk()
    conflict(at)
    if solved != "untouched":
        write(at.folder, {"a": "1\n2\n3\n4\nfive FIVE\n6\n7\n8\n9\n"})
    if solved == "added":
        at.git("add", "a")
    resume(at.folder).abort()
    assert (at.folder / "a").read_text() == "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
    assert at.git("status", "--porcelain", "--branch") == "## demo/01"
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    assert at.save() == with_a("1\n", "one\n")


def test_there_is_nothing_to_go_back_from_before_it_was_saved(desk: Open) -> None:
    at = desk()
    edit = at.begin("demo/01")
    assert refused(edit.abort) == "there is nothing to go back from\nThe folder is as you left it."


def test_a_rebase_that_was_ended_by_hand_is_begun_again(desk: Open) -> None:
    at = desk()
    conflict(at)
    at.git("rebase", "--abort")
    assert refused(at.save) == CONFLICT


def test_a_step_that_was_left_out_is_missed(desk: Open) -> None:
    at = desk()
    conflict(at)
    at.git("rebase", "--skip")
    assert refused(at.save) == (
        "1 of the later steps were lost\n"
        "Go back with 'python3 build.py step save --abort edit', and save again."
    )


def test_a_step_too_many_is_seen(desk: Open) -> None:
    at = desk()
    at.begin("demo/05")
    at.save()
    at.git("commit", "--allow-empty", "--message=mine")
    assert refused(at.save).startswith("there are more steps than before\n")


def test_what_was_changed_after_saving_is_told_and_kept(desk: Open) -> None:
    """Where the patches could not be written, the folder stands at the last step."""
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    at.save()
    write(at.folder, {"a": "mine\n", "new": "mine\n"})
    assert refused(at.save) == (
        "the folder was changed after its step was saved\n"
        "Go back with 'python3 build.py step save --abort edit'; what you changed is then in 'git stash'."
    )
    resume(at.folder).abort()
    assert (at.folder / "a").read_text() == "one\n2\n3\n4\n5\n6\n7\n8\n9\n"
    assert at.git("show", "stash:a") == "mine"
    assert at.git("show", "stash^3:new") == "mine"


@pytest.mark.parametrize("what", ["rebase", "merge"])
def test_what_a_person_has_begun_is_not_ended_by_us(desk: Open, what: str) -> None:
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"a": "x\n"})
    at.git("commit", "--all", "--message=mine")
    done = subprocess.run([GIT, what, "demo/04"], cwd=at.folder, env=environment(), capture_output=True)
    assert done.returncode == 1
    assert refused(at.save) == (
        "a rebase or a merge of your own is under way in the folder\n"
        "Finish it there, or end it with 'git rebase --abort' or 'git merge --abort'."
    )
    assert "<<<<<<<" in (at.folder / "a").read_text()


# What goes wrong meanwhile


def test_neither_cache_nor_patches_are_needed_to_come_back(desk: Open) -> None:
    at = desk()
    at.begin("demo/02")
    shutil.rmtree(at.guide.root / "cache")
    write(at.folder, {"b": "B\n"})
    assert [files.get("b") for files in at.save()] == [None, "B\n", "B\n", "B\n", "B\n"]


def test_saved_twice_it_is_the_same(desk: Open) -> None:
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    states, patches = at.save(), at.guide.patches
    assert at.save() == states
    assert at.guide.patches == patches


MANY: list[Files] = [{"a": f"{'x' * 10}\n", **{f"{n}": f"{n}\n" for n in range(at)}} for at in range(1, 13)]


# Gives a rebase hooks, which see each index that is written and each branch and HEAD that is moved.
WATCHED = """case "$*" in *" rebase "*)
    for word; do
        shift
        case $word in core.hooksPath=*) word="core.hooksPath=$(dirname "$0")/hooks" ;; esac
        set -- "$@" "$word"
    done ;;
esac
exec "$GIT" "$@"
"""
KILLING = """#!/bin/sh
echo "$0 $1" >> "{seen}"
if [ $(wc -l < "{seen}") -eq {moment} ]; then kill -KILL $PPID; fi
"""
LONG = (pytest.mark.slow, pytest.mark.long)


def killed_at(monkeypatch: pytest.MonkeyPatch, folder: Path, moment: int) -> Path:
    """Have a rebase killed at one of the moments that its hooks see; return the list of these."""
    git_in_the_way(monkeypatch, folder, WATCHED)
    seen = folder / "seen"
    for name in ("reference-transaction", "post-index-change"):
        hook = folder / "git in the way" / "hooks" / name
        write(hook.parent, {name: KILLING.format(seen=seen, moment=moment)})
        hook.chmod(0o755)
    return seen


@pytest.mark.parametrize("moment", [n if n in (5, 47) else pytest.param(n, marks=LONG) for n in range(1, 61)])
def test_a_git_that_is_killed_on_the_way_loses_nothing(
    desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moment: int
) -> None:
    at = desk(MANY)
    at.begin("demo/02")
    write(at.folder, {"a": "edited\n"})
    with monkeypatch.context() as patch:
        seen = killed_at(patch, tmp_path, moment)
        told = refused(at.save)
    assert told == "git cannot do it: git gives no reason\nMend that there, and save again."
    assert len(seen.read_text("utf-8").splitlines()) == moment
    for lock in at.folder.glob(".git/**/*.lock"):
        lock.unlink()  # as git says itself
    assert at.save() == [files | {"a": "edited\n"} if n else files for n, files in enumerate(plain(MANY))]


@pytest.mark.parametrize("left", few(["", '"$GIT" "$1" "$2" read-tree HEAD~1;', 'echo half > "$2/a";'], 2))
def test_a_git_that_was_killed_and_left_only_some_of_the_steps_begins_where_they_end(
    desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left: str
) -> None:
    at = desk(MANY)
    at.begin("demo/02")
    write(at.folder, {"a": "edited\n"})
    with monkeypatch.context() as patch:
        killed = '"$GIT" "$@"; "$GIT" "$1" "$2" reset --quiet --hard HEAD~4;'
        git_in_the_way(
            patch, tmp_path, f'case "$*" in *" rebase "*) {killed} {left} exit 137;; esac\nexec "$GIT" "$@"'
        )
        refused(at.save)
    assert at.save() == [files | {"a": "edited\n"} if n else files for n, files in enumerate(plain(MANY))]


def test_a_lock_that_was_left_is_told_in_one_line(desk: Open) -> None:
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n", ".git/index.lock": ""})
    reason, advice = refused(at.save).split("\n")
    assert reason == f"git cannot do it: Unable to create '{at.folder}/.git/index.lock': File exists."
    assert advice.startswith("Another git process seems to be running in this repository, ")
    assert advice.endswith(" to continue. Then save again.")
    (at.folder / ".git/index.lock").unlink()
    assert at.save() == with_a("1\n", "one\n")


def test_a_link_is_refused_before_anything_is_begun(desk: Open) -> None:
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"l": Link("a")})
    assert refused(at.save) == "l is a link, and states hold files alone\nPut the file in its place."
    (at.folder / "l").unlink()
    write(at.folder, {"a": "one\n2\n3\n4\n5\n6\n7\n8\n9\n"})
    assert at.save() == with_a("1\n", "one\n")


def test_what_the_last_step_ignores_is_no_part_of_an_early_one(desk: Open) -> None:
    """Whoever runs the project in the folder makes a database there."""
    at = desk()
    at.begin("demo/01")
    write(at.folder, {"db.sqlite3": b"\0", ".env": "SECRET=1\n", "new": "x\n"})
    assert set(at.save()[0]) == {"a", "new"}


# The folder


def test_a_folder_that_is_there_is_left_alone(desk: Open) -> None:
    at = desk()
    write(at.folder, {"mine": "x"})
    assert refused(lambda: at.begin("demo/01")) == "edit is there already\nName another folder."
    assert (at.folder / "mine").read_text() == "x"
    shutil.rmtree(at.folder)
    at.folder.symlink_to("nowhere")
    assert refused(lambda: at.begin("demo/01")) == "edit is there already\nName another folder."
    at.folder.unlink()
    at.begin("demo/01")
    assert refused(lambda: at.begin("demo/02")) == (
        "edit is there already\nSave it with 'python3 build.py step save edit', or name another folder."
    )


def test_a_folder_that_cannot_be_made(desk: Open) -> None:
    at = desk()
    write(at.guide.root, {"file": "x"})
    said = refused(lambda: begin(at.guide.series(), "demo/01", at.guide.root / "file/edit"))
    assert said == "file/edit cannot be made: Not a directory\nMake room, or name another folder."


def test_a_folder_that_cannot_be_filled_is_not_left_behind(
    desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at = desk()
    series = at.guide.series()
    series.commits  # noqa: B018
    full = 'echo "fatal: No space left on device" >&2; exit 1'
    git_in_the_way(monkeypatch, tmp_path, f'case "$*" in *" fetch "*) {full};; esac\nexec "$GIT" "$@"')
    said = refused(lambda: begin(series, "demo/01", at.folder))
    assert said == "edit cannot be made: No space left on device\nMake room, or name another folder."
    assert not at.folder.exists()


def test_a_step_that_is_not_there(desk: Open) -> None:
    at = desk()
    assert refused(lambda: at.begin("demo/06")).startswith("there is no step 'demo/06'\n")
    assert not at.folder.exists()


@pytest.mark.parametrize("notes", [None, "", "{}", "[]", '{"step": "x"}', "\0"])
def test_a_folder_that_is_not_ours_is_refused(desk: Open, notes: str | None) -> None:
    at = desk()
    write(at.folder, {"mine": "x", **({} if notes is None else {".git/chronicles.json": notes})})
    said = "no step is edited in edit\nName the folder that 'python3 build.py step edit' made."
    assert refused(lambda: resume(at.folder)) == said
    assert (at.folder / "mine").read_text() == "x"


def test_a_damaged_repository_never_reaches_the_journals_own(desk: Open) -> None:
    at = desk()
    root = at.guide.root
    subprocess.run([GIT, "init", "--quiet"], cwd=root, env=environment(), check=True)
    at.begin("demo/01")
    (at.folder / ".git/HEAD").unlink()
    assert refused(lambda: resume(at.folder)) == (
        "the repository in edit is damaged\nMend it: 'git fsck' there says more."
    )
    assert not (root / ".git/index").exists()


def test_notes_of_ours_are_read_as_they_were_written(desk: Open) -> None:
    at = desk([{"a": "1\n"}, {"a": b"\0\xff", "é": "x\r\n"}])
    edit = at.begin("demo/02")
    assert resume(at.folder) == edit
    assert edit.notes.patches == at.guide.patches
    assert json.loads((at.folder / ".git/chronicles.json").read_text("utf-8"))["step"] == "demo/02"


def test_the_folder_is_gone_when_all_is_written(desk: Open) -> None:
    at = desk()
    at.begin("demo/01").remove()
    assert not at.folder.exists()


def test_a_link_to_the_folder_will_do(desk: Open) -> None:
    at = desk()
    at.begin("demo/01")
    link = at.guide.root / "link"
    link.symlink_to("edit")
    resume(link).remove()
    assert not at.folder.exists()


def test_nothing_of_the_persons_git_matters(
    desk: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    hook = "#!/bin/sh\nexit 1\n"
    hooks = {f"hooks/{name}": hook for name in ("pre-commit", "post-checkout", "pre-rebase", "commit-msg")}
    settings = (
        f"[core]\nautocrlf=true\nhooksPath={home}/hooks\nexcludesFile={home}/ignore\n"
        "[commit]\ngpgSign=true\n[user]\nuseConfigOnly=true\n[rebase]\nautosquash=true\nbackend=apply\n"
        "[merge]\nconflictStyle=diff3\n[rerere]\nenabled=true\n"
    )
    write(home, {".gitconfig": settings, "ignore": "*\n", **hooks})
    for name in hooks:
        (home / name).chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_EDITOR", "false")
    monkeypatch.setenv("GIT_SEQUENCE_EDITOR", "false")
    at = desk(
        [
            {"a": "1\r\n2\n", ".gitattributes": "* text=auto\n"},
            {"a": "1\r\n2\n3\n", ".gitattributes": "* text=auto\n"},
        ]
    )
    at.begin("demo/01")
    assert (at.folder / "a").read_bytes() == b"1\r\n2\n"
    write(at.folder, {"a": "one\r\n2\n"})
    assert [files["a"] for files in at.save()] == ["one\r\n2\n", "one\r\n2\n3\n"]
    assert os.environ["HOME"] == str(home)
