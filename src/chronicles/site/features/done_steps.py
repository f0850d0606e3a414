"""Where readers find all the steps that they have done. Only their browsers know them: here is the room."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chronicles.guides.outline import Guide
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.features.placing import AddToContents, placed
from chronicles.site.render.ids import free_id_in

MARKER = re.compile(r"<!--\s*my\s+steps\s*-->")
ANCHOR = "my-steps"


def show_ticks(
    env: Any,
    pages: Mapping[str, Any],
    guides: Sequence[Guide],
    link: Callable[[str, str], str],
    add_to_contents: AddToContents,
    words: SiteWords = ENGLISH,
) -> None:
    """Put the reader's own steps where a page asks for them.

    `pages` are MkDocs' by their path below `docs/`, which this changes; `link` returns an address as seen
    from another; what we say is in `words`.
    """
    if not guides:
        return
    template = env.get_template("partials/chronicles-steps-mine.html")
    for page in places(pages, guides[0].overview):
        html = template.render(page=page, base_url=link(".", page.url), guides=guides)
        anchor = free_id_in(ANCHOR, page.content)
        page.content = placed(page.content or "", MARKER, html)
        add_to_contents(page, {anchor: words.say("guide.mine")})


def places(pages: Mapping[str, Any], otherwise: str) -> list[Any]:
    """Return the pages that ask for the reader's steps, or else the one at `otherwise`: they are its end."""
    asking = [page for page in pages.values() if page and MARKER.search(page.content or "")]
    return asking or [page for page in [pages.get(otherwise)] if page]
