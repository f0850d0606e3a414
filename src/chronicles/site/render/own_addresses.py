"""An address for each of several names, where their addresses leave out what tells the names apart. Pure."""

from collections.abc import Callable, Collection, Iterable
from itertools import count


def own_addresses(
    names: Iterable[str], address: Callable[[str], str], taken: Collection[str] = ()
) -> dict[str, str]:
    """Return an address for each of `names`, no two alike, and none of those that are `taken`.

    `address` returns what a name shrinks to. The first of those that share one keeps it, the next get a
    number, so that a name that comes last moves no other. Small letters and capitals are alike: they are in
    the folders of some systems.

    >>> own_addresses(["C++", "C#", "Go"], lambda name: name.lower().strip("+#"))
    {'C++': 'c', 'C#': 'c-2', 'Go': 'go'}
    """
    wanted = {name: address(name) for name in dict.fromkeys(names)}
    # A number makes no address that another name has by itself.
    kept = {one.casefold() for one in wanted.values()}
    used = {one.casefold() for one in taken}
    found: dict[str, str] = {}
    for name, own in wanted.items():
        free = own
        if own.casefold() in used:
            numbered = (f"{own}-{number}" for number in count(2))
            free = next(one for one in numbered if one.casefold() not in used | kept)
        used.add(free.casefold())
        found[name] = free
    return found
