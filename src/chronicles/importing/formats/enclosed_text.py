"""What stands between the marks of a template or of a shortcode, made anew."""

import re
from collections.abc import Callable


def with_blocks(
    text: str, opening: re.Pattern[str], closing: str, made: Callable[[re.Match[str], str, str], str]
) -> str:
    """Return the text with what stands between an opening and its closing made anew.

    `closing` is a format string for the name of the opening; an opening that nothing closes stays. `made` has
    the match of the opening, what is inside, and the whole.
    """
    folded = text.casefold() if len(text.casefold()) == len(text) else text
    parts, at = [], 0
    missing: set[str] = set()
    for match in opening.finditer(text):
        end = closing.format(match["name"].casefold())
        if match.start() < at or end in missing:
            continue
        stop = folded.find(end, match.end())
        if stop < 0:
            missing.add(end)
            continue
        whole = text[match.start() : stop + len(end)]
        parts += [text[at : match.start()], made(match, text[match.end() : stop], whole)]
        at = stop + len(end)
    return "".join([*parts, text[at:]])
