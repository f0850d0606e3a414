"""Pages that were read before, kept by all that a reading depends on. Touches the disk."""

import gc
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import tzinfo
from io import BytesIO
from types import MappingProxyType
from typing import Any

from chronicles.disk.cache import key
from chronicles.disk.installed_code import installed_code
from chronicles.disk.record_store import RecordStore
from chronicles.disk.worker_processes import in_workers
from chronicles.pages.markdown.dialect import Dialect
from chronicles.pages.reading import Reading
from chronicles.pages.states import State
from chronicles.problems import Problem

KIND = "reading"
PROTOCOL = 5


@dataclass(frozen=True, slots=True)
class PageSource:
    """What a page is read from: its path, its bytes, and the state that it speaks of unless it says so."""

    path: str
    data: bytes
    default: State


class ReadingCache:
    """The readings of earlier runs in `records`, of pages in one dialect whose times are those of `zone`."""

    def __init__(self, records: RecordStore, dialect: Dialect, zone: tzinfo) -> None:
        self._records = records
        self._rules = key(installed_code(), repr(dialect), str(zone))

    def read(
        self, sources: Sequence[PageSource], read: Callable[[PageSource], Reading | Problem]
    ) -> list[Reading | Problem]:
        """Return what `read` returns of each source; it is asked only of those that are not known."""
        keys = [key(self._rules, source.path, source.data, str(source.default)) for source in sources]
        known = self._records.get(KIND, keys)
        with _without_collection():
            readings = [_unpickled(known.get(name)) for name in keys]
        places = [at for at, reading in enumerate(readings) if reading is None]
        made = in_workers([sources[at] for at in places], lambda source: _written(read(source)))
        elsewhere = {place: made[at] for at, place in enumerate(places) if at in made}
        found: list[Reading | Problem] = []
        for at, (name, source, known_reading) in enumerate(zip(keys, sources, readings, strict=True)):
            if known_reading is not None:
                found.append(known_reading)
                continue
            value = elsewhere[at] if at in elsewhere else _written(read(source))
            if isinstance(value, bytes):
                self._records.put(KIND, name, value)
            found.append(value if isinstance(value, Problem) else pickle.loads(value))  # noqa: S301
        return found


def _written(reading: Reading | Problem) -> bytes | Problem:
    return _pickled(reading) if isinstance(reading, Reading) else reading


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no cycles meanwhile: many objects come into being, all of them to stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unpickled(data: bytes | None) -> Reading | None:
    """A reading of before; the bytes are ours, sealed in our own cache."""
    if data is None:
        return None
    value = pickle.loads(data)  # noqa: S301
    return value if isinstance(value, Reading) else None


class _Pickler(pickle.Pickler):
    """Writes a value as the call that makes it again: read three times as fast as what Python writes.

    Mappings that cannot be changed, which front matter and headers are, Python cannot write at all.
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, MappingProxyType):
            return _proxy, (dict(value),)
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        return type(value), tuple(getattr(value, one.name) for one in fields(value))


def _pickled(reading: Reading) -> bytes:
    file = BytesIO()
    _Pickler(file, PROTOCOL).dump(reading)
    return file.getvalue()


def _proxy(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)
