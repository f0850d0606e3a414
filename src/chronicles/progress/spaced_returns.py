"""When what needs review comes back: after 7 days, 30 and 90, each time until an entry has looked at it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chronicles.journal.remark_ids import without_id
from chronicles.pages.reading import Reading
from chronicles.progress.goals import HEADING, LINK, MARKUP

# The widening steps of spaced repetition; these three are the journal's own, and its manual names them.
DAYS = (7, 30, 90)
REVIEW = re.compile(r"needs? (?:a |another )?(?:review|look|talk)", re.IGNORECASE)
LOOKED = re.compile(r"(?:reviewed|looked at) again|reviewed", re.IGNORECASE)
BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>\S.*)")
END = re.compile(r"[\W_]+$")


@dataclass(frozen=True, slots=True)
class Look:
    """What was said on a `day` below a heading such as *Looked at again*."""

    text: str
    day: date


def items_below(reading: Reading, heading: re.Pattern[str]) -> list[str]:
    """Return the items of a page below each heading that `heading` finds something in, up to the next one."""
    return [without_id(text)[0] for _, text in item_lines_below(reading, heading)]


def item_lines_below(reading: Reading, heading: re.Pattern[str]) -> list[tuple[int, str]]:
    """Return the same with the line of each, and the id that may stand behind it."""
    if not heading.search(reading.page.text):
        return []
    found, is_here = list[tuple[int, str]](), False
    after = reading.front_matter.length
    for number, line in enumerate(reading.page.lines[after:], after + 1):
        if number in reading.hidden:
            continue
        if match := HEADING.fullmatch(line):
            is_here = heading.search(match["title"]) is not None
        elif is_here and (item := BULLET.fullmatch(line)):
            found.append((number, item["text"]))
    return found


def next_return(text: str, day: date, looks: Iterable[Look]) -> date | None:
    """Return the day on which an item comes back that was written down on a `day`, `None` when it is over.

    A look counts that is later and begins with the words of the item; the next time is reckoned from it, and
    after three of them the item is over.
    """
    days = sorted({look.day for look in looks if look.day > day and _speaks_of(look.text, text)})
    if len(days) >= len(DAYS):
        return None
    last = days[-1] if days else day
    return last + min(timedelta(days=DAYS[len(days)]), date.max - last)


def looked_at(texts: Sequence[str], answers: Sequence[str]) -> str:
    """Return what a note says of items that were looked at again, `""` where no answer has words."""
    said = [f"- {END.sub('', text)}: {answer}" for text, answer in zip(texts, answers, strict=True) if answer]
    return "\n".join(["### Looked at again", "", *said]) if said else ""


def _speaks_of(said: str, text: str) -> bool:
    """Whether words begin with others, letters and digits counted; in links the label counts."""
    here, there = _words(said), _words(text)
    return bool(there) and here[: len(there)] == there


def _words(text: str) -> list[str]:
    plain = MARKUP.sub(lambda match: match[1] or "", LINK.sub(lambda match: match["label"], text))
    return re.findall(r"\w+", plain.casefold())
