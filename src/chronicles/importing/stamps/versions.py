"""Whether numbers such as 8.1.24 and 240108 are days, or numbers of versions and of anything else."""

from collections.abc import Sequence

from chronicles.importing.stamps.line_stamps import Stamp


def may_be_version(stamp: Stamp) -> bool:
    """Return whether a line may begin with the number of a version: one without a weekday or a label."""
    written = stamp.written
    return bool(written and written.may_be_version and stamp.weekday is None and not stamp.has_name)


def are_days(stamps: Sequence[Stamp]) -> bool:
    """Return whether such numbers are days, as far as some of them are: the year is the same in most.

    Of versions the last number differs most often (Semantic Versioning 2.0.0).
    """
    days = [stamp.written for stamp in stamps if stamp.written and may_be_version(stamp)]
    numbers = {(day.day, day.month, day.year) for day in days}
    is_last = len({year for *_, year in numbers}) * 2 <= len({(day, month) for day, month, _ in numbers})
    is_first = len({year for year, *_ in numbers}) * 2 <= len({(month, day) for _, month, day in numbers})
    return is_last or (is_first and not any(day.sign for day in days))
