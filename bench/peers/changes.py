"""What happens to the journal between two builds. Pure: an entry in, the entry as it is afterwards out.

Nothing is taken back: each change goes on from the one before, and is a change of bytes, as a count of them
is in it. All engines get the same ones, each in a folder of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.peers.corpus import TAGS, Corpus, Entry, entry


@dataclass(frozen=True, slots=True)
class Change:
    """Entries that are gone, then entries that are written."""

    gone: tuple[Entry, ...] = ()
    written: tuple[Entry, ...] = ()


def edited(now: Entry, count: int) -> Entry:
    """The sentence at its end is another one at each count."""
    return replace(now, rest=f"{now.rest}\n\nSeen again: {mark(count)}.")


def mark(count: int) -> str:
    """The word that an edit of that count brings, and that is nowhere else."""
    return f"markword{count}x"


def target(corpus: Corpus) -> Entry:
    """The entry that is edited: one in the middle that has an excerpt mark, as most have."""
    middle = len(corpus.entries) // 2
    return next(one for one in corpus.entries[middle:] if one.cut)


def edit(corpus: Corpus, count: int) -> Change:
    """One entry edited."""
    return Change(written=(edited(target(corpus), count),))


def add(corpus: Corpus, count: int) -> Change:
    """One entry added, the newest."""
    return Change(written=(entry(len(corpus.entries) + count - 1),))


def delete(corpus: Corpus, count: int) -> Change:
    """One entry deleted, another one each time, from the older half."""
    return Change(gone=(corpus.entries[len(corpus.entries) // 4 - count],))


def rename(corpus: Corpus, count: int) -> Change:
    """The file of one entry renamed, and so its address."""
    before = corpus.entries[len(corpus.entries) * 2 // 3]
    old = replace(before, name=f"{before.name}-{count - 1}") if count > 1 else before
    return Change((old,), (replace(before, name=f"{before.name}-{count}"),))


def retag(corpus: Corpus, count: int) -> Change:
    """One of the tags of one entry is another one."""
    now = corpus.entries[len(corpus.entries) // 3]
    free = [name for name in (f"tag{tag}" for tag in range(TAGS)) if name not in now.tags]
    return Change(written=(replace(now, tags=(*now.tags[1:], free[count % len(free)])),))


CHANGES: dict[str, Callable[[Corpus, int], Change]] = {
    "edit": edit,
    "add": add,
    "delete": delete,
    "rename": rename,
    "retag": retag,
}
