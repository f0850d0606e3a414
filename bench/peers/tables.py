"""The figures of a bench as a table: medians, ratios to ours, targets. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

OURS = "ours"
LINEAR = 1.1  # the steepest slope that counts as linear: 1 is exactly so, 2 is the square
HEADS = ("engine", "median", "(min-max)", "CPU s", "ratio", "target", "reached")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine took in each run; `cpu` is empty where it was not taken."""

    values: tuple[float, ...]
    cpu: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One question to all engines.

    `targets` says how many times as much as ours an engine has to take, at least; `most` how much ours may
    take. Both are of the values, or where `by_cpu` of the processor's time.
    """

    name: str
    title: str
    engines: Mapping[str, Figures]
    targets: Mapping[str, float] = field(default_factory=dict)
    unit: str = "s"
    most: float | None = None
    by_cpu: bool = False

    def middle(self, engine: str) -> float | None:
        """The median that is compared; None for an engine that was not measured."""
        figures = self.engines.get(engine)
        compared = (figures.cpu if self.by_cpu else figures.values) if figures else ()
        return median(compared) if compared else None

    def ratio(self, engine: str) -> float | None:
        """How many times as much as ours this engine takes; None where one of them is missing."""
        ours, other = self.middle(OURS), self.middle(engine)
        return other / ours if ours and other is not None else None

    def reached(self, engine: str) -> bool | None:
        """Whether the target against this engine, or for ours its limit, is reached; None without one."""
        if engine == OURS:
            ours = self.middle(OURS)
            return None if self.most is None or ours is None else ours <= self.most
        ratio = self.ratio(engine)
        return None if engine not in self.targets or ratio is None else ratio >= self.targets[engine]


def table(row: Row) -> str:
    """The row as lines of text: a title, the heads, and a line an engine."""
    lines = [HEADS, *(cells(row, engine) for engine in row.engines)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    shown = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join(
        [f"{row.title}{' (compared by CPU)' if row.by_cpu else ''}", *(f"  {line}" for line in shown)]
    )


def cells(row: Row, engine: str) -> tuple[str, ...]:
    """The words of an engine's line, in the order of the heads."""
    figures, ratio, reached = row.engines[engine], row.ratio(engine), row.reached(engine)
    return (
        engine,
        f"{number(median(figures.values))} {row.unit}",
        f"({number(min(figures.values))}-{number(max(figures.values))})",
        number(median(figures.cpu)) if figures.cpu else "-",
        "-" if ratio is None else f"{ratio:.2f}",
        aim(row, engine),
        {True: "yes", False: "no", None: "-"}[reached],
    )


def aim(row: Row, engine: str) -> str:
    """The target of an engine's line in words."""
    if engine == OURS:
        return "-" if row.most is None else f"at most {row.most:g} {row.unit}"
    return f"at least {row.targets[engine]:.3g}" if engine in row.targets else "-"


def number(value: float) -> str:
    """Three digits, whatever the size.

    >>> number(0.24), number(33.94), number(2329.0)
    ('0.240', '33.9', '2329')
    """
    return f"{value:.{max(0, 3 - len(str(int(value))))}f}" if value >= 1 else f"{value:.3f}"


def slope(sizes: tuple[int, int], times: tuple[float, float]) -> float:
    """How time grows with size: 1 is in proportion, 2 with the square (the slope in a log-log plot)."""
    return math.log(times[1] / times[0]) / math.log(sizes[1] / sizes[0])


def growth(sizes: Sequence[int], rows: Sequence[Row]) -> str:
    """Of the same row at several sizes, how each engine grows from each size to the next."""
    lines = [f"{rows[0].name}: growth, where 1 is linear; ours at most {LINEAR:g}"]
    spans = list(zip(pairwise(sizes), pairwise(rows), strict=True))
    for engine in rows[0].engines:
        steps = [span(engine, between, ends) for between, ends in spans]
        lines.append(f"  {engine}  {', '.join(filter(None, steps)) or '-'}")
    return "\n".join(lines)


def span(engine: str, sizes: tuple[int, int], rows: tuple[Row, Row]) -> str:
    """How an engine grows from one size to the next; empty where it was not measured at both."""
    before, after = rows[0].middle(engine), rows[1].middle(engine)
    if not before or not after:
        return ""
    steep = slope(sizes, (before, after))
    reached = f" {'yes' if steep <= LINEAR else 'no'}" if engine == OURS else ""
    return f"{sizes[0]} to {sizes[1]}: {steep:.2f}{reached}"


def as_json(row: Row) -> dict[str, object]:
    """The row with every run's figures, and what the table says of them."""
    return {
        "name": row.name,
        "title": row.title,
        "unit": row.unit,
        "compared_by": "cpu" if row.by_cpu else "value",
        "most": row.most,
        "engines": {
            engine: {
                "values": list(figures.values),
                "cpu": list(figures.cpu),
                "median": median(figures.values),
                "ratio": row.ratio(engine),
                "target": row.targets.get(engine),
                "reached": row.reached(engine),
            }
            for engine, figures in row.engines.items()
        },
    }
