"""Which reply belongs to which question: by its id, else by its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from chronicles.dates.log_stamps import in_words
from chronicles.journal.mentor_reply import MentorReply
from chronicles.journal.remark_ids import id_comment
from chronicles.problems import Place, Problem
from chronicles.progress.talking_points import TalkingPoint

ALIKE = 0.6  # of `SequenceMatcher.ratio`, as in `difflib.get_close_matches`
AHEAD = 0.1  # by which the nearest has to be nearer than the next: otherwise a person decides
NAMED = 3  # candidates in a mend
COMPARED = 300  # characters: the work grows with their square
NOUNS = {"question": "question", "review": "item that needs review"}


@dataclass(frozen=True, slots=True)
class Replied:
    """The replies to each point, the oldest first, by its entry below the folder of pages and its line."""

    to: Mapping[tuple[str, int], Sequence[MentorReply]] = field(default_factory=dict)

    def of(self, entry: str, line: int) -> Sequence[MentorReply]:
        """Return the replies to what stands at a line of an entry."""
        return self.to.get((entry, line), ())


def replied(
    points: Sequence[TalkingPoint], replies: Iterable[MentorReply], docs: str
) -> tuple[Replied, list[Problem]]:
    """Return the replies where they belong, and those of which nobody can tell.

    `docs` is the folder of pages, as problems name it.
    """
    found: dict[tuple[str, int], list[MentorReply]] = {}
    problems = []
    for reply in sorted(replies):
        same = [point for point in points if point.kind == reply.kind]
        point = _by_id(same, reply) or _by_words(same, reply)
        if point:
            found.setdefault((point.entry, point.line), []).append(reply)
        else:
            problems.append(_lost(same, reply, docs))
    return Replied(found), problems


def _by_id(points: Sequence[TalkingPoint], reply: MentorReply) -> TalkingPoint | None:
    """The point of this id, first one beside which it is written, then one of the entry that is named."""
    same = [point for point in points if point.id == reply.to]
    same.sort(key=lambda point: (not point.is_written, point.entry != reply.entry, point.entry, point.line))
    return same[0] if same else None


def _by_words(points: Sequence[TalkingPoint], reply: MentorReply) -> TalkingPoint | None:
    """The point with these words, there or in one other entry; else the one in the entry that is nearest."""
    here = [point for point in points if point.entry == reply.entry]
    for some in (here, points):
        same = [point for point in some if _words(point.text) == _words(reply.words)]
        if len(same) == 1 or (same and some is here):
            return same[0]
    near = sorted(((_likeness(point, reply), -point.line, point) for point in here), key=lambda one: one[:2])
    if not near or near[-1][0] < ALIKE:
        return None
    is_ahead = len(near) == 1 or near[-1][0] - near[-2][0] >= AHEAD
    return near[-1][2] if is_ahead else None


def _lost(points: Sequence[TalkingPoint], reply: MentorReply, docs: str) -> Problem:
    noun = NOUNS[reply.kind]
    here = [point for point in points if point.entry == reply.entry]
    near = sorted(here or points, key=lambda point: -_likeness(point, reply))[:NAMED]
    prefix = f"{docs}/" if docs not in ("", ".") else ""
    message = f"nobody can tell which {noun} this is a reply to: {reply.words!r} is not in {reply.entry!r}"
    if not near:
        return Problem(Place(reply.path, 2), message, "Delete the reply, or ask again what it answers.")
    places = "; ".join(f"{prefix}{point.entry}:{point.line} {_short(point.text)!r}" for point in near)
    mend = f"Write {id_comment(reply.to)} at the end of the line that it belongs to. The nearest: {places}."
    return Problem(Place(reply.path, 2), message, mend)


def _likeness(point: TalkingPoint, reply: MentorReply) -> float:
    one, other = (_words(text)[:COMPARED] for text in (point.text, reply.words))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def said_by(reply: MentorReply) -> str:
    """Return who replied and when, in words: `answered by Ada on 4 October 2025`."""
    verb = "answered by" if reply.kind == "question" else "talked about with"
    return f"{verb} {reply.by} on {in_words(reply.day)}"
