"""Modules of packages that do not run in a browser: an import of one says so."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class LeftOut:
    """A finder that stands behind all others; who only asks whether there is such a module gets none."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        self.reasons = reasons
        self.failure: Callable[..., ModuleNotFoundError] = ModuleNotFoundError

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return None, or raise `failure` with the reason where the module is to be imported."""
        why = self.reasons.get(name)
        asker = sys._getframe(2).f_code.co_name  # behind importlib's own function that asks all finders
        if why and asker == "_find_and_load_unlocked":
            raise self.failure(f"No module named {name!r}: {why}", name=name)
        return None


def install(reasons: Mapping[str, str]) -> None:
    """Let imports of the modules in `reasons` say why there are none."""
    sys.meta_path.append(LeftOut(reasons))


def fail_with(failure: Callable[..., ModuleNotFoundError]) -> None:
    """Let such imports raise `failure` from now on."""
    for finder in sys.meta_path:
        if isinstance(finder, LeftOut):
            finder.failure = failure
