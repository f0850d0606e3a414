"""Patches are written as git writes them, and `git am` makes of them what we make of them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.git.commands import Git
from chronicles.guides.series.patches import Letter, Patch, settled
from chronicles.guides.series.rewriting import StepDraft, letters, rewritten
from chronicles.guides.series.series import Series
from tests.examples import examples
from tests.guides.series.guides import Files, Guide, Program, empty_patches, patches_of, scratch, state
from tests.journals import GIT, environment, refused

AM = ("am", "--quiet", "--keep-cr", "--committer-date-is-author-date")
STATES: list[Files] = [
    {"windows.txt": "a\r\nb\r\n", "no end": "a", "bin": b"\0\xff\r\n", "run.sh": Program("#!/bin/sh\n")},
    {
        "windows.txt": "a\r\nB\r\nc",
        "no end": "a\nb",
        "bin": b"\0\xfe" * 500,
        "run.sh": "#!/bin/sh\n",
        "accents/é ü.txt": "ñ\n",
        'quotes/"x" \\ y': "z\n",
        "empty": "",
    },
    {
        "windows.txt": "a\nB\nc\n",
        "mixed": "-- \n\n---\ndiff --git a/x b/x\n@@ -1 +1 @@\n--- a\n+++ b\n"
        "From 1 Mon Sep 17 00:00:00 2001\n\x0c\r",
        "no end": "",
        "accents/é ü.txt": b"latin \xe9\n",
        "empty": "no more\n",
        "run.sh": Program("#!/bin/sh\nexit\n"),
    },
    {"mixed": "-- \n2.39\n"},
]


def made_by_am(folder: Path, patches: tuple[Patch, ...]) -> list[str]:
    """The trees that `git am` makes of patch files in an empty repository, step by step."""
    folder.mkdir()
    subprocess.run([GIT, "init", "--quiet"], cwd=folder, env=environment(), check=True)
    trees = []
    for patch in patches:
        if patch.data:
            subprocess.run([GIT, *AM], cwd=folder, env=environment(), input=patch.data, check=True)
        said = subprocess.run(
            [GIT, "rev-parse", "HEAD^{tree}"], cwd=folder, env=environment(), capture_output=True, text=True
        )
        trees.append(said.stdout.strip())
    return trees


def trees(series: Series) -> list[str]:
    return [series.tree(name) for name in series.names]


def test_git_am_makes_the_same_trees(tmp_path: Path) -> None:
    guide = Guide(tmp_path, STATES)
    series = guide.series()
    assert series.broken is None
    assert [{file.path: file for file in series.files(name)} for name in series.names] == [
        state(files) for files in STATES
    ]
    assert made_by_am(tmp_path / "am", guide.patches) == trees(series)


CONTENTS = st.sampled_from(["", "a\n", "a", "a\r\n", "a\r\nb\n", b"\0", b"\xe9", "-- \n", Program("a\n")])
NAMES = st.sampled_from(["a", "b c", "é", 'd"', "e/f", "e/g h"])


@given(st.lists(st.dictionaries(NAMES, CONTENTS, min_size=1, max_size=4), min_size=1, max_size=3))
@settings(max_examples=examples(12), deadline=None)
def test_git_am_makes_the_same_trees_of_anything(
    tmp_path_factory: pytest.TempPathFactory, states: list[Files]
) -> None:
    folder = tmp_path_factory.mktemp("guide")
    guide = Guide(folder, states)
    series = guide.series()
    assert [{file.path: file for file in series.files(name)} for name in series.names] == [
        state(files) for files in states
    ]
    assert made_by_am(folder / "am", guide.patches) == trees(series)


@pytest.mark.parametrize(
    "message",
    [
        "a step\n\nwhy\n---\nmore\n",
        "a step\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+x\n",
        "diff --git a/x b/x\n",
        "---\n\nIndex: x\n",
        "a step\n\nFrom: Eve <eve@example.org>\n\nwhy\n",
        "a step\n\nFrom 1 Mon Sep 17 00:00:00 2001\n",
        "été " * 60 + "\n\nwhy é\n",
    ],
)
def test_no_message_can_become_a_part_of_the_change(tmp_path: Path, message: str) -> None:
    patches = patches_of(tmp_path, [{"a": "1\n"}], {0: settled(message)})
    series = Series(tmp_path / "series.git", patches)
    assert [file.path for file in series.files("demo/01")] == ["a"]
    assert made_by_am(tmp_path / "am", patches) == trees(series)
    author = ("log", "-1", "--format=%an")
    who = subprocess.run(
        [GIT, *author], cwd=tmp_path / "am", env=environment(), capture_output=True, text=True
    )
    assert who.stdout == "Chronicles\n"


def test_a_patch_in_full(tmp_path: Path) -> None:
    states: list[Files] = [{"a.py": "1\n"}, {"a.py": "1\n2\n"}]
    assert patches_of(tmp_path, states)[1].data.decode() == (
        "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n"
        "From: Chronicles <chronicles@example.org>\n"
        "Date: Sat, 1 Jan 2000 00:00:00 +0000\n"
        "Subject: demo/02: words\n"
        "\n"
        "---\n"
        " a.py | 1 +\n"
        " 1 file changed, 1 insertion(+)\n"
        "\n"
        "diff --git a/a.py b/a.py\n"
        "index d00491fd7e5bb6fa28c517a0bb32b8b506539d4d..1191247b6d9a206f6ba3d8ac79e26d041dd86941 100644\n"
        "--- a/a.py\n"
        "+++ b/a.py\n"
        "@@ -1 +1,2 @@\n"
        " 1\n"
        "+2\n"
    )


def drafts_of(states: list[Files], patches: tuple[Patch, ...]) -> list[StepDraft]:
    return [StepDraft(state(files), letter) for files, letter in zip(states, letters(patches), strict=True)]


def test_written_twice_they_are_the_same_bytes(tmp_path: Path) -> None:
    patches = patches_of(tmp_path / "one", STATES)
    assert patches_of(tmp_path / "two", STATES) == patches
    before = [state({})] * len(STATES)
    again = rewritten(scratch(tmp_path / "three.git"), patches, before, drafts_of(STATES, patches))
    assert again == patches


def test_a_patch_whose_change_stays_keeps_its_bytes(tmp_path: Path) -> None:
    """Also bytes that we would not write so."""
    states: list[Files] = [{"a": "1\n"}, {"a": "1\n2\n"}, {"a": "1\n2\n", "b": "1\n"}]
    patches = tuple(
        replace(patch, data=patch.data.replace(b"Subject: ", b"X-More: words\nSubject: [PATCH 1/3] "))
        for patch in patches_of(tmp_path, states)
    )
    after: list[Files] = [states[0], {"a": "1\ntwo\n"}, {"a": "1\ntwo\n", "b": "1\n"}]
    git = scratch(tmp_path / "more.git")
    new = rewritten(git, patches, [state(files) for files in states], drafts_of(after, patches))
    assert new[0] == patches[0]
    assert b"+two\n" in new[1].data and b"X-More" not in new[1].data
    assert new[2].data != patches[2].data or new[2] == patches[2]  # its step before is another one


def test_a_step_that_changes_nothing_any_more_loses_its_patch(tmp_path: Path) -> None:
    states: list[Files] = [{"a": "1\n"}, {"a": "2\n"}]
    patches = patches_of(tmp_path, states)
    after: list[Files] = [{"a": "2\n"}, {"a": "2\n"}]
    git = scratch(tmp_path / "more.git")
    new = rewritten(git, patches, [state(files) for files in states], drafts_of(after, patches))
    assert [bool(patch.data) for patch in new] == [True, False]


def test_other_words_alone_are_a_new_patch(tmp_path: Path) -> None:
    states: list[Files] = [{"a": "1\n"}]
    patches = patches_of(tmp_path, states)
    (draft,) = drafts_of(states, patches)
    said = replace(draft, letter=replace(draft.letter, message="other words\n"))
    (new,) = rewritten(scratch(tmp_path / "more.git"), patches, [state(states[0])], [said])
    assert new.data == patches[0].data.replace(b"demo/01: words", b"other words")


def test_a_step_without_a_patch_is_of_the_day_of_the_one_before(tmp_path: Path) -> None:
    first, second = empty_patches(2)
    (made,) = patches_of(tmp_path, [{"a": "1\n"}])
    dated = replace(made, data=made.data.replace(b"Sat, 1 Jan 2000", b"Fri, 29 Aug 2025"))
    assert [letter.date for letter in letters((dated, second))] == ["1756425600 +0000"] * 2
    assert letters((first, second))[0] == Letter(
        "Chronicles", "chronicles@example.org", "946684800 +0000", "demo/01: words\n"
    )


def test_a_name_with_a_control_character_is_refused(tmp_path: Path) -> None:
    assert refused(lambda: patches_of(tmp_path, [{"a\nb": "1\n"}])) == (
        "'a\\nb' has a control character in its name\nGive the file a plain name."
    )


def test_what_git_cannot_do_is_told(tmp_path: Path) -> None:
    (tmp_path / "no.git").mkdir()
    (patch,) = empty_patches(1)
    draft = StepDraft(state({"a": "1\n"}), letters([patch])[0])
    said = refused(lambda: rewritten(Git(tmp_path / "no.git"), [patch], [{}], [draft]))
    assert said == f"git cannot make the patches: not a git repository: '{tmp_path}/no.git'\nMend that first."


@pytest.mark.parametrize("name", ["GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_AUTHOR_DATE", "TZ", "COLUMNS"])
def test_nothing_of_the_users_environment_changes_a_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    states: list[Files] = [{"a": "1\n2\n3\n4\n5\n"}, {"a": "1\n2\nx\n4\n5\n"}]
    plain = patches_of(tmp_path / "plain", states)
    values = {"GIT_DIFF_OPTS": "-u0", "GIT_EXTERNAL_DIFF": "false", "TZ": "Asia/Tokyo", "COLUMNS": "20"}
    monkeypatch.setenv(name, values.get(name, "2001-01-01"))
    assert patches_of(tmp_path / "other", states) == plain


def test_two_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """In one repository, as two commands use the cache."""
    git = scratch(tmp_path / "one.git")
    code = (
        "import sys; from pathlib import Path; from tests.guides.series.guides import *\n"
        "where, word = Path(sys.argv[1]), sys.argv[2]\n"
        "for _ in range(8):\n"
        "    made = patches_of(where, [{'a': word}, {'a': word * 2}])\n"
        "    assert all(word.encode() in patch.data for patch in made), made\n"
    )
    git.folder.rename(tmp_path / "scratch.git")
    words = [sys.executable, "-c", code, str(tmp_path)]
    running = [subprocess.Popen([*words, word], cwd=Path(__file__).parents[3]) for word in ("one\n", "two\n")]
    assert [process.wait(60) for process in running] == [0, 0]


def test_a_patch_whose_change_stays_keeps_its_bytes_whatever_becomes_of_other_files(tmp_path: Path) -> None:
    """One that rests on a file that it does not change, as a copy does, is made anew."""
    first, second = patches_of(tmp_path, [{"a": "1\n"}, {"a": "1\n", "b": "1\n"}])
    own = replace(second, data=second.data.replace(b" b | 1 +\n", b" b | made by hand\n"))
    copied = replace(own, data=own.data.replace(b"index 0", b"copy from a\ncopy to b\nindex 0"))
    before = [state({"a": "1\n"}), state({"a": "1\n", "b": "1\n"})]
    after = [state({"a": "2\n"}), state({"a": "2\n", "b": "1\n"})]
    drafts = [StepDraft(*pair) for pair in zip(after, letters([first, second]), strict=True)]
    for patch, kept in ((own, own), (copied, second)):
        made = rewritten(scratch(tmp_path / "scratch.git"), [first, patch], before, drafts)
        assert made[0].data != first.data
        assert made[1].data == kept.data
