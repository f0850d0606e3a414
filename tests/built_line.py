"""The last line of a build, without what differs from one to the next.

assert untimed(run.out) == "Built 3 pages into site/\\n"
"""

import re

# How many pages were made anew also depends on what the theme and the plugins add.
COST = re.compile(r" \(\d+ made, \d+ reused, \d+\.\d s\)$", re.MULTILINE)


def untimed(out: str) -> str:
    """Return what a build has printed without how many pages it made and how long that took."""
    assert COST.search(out), f"no line of it says how much was made: {out!r}"
    return COST.sub("", out)
