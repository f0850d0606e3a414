"""What stands on a page without having been written there."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from chronicles.site.render.ids import apart

# Lists headings of a page, each title by its anchor, in its table of contents.
AddToContents = Callable[[Any, Mapping[str, str]], None]


def placed(html: str, marker: re.Pattern[str], part: str) -> str:
    """Return the HTML of a page with a part where the first comment asks for it, or at its end.

    What has an id of the page's own in the part gets another one.
    """
    part = apart(part, html)
    if match := marker.search(html):
        return html[: match.start()] + part + html[match.end() :]
    return f"{html}\n{part}"
