"""Modules, and time zones, that few readers need: fetched once something asks for them."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


class Later:
    """A finder that stands behind all others: `fetch` puts the pack with the missing module in place."""

    def __init__(self, packs: Mapping[str, Sequence[str]], fetch: Callable[[str], None]) -> None:
        self.fetch = fetch
        self.expect(packs)

    def expect(self, packs: Mapping[str, Sequence[str]]) -> None:
        """Know of `packs`, none of which has come."""
        self.packs = {url: frozenset(modules) for url, modules in packs.items()}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is after its pack has come, or None where no pack has it."""
        return PathFinder.find_spec(name, path, target) if self.fetch_pack(name) else None

    def fetch_pack(self, name: str) -> bool:
        """Put the pack with a module in place; return whether there was one that had not come yet.

        Raises `ImportError` where it cannot be fetched; the next one who asks tries again.
        """
        url = next((url for url, modules in self.packs.items() if name in modules), None)
        if url is None:
            return False
        modules = self.packs.pop(url)
        try:
            self.fetch(url)
        except Exception as error:
            self.packs[url] = modules
            raise ImportError(f"{name} could not be fetched ({error}): are you online?", name=name) from None
        importlib.invalidate_caches()
        return True


def install(packs: Mapping[str, Sequence[str]], fetch: Callable[[str], None]) -> Later:
    """Let imports find what is in `packs`, which name their modules; return what fetches them."""
    later = Later(packs, fetch)
    sys.meta_path.append(later)
    return later
