"""Pictures of which a page says nothing to those who cannot see them (WCAG 2.2, 1.1.1). Pure."""

import re
from collections.abc import Iterable, Iterator

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem
from chronicles.site.features.page_prose import line_of, prose, set_in_code
from chronicles.site.render.content_policy import attributes

SIGN = re.compile(r"!\[\s*\]|<img\b", re.IGNORECASE)
MARKDOWN = re.compile(
    r"(?<!\\)!\[\s*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])(?:\{:?(?P<more>[^{}\n]*)\})?"
)
HTML = re.compile(r"""<img\b(?P<more>(?>[^<>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
DECORATION = frozenset({"none", "presentation"})  # WAI-ARIA 1.2, `role`
MESSAGE = "this picture has no words for those who cannot see it"
MENDS = {
    MARKDOWN: 'Write what is seen, ![Words](…), or ![](…){ alt="" } for a mere decoration.',
    HTML: 'Write what is seen, alt="Words", or alt="" for a mere decoration.',
}


def unsaid_pictures(readings: Iterable[Reading], finder: Finder) -> Iterator[Problem]:
    """Yield a problem for each picture without a text; `finder` is one for the dialect of the pages.

    An empty `alt` in HTML or in braces, or the role of a decoration, says that there is nothing to say.
    """
    for reading in readings:
        if not SIGN.search(reading.page.text):
            continue
        found = dict(_found(prose(reading)))
        for line in sorted(found.keys() - set_in_code(reading, finder, found)):
            yield Problem(Place(reading.page.path, line), MESSAGE, found[line])


def _found(text: str) -> Iterator[tuple[int, str]]:
    """The lines of such pictures, each with its mend."""
    for form, mend in MENDS.items():
        for match in form.finditer(text):
            said = attributes(match["more"] or "")
            if "alt" not in said and said.get("role") not in DECORATION and said.get("aria-hidden") != "true":
                yield line_of(text, match.start()), mend
