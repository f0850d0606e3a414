"""The questions in an entry: those that are open, and those that another entry has answered."""

import re
from dataclasses import dataclass

from chronicles.journal.remark_ids import without_id
from chronicles.pages.reading import Reading

ITEM = re.compile(r"[ \t]*[-*+] \[(?P<box>[ xX])\][ \t]+\?[ \t]*(?P<text>\S.*?)[ \t]*")
ANSWER = re.compile(
    r"(?P<before>.*?)[:,(\u2013\u2014-]*[ \t]*\[[^\]]*\]\((?P<answer>[^)\s]+\.md(?:#[^)\s]*)?)\)\)?[.]?"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question at a line of a page; `answer` is the page that answers it, as the link has it.

    `id` is what stands beside it, so that replies find it when its words have changed.
    """

    path: str
    line: int
    text: str
    is_open: bool
    answer: str = ""
    id: str = ""


def questions(reading: Reading) -> list[Question]:
    """Return the questions of a page: the items `- [ ] ? …` of its task lists, not in code or comments."""
    page = reading.page
    found = []
    for number, line in enumerate(page.lines, 1):
        item = ITEM.fullmatch(line)
        if item and number not in reading.hidden and number > reading.front_matter.length:
            said, id_ = without_id(item["text"])
            answer = ANSWER.fullmatch(said)
            text = answer["before"].rstrip(" \t:,(") if answer else said
            link = answer["answer"] if answer else ""
            found.append(Question(page.path, number, text, item["box"] == " ", link, id_))
    return found
