"""Time zones: `time.tzset`, which Python in a browser lacks, and those zones that come later."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, _common

PACK = "tzdata.zones"  # by this name a pack says that it has the rest of the zones


def install(set_zone: Callable[[str, str, str], None], fetch_pack: Callable[[str], bool]) -> None:
    """Let `time.tzset` tell the engine which zone `TZ` names, and let zones be fetched when they are wanted.

    `set_zone` gets a name, which is empty for the reader's own zone, and what its standard and its summer
    time are called. `fetch_pack` fetches the pack of a name, and says whether there was one to fetch.
    """
    _fetch_zones(fetch_pack)
    own = {name: getattr(time, name) for name in ("tzname", "timezone", "altzone", "daylight")}

    def tzset() -> None:
        name = os.environ.get("TZ", "")
        facts = _facts(_zone(name)) if name else own
        vars(time).update(facts)
        set_zone(str(_zone(name)) if name else "", *facts["tzname"])

    if not hasattr(time, "tzset"):
        time.tzset = tzset


def _fetch_zones(fetch_pack: Callable[[str], bool]) -> None:
    load: Callable[[str], Any] = _common.load_tzdata

    def load_tzdata(key: str) -> Any:
        try:
            return load(key)
        except ZoneInfoNotFoundError:
            if not fetch_pack(PACK):
                raise
            return load(key)

    _common.load_tzdata = load_tzdata


def _zone(name: str) -> ZoneInfo:
    """The zone, or UTC for a name that is none, as in C."""
    try:
        return ZoneInfo(name.removeprefix(":"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _facts(zone: tzinfo) -> dict[str, Any]:
    """What the module `time` says of a zone: this year's."""
    year = datetime.now(UTC).year
    days = [datetime(year, month, 1, tzinfo=zone) for month in (1, 7)]
    standard, summer = sorted(days, key=lambda day: day.utcoffset() or timedelta())
    offsets = [-int((day.utcoffset() or timedelta()).total_seconds()) for day in (standard, summer)]
    return {
        "tzname": (standard.tzname(), summer.tzname()),
        "timezone": offsets[0],
        "altzone": offsets[1],
        "daylight": int(offsets[0] != offsets[1]),
    }
