"""The form that ABlog has for dates where nobody chose another: `Mar 05, 2024`."""

import re
from datetime import date

from chronicles.importing.stamps.moments import MONTHS

# ABlog, Configuration: post_date_format is '%b %d, %Y', in English.
DEFAULT = re.compile(r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4})")
NAMES = {name[:3]: number for number, name in enumerate(MONTHS, 1)}


def ablog_day(text: str) -> str:
    """Return a date of that form as 2024-03-05, any other text as it is.

    >>> ablog_day("Mar 05, 2024"), ablog_day("05 Mar, 2024")
    ('2024-03-05', '05 Mar, 2024')
    """
    match = DEFAULT.fullmatch(text.strip())
    if match is None or match["month"] not in NAMES:
        return text
    try:
        return date(int(match["year"]), NAMES[match["month"]], int(match["day"])).isoformat()
    except ValueError:
        return text
