"""The most memory that this process has had. Asks the system."""

import sys

from chronicles.site.build_profile import PeakMemory

try:
    import resource
except ImportError:  # Windows has no such thing
    resource = None  # type: ignore[assignment]


def peak_memory() -> PeakMemory | None:
    """Return the peak of this process and of those it has waited for; `None` where nobody knows.

    `ru_maxrss` is in bytes on macOS and in units of 1,024 bytes on Linux (getrusage(2) of both).
    """
    if resource is None:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return PeakMemory(own.ru_maxrss * unit, others.ru_maxrss * unit)
