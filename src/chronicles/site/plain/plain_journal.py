"""What the pages of the journal show besides their words: dates, series, corrections, questions, lists."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from markdown.extensions.toc import slugify

from chronicles.dates.instants import order
from chronicles.dates.log_stamps import in_words
from chronicles.guides.outline import Step
from chronicles.journal.questions import Question, questions
from chronicles.journal.related_entries import RelatedEntries
from chronicles.pages.escaping import escaped
from chronicles.pages.reading import Reading
from chronicles.pages.states import short_name
from chronicles.progress.goals import HEADING
from chronicles.progress.replied import Replied, said_by
from chronicles.site.plain import plain_words
from chronicles.site.plain.plain_words import inline_words, items, link, relative, shown_title

OWN_ID = re.compile(r"\{[^}]*#(?P<id>[\w-]+)[^}]*\}[ \t]*#*[ \t]*$")
MARKUP = re.compile(r"[`*]|\]\([^)]*\)|\[|\\(?=\W)")


@dataclass(frozen=True)
class PlainJournal:
    """The entries by their path below `docs/`; `pages` has all pages so, `steps` those of guides by name.

    Paths of links begin at the page `here` that asks.
    """

    entries: Mapping[str, Reading]
    pages: Mapping[str, Reading]
    steps: Mapping[str, Step]
    replied: Replied = field(default_factory=Replied)

    @cached_property
    def ordered(self) -> list[str]:
        """The entries, the oldest first."""
        moments = {uri: reading.front_matter.moment or date.min for uri, reading in self.entries.items()}
        return sorted(self.entries, key=lambda uri: (order(moments[uri]), uri))

    def titled(self, here: str, uri: str) -> str:
        """Return the title of a page with a link to it."""
        return link(shown_title(self.pages[uri]), relative(here, uri))

    def dated(self, here: str, uri: str) -> str:
        """Return the title of an entry with a link to it, and its day."""
        return f"{self.titled(here, uri)}, {day_of(self.entries[uri])}"

    def head(self, uri: str, index: str) -> str:
        """Return what stands below the title of an entry: its day, where it belongs, what it is about.

        `index` is the page that lists the entries, if there is one.
        """
        reading = self.entries[uri]
        values = reading.front_matter.values
        journal = [link("Journal", relative(uri, index))] if index in self.pages else []
        said = [*journal, day_of(reading), *_changed(values.get("date")), *_categories(reading)]
        if state := str(values.get("state") or ""):
            step = self.steps.get(state)
            shown = escaped(short_name(state))
            at = link(shown, relative(uri, step.page)) if step and step.page in self.pages else shown
            said.append(f"the project at {at}")
        cure = [
            f"**Problem:** {plain_words.code(' '.join(str(values['problem']).split()))}"
            if values.get("problem")
            else "",
            f"**Fix:** {escaped(str(values['fix']))}" if values.get("fix") else "",
        ]
        return plain_words.joined([", ".join(said), *cure, *self._corrections(uri, "")])

    def behind(self, uri: str) -> dict[int, str]:
        """Return what newer entries say of an entry's sections, by the line of the heading."""
        reading = self.entries[uri]
        found = {line: self._corrections(uri, anchor) for anchor, line in _anchors(reading).items()}
        return {line: "\n\n".join(said) for line, said in found.items() if said}

    def foot(self, uri: str) -> str:
        """Return what stands at the end of an entry."""
        parts: list[str] = []
        for post, question in self._answered.get(uri, ()):
            parts.append(f"Answers a question of {self.titled(uri, post)}: {inline_words(question.text)}")
        parts += [f"Corrects {self.titled(uri, old)}" for old, _ in self._corrects(uri)]
        if same := self._series(uri):
            name = escaped(str(self.entries[uri].front_matter.values["series"]))
            lines = (f"**{shown_title(self.pages[o])}**" if o == uri else self.dated(uri, o) for o in same)
            numbered = "\n".join(f"{at}. {line}" for at, line in enumerate(lines, 1))
            parts += [f"## Series: {name}", numbered]
        if near := self._related.near(uri):
            parts += ["## Related entries", items(self.dated(uri, other) for other in near)]
        return plain_words.joined(parts)

    def listed(self, here: str) -> str:
        """Return all entries by their years, the newest first, each with its description."""
        years: dict[int, list[str]] = {}
        for uri in reversed(self.ordered):
            reading = self.entries[uri]
            said = str(reading.front_matter.values.get("description") or "")
            about = f": {escaped(said)}" if said else ""
            where = "".join(f", {one}" for one in _categories(reading))
            line = f"{day_of(reading)}{where}: {self.titled(here, uri)}{about}"
            years.setdefault((reading.front_matter.date or date.min).year, []).append(line)
        return plain_words.joined(f"## {year}\n\n{items(lines)}" for year, lines in years.items())

    def newest(self, here: str, most: int) -> str:
        """Return the newest entries, each with its day and its description."""
        lines = []
        for uri in self.ordered[::-1][:most]:
            said = str(self.entries[uri].front_matter.values.get("description") or "")
            about = f": {escaped(said)}" if said else ""
            lines.append(f"{day_of(self.entries[uri])}: {self.titled(here, uri)}{about}")
        return items(lines)

    def asked(self, here: str) -> str:
        """Return all questions: those that are open, then the others, each with where it is answered."""
        found = sorted(self._questions, key=lambda one: not self._is_open(one[0], one[1]))
        return items((self._question(here, *one) for one in found), "There are none.")

    def _is_open(self, post: str, question: Question) -> bool:
        return question.is_open and not self.replied.of(post, question.line)

    def _question(self, here: str, post: str, question: Question, answer: str) -> str:
        asked = link(day_of(self.entries[post]), relative(here, post))
        said = ", answered" if not question.is_open else ""
        if not question.is_open and answer in self.entries:
            said = f", answered on {link(day_of(self.entries[answer]), relative(here, answer))}"
        elif not question.is_open and answer in self.pages:
            said = f", answered in {self.titled(here, answer)}"
        elif replies := self.replied.of(post, question.line):
            said = f", {escaped(said_by(replies[-1]))}"
        return f"{inline_words(question.text)} ({asked}{said})"

    @cached_property
    def _questions(self) -> list[tuple[str, Question, str]]:
        """Every question with the page that asks it and the one that answers it, the oldest first."""
        return [
            (uri, question, _there(uri, question.answer) if question.answer else "")
            for uri in self.ordered
            for question in questions(self.entries[uri])
        ]

    @cached_property
    def _answered(self) -> Mapping[str, Sequence[tuple[str, Question]]]:
        found = defaultdict(list)
        for uri, question, answer in self._questions:
            if not question.is_open and answer in self.entries and answer != uri:
                found[answer].append((uri, question))
        return found

    def _corrects(self, uri: str) -> list[tuple[str, str]]:
        """The entries that one corrects, each with the anchor of a heading or `""`."""
        said = self.entries[uri].front_matter.values.get("corrects")
        named = [str(one) for one in (said if isinstance(said, list) else [said] if said else [])]
        found = [(_there(uri, name), name.partition("#")[2]) for name in named]
        return [(old, anchor) for old, anchor in found if old in self.entries and old != uri]

    @cached_property
    def _corrected(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The entries that correct a part of another, by that and its heading's anchor; the oldest first.

        The anchor is `""` for the whole of it, and where there is no such heading.
        """
        found = defaultdict(list)
        for new in self.ordered:
            for old, anchor in self._corrects(new):
                found[old, anchor if anchor in _anchors(self.entries[old]) else ""].append(new)
        return found

    def _corrections(self, uri: str, anchor: str) -> list[str]:
        """What newer entries say of a heading of an entry; without an anchor, of the whole of it."""
        newer = ((day_of(self.entries[one]), one) for one in self._corrected.get((uri, anchor), ()))
        return [f"I learned otherwise on {day}: {self.titled(uri, one)}" for day, one in newer]

    @cached_property
    def _series_names(self) -> Mapping[str, str]:
        return {
            uri: str(reading.front_matter.values.get("series") or "") for uri, reading in self.entries.items()
        }

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[str]]:
        """The entries of each series, the oldest first."""
        found = defaultdict(list)
        for uri in self.ordered:
            found[self._series_names[uri]].append(uri)
        return found

    def _series(self, uri: str) -> Sequence[str]:
        same = self._parts[name] if (name := self._series_names[uri]) else ()
        return same if len(same) > 1 else ()

    @cached_property
    def _related(self) -> RelatedEntries:
        tags = {uri: reading.front_matter.words("tags") for uri, reading in self.entries.items()}
        return RelatedEntries(tags, self._series_names, {uri: at for at, uri in enumerate(self.ordered)})


def tag_list(here: str, pages: Mapping[str, Reading]) -> str:
    """Return every tag with the pages that have it."""
    having: dict[str, list[str]] = {}
    for uri, reading in pages.items():
        for tag in sorted({*reading.front_matter.words("tags")}):
            having.setdefault(tag, []).append(link(shown_title(reading), relative(here, uri)))
    ordered = sorted(having.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    return plain_words.joined(f"## {escaped(tag)}\n\n{items(sorted(lines))}" for tag, lines in ordered)


def day_of(reading: Reading) -> str:
    """Return the day of an entry in words."""
    return in_words(reading.front_matter.date) if reading.front_matter.date else ""


def _changed(value: object) -> Iterator[str]:
    updated = value.get("updated") if isinstance(value, Mapping) else None
    if isinstance(updated, date):
        yield f"changed {in_words(updated.date() if isinstance(updated, datetime) else updated)}"


def _categories(reading: Reading) -> Iterator[str]:
    if named := reading.front_matter.words("categories"):
        yield f"in {', '.join(map(escaped, named))}"


def _there(uri: str, name: str) -> str:
    """The path below `docs/` that a link of the page `uri` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(uri), name.partition("#")[0]))


def _anchors(reading: Reading) -> dict[str, int]:
    """The lines of the headings of a page, by the ids that Python-Markdown gives them."""
    found: dict[str, int] = {}
    for number, heading in _headings(reading):
        own = OWN_ID.search(reading.page.lines[number - 1])
        name = own["id"] if own else slugify(MARKUP.sub("", heading), "-")
        tries: Iterable[str] = (name, *(f"{name}_{at}" for at in range(1, 1000)))
        found[next(one for one in tries if one not in found)] = number
    return found


def _headings(reading: Reading) -> Iterator[tuple[int, str]]:
    after = reading.front_matter.length
    for number, line in enumerate(reading.page.lines[after:], after + 1):
        if number not in reading.hidden and (heading := HEADING.fullmatch(line)):
            yield number, heading["title"]
