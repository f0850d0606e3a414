"""What a project is run with here: this Python, and every package beside it. Reads the environment."""

import sys
from functools import cache
from importlib.metadata import distributions


@cache
def installed() -> str:
    """Return Python's version and all packages with theirs, as one line that changes with any of them."""
    packages = sorted(f"{found.name}=={found.version}" for found in distributions())
    return " ".join([sys.version, *packages])
