"""Where a page stands, in words: what the search says of it beside its title."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any

from chronicles.site.features.step_pages import ShownStep

TAG = re.compile(r"<[^<>]*>")


STEP = 1.25  # what words weigh in a step, which explains them, beside one in which they only occur


def places_of(
    page: Any, pages: Mapping[str, Any], steps: Mapping[str, ShownStep], words: Callable[[date], str]
) -> tuple[Sequence[str], float]:
    """Return where a page stands, and what its words weigh.

    A step stands in its guide, with its number; an entry in the journal, with its date; others in sections of
    the menu.

    `pages` are MkDocs' by their path below `docs/`; `words` returns a date in words.
    """
    if step := steps.get(page.file.src_uri):
        guide, number = pages.get(step.guide.index), int(step.step.number)
        own = f"{number}. {step.bare(_title(page))}"
        return [*([_title(guide)] if guide else ()), own], STEP
    above = [_title(one) for one in reversed(page.ancestors)]
    created = getattr(getattr(getattr(page, "config", None), "date", None), "created", None)
    return ([*above[-1:], words(created)] if created else above), 1.0


def _title(item: Any) -> str:
    """The title of a page or a section as plain text."""
    said = getattr(item, "meta", {}).get("title")
    return str(said) if said else unescape(TAG.sub("", str(item.title or "")))
