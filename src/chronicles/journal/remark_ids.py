"""How a question, or what needs review, is known outside of its journal, and to those who reply to it."""

import re
from hashlib import sha256
from typing import Literal

Kind = Literal["question", "review"]
LENGTH = 10  # digits: of a million remarks two would be the same one with a chance of one in two
ID = re.compile(rf"[0-9a-f]{{{LENGTH}}}")
# HTML comments, which GitHub and every engine of a site leave out of what they show.
WRITTEN = re.compile(rf"[ \t]*<!--[ \t]*id:[ \t]*(?P<id>{ID.pattern})[ \t]*-->[ \t]*$")


def remark_id(page: str, text: str, number: int = 0) -> str:
    """Return the id of the words `text` in the entry at the path `page` below `docs/`.

    It is the same for everybody who has both; spaces that a new line or an editor made do not count. `number`
    counts those before it with the same words.
    """
    said = "\0".join([page, " ".join(text.split()), *([str(number)] if number else [])])
    return sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:LENGTH]


def without_id(text: str) -> tuple[str, str]:
    """Return the text of an item without the id that stands behind it, and that id, `""` for none.

    >>> without_id("Why? <!-- id: 0123456789 -->")
    ('Why?', '0123456789')
    """
    match = WRITTEN.search(text)
    return (text[: match.start()], match["id"]) if match else (text, "")


def with_id(line: str, id_: str) -> str:
    """Return a line of Markdown with the id of its item behind it."""
    return f"{line.rstrip()} {id_comment(id_)}"


def id_comment(id_: str) -> str:
    """Return the comment in which an id stands."""
    return f"<!-- id: {id_} -->"
