"""The pictures that pages name for previews of links to them: whether they are there. Pure."""

import posixpath
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, nearest

KEY = "image"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg")


def wrong_images(readings: Iterable[tuple[str, Reading]], files: Collection[str]) -> Iterator[Problem]:
    """Return a problem for each picture that a page names and that is not there.

    `readings` come with their path below `docs/`, where `files` are, too. Addresses of other hosts, and those
    from the root of a host on, are nothing that can be looked up.
    """
    for uri, reading in readings:
        said = reading.front_matter.values.get(KEY)
        if said is None or not (wrong := _wrong(said, uri, files)):
            continue
        place = Place(reading.page.path, reading.front_matter.places.get(KEY, 1))
        yield Problem(place, *wrong)


def _wrong(said: object, uri: str, files: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with what a page says, and how to mend it."""
    if not isinstance(said, str):
        return (
            f"{said!r} is no path of a picture",
            "Write one as seen from the page, such as 'image: a.png'.",
        )
    parts = urlsplit(said)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    folder = posixpath.dirname(uri)
    if posixpath.normpath(posixpath.join(folder, unquote(parts.path))) in files:
        return None
    known = [posixpath.relpath(name, folder or ".") for name in files if name.lower().endswith(PICTURES)]
    mend = nearest(said, known, f"Write its path as seen from the page, such as '{KEY}: views.png'.")
    return f"there is no picture {said!r}", mend
