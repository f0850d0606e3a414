"""On which pages the change of a step stands: on that of the step, or, where it is long, on some of its own.

No page should have more than 250 kB and 6,000 elements. Of these, the theme takes about 40 kB and 450 for the
menu of this journal, which has 60 pages; a larger menu has room too.
"""

from collections.abc import Sequence

from chronicles.site.render.differences import FileDifference

PAGE_BYTES, PAGE_ELEMENTS = 250_000, 6_000
# In bytes of HTML, about 400 lines of code: what a step can show besides a long text of its own.
MOST_IN_STEP = 40_000
# Of a page that shows nothing else.
MOST_BYTES, MOST_ELEMENTS = 180_000, 4_500


def pages_of_change(step: str, files: Sequence[FileDifference], most: int = MOST_IN_STEP) -> tuple[str, ...]:
    """Return the page of each file that a step changes; nothing where it is that of the step, `step`.

    Files stay in their order, and a file stays whole: one that is longer than a page should be has one alone.
    """
    if sum(file.html_bytes for file in files) <= most:
        return ()
    pages: list[str] = []
    number = size = elements = 0
    for file in files:
        size, elements = size + file.html_bytes, elements + file.html_elements
        if not number or size > MOST_BYTES or elements > MOST_ELEMENTS:
            number, size, elements = number + 1, file.html_bytes, file.html_elements
        pages.append(_page(step, number))
    return tuple(pages)


def _page(step: str, number: int) -> str:
    folder = f"{step.removesuffix('.md')}/change"
    return f"{folder}.md" if number == 1 else f"{folder}/{number}.md"
