"""`proofs.lock`: what it says, in which order, and what it says nothing of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicles.pages.page import Page
from chronicles.proof import lockfile
from chronicles.proof.lockfile import HEAD, LockedPage, basis, read_lock, written_lock

PAGE = Page("docs/a.md", "# A\n")
PATHS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(
    lambda name: f"docs/{name}.md"
)
ENTRIES = st.builds(LockedPage, st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(1, 999))


@given(st.dictionaries(PATHS, ENTRIES))
def test_what_is_written_is_read(entries: dict[str, LockedPage]) -> None:
    assert read_lock(written_lock(entries)) == entries


@given(st.dictionaries(PATHS, ENTRIES))
def test_pages_stand_in_order_however_they_come(entries: dict[str, LockedPage]) -> None:
    backwards = dict(reversed(entries.items()))
    assert written_lock(entries) == written_lock(backwards)
    assert written_lock(entries).startswith(HEAD)


def test_a_line_a_page() -> None:
    entries = {"docs/b.md": LockedPage("b" * 32, 2), "docs/a b.md": LockedPage("a" * 32, 1)}
    assert written_lock(entries) == f"{HEAD}docs/a b.md  {'a' * 32} 1\ndocs/b.md  {'b' * 32} 2\n"
    assert read_lock(written_lock(entries).replace("\n", "\r\n")) == entries


@pytest.mark.parametrize(
    "line",
    [
        "",
        "docs/a.md",
        "docs/a.md  abc",
        "docs/a.md  abc x",
        "docs/a.md abc 1",
        "<<<<<<< HEAD",
        "  abc 1",
        "a  b -1",
    ],
)
def test_a_line_that_cannot_be_read_proves_nothing(line: str) -> None:
    assert read_lock(f"{HEAD}{line}\ndocs/b.md  abc 1\n") == {"docs/b.md": LockedPage("abc", 1)}


def test_a_line_ends_where_a_line_feed_is() -> None:
    entries = {"docs/a\u2028b\x85.md": LockedPage("a" * 32, 1)}
    assert read_lock(written_lock(entries)) == entries


def test_a_proof_rests_on_the_page_its_trees_and_what_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first = basis(PAGE, ["t1", "t2"], ["monday"], b"django 5")
    assert basis(PAGE, ["t2", "t1", "t2"], ["monday"], b"django 5") == first
    others = {
        basis(Page("docs/a.md", "# B\n"), ["t1", "t2"], ["monday"], b"django 5"),
        basis(PAGE, ["t1"], ["monday"], b"django 5"),
        basis(PAGE, ["t1", "t3"], ["monday"], b"django 5"),
        basis(PAGE, ["t1", "t2"], ["tuesday"], b"django 5"),
        basis(PAGE, ["t1", "t2"], [], b"django 5"),
        basis(PAGE, ["t1", "t2"], ["monday"], b"django 6"),
    }
    monkeypatch.setattr(lockfile, "VERSION", lockfile.VERSION + 1)
    others.add(basis(PAGE, ["t1", "t2"], ["monday"], b"django 5"))
    assert len(others - {first}) == 7
