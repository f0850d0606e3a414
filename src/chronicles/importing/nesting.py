"""How deep the values of a file stand in one another: each Python ends at another number of levels."""

from typing import Any

MOST_LEVELS = 100


def is_too_deep(value: Any) -> bool:
    """Whether lists and mappings stand in one another deeper than `MOST_LEVELS`, which nobody writes."""
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        level = [part for whole in level for part in _parts(whole)]
    return bool(level)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
