"""Regions: lines between `region NAME` and `endregion`, the editors' own folding markers."""

import re
from dataclasses import dataclass

from chronicles.problems import Refused
from chronicles.source.definitions import LineSpan

# A comment of nothing but the marker, in the languages that a web project is written in.
MARKER = re.compile(
    r"\s*(?:\#|//|--|;|%|/\*|<!--|\{\#)\s*\#?(?P<word>region|endregion)\b"
    r"[ \t:]*(?P<name>.*)"
)


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of a file by name, and the lines that hold markers (they are never shown)."""

    spans: dict[str, list[LineSpan]]
    markers: frozenset[int]


def regions(source: str) -> Regions:
    """Return the regions of `source`, their marker lines left out.

    The markers are those by which Visual Studio Code and the editors of JetBrains fold lines.
    Raises `Refused` for a region that is never closed, or an end without a beginning.
    """
    spans: dict[str, list[LineSpan]] = {}
    markers: set[int] = set()
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(source.split("\n"), 1):
        if (match := MARKER.fullmatch(line)) is None:
            continue
        markers.add(number)
        if match["word"] == "region":
            opened.append((_name(match["name"]), number))
        elif not opened:
            raise Refused(
                f"line {number} ends a region that none begins", "Take it out, or name its beginning."
            )
        else:
            name, first = opened.pop()
            ended = _name(match["name"])
            if ended and ended != name:
                raise Refused(
                    f"line {number} ends the region {ended!r} inside of {name!r}",
                    f"End {name!r} first; regions cannot cross.",
                )
            spans.setdefault(name, []).append(LineSpan(first + 1, number - 1))
    if opened:
        name, number = opened[-1]
        raise Refused(
            f"the region {name!r} of line {number} is never closed", "Write 'endregion' in a comment."
        )
    return Regions(spans, frozenset(markers))


def _name(rest: str) -> str:
    """What stands behind the marker, without what ends the comment."""
    rest = rest.strip()
    for end in ("*/", "-->", "#}"):
        rest = rest.removesuffix(end)
    return rest.strip()
