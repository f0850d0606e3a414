"""What `date:` says in a front matter: moments of the journal's zone, whatever YAML makes of their words."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

import yaml

from chronicles.dates.instants import Moment
from chronicles.dates.iso_moments import iso_moment
from chronicles.pages.front_matter.pairs import Pairs
from chronicles.pages.front_matter.scalars import WrittenDay
from chronicles.problems import Refused

KEY, WRITE = "date", "Write a date such as 2025-08-29 or 2025-08-29 21:14."


def read_dates(pairs: Pairs, zone: tzinfo) -> list[WrittenDay]:
    """Put moments of `zone` in the place of what is at `date`, or below it, and return their days.

    What is no moment is added to what is wrong, and has no value any more; another form stays as it is.
    """
    days: list[WrittenDay] = []
    for name, node in _written(pairs.nodes.get(KEY)):
        try:
            moment = iso_moment(str(node.value), zone, zone)
        except Refused as refused:
            _refuse(pairs, node, refused)
            continue
        if moment is not None and KEY in pairs.values:
            _put(pairs, name, moment)
            day = moment.date() if isinstance(moment, datetime) else moment
            days.append(WrittenDay(KEY, pairs.line_of(node), day))
    return days


def _written(node: yaml.Node | None) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The texts at `date`, each with its key below it, which is empty for the date itself."""
    if isinstance(node, yaml.ScalarNode):
        yield "", node
    elif isinstance(node, yaml.MappingNode):
        yield from (
            (str(name.value), value)
            for name, value in node.value
            if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
        )


def _put(pairs: Pairs, name: str, moment: Moment) -> None:
    if not name:
        pairs.values[KEY] = moment
    elif isinstance(pairs.values[KEY], dict):
        pairs.values[KEY] = pairs.values[KEY] | {name: moment}


def _refuse(pairs: Pairs, node: yaml.Node, refused: Refused) -> None:
    if KEY in pairs.values:  # of what YAML cannot read either, it is said already
        del pairs.values[KEY]
        pairs.wrong.append((pairs.line_of(node), Refused(f"{KEY!r}: {refused.message}", refused.mend)))
