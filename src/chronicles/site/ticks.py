"""Where readers find all the steps that they have done. Only their browsers know them: here is the room."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mkdocs.structure.toc import AnchorLink

from chronicles.pages.guides import Guide

MARKER = re.compile(r"<!--\s*my\s+steps\s*-->")
ANCHOR, TITLE = "my-steps", "My steps"
OTHERWISE = "steps/index.md"  # at its end, where no page asks for it


def show_ticks(
    env: Any, pages: Mapping[str, Any], guides: Sequence[Guide], link: Callable[[str, str], str]
) -> None:
    """Put the reader's own steps where a page asks for them."""
    if not guides:
        return
    template = env.get_template("partials/chronicles-steps-mine.html")
    for page in places(pages):
        html = template.render(page=page, base_url=link(".", page.url), guides=guides)
        page.content = placed(page.content or "", html)
        page.present_anchor_ids.add(ANCHOR)
        items = page.toc.items
        below = items[0].children if items and items[0].level == 1 else items
        below.append(AnchorLink(TITLE, ANCHOR, 2))


def places(pages: Mapping[str, Any]) -> list[Any]:
    """Return the pages that ask for the reader's steps, or else the list of guides."""
    asking = [page for page in pages.values() if page and MARKER.search(page.content or "")]
    return asking or [page for page in [pages.get(OTHERWISE)] if page]


def placed(html: str, part: str) -> str:
    """Return the HTML of a page with the part where the first comment asks for it, or at its end."""
    if match := MARKER.search(html):
        return html[: match.start()] + part + html[match.end() :]
    return f"{html}\n{part}"
