"""The header of a fenced block: its language and the attributes in braces."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from chronicles.problems import Refused, nearest

OURS = re.compile(r"\bdata[-_]", re.IGNORECASE)  # also as a slip of the pen would write it
KEYS = frozenset(
    {"data-from", "data-run", "data-mark", "data-unproven", "data-fails", "data-differs", "data-task"}
)
# Superfences' own reading of a header: a language (or nothing), then braces to the line's end.
HEADER = re.compile(r"(?:\.?(?P<language>[\w#.+-]+)(?=[\t ]|$))?[ \t]*(?:\{(?P<inside>.*)\})?.*")
# The four forms that Python-Markdown's attr_list reads, in the order in which it tries them.
ATTRIBUTE = re.compile(
    r"""(?P<key>[^\s=}]+)=(?:"(?P<double>.*?)"|'(?P<single>.*?)'|(?P<bare>[^\s=}]+))|(?P<word>[^\s=}]+)"""
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the opening fence says: `text` as it stands, `data` without quotes, ours alone."""

    text: str
    language: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def attributes(self) -> dict[str, str]:
        """Every attribute with a value, ours and the engine's own."""
        found = ATTRIBUTE.finditer(_inside(self.text)[0])
        return {match["key"]: _value(match) for match in found if match["key"]}

    def with_values(self, values: Mapping[str, str]) -> str:
        """Return the text with these attributes given these values, the others untouched.

        Attributes that are not there yet are added before the closing brace. Values are put
        between double quotes and may hold none.
        """
        return _rewritten(self.text, values)

    def escaped(self) -> str:
        """Return the text with the value of each `data-` attribute safe to print into HTML.

        Superfences prints those as they are, so a `<` or a quote in one would reach the page.
        """
        attributes = [m for m in ATTRIBUTE.finditer(_inside(self.text)[0]) if m["key"]]
        data = [m for m in attributes if m["key"].startswith("data-")]
        return _rewritten(self.text, {m["key"]: escape(_value(m), quote=True) for m in data})


def read_header(text: str) -> tuple[Header, list[Refused]]:
    """Return what a header says, and what is wrong with its `data-` attributes.

    `text` is what stands behind the fence's marks. Without a language, the first class in the braces is
    it. Names that cannot be printed into a page are wrong, too, in every header.
    """
    inside, _ = _inside(text)
    match = HEADER.match(text)
    language = (match["language"] or "") if match else ""
    data: dict[str, str] = {}
    wrong: list[Refused] = []
    end = 0
    for found in ATTRIBUTE.finditer(inside):
        if inside[end : found.start()].strip():
            wrong.append(_unreadable(inside[end : found.start()].strip()))
        end = found.end()
        wrong += _attribute_problems(found, data)
        if found["key"] in KEYS and _value(found).strip():
            data.setdefault(found["key"], _value(found))
    if inside[end:].strip():
        wrong.append(_unreadable(inside[end:].strip()))
    ours = OURS.search(inside)
    header = Header(text, language or _first_class(inside), MappingProxyType(data))
    return header, [*(wrong if ours else []), *_unprintable(inside)]


def _unprintable(inside: str) -> list[Refused]:
    """Ids and classes go into the page as they are, in every block; nobody needs markup in them."""
    names = [found["word"] or found["key"] + "=" + _value(found) for found in ATTRIBUTE.finditer(inside)]
    printed = [name for name in names if name.startswith(("#", ".", "id=", "class="))]
    return [
        Refused(f"{name!r} cannot be printed into a page", "Name it with letters, digits, '-' and '_'.")
        for name in printed
        if set(name) & set("<>\"'&")
    ]


def _attribute_problems(found: re.Match[str], data: Mapping[str, str]) -> list[Refused]:
    if (word := found["word"]) is not None:
        if '"' in word or "'" in word:
            return [_unreadable(word)]
        return [_without_value(word)] if word.startswith("data-") else []
    key, value = found["key"], _value(found)
    if not OURS.match(key):
        return []
    if key not in KEYS:
        return [Refused(f"unknown attribute {key!r}", nearest(key, KEYS))]
    if key in data:
        return [Refused(f"{key} stands twice in one header", "Keep one of them.")]
    if not value.strip():
        return [_without_value(key)]
    if found["bare"] is not None and ('"' in value or "'" in value):
        return [_unreadable(value)]
    if '"' in value or "`" in value:
        mark = '"' if '"' in value else "`"
        return [
            Refused(f"the value of {key} holds {mark}, which cannot be quoted", f"Leave {mark} out of it.")
        ]
    return []


def _without_value(key: str) -> Refused:
    return Refused(f"{key} has no value", f'Write {key}="…", or take it out.')


def _unreadable(rest: str) -> Refused:
    return Refused(
        f"the attributes cannot be read at {rest!r}", 'Write each as key="value", one space between.'
    )


def _value(found: re.Match[str]) -> str:
    return found["double"] or found["single"] or found["bare"] or ""


def _first_class(inside: str) -> str:
    words = [found["word"] for found in ATTRIBUTE.finditer(inside) if found["word"]]
    return next((word[1:] for word in words if word.startswith(".")), "")


def _inside(text: str) -> tuple[str, int]:
    """What stands between the braces, and where in `text` it begins."""
    match = HEADER.match(text)
    if match is None or match["inside"] is None:
        return "", len(text)
    return match["inside"], match.start("inside")


def _rewritten(text: str, values: Mapping[str, str]) -> str:
    inside, start = _inside(text)
    left = dict(values)
    parts, at = [], 0
    for found in ATTRIBUTE.finditer(inside):
        if found["key"] in values:
            left.pop(found["key"], None)
            parts += [inside[at : found.start()], f'{found["key"]}="{values[found["key"]]}"']
            at = found.end()
    parts.append(inside[at:])
    body = " ".join(["".join(parts).strip(), *(f'{key}="{value}"' for key, value in left.items())]).strip()
    if "{" not in text:
        return f"{text} {{{body}}}".strip() if body else text
    return f"{text[:start]}{body}{text[start + len(inside) :]}"
