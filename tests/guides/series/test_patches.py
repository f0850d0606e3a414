"""Patches as text: their heads as git reads them, their changes file by file."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.git.commands import MAIL, NAME
from chronicles.guides.series.patches import (
    FileChange,
    Letter,
    Patch,
    changes,
    difference,
    read_letter,
    settled,
)
from tests.examples import examples
from tests.guides.series.guides import Files, Program, empty_patches, patches_of
from tests.journals import GIT, Story, refused

(STEP,) = empty_patches(1)
HEAD = "From: Ada <ada@example.org>\nDate: Fri, 29 Aug 2025 12:00:00 +0200\nSubject: [PATCH] a step\n"
NO_HEAD = (
    "it is not a patch with From, Date and Subject\n"
    "Write it with 'python3 build.py step save', or with git format-patch."
)


def patch(text: str | bytes) -> Patch:
    return Patch(STEP.step, STEP.path, text if isinstance(text, bytes) else text.encode())


def formatted(folder: Path, message: str, *words: str, author: str = "Ada <ada@example.org>") -> bytes:
    """What a person's own git makes of a commit."""
    story = Story(folder)
    (folder / "a").write_text("1\n")
    story.git("add", "a")
    story.git("commit", "--quiet", "--cleanup=verbatim", f"--author={author}", "--file=-", text=message)
    done = [GIT, "format-patch", "--stdout", "--root", "-1", *words]
    return subprocess.run(done, cwd=folder, capture_output=True, check=True).stdout


def test_a_letter() -> None:
    text = HEAD + "\nWhy so.\n\nAnd more.\n---\n a | 1 +\n\ndiff --git a/a b/a\n"
    message = "a step\n\nWhy so.\n\nAnd more.\n"
    assert read_letter(patch(text)) == Letter("Ada", "ada@example.org", "1756461600 +0200", message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "diff --git a/a b/a\n",
        b"\0\xff",
        HEAD.replace("Date:", "Day:"),
        HEAD.replace("2025", "1969"),
        HEAD.replace("29 Aug", "31 Feb"),
        HEAD.replace("+0200", "+2300"),
        HEAD.replace("[PATCH] a step", ""),
        HEAD.replace("Subject", "About"),
    ],
)
def test_what_has_no_head(text: str | bytes) -> None:
    assert refused(lambda: read_letter(patch(text))) == NO_HEAD


@pytest.mark.parametrize(
    ("sender", "name", "mail"),
    [
        ("=?UTF-8?q?Zo=C3=AB=20=C5=81?= <zoe@example.org>", "Zoë Ł", "zoe@example.org"),
        ('"Lovelace, Ada" <a@b.org>', "Lovelace, Ada", "a@b.org"),
        ("a@b.org", NAME, "a@b.org"),
        ("", NAME, MAIL),
        ('"," <a@b.org>', NAME, "a@b.org"),  # git knows no such name
        ('"Ada <x> L." <a@b.org>', "Ada x L", "a@b.org"),
        ("undisclosed: ;", NAME, MAIL),
    ],
)
def test_whoever_wrote_it_has_a_name(sender: str, name: str, mail: str) -> None:
    letter = read_letter(patch(HEAD.replace("Ada <ada@example.org>", sender)))
    assert (letter.name, letter.mail) == (name, mail)


@pytest.mark.parametrize("zone", ["UTC", "Africa/Lagos", "Asia/Tokyo"])
def test_a_day_without_a_zone_is_the_same_everywhere(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    assert read_letter(patch(HEAD.replace("+0200", "-0000"))).date == "1756468800 +0000"


@pytest.mark.parametrize("line", ["---", "--- ", "diff -u a", "diff --git a/x b/x", "Index: a", "--- a/x"])
def test_a_message_ends_where_git_am_takes_it_to_end(line: str) -> None:
    assert read_letter(patch(f"{HEAD}\nWhy.\n{line}\nmore\n")).message == "a step\n\nWhy.\n"


@pytest.mark.parametrize("line", ["----", "--", "---x", "different", "Indexes: a", "- --"])
def test_a_line_that_only_looks_like_an_end_is_none(line: str) -> None:
    assert read_letter(patch(f"{HEAD}\nWhy.\n{line}\n")).message == f"a step\n\nWhy.\n{line}\n"


WORDS = st.sampled_from(
    [
        "a",
        "é",
        "---",
        "---\t",
        "diff --git a/x b/x",
        "Index: x",
        "--- a/x",
        "From 1 Mon Sep 17 00:00:00 2001",
        "From: x <y@z>",
        "Subject: x",
        "date: x",
        "[PATCH] x",
        ">From x",
        "",
        " ",
        "a  b",
        "long " * 40,
    ]
)
MESSAGES = st.lists(WORDS, min_size=1, max_size=6).map("\n".join).filter(str.strip)


@given(MESSAGES)
def test_a_settled_message_stays_as_it_is(message: str) -> None:
    once = settled(message)
    assert settled(once) == once
    assert not once.startswith((" ", "\n")) and once.endswith("\n")


@given(MESSAGES)
@settings(max_examples=examples(60), deadline=None)
def test_a_settled_message_is_the_same_after_it_was_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, message: str
) -> None:
    said = settled(message)
    (made,) = patches_of(tmp_path_factory.mktemp("made"), [{"a": "1\n"}], {0: said})
    subject, _, why = said.partition("\n\n")
    if not subject.startswith("[PATCH"):  # which everybody takes away
        assert read_letter(made).message == (f"{' '.join(subject.split())}\n\n{why}" if why else said)
    assert [change.path for change in changes(made.data)] == ["a"]


