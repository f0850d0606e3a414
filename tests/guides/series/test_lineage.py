"""Lines keep their identity from state to state, and edits of the last one reach every state since."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronicles.guides.series.lineage import LineEdit, Lines, Version, hunks, lines_of, with_hunks
from tests.examples import examples

# Few different lines, so that they repeat; some with the line ends of Windows, one without any.
LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "a\r\n", "\r\n"]), max_size=8)
TEXTS = st.tuples(LINES, st.sampled_from(["", "a", "b", "\r"])).map(lambda pair: "".join(pair[0]) + pair[1])
VERSIONS = st.lists(st.none() | TEXTS, max_size=4)


def versions(*texts: str | None) -> list[Version]:
    return [None if text is None else lines_of(text.encode()) for text in texts]


def text(version: Version) -> str | None:
    return None if version is None else b"".join(version).decode()


def newest(hunk: LineEdit) -> int:
    return hunk.owners[-1]


def edited(*texts: str | None, to: str, owner: Callable[[LineEdit], int] = newest) -> list[str | None]:
    """All versions after the last one became `to`."""
    before = versions(*texts)
    return [text(version) for version in with_hunks(before, hunks(before, lines_of(to.encode())), owner)]


@given(TEXTS)
def test_lines_are_the_whole_file(data: str) -> None:
    lines = lines_of(data.encode())
    assert b"".join(lines).decode() == data
    assert all(line.endswith(b"\n") for line in lines[:-1]) and all(lines)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", ()),
        (b"\n", (b"\n",)),
        (b"a", (b"a",)),
        (b"a\r\nb\rc\n", (b"a\r\n", b"b\rc\n")),
        ("a\u2028b\x0cc\n".encode(), ("a\u2028b\x0cc\n".encode(),)),
    ],
)
def test_only_a_newline_ends_a_line(data: bytes, lines: Lines) -> None:
    assert lines_of(data) == lines


@given(VERSIONS, TEXTS, TEXTS)
@settings(max_examples=examples(500), deadline=None)
def test_the_last_version_is_the_edited_one(before: list[str | None], last: str, to: str) -> None:
    assert edited(*before, last, to=to)[-1] == to


@given(VERSIONS, TEXTS, TEXTS)
@settings(max_examples=examples(300), deadline=None)
def test_versions_before_the_owner_stay_as_they_are(before: list[str | None], last: str, to: str) -> None:
    texts = [*before, last]
    first = min((newest(hunk) for hunk in hunks(versions(*texts), lines_of(to.encode()))), default=len(texts))
    assert edited(*texts, to=to)[:first] == texts[:first]


@given(VERSIONS, TEXTS, TEXTS)
@settings(max_examples=examples(300), deadline=None)
def test_a_file_is_where_it_was(before: list[str | None], last: str, to: str) -> None:
    after = edited(*before, last, to=to)
    assert [version is None for version in after] == [version is None for version in [*before, last]]


@given(VERSIONS, TEXTS)
@settings(deadline=None)
def test_without_an_edit_nothing_changes(before: list[str | None], last: str) -> None:
    assert hunks(versions(*before, last), lines_of(last.encode())) == []
    assert edited(*before, last, to=last) == [*before, last]


@given(VERSIONS, TEXTS, TEXTS)
@settings(deadline=None)
def test_an_edit_made_once_is_not_made_again(before: list[str | None], last: str, to: str) -> None:
    once = edited(*before, last, to=to)
    assert edited(*once, to=to) == once


UNIQUE = st.lists(st.integers(0, 2), min_size=1, max_size=8)  # for each line, the version that brings it


@given(UNIQUE, st.data())
@settings(max_examples=examples(300), deadline=None)
def test_an_edit_goes_to_the_version_that_brought_its_lines(origins: list[int], data: st.DataObject) -> None:
    """Where no line repeats, what is right can be said without any matching."""
    at = data.draw(st.integers(0, len(origins) - 1))
    texts = [
        "".join(f"line {number}\n" for number, origin in enumerate(origins) if origin <= version)
        for version in range(3)
    ]
    to = texts[-1].replace(f"line {at}\n", "edited\n")
    (hunk,) = hunks(versions(*texts), lines_of(to.encode()))
    assert (hunk.owners, hunk.line) == ((origins[at],), at + 1)
    assert edited(*texts, to=to) == [version.replace(f"line {at}\n", "edited\n") for version in texts]


@given(UNIQUE, st.data())
@settings(max_examples=examples(300), deadline=None)
def test_new_lines_go_to_the_newer_of_their_neighbours(origins: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(origins)))
    texts = [
        "".join(f"line {number}\n" for number, origin in enumerate(origins) if origin <= version)
        for version in range(3)
    ]
    lines = texts[-1].splitlines(keepends=True)
    to = "".join([*lines[:at], "new\n", *lines[at:]])
    (hunk,) = hunks(versions(*texts), lines_of(to.encode()))
    owner = max(origins[max(at - 1, 0) : at + 1])
    assert hunk.owners == (owner,)
    after = edited(*texts, to=to)
    for version, (old, new) in enumerate(zip(texts, after, strict=True)):
        assert new is not None
        assert new.replace("new\n", "") == old
        assert ("new\n" in new) == (version >= owner)


def test_an_edit_of_two_steps_names_both() -> None:
    (hunk,) = hunks(versions("a\n", "a\nb\n", "a\nb\nc\n"), lines_of(b"x\ny\nc\n"))
    assert hunk == LineEdit(0, 2, (b"x\n", b"y\n"), (0, 1), 1)


def test_what_stands_around_an_edit_does_not_matter() -> None:
    """The neighbour that a later step brought would be a conflict for a rebase."""
    after = edited("a\n", "a\nb\n", "0\na\nb\n", to="0\nA\nb\n")
    assert after == ["A\n", "A\nb\n", "0\nA\nb\n"]


def test_a_deleted_line_is_deleted_wherever_it_stands() -> None:
    assert edited("a\nb\n", "a\nb\nc\n", to="a\nc\n") == ["a\n", "a\nc\n"]


def test_a_line_that_moved_belongs_to_the_step_that_moved_it() -> None:
    assert edited("a\nb\nc\n", "b\nc\na\n", to="b\nc\nA\n") == ["a\nb\nc\n", "b\nc\nA\n"]


def test_a_file_that_came_back_begins_anew() -> None:
    assert edited("a\n", None, "a\n", to="A\n") == ["a\n", None, "A\n"]
    assert hunks(versions("a\n", None, ""), lines_of(b"x\n"))[0].owners == (2,)


@pytest.mark.parametrize(
    ("texts", "to", "expected"),
    [
        (
            ("a", "a\nb\n"),
            "A\nb\n",
            ["a", "A\nb\n"],
        ),  # the newline behind a came with b, and the line with it
        (("a\n", "a\nb"), "a\nb\n", ["a\n", "a\nb\n"]),
        (("a\n", "a\nb\n"), "a\nb", ["a\n", "a\nb"]),
        (("a\r\n", "a\r\nb\r\n"), "A\r\nb\r\n", ["A\r\n", "A\r\nb\r\n"]),
        (("", ""), "a\n", ["a\n", "a\n"]),
        (("a\n", "a\n"), "", ["", ""]),
        (("a\nz\n", "a\n"), "a", ["a\nz\n", "a"]),
    ],
)
def test_ends_of_files(texts: tuple[str, ...], to: str, expected: list[str]) -> None:
    assert edited(*texts, to=to) == expected


def test_a_line_without_its_newline_gets_one_where_others_follow() -> None:
    assert edited("a\nz\n", "a\n", to="a", owner=lambda _: 0) == ["a\nz\n", "a"]


def test_edits_of_several_steps_in_one_file() -> None:
    after = edited("a\n", "a\nb\n", "a\nb\nc\n", to="A\nb\nC\n")
    assert after == ["A\n", "A\nb\n", "A\nb\nC\n"]
