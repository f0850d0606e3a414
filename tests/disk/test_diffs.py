"""Differences of two texts."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.disk.diffs import new_lines, unified
from chronicles.disk.texts import FileText, text_of
from tests.examples import examples
from tests.journals import GIT, environment, table
from tests.work import growth

TABLE = Path(__file__).parents[1] / "tables" / "disk" / "diffs.md"
TEXTS = st.lists(st.sampled_from(["", " ", "a", "b", "-- c", "++ d", "e  "]), max_size=12).map("\n".join)


def text(part: str) -> FileText | None:
    return None if part == "(not there)" else FileText(part)


@pytest.mark.parametrize(("line", "title", "both", "expected"), table(TABLE))
def test_unified(line: int, title: str, both: str, expected: str) -> None:
    before, after = map(text, both.split("\n=====\n"))
    assert "\n".join(unified(before, after, "a.py")) == expected, f"{TABLE.name}:{line}: {title}"


def test_lines_that_look_like_the_head_keep_what_ends_them() -> None:
    assert unified(FileText("-- old  \n"), FileText("++ new  \n"), "a.sql")[3:5] == ["--- old  ", "+++ new  "]


ENDS = {
    "a last line that ends at last": (b"a\nb", b"a\nb\n", ["-b", "\\ No newline at end of file", "+b"]),
    "a last line that ends no more": (b"a\nb\n", b"a\nb", ["-b", "+b", "\\ No newline at end of file"]),
    "one line of Windows": (b"a\nb\n", b"a\nb\r\n", ["-b", "+b", "\\ Line ends in CRLF"]),
    "one line that is no longer": (b"a\r\nb\r\n", b"a\r\nb\n", ["-b", "+b", "\\ Line ends in LF"]),
}


@pytest.mark.parametrize(("before", "after", "expected"), ENDS.values(), ids=ENDS)
def test_a_line_that_only_ends_otherwise_differs(before: bytes, after: bytes, expected: list[str]) -> None:
    assert unified(text_of(before, "a"), text_of(after, "a"), "a")[3:] == [" a", *expected]


def test_a_file_that_takes_other_line_ends_says_so_at_each_of_them() -> None:
    lines = unified(text_of(b"a\nb\n", "a"), text_of(b"a\r\nb\r\n", "a"), "a")
    assert lines[3:] == ["-a", "-b", "+a", "\\ Line ends in CRLF", "+b", "\\ Line ends in CRLF"]


def test_git_reads_a_patch_without_a_last_newline(tmp_path: Path) -> None:
    patch = "\n".join(unified(None, text_of(b"one\ntwo", "a"), "new.txt")) + "\n"
    subprocess.run([GIT, "apply", "-"], cwd=tmp_path, input=patch.encode(), env=environment(), check=True)
    assert (tmp_path / "new.txt").read_bytes() == b"one\ntwo"


@given(TEXTS, TEXTS)
@settings(max_examples=examples(25), deadline=None)
def test_a_difference_takes_what_was_to_what_is(before: str, after: str) -> None:
    lines = unified(FileText(before), FileText(after), "a")
    if not lines:
        assert before == after
        return
    assert applied(lines, before) == after


def applied(lines: list[str], before: str) -> str:
    """What a patch makes of `before`: hunks replaced from the last to the first."""
    assert [line[:3] for line in lines[:2]] == ["---", "+++"]
    out = before.split("\n") if before else []
    hunks: list[tuple[int, list[str]]] = []
    for line in lines[2:]:
        if line.startswith("@@"):
            start, _, length = line.split()[1][1:].partition(",")
            hunks.append((int(start) - (length != "0"), []))
        else:
            hunks[-1][1].append(line or " ")
    for start, body in reversed(hunks):
        old = [line[1:] for line in body if line[0] in " -"]
        assert out[start : start + len(old)] == old
        out[start : start + len(old)] = [line[1:] for line in body if line[0] in " +"]
    return "\n".join(out)


def test_git_reads_the_patch_of_a_file_that_came(tmp_path: Path) -> None:
    patch = "\n".join(unified(None, FileText("one\ntwo"), "new.txt")) + "\n"
    words = [GIT, "apply", "-"]
    subprocess.run(words, cwd=tmp_path, input=patch.encode(), env=environment(), check=True)
    assert (tmp_path / "new.txt").read_text() == "one\ntwo\n"


@given(TEXTS, TEXTS)
def test_lines_that_are_not_new_stood_there_before_in_this_order(before: str, after: str) -> None:
    new = new_lines(before, after)
    lines = after.split("\n") if after else []
    assert new <= set(range(1, len(lines) + 1))
    left = iter(before.split("\n") if before else [])
    assert all(line in left for number, line in enumerate(lines, 1) if number not in new)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\nb", "a\nb", set()),
        ("", "a\nb", {1, 2}),
        ("a\nb", "", set()),
        ("a\nc", "a\nb\nc", {2}),
        ("a\nb\nc", "a\nc", set()),
        ("a\nb", "a\nB", {2}),
        ("x\n" * 300, "x\n" * 300 + "y", {301}),  # a line that is everywhere is still a line
    ],
)
def test_new_lines(before: str, after: str, expected: set[int]) -> None:
    assert new_lines(before, after) == expected


def changed(lines: int) -> tuple[str, str]:
    """A file, every other line blank, before and after many of its lines changed."""
    before = "\n".join(f"line {number}" if number % 2 else "" for number in range(lines))
    after = "\n".join(f"line {number * 3}" if number % 2 else "" for number in range(lines))
    return before, after


def test_the_work_for_long_files_grows_with_their_square_at_most() -> None:
    """Matching blank lines with each other would take its cube."""
    assert growth(lambda texts: new_lines(*texts), changed, 1100) < 4.4
