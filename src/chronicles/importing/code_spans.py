"""Where the code in running text is: between runs of equally many backticks (CommonMark, "Code spans")."""

import re
from bisect import bisect_left
from collections import defaultdict

RUN = re.compile(r"`+")


def code_spans(text: str) -> dict[int, int]:
    """Return where each piece of code begins in `text`, its backticks with it, and where it ends.

    A run behind a backslash begins none. What is looked at grows with the text and not with its square.
    """
    if "`" not in text:
        return {}
    runs = [(match.start(), match.end()) for match in RUN.finditer(text)]
    starts: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        starts[end - start].append(start)
    found: dict[int, int] = {}
    at = 0
    for start, end in runs:
        if start < at or _is_escaped(text, start):
            continue
        same = starts[end - start]
        index = bisect_left(same, end)
        if index < len(same):
            at = same[index] + end - start
            found[start] = at
    return found


def _is_escaped(text: str, at: int) -> bool:
    begin = at
    while begin and text[begin - 1] == "\\":
        begin -= 1
    return (at - begin) % 2 == 1
