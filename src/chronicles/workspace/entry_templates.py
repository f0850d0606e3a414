"""The author's templates of entries: files in a folder that no site shows. Touches the disk."""

import re

from chronicles.disk.paths import followed, is_file, is_folder
from chronicles.pages.page import Page, decode
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.settings import Settings

NAME = re.compile(r"\w[\w-]*")
ENDING = ".md"


def template_names(settings: Settings) -> list[str]:
    """Return the names of all templates, sorted."""
    folder = settings.templates
    found = sorted(folder.glob(f"*{ENDING}")) if is_folder(folder) else []
    return [path.stem for path in found if NAME.fullmatch(path.stem) and is_file(path)]


def read_template(settings: Settings, name: str) -> Page | Problem | None:
    """Return the template called `name`, why it cannot be used, or `None` where there is none."""
    if name not in template_names(settings):
        return None
    path = settings.templates / f"{name}{ENDING}"
    place = Place(settings.shown(path))
    if not followed(path).is_relative_to(followed(settings.root)):
        return Problem(place, "it leads out of the journal", "Put the file itself there.")
    try:
        return Page(place.path, decode(path.read_bytes()))
    except Refused as refused:
        return refused.at(place)
    except OSError as error:
        return Problem(place, f"it cannot be read: {error.strerror}", "Make it readable.")
