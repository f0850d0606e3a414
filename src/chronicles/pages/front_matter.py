"""The YAML at the top of a page, checked as a person types it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import yaml

from chronicles.pages.page import BOM, Page
from chronicles.pages.states import FORMS, NOW, State, parse_state
from chronicles.problems import Place, Problem, Refused

# As MkDocs cuts it off (`mkdocs.utils.meta.YAML_RE`).
FENCED = re.compile(r"-{3}[ \t]*\n(?P<yaml>.*?\n)?(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
UNCLOSED = re.compile(r"-{3}[ \t]*\n[ \t]*[\w-]+:(?:\s|$)")
MOST_LEVELS = 50
MOST_BYTES = 65_536  # far beyond any real one; a bomb of aliases needs room to grow in

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says of itself: the values, the line of each, and how many lines it takes."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    length: int = 0

    @property
    def state(self) -> State:
        """The state of the project that the page speaks of; `now` where it does not say."""
        try:
            return parse_state(str(self.values.get("state", NOW)))
        except Refused:
            return NOW

    @property
    def date(self) -> date | None:
        """The day of an entry, from `date:` or Material's `date: {created: …}`."""
        value = self.values.get("date")
        if isinstance(value, Mapping):
            value = value.get("created")
        return value if isinstance(value, date) else None


def read_front_matter(page: Page) -> tuple[FrontMatter, list[Problem]]:
    """Return the front matter of `page`, and every problem in it."""
    text = page.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    match = FENCED.match(text)
    if match is None:
        return FrontMatter(), _unclosed(page, text)
    length = match[0].rstrip("\n").count("\n") + 1
    source = match["yaml"] or ""
    if len(source) > MOST_BYTES:
        place = Place(page.path, 1)
        return FrontMatter(length=length), [Problem(place, "the front matter is over 64 KB", "Shorten it.")]
    values, places, problems = _read(page, source)
    for key, value in list(values.items()):
        if wrong := _wrong(key, value):
            problems.append(wrong.at(Place(page.path, places[key])))
            del values[key]
    return FrontMatter(MappingProxyType(values), MappingProxyType(places), length), problems


def _unclosed(page: Page, text: str) -> list[Problem]:
    if not UNCLOSED.match(text):
        return []
    return [Problem(Place(page.path, 1), "the front matter is never closed", "End it with a line '---'.")]


def _read(page: Page, source: str) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """Values and lines of the keys; the YAML starts in the page's second line."""
    try:
        _check_depth(source)
        loader = Loader(source)
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return {}, {}, [_broken(page, error, source)]
    if node is None:
        return {}, {}, []
    if not isinstance(node, yaml.MappingNode):
        mend = "Write lines such as 'title: My first day'."
        return (
            {},
            {},
            [Problem(Place(page.path, 2), "the front matter is not a list of keys and values", mend)],
        )
    return _pairs(page, loader, node, source)


def _pairs(
    page: Page, loader: Any, node: yaml.MappingNode, source: str
) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    problems = []
    for key_node, value_node in node.value:
        key, line = str(key_node.value), _line(source, key_node.start_mark.index)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                Problem(Place(page.path, line), "a key of the front matter is not a word", "Write it as one.")
            )
            continue
        if key in values:
            twice = f"{key!r} stands twice in the front matter"
            problems.append(Problem(Place(page.path, line), twice, "Keep one of them."))
            continue
        places[key] = line
        try:
            values[key] = loader.construct_object(value_node, deep=True)
            if key == "state" and type(values[key]) is date:
                values[key] = values[key].isoformat()
        except (yaml.YAMLError, RecursionError) as error:
            problems.append(_broken(page, error, source))
        except (ValueError, OverflowError, AttributeError, KeyError):
            mend = "Write a date such as 2025-08-29, or put quotes around the value."
            message = f"{key!r} is not a value that exists: {_written(source, value_node)!r}"
            problems.append(Problem(Place(page.path, line), message, mend))
    return values, places, problems


def _check_depth(source: str) -> None:
    """Parsing is a loop, composing a recursion: in libyaml it ends the process where it is too deep."""
    depth = 0
    for event in yaml.parse(source, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_LEVELS:
            raise RecursionError


def _line(source: str, index: int) -> int:
    """The line of the page: YAML takes U+2028 for the end of a line, Markdown does not."""
    return source.count("\n", 0, index) + 2


def _written(source: str, node: yaml.Node) -> str:
    text = source[node.start_mark.index : node.end_mark.index].strip().strip("'\"")
    text = node.value if isinstance(node, yaml.ScalarNode) else text
    return text if len(text) <= 80 else f"{text[:79]}…"


def _broken(page: Page, error: Exception, source: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    if mark and begun and mark.index >= len(source.rstrip()):
        mark = begun  # what is never closed is best seen where it begins
    line = _line(source, mark.index) if mark else 1
    what = getattr(error, "problem", None) or "it is nested too deeply"
    if isinstance(error, yaml.reader.ReaderError):
        found = re.search("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", source)
        line = _line(source, found.start()) if found else 1
        what = f"it holds the character U+{ord(found[0]):04X}" if found else "a character"
    mend = "Mend the YAML; put quotes around a value that holds ': ' or '#'."
    return Problem(Place(page.path, line), f"the front matter cannot be read: {what}", mend)


def _wrong(key: str, value: Any) -> Refused | None:
    """Why a value cannot be, for the keys that mean something here; others are nobody's business."""
    if value is None or key not in _KINDS:
        return None
    wanted, example, fits = _KINDS[key]
    if not fits(value):
        return Refused(f"{key!r} is {_kind(value)}, not {wanted}", f"Write '{key}: {example}'.")
    if key in ("tags", "categories") and (marked := [word for word in value if set(word) & set("<>")]):
        # Themes print them as they are, into pages, feeds and the search index.
        return Refused(f"{key!r} holds '<' or '>' in {marked[0]!r}", "Write it in plain words.")
    if key == "state":
        try:
            parse_state(str(value))
        except Refused as refused:
            return Refused(refused.message, FORMS)
    return None


def _kind(value: Any) -> str:
    names = {
        bool: "yes or no",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a mapping",
    }
    return next((name for kind, name in names.items() if isinstance(value, kind)), "a date")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_date(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(isinstance(item, date) for item in value.values())
    return isinstance(value, date)


_TEXT = ("text", '"…"', _is_text)
_TEXTS = ("a list of words", "[django, orm]", _is_texts)
_KINDS: dict[str, tuple[str, str, Any]] = {
    "title": _TEXT,
    "description": _TEXT,
    "template": _TEXT,
    "slug": _TEXT,
    "seed": ("text", "demo", _is_text),
    "state": ("text", "now", lambda value: _is_text(value) or type(value) is date),
    "date": ("a date", "2025-08-29", _is_date),
    "tags": _TEXTS,
    "categories": ("a list of words", "[Weekly]", _is_texts),
    "draft": ("yes or no", "true", lambda value: isinstance(value, bool)),
}
