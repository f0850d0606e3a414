"""Text as a value that YAML reads back as it was."""

import re

UNWRITTEN = re.compile(
    "[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def quoted(text: str) -> str:
    """Return `text` as a value of a front matter: in double quotes (YAML 1.2.2, section 7.3.1).

    What YAML has no room for, and what would end the line, is written by its number (section 5.7).
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + UNWRITTEN.sub(lambda match: f"\\U{ord(match[0]):08x}", escaped) + '"'
