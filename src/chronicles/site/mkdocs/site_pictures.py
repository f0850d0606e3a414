"""The pictures of a site: files without their notes, smaller ones beside them, what pages say of them."""

import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.disk.cache import Store, key
from chronicles.importing.pictures.picture_kinds import is_picture
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem
from chronicles.site.features.kept_pictures import KeptPicture, KeptPictures
from chronicles.site.render.picture_tags import PictureTags, ShownPicture

FOLDER = "assets/pictures"


@dataclass(frozen=True, slots=True)
class SitePictures:
    """The pictures among the files of a site, each with what was made of it, and what is wrong with them."""

    found: Sequence[tuple[File, KeptPicture]] = ()
    problems: Sequence[Problem] = ()

    def tags(self, config: MkDocsConfig) -> PictureTags:
        """Return what tells pages of them, once all files have their addresses."""
        known = {
            file.dest_uri: ShownPicture(made.width, made.height, _all(file, made))
            for file, made in self.found
            if made.width
        }
        return PictureTags(known, urlsplit(config.site_url or "").path.rstrip("/") + "/")

    @property
    def key(self) -> str:
        """The key of all that a page may say of them."""
        return key(
            *(f"{file.dest_uri} {made.width} {made.height} {made.smaller}" for file, made in self.found)
        )


def add_pictures(
    files: Files,
    own: Iterable[File],
    config: MkDocsConfig,
    readings: Sequence[Reading],
    path: Callable[[str], str],
    store: Store,
) -> SitePictures:
    """Let the journal's `own` pictures go out without notes, and add smaller ones to the files of the site.

    `path` returns the path of a file by the one below `docs/`. What was drawn is kept in `store`.
    """
    pictures = [file for file in own if is_picture(file.src_uri) and _is_there(file)]
    kept = KeptPictures(store)
    made = kept.of([Path(str(file.abs_src_path)) for file in pictures]) if pictures else []
    found = list(zip(pictures, made, strict=True))
    for file, one in found:
        if one.data:
            file.abs_src_path = str(store.path(one.data))
        _add_smaller(files, file, one, config, store)
    problems = [_problem(file, one, readings, path) for file, one in found if one.wrong]
    return SitePictures([(file, one) for file, one in found if not one.wrong], problems)


def _is_there(file: File) -> bool:
    return file._content is None and Path(str(file.abs_src_path)).is_file()


def _add_smaller(files: Files, file: File, made: KeptPicture, config: MkDocsConfig, store: Store) -> None:
    for _, name in made.smaller:
        uri = _uri(name)
        if files.get_file_from_path(uri) is None:
            source, level = str(store.path(name)), InclusionLevel.INCLUDED
            files.append(File.generated(config, uri, abs_src_path=source, inclusion=level))


def _uri(name: str) -> str:
    return f"{FOLDER}/{name.partition('-')[0][:16]}.webp"


def _all(file: File, made: KeptPicture) -> Sequence[tuple[int, str]]:
    """The smaller ones, and the picture itself where it is no wider than they are and none is as wide."""
    smaller = [(width, _uri(name)) for width, name in made.smaller]
    if smaller and smaller[-1][0] < min(made.width, 1600):
        smaller.append((made.width, file.dest_uri))
    return smaller


def _problem(
    file: File, made: KeptPicture, readings: Sequence[Reading], path: Callable[[str], str]
) -> Problem:
    """What is wrong with a picture, at the first line that shows it: a reader would have missed it there."""
    name = posixpath.basename(file.src_uri)
    message, mend = made.wrong
    for reading in readings:
        for number, line in enumerate(reading.page.lines, 1):
            if name in line:
                return Problem(Place(reading.page.path, number), f"{path(file.src_uri)}: {message}", mend)
    return Problem(Place(path(file.src_uri)), message, mend)
