"""What the site shows of a guide on its pages: the table of its steps, and where a step's changes are."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chronicles.guides.outline import Guide
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.site.features.placing import AddToContents, placed
from chronicles.site.features.step_pages import SECTIONS, ShownStep
from chronicles.site.render.ids import free_id_in

TABLE = re.compile(r"<!--\s*steps\s*-->")


def introduce_guides(
    env: Any,
    pages: Mapping[str, Any],
    guides: Iterable[Guide],
    steps: Mapping[str, ShownStep],
    link: Callable[[str, str], str],
    add_to_contents: AddToContents,
    words: SiteWords = ENGLISH,
) -> None:
    """Put the tables into the pages of the guides, and what is below a step into its contents.

    `pages` are MkDocs' by their path below `docs/`, which this changes; `link` returns an address as seen
    from another; what we say is in `words`.
    """
    template = env.get_template("partials/chronicles-steps.html")
    for guide in guides:
        if page := pages.get(guide.index):
            table = template.render(page=page, base_url=link(".", page.url), guide=guide)
            page.content = placed(page.content, TABLE, table)
    for path, step in steps.items():
        if step.made and (page := pages.get(path)):
            titles = {free_id_in(name, page.content): words.say(key) for name, key in SECTIONS.items()}
            add_to_contents(page, titles)
