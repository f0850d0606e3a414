"""The files of feeds, kept from build to build: most edits are of an entry that no feed has any more."""

import pickle
from dataclasses import replace

from chronicles.disk.cache import Store, key
from chronicles.disk.installed_code import installed_code
from chronicles.site.features.feed_formats import Feed, written


def kept_files(one: Feed, site: str, language: str, store: Store) -> list[tuple[str, bytes]]:
    """Return what `written` does of a feed, made anew only where the feed is another one."""
    shown = replace(one, about=frozenset())  # whose order is none, and which is in no file
    part, name = store.part("feeds"), key(installed_code(), repr(shown), site, language)
    if data := part.get_sealed(name):
        found: list[tuple[str, bytes]] = pickle.loads(data)  # noqa: S301 - it is ours, and sealed
        return found
    found = list(written(one, site, language))
    part.put_sealed(name, pickle.dumps(found, 5))
    return found
