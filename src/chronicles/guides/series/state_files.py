"""The files of all states, read together: two processes of git, however many states there are."""

from collections.abc import Iterator

from chronicles.guides.series.series import Series, Stored, read_blobs
from chronicles.problems import Refused

FILES = {"100644": False, "100755": True}  # the modes of files, and whether they may be run
GONE = "000000"
WORDS = ("diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--no-abbrev")

Entries = dict[str, tuple[str, str]]  # mode and hash of each file


def read_states(series: Series) -> dict[str, tuple[Stored, ...]]:
    """Return the files of each state that can be reached; raises `Refused` for links.

    A file that stays the same is read once.
    """
    return series.read(lambda: _read(series))


def _read(series: Series) -> dict[str, tuple[Stored, ...]]:
    trees = _trees(series)
    hashes = dict.fromkeys(name for tree in trees.values() for _, name in tree.values())
    blobs = read_blobs(series.git, hashes)
    return {
        state: tuple(Stored(path, blobs[name], FILES[mode]) for path, (mode, name) in sorted(tree.items()))
        for state, tree in trees.items()
    }


def _trees(series: Series) -> dict[str, Entries]:
    """Each state's tree: the one before with the changes of its commit."""
    states = {commit: state for state, commit in series.commits.items()}
    if not states:
        return {}
    changed: dict[str, Entries] = {state: {} for state in states.values()}
    said = series.git.out(*WORDS, stdin="".join(f"{commit}\n" for commit in states).encode())
    for commit, path, mode, name in _changes(iter(said.split(b"\0"))):
        changed[states[commit]][path] = mode, name
    found: dict[str, Entries] = {}
    tree: Entries = {}
    for state, entries in changed.items():
        tree = {path: entry for path, entry in (tree | entries).items() if entry[0] != GONE}
        found[state] = tree
    return found


def _changes(said: Iterator[bytes]) -> Iterator[tuple[str, str, str, str]]:
    """The commit, path, mode and hash of each change, from what git says of it."""
    commit = ""
    for word in said:
        if not word.startswith(b":"):
            commit = word.decode()
            continue
        _, mode, _, name, _ = word.decode().split(" ")
        path = next(said).decode("utf-8", "surrogateescape")
        if mode not in FILES and mode != GONE:
            raise Refused(f"{path} is a link, and states hold files alone", "Put the file in its place.")
        yield commit, path, mode, name
