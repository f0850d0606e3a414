"""Reads the journals of a list: those on the web at the same time, clones one by one."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

import urllib3

from chronicles.cohort.cohort_list import ListedJournal
from chronicles.cohort.fetching import MOST, fetch
from chronicles.cohort.learner_record import LearnerRecord, read_record
from chronicles.cohort.learner_row import Learner
from chronicles.problems import Refused

AT_ONCE = 8
ReadClone = Callable[[Path], LearnerRecord]


def read_all(
    journals: Sequence[ListedJournal], folder: Path, copies: Path, today: date, read_clone: ReadClone
) -> list[Learner]:
    """Return all learners of the list, in its order; whose journal cannot be read says so.

    Paths of the list are seen from `folder`. What is fetched is kept in the folder `copies`, and stands
    in with its day where the web cannot be reached. `read_clone` makes a record of a clone, and may raise
    `Refused`.
    """
    pool = urllib3.PoolManager(num_pools=AT_ONCE)

    def read(journal: ListedJournal) -> Learner:
        if journal.kind == "folder":
            return _of_folder(journal, folder / journal.where, read_clone)
        return _of_web(journal, pool, copies, today)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        fetched = {
            journal.name: threads.submit(read, journal) for journal in journals if journal.kind == "web"
        }
        clones = {journal.name: read(journal) for journal in journals if journal.kind == "folder"}
    return [clones.get(journal.name) or fetched[journal.name].result() for journal in journals]


def listed_in(folder: Path) -> list[ListedJournal]:
    """Return the journals in a folder: clones, and files of records, by their names in the order of those."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and (path / "mkdocs.yml").is_file():
            found.append(ListedJournal(path.name, "folder", path.name))
        elif path.suffix == ".json" and path.is_file():
            found.append(ListedJournal(path.stem, "folder", path.name))
    return found


def _of_folder(journal: ListedJournal, path: Path, read_clone: ReadClone) -> Learner:
    try:
        if path.is_dir():
            return Learner(journal.name, journal.where, read_clone(path))
        return Learner(journal.name, journal.where, read_record(_file(path)))
    except Refused as refused:
        return Learner(journal.name, journal.where, trouble=refused.message, mend=refused.mend)


def _file(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Refused("it is not there", "Look at its path in the list, which is seen from there.")
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}", "Make it readable.") from None
    if len(data) > MOST:
        raise Refused(f"it is larger than {MOST // 1_000_000} MB", "Ask what is in it.")
    return data


def _of_web(journal: ListedJournal, pool: urllib3.PoolManager, copies: Path, today: date) -> Learner:
    copy = copy_of(copies, journal)
    try:
        data = fetch(journal.where, pool)
        record = read_record(data, journal.url)
    except Refused as refused:
        return _of_copy(journal, copy, refused)
    _keep(copy, data)
    return Learner(journal.name, journal.where, record)


def copy_of(copies: Path, journal: ListedJournal) -> Path:
    """Return the file below `copies` that keeps what was fetched of a journal."""
    return copies / f"{sha256(journal.where.encode()).hexdigest()[:32]}.json"


def _of_copy(journal: ListedJournal, copy: Path, refused: Refused) -> Learner:
    """What was fetched before, with its day, and why there is nothing newer."""
    learner = Learner(journal.name, journal.where, trouble=refused.message, mend=refused.mend)
    try:
        record = read_record(_file(copy), journal.url)
        day = date.fromtimestamp(copy.stat().st_mtime)
    except (Refused, OSError):
        return learner
    return Learner(journal.name, journal.where, record, refused.message, refused.mend, day)


def _keep(copy: Path, data: bytes) -> None:
    """A copy that cannot be kept is no reason to show nothing."""
    beside = copy.with_suffix(".new")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(copy)
    except OSError:
        beside.unlink(missing_ok=True)
