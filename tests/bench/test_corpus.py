"""The journal that the engines build is the same at every run, and what is changed in it are bytes."""

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from bench.peers.changes import CHANGES, edited, mark, target
from bench.peers.corpus import LONGEST, SHORTEST, Corpus, Entry, corpus
from bench.peers.eleventy import Eleventy
from bench.peers.engine import Engine, body
from bench.peers.hugo import Hugo
from bench.peers.material import Material
from bench.peers.ours import Ours
from bench.peers.zensical import Zensical

KINDS = [Ours, Material, Zensical, Hugo, Eleventy]


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder but git's own, which hold when they were written."""
    found = [path for path in sorted(root.rglob("*")) if path.is_file() and ".git" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def journal() -> Corpus:
    return corpus(24)


def test_the_same_journal_comes_out_at_every_run() -> None:
    assert corpus(30) == corpus(30)
    assert corpus(30) != corpus(30, seed=6)


def test_an_entry_is_the_same_in_a_larger_journal() -> None:
    assert corpus(60).entries[:30] == corpus(30).entries


def test_entries_have_the_size_of_those_that_people_write() -> None:
    entries = corpus(300).entries
    words = [sum(prose(entry)) for entry in entries]
    assert SHORTEST * 0.9 < min(words) < max(words) < LONGEST * 1.1
    assert 520 < median(words) < 630
    blocks = [entry.rest.split("```python\n")[1:] for entry in entries]
    assert 1.8 < sum(map(len, blocks)) / len(blocks) < 2.2
    lines = [block.partition("\n```")[0].count("\n") + 1 for of_entry in blocks for block in of_entry]
    assert 18 < sum(lines) / len(lines) < 22


def prose(entry: Entry) -> list[int]:
    """How many words the paragraphs have; no code, tables, lists or headings."""
    outside = "".join([entry.opening, "\n\n", *entry.rest.split("```")[::2]])
    return [len(one.split()) for one in outside.split("\n\n") if one.strip()[:1] not in ("", "#", "|", "-")]


def test_entries_have_two_to_four_tags_and_a_category_each() -> None:
    entries = corpus(300).entries
    assert {len(entry.tags) for entry in entries} == {2, 3, 4}
    assert len({tag for entry in entries for tag in entry.tags}) == 40
    assert len({entry.category for entry in entries}) == 6
    assert {entry.cut for entry in entries} == {True, False}


@pytest.mark.parametrize("kind", KINDS)
def test_each_engine_writes_the_same_files_at_every_run(
    kind: type[Engine], journal: Corpus, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        engine = kind(tmp_path / name)
        engine.modules = tmp_path  # type: ignore[attr-defined]  # what Eleventy links to once it is installed
        engine.write(journal)
    assert files(tmp_path / "one") == files(tmp_path / "other")
    written = "".join(text.decode() for text in files(tmp_path / "one").values())
    assert all(entry.title in written and entry.opening in written for entry in journal.entries)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_one_of_bytes(name: str, kind: type[Engine], journal: Corpus, tmp_path: Path) -> None:
    engine = kind(tmp_path / "journal")
    engine.modules = tmp_path  # type: ignore[attr-defined]
    engine.write(journal)
    states = [files(engine.root)]
    for count in range(1, 4):
        engine.apply(CHANGES[name](journal, count))
        states.append(files(engine.root))
    assert all(before != after for before, after in pairwise(states))
    more = {"add": 3, "delete": -3}.get(name, 0)
    assert len(states[-1]) == len(states[0]) + more


def test_an_edit_brings_a_word_that_is_nowhere_else(journal: Corpus) -> None:
    now = target(journal)
    assert now.cut
    assert mark(2) in body(edited(now, 2))
    assert mark(1) not in body(edited(now, 2))
    assert mark(1) not in body(edited(now, 11)), "a word within another one would be found too early"


def test_forgetting_leaves_what_was_written_alone(journal: Corpus, tmp_path: Path) -> None:
    engine = Material(tmp_path / "journal")
    engine.write(journal)
    before = files(engine.root)
    for made in (engine.site(), engine.root / ".cache", engine.home / ".cache"):
        made.mkdir()
        (made / "left").write_text("left by a build")
    (engine.root / ".hugo_build.lock").write_text("")
    engine.forget()
    assert files(engine.root) == before
    assert list(engine.home.iterdir()) == []
