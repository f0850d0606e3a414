"""Which commits a subtree merge brought into a folder: their own files lie at the root. Pure."""

from collections.abc import Callable, Iterable, Sequence


def merged_heads(
    merges: Iterable[Sequence[str]],
    folder: str,
    tree: Callable[[str], str | None],
    descends: Callable[[str, str], bool],
) -> list[str]:
    """Return the commits whose whole tree was merged as `folder`, in the order of `merges`.

    `merges` has the hashes of merges that changed the folder, the oldest first, each with its parents
    behind it; `tree` returns the hash of the tree that has a name (gitrevisions(7)), `None` where there is
    none; `descends` says whether the second commit comes from the first. The first merge of a subtree has
    the very tree of what it merges; a later one may have changes beside it (git-subtree(1), "add" and
    "merge").
    """
    found: list[str] = []
    for merge, *parents in merges:
        inside = tree(f"{merge}:{folder}")
        for parent in parents:
            if inside is None or parent in found or tree(f"{parent}:{folder}") is not None:
                continue
            if tree(f"{parent}^{{tree}}") == inside or any(descends(head, parent) for head in found):
                found.append(parent)
    return found
