"""A cache in one file: what is put is there, and nothing that happens to the file stops a run."""

import sqlite3
from pathlib import Path

import pytest

from chronicles.disk import record_store
from chronicles.disk.record_store import SPARE, RecordStore


def put(path: Path, kind: str = "page", **values: bytes) -> None:
    with RecordStore(path).opened() as store:
        for key, data in values.items():
            store.put(kind, key, data)


def got(path: Path, *keys: str, kind: str = "page") -> dict[str, bytes]:
    with RecordStore(path).opened() as store:
        return dict(store.get(kind, keys))


def test_what_was_put_is_there_in_the_same_run_and_the_next(tmp_path: Path) -> None:
    path = tmp_path / "new" / "records"
    with RecordStore(path).opened() as store:
        store.put("page", "a", b"one")
        assert store.get("page", ["a", "b"]) == {"a": b"one"}
    put(path, kind="list", a=b"other")
    assert got(path, "a", "b") == {"a": b"one"}
    assert got(path, "a", kind="list") == {"a": b"other"}
    put(path, a=b"two")
    assert got(path, "a") == {"a": b"two"}


def test_more_keys_than_one_question_may_have(tmp_path: Path) -> None:
    path = tmp_path / "records"
    values = {f"k{number}": b"%d" % number for number in range(2 * record_store.AT_ONCE + 1)}
    put(path, **values)
    assert got(path, *values, "none") == values


def test_what_a_failing_run_has_made_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "records"
    with pytest.raises(ValueError), RecordStore(path).opened() as store:
        store.put("page", "a", b"one")
        raise ValueError
    assert got(path, "a") == {"a": b"one"}


@pytest.mark.parametrize(
    "damage",
    [b"", b"no database at all", b"SQLite format 3\0" + bytes(90), None],
    ids=["emptied", "text", "half a header", "a folder"],
)
def test_a_file_that_is_no_store_is_made_anew_or_done_without(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "records"
    if damage is None:
        path.mkdir()
    else:
        path.write_bytes(damage)
    assert got(path, "a") == {}
    put(path, a=b"one")
    assert got(path, "a") == ({} if damage is None else {"a": b"one"})


def test_a_store_of_another_form_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "records"
    put(path, a=b"one")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 7")
    database.close()
    assert got(path, "a") == {}
    put(path, a=b"two")
    assert got(path, "a") == {"a": b"two"}


def test_a_value_that_was_changed_counts_as_not_there(tmp_path: Path) -> None:
    path = tmp_path / "records"
    put(path, a=b"one", b=b"two")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE records SET data = data || 'x' WHERE key = 'a'")
    database.close()
    assert got(path, "a", "b") == {"b": b"two"}


def test_what_no_run_asks_for_is_thrown_away_once_it_is_much(tmp_path: Path) -> None:
    path = tmp_path / "records"
    put(path, **{f"old{number}": b"x" for number in range(SPARE + 1)})
    put(path, a=b"one")
    assert got(path, "a", "old1") == {"a": b"one", "old1": b"x"}
    put(path, new=b"x")
    assert len(got(path, *(f"old{number}" for number in range(SPARE + 1)))) == 0
    assert got(path, "new") == {"new": b"x"}


def test_a_python_without_sqlite_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_store, "sqlite3", None)
    put(tmp_path / "records", a=b"one")
    assert got(tmp_path / "records", "a") == {}
    assert not (tmp_path / "records").exists()


def test_a_store_that_is_locked_is_read_and_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records"
    put(path, a=b"one")
    monkeypatch.setattr(record_store, "WAIT", 0.0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    put(path, b=b"two")
    other.execute("ROLLBACK")
    other.close()
    assert got(path, "a", "b") == {"a": b"one"}
