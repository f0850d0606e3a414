"""Keeps many small values in one file, each under the hash of all that it was made from. Touches the disk.

It does not know what its bytes mean. What is damaged, foreign or of another form counts as not there, and
where no file can be had, nothing is kept. Several processes may use it at once, and a person may delete it
at any time.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from chronicles.disk.cache import sealed, unsealed

try:
    import sqlite3
except ImportError:  # a Python that was made without it
    sqlite3 = None  # type: ignore[assignment]

FORM = 0x43480001  # of the file; another one is made anew
AT_ONCE = 500  # keys in one question: SQLite's own limit is higher everywhere
WAIT = 10.0  # seconds, for another process that writes
SPARE = 200  # values that a kind may have besides twice what a run has asked for
TABLE = "CREATE TABLE IF NOT EXISTS records (kind TEXT, key TEXT, data BLOB, PRIMARY KEY (kind, key))"


class RecordStore:
    """Values by kind and key, in the file `path`; used between `with store.opened()` and its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database: sqlite3.Connection | None = None
        self._asked: dict[str, set[str]] = {}
        self._new: dict[tuple[str, str], bytes] = {}
        self._fetched: dict[tuple[str, str], bytes] = {}

    @contextmanager
    def opened(self) -> Iterator["RecordStore"]:
        """Open the file for a run; what the run has put is kept at its end, also where it fails."""
        self._database = _connected(self._path)
        try:
            yield self
        finally:
            self._fetched.clear()
            self._keep()
            if self._database is not None:
                self._database.close()
            self._database = None

    def get(self, kind: str, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Return the values of `kind` that are there, by their keys."""
        asked = list(dict.fromkeys(keys))
        self._asked.setdefault(kind, set()).update(asked)
        found = {key: self._new[kind, key] for key in asked if (kind, key) in self._new}
        fetched = (
            {key: unsealed(self._fetched.pop((kind, key), None)) for key in asked} if self._fetched else {}
        )
        found |= {key: data for key, data in fetched.items() if data is not None and key not in found}
        rest = [key for key in asked if key not in found]
        for at in range(0, len(rest), AT_ONCE):
            found |= self._read(kind, rest[at : at + AT_ONCE])
        return found

    def fetch(self, kind: str) -> None:
        """Read all values of `kind` at once, for a run that will ask for most of them one by one."""
        if self._database is None:
            return
        with suppress(sqlite3.Error):
            rows = self._database.execute("SELECT key, data FROM records WHERE kind = ?", (kind,)).fetchall()
            self._fetched |= {(kind, str(key)): data for key, data in rows if isinstance(data, bytes)}

    def forked(self) -> None:
        """Leave the file to the process that this one was forked from: SQLite allows no other way."""
        self._database = None
        self._new = {}

    @property
    def new(self) -> Mapping[tuple[str, str], bytes]:
        """The values that this run has put, by kind and key."""
        return self._new

    def count(self, kind: str) -> int:
        """Return how many values of `kind` were fetched, and not asked for yet."""
        return sum(name == kind for name, _ in self._fetched)

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep a value; it is written when the run ends."""
        self._asked.setdefault(kind, set()).add(key)
        self._new[kind, key] = data

    def _read(self, kind: str, keys: list[str]) -> dict[str, bytes]:
        if self._database is None:
            return {}
        marks = ",".join("?" * len(keys))
        question = f"SELECT key, data FROM records WHERE kind = ? AND key IN ({marks})"  # noqa: S608
        try:
            rows = self._database.execute(question, (kind, *keys)).fetchall()
        except sqlite3.Error:
            return {}
        values = ((str(key), unsealed(data)) for key, data in rows if isinstance(data, bytes))
        return {key: data for key, data in values if data is not None}

    def _keep(self) -> None:
        """Write what is new, and throw away what is of no use where it has become much."""
        if self._database is None or not self._new:
            return
        rows = [(kind, key, sealed(data)) for (kind, key), data in self._new.items()]
        try:
            with self._database as database:
                database.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", rows)
                for kind, asked in self._asked.items():
                    _forget(database, kind, asked)
        except sqlite3.OperationalError:
            pass  # locked for long, or a full disk: the next run makes these values again
        except sqlite3.Error:
            self._database.close()
            self._database = None
            _delete(self._path)
        self._new.clear()


def _connected(path: Path) -> "sqlite3.Connection | None":
    """The file as a database, made anew where it is none of ours; `None` where none can be had."""
    if sqlite3 is None:
        return None
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=WAIT)
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            try:
                if _is_ready(database):
                    return database
            except BaseException:
                database.close()
                raise
            database.close()
        except sqlite3.OperationalError:  # it cannot be opened, or is locked for long
            return None
        except sqlite3.Error:
            pass
        except OSError:
            return None
        _delete(path)
    return None


def _is_ready(database: "sqlite3.Connection") -> bool:
    """Whether the database is of our form; an empty one is given it."""
    form = database.execute("PRAGMA user_version").fetchone()[0]
    if form == 0 and not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute(TABLE)
        database.execute(f"PRAGMA user_version = {FORM:d}")
        form = FORM
    # A cache need not outlive a power cut, and what a cut has damaged is not unsealed.
    database.execute("PRAGMA synchronous = OFF")
    return bool(form == FORM)


def _forget(database: "sqlite3.Connection", kind: str, asked: set[str]) -> None:
    known = {key for (key,) in database.execute("SELECT key FROM records WHERE kind = ?", (kind,))}
    if len(known) > 2 * len(asked) + SPARE:
        gone = [(kind, key) for key in known - asked]
        database.executemany("DELETE FROM records WHERE kind = ? AND key = ?", gone)
        database.execute("PRAGMA incremental_vacuum")


def _delete(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            name.unlink()
