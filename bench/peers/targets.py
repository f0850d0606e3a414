"""How much more than ours each engine has to take: what this project wants of itself."""

LARGE = 5000  # entries from which the targets of a large journal hold
ROWS = {
    "cold": {"material": 4.0, "zensical": 2.5, "before": 5.0},
    "nothing": {"hugo": 10.0},
    "edit": {"hugo": 4.5, "material": 45.0, "before": 40.0},
    "add": {"hugo": 3.0},
    "delete": {"hugo": 3.0},
    "rename": {"hugo": 3.0},
    "retag": {"hugo": 3.0},
    "serve": {"hugo": 1.0},
    "memory-cold": {"material": 1 / 1.5},
    "memory-edit": {"material": 1.0},
    # The start of the program takes 0.24 s where a build of this site with nothing changed may take 0.5.
    "here": {"--version": 0.24 / 0.5},
    "check": {"before": 3.0},
}
SERVE_HERE = 0.3  # seconds


def targets(row: str, entries: int) -> dict[str, float]:
    """The targets of a row for a journal of this size."""
    large = {"hugo": 5.0} if row == "edit" and entries >= LARGE else {}
    return {**ROWS.get(row, {}), **large}
