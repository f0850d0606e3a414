"""What a command left for a person to write, and nobody has written yet."""

from collections.abc import Collection, Iterable

from chronicles.pages.front_matter.front_matter import body
from chronicles.pages.reading import Reading
from chronicles.problems import Place


def unwritten(readings: Iterable[Reading], asked: Collection[str], posts: str) -> list[tuple[Place, str]]:
    """Return where a page still waits for its words, each with what stands there instead.

    `asked` are lines that a command has written to be replaced. An entry, a page in the folder `posts`, waits
    as well while it has a title and nothing else, as `new` begins it.
    """
    found = []
    for reading in readings:
        page = reading.page
        lines = [(number, line) for number, line in enumerate(page.lines, 1) if line in asked]
        found += [(Place(page.path, number), line) for number, line in lines if number not in reading.hidden]
        if page.path.startswith(f"{posts}/") and not _has_words(reading):
            found.append((Place(page.path), "a title, and nothing below it"))
    return found


def _has_words(reading: Reading) -> bool:
    first, _, rest = body(reading.page, reading.front_matter).strip().partition("\n")
    return bool(rest.strip()) or not first.startswith("# ")
