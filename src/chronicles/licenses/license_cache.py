"""The licenses of what a site carries, kept from build to build: to read them takes half a second."""

import pickle
from collections.abc import Collection, Sequence

from chronicles.disk.cache import Store, key
from chronicles.disk.installed_code import installed_code
from chronicles.licenses.catalog import carried, listed
from chronicles.licenses.component import Component


def kept(
    paths: Collection[str], icons: Collection[str], folders: Sequence[str], store: Store
) -> dict[Component, str]:
    """Return what `carried` does for a site with these files, read anew only where that may be otherwise."""
    known = listed(paths)
    part, name = store.part("licenses"), key(installed_code(), repr((known, sorted(icons), tuple(folders))))
    if data := part.get_sealed(name):
        found: dict[Component, str] = pickle.loads(data)  # noqa: S301 - it is ours, and sealed
        return found
    found = carried(known, icons, folders)
    part.put_sealed(name, pickle.dumps(found, 5))
    return found
