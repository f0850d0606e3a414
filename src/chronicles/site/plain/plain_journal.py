"""What the pages of the journal show besides their words: dates, series, corrections, questions, lists."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from heapq import nsmallest

from markdown.extensions.toc import slugify

from chronicles.dates.log_stamps import in_words
from chronicles.guides.outline import Step
from chronicles.journal.questions import Question, questions
from chronicles.pages.reading import Reading
from chronicles.progress.goals import HEADING
from chronicles.site.features.entry_pages import RELATED
from chronicles.site.plain import plain_words
from chronicles.site.plain.plain_words import inline_words, items, link, relative, shown_title, text_cell

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

    @cached_property
    def ordered(self) -> list[str]:
        """The entries, the oldest first."""
        return sorted(self.entries, key=lambda uri: (moment(self.entries[uri]), uri))

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
            shown = text_cell(_short(state))
            at = link(shown, relative(uri, step.page)) if step and step.page in self.pages else shown
            said.append(f"the project at {at}")
        cure = [
            f"**Problem:** {plain_words.code(' '.join(str(values['problem']).split()))}"
            if values.get("problem")
            else "",
            f"**Fix:** {text_cell(str(values['fix']))}" if values.get("fix") else "",
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
            name = text_cell(str(self.entries[uri].front_matter.values["series"]))
            lines = (f"**{shown_title(self.pages[o])}**" if o == uri else self.dated(uri, o) for o in same)
            numbered = "\n".join(f"{at}. {line}" for at, line in enumerate(lines, 1))
            parts += [f"## Series: {name}", numbered]
        if near := self._related(uri):
            parts += ["## Related entries", items(self.dated(uri, other) for other in near)]
        return plain_words.joined(parts)

    def listed(self, here: str) -> str:
        """Return all entries by their years, the newest first, each with its description."""
        years: dict[int, list[str]] = {}
        for uri in reversed(self.ordered):
            reading = self.entries[uri]
            said = str(reading.front_matter.values.get("description") or "")
            about = f": {text_cell(said)}" if said else ""
            where = "".join(f", {one}" for one in _categories(reading))
            line = f"{day_of(reading)}{where}: {self.titled(here, uri)}{about}"
            years.setdefault(moment(reading).year, []).append(line)
        return plain_words.joined(f"## {year}\n\n{items(lines)}" for year, lines in years.items())

    def newest(self, here: str, most: int) -> str:
        """Return the newest entries, each with its day and its description."""
        lines = []
        for uri in self.ordered[::-1][:most]:
            said = str(self.entries[uri].front_matter.values.get("description") or "")
            about = f": {text_cell(said)}" if said else ""
            lines.append(f"{day_of(self.entries[uri])}: {self.titled(here, uri)}{about}")
        return items(lines)

    def asked(self, here: str) -> str:
        """Return all questions: those that are open, then the others, each with where it is answered."""
        found = sorted(self._questions, key=lambda one: not one[1].is_open)
        return items((self._question(here, *one) for one in found), "There are none.")

    def _question(self, here: str, post: str, question: Question, answer: str) -> str:
        asked = link(day_of(self.entries[post]), relative(here, post))
        said = ", answered" if not question.is_open else ""
        if not question.is_open and answer in self.entries:
            said = f", answered on {link(day_of(self.entries[answer]), relative(here, answer))}"
        elif not question.is_open and answer in self.pages:
            said = f", answered in {self.titled(here, answer)}"
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

    def _corrections(self, uri: str, anchor: str) -> list[str]:
        """What newer entries say of a heading of an entry; without an anchor, of the whole of it."""
        known = _anchors(self.entries[uri])
        found = []
        for new in self.ordered:
            for old, part in self._corrects(new):
                if old == uri and (part if part in known else "") == anchor:
                    when = day_of(self.entries[new])
                    found.append(f"I learned otherwise on {when}: {self.titled(uri, new)}")
        return found

    def _series(self, uri: str) -> list[str]:
        name = self.entries[uri].front_matter.values.get("series")
        same = [o for o in self.ordered if name and self.entries[o].front_matter.values.get("series") == name]
        return same if len(same) > 1 else []

    @cached_property
    def _tags(self) -> Mapping[str, Sequence[str]]:
        return {uri: tags_of(reading) for uri, reading in self.entries.items()}

    @cached_property
    def _having(self) -> Mapping[str, Sequence[str]]:
        having = defaultdict(list)
        for uri, own in self._tags.items():
            for tag in own:
                having[tag].append(uri)
        return having

    def _related(self, uri: str) -> list[str]:
        """The entries with the rarest of its tags, but for those of its series."""
        scores: defaultdict[str, float] = defaultdict(float)
        for tag in self._tags[uri]:
            for other in self._having[tag]:
                scores[other] += 1 / len(self._having[tag])
        same = {uri, *self._series(uri)}
        others = (other for other in scores if other not in same)
        return nsmallest(RELATED, others, key=lambda o: (-scores[o], moment(self.entries[o]), o))


def tags_of(reading: Reading) -> list[str]:
    """Return the tags of a page, each once."""
    said = reading.front_matter.values.get("tags")
    return sorted(set(map(str, said))) if isinstance(said, list) else []


def tag_list(here: str, pages: Mapping[str, Reading]) -> str:
    """Return every tag with the pages that have it."""
    having: dict[str, list[str]] = {}
    for uri, reading in pages.items():
        for tag in tags_of(reading):
            having.setdefault(tag, []).append(link(shown_title(reading), relative(here, uri)))
    ordered = sorted(having.items(), key=lambda pair: (pair[0].casefold(), pair[0]))
    return plain_words.joined(f"## {text_cell(tag)}\n\n{items(sorted(lines))}" for tag, lines in ordered)


def moment(reading: Reading) -> datetime:
    """Return when an entry was written, by the clocks of the journal; a day alone is its beginning.

    The reader of dates has moved all times there, so that they can be compared as if they were of one zone.
    """
    value = reading.front_matter.values.get("date")
    value = value.get("created") if isinstance(value, Mapping) else value
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value if isinstance(value, date) else date.min, time(), UTC)


def day_of(reading: Reading) -> str:
    """Return the day of an entry in words."""
    return in_words(reading.front_matter.date) if reading.front_matter.date else ""


def _changed(value: object) -> Iterator[str]:
    updated = value.get("updated") if isinstance(value, Mapping) else None
    if isinstance(updated, date):
        yield f"changed {in_words(updated.date() if isinstance(updated, datetime) else updated)}"


def _categories(reading: Reading) -> Iterator[str]:
    said = reading.front_matter.values.get("categories")
    if isinstance(said, list) and said:
        yield f"in {', '.join(text_cell(str(one)) for one in said)}"


def _short(state: str) -> str:
    name = state.removeprefix("git:")
    return name[:10] if len(name) >= 40 else name


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
