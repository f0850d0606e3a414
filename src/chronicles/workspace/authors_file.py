"""The file of the blog's authors, whose names and links stand below their entries. Touches the disk."""

from chronicles.pages.front_matter.pairs import read_pairs
from chronicles.pages.front_matter.text_checks import wrong_texts
from chronicles.pages.page import decode
from chronicles.problems import Place, Problem, Refused
from chronicles.workspace.settings import Settings


def author_problems(settings: Settings) -> list[Problem]:
    """Return what cannot be shown of the authors, each at its line; that it is no YAML, the blog says."""
    if settings.authors is None:
        return []
    shown = settings.shown(settings.authors)
    try:
        text = decode(settings.authors.read_bytes())
    except OSError:
        return []
    except Refused as refused:
        return [refused.at(Place(shown))]
    # Its first line is that of a file, and not the second one of a page.
    return [refused.at(Place(shown, line - 1)) for _, line, refused in wrong_texts(read_pairs(text))]
