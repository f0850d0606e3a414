"""What `init` does to files that are there."""

import pytest

from chronicles.starting.journal_plan import plan

IGNORED = b"# Made by build.py\n/site/\n.chronicles/\n"


@pytest.mark.parametrize(
    ("now", "fate", "after"),
    [
        (None, "new", b"a\n"),
        (b"a\n", "there", b"a\n"),
        (b"b\n", "kept", b"a\n"),
        (b"", "added", b"a\n"),
    ],
    ids=["none", "same", "other", "empty"],
)
def test_a_file_is_written_where_nobody_has_one(now: bytes | None, fate: str, after: bytes) -> None:
    (one,) = plan({"a": b"a\n"}, {}, {} if now is None else {"a": now})
    assert (one.fate, one.after, one.is_written) == (fate, after, fate in ("new", "added"))


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (None, IGNORED),
        (b"", IGNORED),
        (b"*.pyc\n", b"*.pyc\n\n" + IGNORED),
        (b"*.pyc", b"*.pyc\n\n" + IGNORED),
        (b"/site/\n", b"/site/\n\n# Made by build.py\n.chronicles/\n"),
        (b"/site/\n.chronicles/\n", b"/site/\n.chronicles/\n"),
        (IGNORED, IGNORED),
    ],
)
def test_a_file_gets_the_lines_that_it_lacks(now: bytes | None, after: bytes) -> None:
    (one,) = plan({}, {".gitignore": IGNORED}, {} if now is None else {".gitignore": now})
    assert one.after == after
    (again,) = plan({}, {".gitignore": IGNORED}, {".gitignore": after})
    assert again.fate == "there"
