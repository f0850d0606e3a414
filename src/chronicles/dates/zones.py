"""Time zones, by their names in the IANA Time Zone Database."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chronicles.problems import Refused


def read_zone(name: str) -> ZoneInfo:
    """Return the zone called `name`, such as `Africa/Lagos`; raises `Refused` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            f"there is no time zone {name!r}", "Write a name such as Africa/Lagos or UTC."
        ) from None
