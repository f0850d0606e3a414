"""A reply of a mentor: a file of its own, so that it is in conflict with no other and no edit of an entry."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from chronicles.journal.remark_ids import ID, Kind
from chronicles.pages.characters import unfit
from chronicles.pages.front_matter.front_matter import body, read_front_matter
from chronicles.pages.front_matter.quoting import quoted
from chronicles.pages.page import Page
from chronicles.pages.slugs import slug
from chronicles.problems import Place, Problem

MOST_BYTES = 65_536  # of a file; a page of a book has 3,000
LONGEST_NAME, LONGEST_WORDS = 80, 1_000  # characters
DIGITS = 8  # of the hash in a name: only replies of one day to one question need to differ
KINDS: tuple[Kind, ...] = ("question", "review")
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, order=True)
class MentorReply:
    """What somebody says to a question, or that an item that needs review was talked about.

    `path` is its file. It names what it is about by the id `to`, by the `words` of then, and by the page
    `entry` below the folder of pages. `text` is Markdown; only of what was talked about may it be empty.
    """

    day: date
    by: str
    path: str
    kind: Kind
    to: str
    words: str
    entry: str
    text: str = ""


def read_reply(path: str, text: str) -> tuple[MentorReply | None, list[Problem]]:
    """Return the reply in a file, `None` where it is none that can be shown; and what is wrong with it."""
    page = Page(path, text)
    if len(text.encode("utf-8", "surrogateescape")) > MOST_BYTES:
        return None, [Problem(Place(path), "a reply is at most 64 KB long", "Shorten it.")]
    front, problems = read_front_matter(page)
    if problems:
        return None, problems

    def wrong(key: str, message: str, mend: str) -> Problem:
        return Problem(Place(path, front.places.get(key, 1)), message, mend)

    values = front.values
    kinds = [kind for kind in KINDS if kind in values]
    if len(kinds) != 1:
        mend = "Write 'question: \"…\"' with the words of the question, or 'review: \"…\"'."
        return None, [wrong("to", "a reply names one question, or one item that needs review", mend)]
    kind = kinds[0]
    said = body(page, front).strip()
    for key, most in (("to", 12), ("entry", LONGEST_WORDS), (kind, LONGEST_WORDS), ("by", LONGEST_NAME)):
        if found := _wrong_text(key, values.get(key), most):
            problems.append(wrong(key, *found))
    if not problems and not ID.fullmatch(values["to"]):
        problems.append(wrong("to", "'to' is no id", "Write ten digits in quotes, such as '\"0123456789\"'."))
    if front.date is None:
        problems.append(wrong("date", "a reply has no day", "Write one, such as 'date: 2025-08-29'."))
    if not said and kind == "question":
        problems.append(wrong("question", "the reply says nothing", "Write it below the front matter."))
    if problems or front.date is None:
        return None, problems
    words, by = (" ".join(values[key].split()) for key in (kind, "by"))
    return MentorReply(front.date, by, path, kind, values["to"], words, values["entry"], said), []


def _wrong_text(key: str, value: Any, most: int) -> tuple[str, str] | None:
    """What is wrong with a text of the front matter, and how to mend it; `None` for nothing."""
    if not isinstance(value, str) or not WORD.search(value):
        return f"{key!r} is no text", f"Write '{key}: \"…\"', with its text in quotes."
    if len(value) > most:
        return f"{key!r} has over {most} characters", "Shorten it."
    refused = unfit(" ".join(value.split()), repr(key))
    return (refused.message, refused.mend) if refused else None


def reply_text(reply: MentorReply) -> str:
    """Return the file of a reply, as `read_reply` reads it."""
    lines = [
        f"to: {quoted(reply.to)}",
        f"{reply.kind}: {quoted(reply.words)}",
        f"entry: {quoted(reply.entry)}",
        f"by: {quoted(reply.by)}",
        f"date: {reply.day.isoformat()}",
    ]
    said = f"\n{reply.text.strip()}\n" if reply.text.strip() else ""
    return "\n".join(["---", *lines, "---"]) + f"\n{said}"


def reply_name(reply: MentorReply) -> str:
    """Return the name of the file of a reply, which nobody has to agree on with others.

    Its day, its question, and a hash of all that it says: two are the same only where they say the same.
    """
    digest = sha256(reply_text(reply).encode("utf-8", "surrogateescape")).hexdigest()[:DIGITS]
    words = slug(reply.words) or reply.kind
    return f"{reply.day.isoformat()}-{words}-{digest}.md"
