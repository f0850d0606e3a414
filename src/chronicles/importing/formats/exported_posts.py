"""A post of an export as a draft: dated, kept private where it has to be, and all of it accounted for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chronicles.dates.instants import Moment, as_written
from chronicles.dates.iso_moments import iso_moment
from chronicles.dates.zones import read_zone
from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import LONGEST_TITLE, Draft, plain_title, with_source
from chronicles.importing.formats.logs import GIVE_ONE
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule, decide_publication
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import Order
from chronicles.pages.characters import fit
from chronicles.pages.page import split_lines
from chronicles.problems import Refused

WHEN_READY = "Take `draft: true` out of the entry when others may read it."
MAKE_PUBLIC = "Publish it where it is from and export it again, or write the entry by hand."
NO_PART = "no part of an entry"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPost:
    """A post as its export has it, between the lines `first` and `last` of its file.

    `text` is Markdown; `written` are the dates that count, the first that can be read before the others, and
    `zone` is where they were written, if the export says so. `states` is what it says of who may read the
    post. `key` tells the post from others. `others` is what else the export has of it, a line for each value.
    """

    text: str
    written: tuple[str, ...]
    title: str = ""
    states: tuple[str, ...] = ()
    zone: str = ""
    key: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    description: str = ""
    first: int = 1
    last: int = 1
    noun: str = "post"
    number: int = 0
    others: tuple[str, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    raw: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """What the report calls it."""
        return f"the {self.noun} {self.title!r}" if self.title else f"{self.noun} {self.number}"


def add_post(
    parsed: Parsed, file: str, post: ExportedPost, rules: Sequence[StateRule], choices: Choices
) -> None:
    """Add the draft of a post to `parsed`, with a note on all that does not stand in it.

    Of a post that has to stay private only its title is told.
    """
    decision = decide_publication(post.states, rules)
    if decision.publication is Publication.LEFT_OUT:
        _tell(parsed, post, Fate.PRIVATE, f"{post.name} is left out: {decision.because}", MAKE_PUBLIC)
        return
    is_draft = decision.publication is Publication.DRAFT
    if not post.text.strip():
        _tell(parsed, post, Fate.LEFT, f"{post.name} has no text")
        _tell_others(parsed, post, is_draft)
        return
    dated = _dated(parsed, post, choices)
    if isinstance(dated, Refused):
        _undated(parsed, post, dated, is_draft)
        return
    when, stamp = dated
    parsed.notes += post.notes
    if is_draft:
        _tell(parsed, post, Fate.PRIVATE, f"{post.name} is a draft: {decision.because}", WHEN_READY)
    _tell_others(parsed, post, is_draft=False)
    lines = [line for line, _ in split_lines(post.text)]
    draft = Draft(
        file=file,
        at=post.first,
        when=when,
        body=tuple(SourceLine(post.first, line) for line in lines),
        stamp=stamp,
        title=plain_title(post.title),
        tags=post.tags,
        categories=post.categories,
        description=post.description,
        is_draft=is_draft,
        draft_because=decision.because,
    )
    parsed.drafts.append(with_source(draft, [post.key, *(lines if post.raw is None else post.raw)]))


def iso_of_epoch(value: object, per_second: int = 1) -> str:
    """Return seconds since 1970, or parts of them, as a time of ISO 8601; nothing for what is no such time.

    >>> iso_of_epoch("1709640000000", 1000)
    '2024-03-05T12:00:00Z'
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    try:
        moment = EPOCH + timedelta(seconds=int(float(value)) // per_second)
    except (ValueError, OverflowError):
        return ""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment.year > 999 else ""


def plain_words(values: Sequence[object]) -> tuple[str, ...]:
    """Return tags or categories as plain text, each once; what is no text is none."""
    words = [plain_title(value) for value in values if isinstance(value, str)]
    return tuple(dict.fromkeys(word for word in words if word))


def whole_title(text: str) -> str:
    """Return a title as plain text, however long it is; an entry has as much of it as fits."""
    title = plain_title(" ".join(text.split()))  # a blank that does not break is a blank here
    is_cut = title.endswith("…") and len(title) == LONGEST_TITLE
    return " ".join(fit(text).split()) if is_cut else title


def plain_lines(text: str) -> str:
    """Return plain text as Markdown that has the same lines: each but the last of a paragraph breaks.

    A hard break is two blanks at the end of a line (Markdown's "Paragraphs and line breaks").
    """
    lines = [line.rstrip() for line, _ in split_lines(text)]
    pairs = zip(lines, [*lines[1:], ""], strict=True)
    return "\n".join(f"{line}  " if line and below else line for line, below in pairs)


def _dated(parsed: Parsed, post: ExportedPost, choices: Choices) -> tuple[Moment, str] | Refused:
    """The moment of a post and the words that say it, or why it has none."""
    why = Refused("it has no date", GIVE_ONE)
    for number, written in enumerate(filter(None, (text.strip() for text in post.written))):
        try:
            when, notes = _moment(post, written, choices)
            day = when.date() if isinstance(when, datetime) else when
            if refused := choices.days.wrong(day):
                raise refused
        except Refused as refused:
            why = why if number else Refused(f"{refused.message}: {written!r}", refused.mend)
            continue
        parsed.notes += notes
        return when, written
    found = choices.day_of_undated(says_none=not any(text.strip() for text in post.written))
    if found is None:
        return why
    day, from_whom = found
    _tell(parsed, post, Fate.DECIDED, f"{post.name}: the date {spoken(day)} is {from_whom}")
    return day, ""


def _moment(post: ExportedPost, written: str, choices: Choices) -> tuple[Moment, list[ImportNote]]:
    if post.zone and (found := _there(post.zone, written)):
        there = f"times of {post.zone}, where they were written, keep their day and their hour"
        note = ImportNote(post.first, post.first, Fate.DECIDED, there)
        return as_written(found, choices.site), [note] if post.zone != choices.site.key else []
    stamp = read_stamp(written)
    if stamp is None or stamp.written is None or stamp.title:
        raise Refused("it has no date that can be read", GIVE_ONE)
    return moment_of(stamp, post.first, None, Order(True), choices)


def _there(zone: str, written: str) -> datetime | None:
    """A time as the clocks showed it where it was written: the day of its author, not that of the site."""
    try:
        there = read_zone(zone)
        found = iso_moment(written, there, there)
    except Refused:
        return None
    return found.replace(fold=0) if isinstance(found, datetime) else None


def _undated(parsed: Parsed, post: ExportedPost, refused: Refused, is_draft: bool) -> None:
    """Its text is in the report, unless others may not read it."""
    message = f"{post.name}: {refused.message}"
    lines = [] if is_draft else [line.strip() for line, _ in split_lines(post.text) if line.strip()]
    for line in lines or [""]:
        note = ImportNote(post.first, post.last, Fate.UNDATED, message, refused.mend, line)
        parsed.notes.append(note)
    _tell_others(parsed, post, is_draft)


def _tell(parsed: Parsed, post: ExportedPost, fate: Fate, message: str, mend: str = "") -> None:
    parsed.notes.append(ImportNote(post.first, post.last, fate, message, mend))


def _tell_others(parsed: Parsed, post: ExportedPost, is_draft: bool) -> None:
    """What the export has of it beside its text; of a draft that is not imported, nothing."""
    if is_draft:
        return
    message = f"{post.name}: {NO_PART}"
    is_cut = plain_title(post.title) != post.title
    for text in (*post.others, *([f"title: {post.title}"] if is_cut else [])):
        shown = re.sub(r"\s+", " ", text).strip()
        parsed.notes.append(ImportNote(post.first, post.last, Fate.LEFT, message, text=shown))
