"""What a learner asked to be talked about: questions, and what needs review, each with an id."""

import re
from collections import Counter
from dataclasses import dataclass

from chronicles.journal.questions import questions
from chronicles.journal.remark_ids import Kind, remark_id, without_id
from chronicles.pages.reading import Reading
from chronicles.progress.spaced_returns import REVIEW, item_lines_below

BEGINS = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|[ \t]*(?:>|#{1,6}[ \t]|```|~~~|$)")


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """A question, or an item that needs review, at a line of the page `entry` below the folder of pages.

    `last` is the last line of its words. `id` is what replies name it by; `is_written` is whether it stands
    beside it. `answer` is the page that answers a question, as its link has it.
    """

    kind: Kind
    entry: str
    line: int
    last: int
    text: str
    id: str
    is_written: bool = False
    is_open: bool = True
    answer: str = ""


def talking_points(reading: Reading, docs: str) -> list[TalkingPoint]:
    """Return what an entry asks for, in its order: the questions, then the items that need review.

    `docs` is the folder of pages; without one (`""` or `.`) paths begin at the root.
    """
    entry = reading.page.path.removeprefix(f"{docs}/")
    lines, seen = reading.page.lines, Counter[tuple[Kind, str]]()

    def point(kind: Kind, line: int, text: str, written: str, is_open: bool, answer: str) -> TalkingPoint:
        words = " ".join(text.split())
        own = written or remark_id(entry, words, seen[kind, words])
        seen[kind, words] += 1
        return TalkingPoint(kind, entry, line, _last(lines, line), text, own, bool(written), is_open, answer)

    asked = [point("question", q.line, q.text, q.id, q.is_open, q.answer) for q in questions(reading)]
    review = [
        point("review", line, *without_id(text), True, "") for line, text in item_lines_below(reading, REVIEW)
    ]
    return asked + review


def _last(lines: list[str], first: int) -> int:
    """The last line of the paragraph that an item begins with."""
    last = first
    while last < len(lines) and not BEGINS.match(lines[last]):
        last += 1
    return last