@pytest.mark.parametrize(
    "message",
    [
        "one line\n",
        "a step\n\nWhy, in é and 中文.\n",
        "été: " + "long words " * 20 + "\n",
        "ASCII " + "long words " * 20 + "\n",
        "of two\nlines\n\nwhy\n",
        "[students] a step\n",
        "a = b; c\t=?d?=\n",
    ],
)
def test_what_a_person_made_with_format_patch(tmp_path: Path, message: str) -> None:
    data = formatted(tmp_path, message, "--keep-subject")
    assert read_letter(patch(data)).message == settled(message)


@pytest.mark.parametrize("author", ["Zoë Ł <z@x.org>", "Doe, Jané <j@x.org>", 'A "B" C <a@x.org>'])
def test_authors_of_all_names(tmp_path: Path, author: str) -> None:
    letter = read_letter(patch(formatted(tmp_path, "a step\n", author=author)))
    assert f"{letter.name} <{letter.mail}>" == author


def test_a_message_that_is_not_utf_8(tmp_path: Path) -> None:
    data = formatted(tmp_path, "a\n\né\n", "--encoding=latin1")
    assert b"latin1" in data.lower()
    assert read_letter(patch(data)).message == "a\n\né\n"


def test_a_patch_without_a_change(tmp_path: Path) -> None:
    assert changes(HEAD.encode()) == []
    assert difference(HEAD.encode()) == b""


def change_of(folder: Path, before: Files, after: Files) -> list[FileChange]:
    return changes(patches_of(folder, [before, after])[1].data)


def test_the_changes_of_a_patch(tmp_path: Path) -> None:
    before: Files = {"a b.txt": "1\n", "gone": "x\n", "bin": b"\0", "é": "", "run": "1\n", "more/x": "-- a\n"}
    after: Files = {
        "a b.txt": "2\n",
        "bin": b"\0\1",
        "é": "1",
        "run": Program("1\n"),
        "more/x": "++ b\n",
        "new": "",
    }
    assert change_of(tmp_path, before, after) == [
        FileChange("a b.txt", "changed", ("@@ -1 +1 @@", "-1", "+2")),
        FileChange("bin", "changed", is_binary=True),
        FileChange("gone", "deleted", ("@@ -1 +0,0 @@", "-x")),
        FileChange("more/x", "changed", ("@@ -1 +1 @@", "--- a", "+++ b")),
        FileChange("new", "added"),
        FileChange("run", "changed"),
        FileChange("é", "changed", ("@@ -0,0 +1 @@", "+1", "\\ No newline at end of file")),
    ]


def test_lines_are_counted_without_the_heads_of_hunks(tmp_path: Path) -> None:
    before = "".join(f"{number}\n" for number in range(30))
    (change,) = change_of(tmp_path, {"a": before}, {"a": before.replace("3\n", "x\ny\n", 1) + "z"})
    assert (change.added, change.removed) == (3, 1)
    assert sum(line.startswith("@@") for line in change.lines) == 2


NAMES = ["a b", "é", 'q"uote', "back\\slash", "a\tb", "a b/c d", " x", "中/文", "b/a b/a", "+++ b", "a'b"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_read_as_it_is(tmp_path: Path, name: str) -> None:
    """Also as a person's git writes it, which quotes every letter that is not ASCII."""
    story = Story(tmp_path)
    for content in ("", "1\n", b"\0", "2\n", ""):
        story.commit({name: content})
    story.git("rm", "--quiet", name)
    story.commit()
    for quoting in ("true", "false"):
        done = [
            GIT,
            "-c",
            f"core.quotePath={quoting}",
            "format-patch",
            "--stdout",
            "--binary",
            "--root",
            "HEAD",
        ]
        said = subprocess.run(done, cwd=tmp_path, capture_output=True, check=True).stdout
        found = changes(said)
        assert [change.path for change in found] == [name] * 6
        assert [change.fate for change in found] == ["added", *["changed"] * 4, "deleted"]


def test_a_file_that_was_renamed_is_named_as_it_is_now(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.commit({"old name": "1\n2\n3\n"})
    story.git("mv", "old name", "new é")
    story.commit()
    said = subprocess.run(
        [GIT, "format-patch", "--stdout", "-1"], cwd=tmp_path, capture_output=True, check=True
    )
    assert [change.path for change in changes(said.stdout)] == ["new é"]


def test_what_stands_behind_the_last_hunk_is_no_line_of_it(tmp_path: Path) -> None:
    data = patches_of(tmp_path, [{"a": "1\n"}])[0].data
    assert changes(data + b"-- \n2.39.5\n") == changes(data)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None)
def test_nothing_that_may_stand_in_a_patch_breaks_its_reader(data: bytes) -> None:
    for text in (data, HEAD.encode() + data, b"From: " + data + b"\nDate: " + data + b"\nSubject: x\n"):
        changes(b"diff --git " + text)
        try:
            letter = read_letter(patch(text))
        except Exception as error:
            assert type(error).__name__ == "Refused", error
        else:
            assert settled(letter.message) == letter.message
