"""The difference between two texts: as a unified diff, and as the lines that are new."""

import difflib


def unified(before: str | None, after: str | None, path: str) -> list[str]:
    """Return a unified diff of two texts, as `git diff` heads it; `None` is a file that is not there."""
    old, new = _lines(before), _lines(after)
    old_name = f"a/{path}" if before is not None else "/dev/null"
    new_name = f"b/{path}" if after is not None else "/dev/null"
    return list(difflib.unified_diff(old, new, old_name, new_name, lineterm=""))


def new_lines(before: str, after: str) -> frozenset[int]:
    """Return the numbers (from 1) of the lines of `after` that `before` did not have there."""
    old, new = _lines(before), _lines(after)
    # Exact matching takes cubic time where lines repeat, as blank ones do.
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 1000)
    return frozenset(
        number
        for tag, _, _, first, last in matcher.get_opcodes()
        if tag != "equal"
        for number in range(first + 1, last + 1)
    )


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
