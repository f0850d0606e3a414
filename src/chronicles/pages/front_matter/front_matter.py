"""What stands at the top of a page and says something of it, cut off exactly as MkDocs does."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from chronicles.dates.instants import Moment
from chronicles.pages.front_matter.kinds import KINDS as _KINDS
from chronicles.pages.front_matter.kinds import MATERIAL, wrong
from chronicles.pages.front_matter.page_dates import read_dates
from chronicles.pages.front_matter.pairs import Pairs, read_pairs
from chronicles.pages.front_matter.scalars import DATED, WrittenDay, written_days
from chronicles.pages.front_matter.text_checks import wrong_texts
from chronicles.pages.page import Page
from chronicles.pages.states import NOW, State, parse_state
from chronicles.problems import Place, Problem, Refused

# These three are of `mkdocs.utils.meta`, letter by letter: YAML_RE, META_RE and META_MORE_RE.
FENCED = re.compile(r"-{3}[ \t]*\n(?P<yaml>.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
LOOSE = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
LOOSE_MORE = re.compile(r"(?:[ ]{4}|\t)(?:\s*)(?P<value>.*)")
UNCLOSED = re.compile(r"-{3}[ \t]*\n[ \t]*[\w-]+:(?:\s|$)")
UNENDED = re.compile(r"-{3}[ \t]*\n.*?\n(?:\.{3}|-{3})[ \t]*", re.DOTALL)
MOST_BYTES = 65_536  # far beyond any real one; a bomb of aliases needs room to grow in


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says of itself: the values, the line of each, and how many lines it takes.

    Lines are those of the page and count from 1; `length` is 0 where it has no front matter.
    `is_cut` is whether MkDocs takes these lines off the page: it leaves what it cannot read.
    `is_safe` is whether it can be let near them: some would end the process. `days` are those that it
    says of the page, or of the learner's way.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    length: int = 0
    is_cut: bool = True
    is_safe: bool = True
    days: tuple[WrittenDay, ...] = ()

    @property
    def state(self) -> State:
        """The state of the project that the page speaks of; `now` where it does not say."""
        return self.state_or(NOW)

    def state_or(self, default: State) -> State:
        """Return the state that the page names, `default` where it names none."""
        try:
            return parse_state(str(self.values.get("state") or default))
        except Refused:
            return default

    @property
    def moment(self) -> Moment | None:
        """When an entry was written, from `date:` or Material's `date: {created: …}`."""
        value = self.values.get("date")
        if isinstance(value, Mapping):
            value = value.get("created")
        return value if isinstance(value, date) else None

    @property
    def date(self) -> date | None:
        """The day of an entry, in the journal's zone."""
        moment = self.moment
        return moment.date() if isinstance(moment, datetime) else moment

    def words(self, key: str) -> list[str]:
        """Return the words of a list such as `tags:`, in its order; none where there is no list."""
        said = self.values.get(key)
        return [word for word in said if isinstance(word, str)] if isinstance(said, list) else []

    def without(self, keys: Collection[str]) -> "FrontMatter":
        """Return the same without the values of `keys`, as if their lines said nothing."""
        values = {key: value for key, value in self.values.items() if key not in keys}
        return replace(self, values=MappingProxyType(values))


def read_front_matter(page: Page, zone: tzinfo = UTC) -> tuple[FrontMatter, list[Problem]]:
    """Return the front matter of `page`, and every problem in it.

    Times are those of the clocks of `zone`, the journal's, and carry none; one that names another is moved
    there.
    """
    text = "\n".join(page.lines)
    match = FENCED.match(text)
    if match is None:
        return _without_yaml(page, text)
    length, source = match[0].count("\n"), match["yaml"]
    if len(source) > MOST_BYTES:
        refused = Refused("the front matter is over 64 KB", "Shorten it.")
        return FrontMatter(length=length, is_safe=False), [refused.at(Place(page.path, 1))]
    pairs = read_pairs(source)
    if pairs.is_empty:
        return FrontMatter(), _published(page, source)
    days = read_dates(pairs, zone)
    _check(pairs)
    values, places = MappingProxyType(pairs.values), MappingProxyType(pairs.places)
    days = [day for day in days if day.key in values]
    days += [
        day
        for key in DATED
        if key in values
        for day in written_days(key, pairs.nodes.get(key), pairs.line_of)
    ]
    front_matter = FrontMatter(values, places, length, pairs.is_whole, pairs.is_safe, tuple(days))
    return front_matter, [refused.at(Place(page.path, line)) for line, refused in pairs.wrong]


def body(page: Page, front_matter: FrontMatter) -> str:
    """Return the text of `page` without its front matter, as MkDocs hands it to its plugins.

    That is with plain line ends, and without the blank lines at the beginning.
    """
    lines = page.lines
    if not front_matter.is_cut:
        return "\n".join(lines)
    if not front_matter.length and not lines[0].strip():
        lines = lines[1:]  # here MkDocs stops to look for loose lines, and has taken this one
    return "\n".join(lines[front_matter.length :]).lstrip("\n")


def _check(pairs: Pairs) -> None:
    """Take out the values that cannot be, and say why."""
    for key in pairs.values.keys() & (_KINDS.keys() | MATERIAL.keys()):
        if refused := wrong(key, pairs.values[key]):
            pairs.wrong.append((pairs.places[key], refused))
            del pairs.values[key]
    for key, line, refused in wrong_texts(pairs):
        pairs.wrong.append((line, refused))
        pairs.values.pop(key, None)


def _without_yaml(page: Page, text: str) -> tuple[FrontMatter, list[Problem]]:
    if UNCLOSED.match(text):
        refused = Refused("the front matter is never closed", "End it with a line '---'.")
        if UNENDED.fullmatch(text):
            message = "the line that closes the front matter does not end"
            refused = Refused(message, "Press Enter behind it, or MkDocs takes all of it for text.")
        return FrontMatter(), [refused.at(Place(page.path, 1))]
    taken = _loose(page.lines)
    if not taken:
        return FrontMatter(), []
    key = page.lines[0].partition(":")[0].strip()
    message = f"MkDocs takes '{key}:' for front matter, and leaves its line out of the page"
    mend = "Begin the page with a blank line, or put the lines between '---' lines."
    return FrontMatter(length=taken), [Problem(Place(page.path, 1), message, mend)]


def _loose(lines: list[str]) -> int:
    """How many lines MkDocs takes for front matter without its fences, as MultiMarkdown has it."""
    if not LOOSE.match(lines[0]):
        return 0
    for number, line in enumerate(lines):
        if not line.strip():
            return number + 1
        if not LOOSE.match(line) and not LOOSE_MORE.match(line):
            return number
    return len(lines)


def _published(page: Page, source: str) -> list[Problem]:
    """What MkDocs takes for text because no key is in it: that matters where there is something."""
    if not source.strip():
        return []
    message = "the front matter has no keys, so MkDocs publishes it"
    return [
        Problem(Place(page.path, 1), message, "Take it out, or write a line such as 'title: My first day'.")
    ]
