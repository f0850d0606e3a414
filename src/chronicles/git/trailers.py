"""The last lines of messages of commits, which say who else had a hand in it (git-interpret-trailers(1))."""

import re

HELPER = re.compile(r"^([A-Z][\w-]*-by: [^<\n]*?)[^\S\n]*<[^<>\s]+@[^<>\s]+>[^\S\n]*$", re.MULTILINE)


def without_addresses(message: str) -> str:
    """Return a message with the names of its helpers, and without their addresses.

    >>> without_addresses("Add a\\n\\nCo-authored-by: Ada <ada@example.org>")
    'Add a\\n\\nCo-authored-by: Ada'
    """
    return HELPER.sub(r"\1", message)
