"""What `check` says of addresses that readers may have, and that lead nowhere any more."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from chronicles.git.gone_files import gone_files
from chronicles.problems import Place, Problem, Refused
from chronicles.publishing.public_address import unreal
from chronicles.site.features.former_addresses import former_file
from chronicles.site.mkdocs.page_redirects import KEY, OF_FILE
from chronicles.site.mkdocs.publish_settings import read_publish_settings
from chronicles.workspace.journal_names import CONFIG
from chronicles.workspace.settings import Settings, line_of
from chronicles.workspace.workspace import Workspace

FOLDER_INDEXES = ("index.md", "README.md")


def address_warnings(workspace: Workspace) -> list[Problem]:
    """Return a warning for each page that git's history has, that is gone, and whose address leads nowhere.

    There is none where the site has no real address, since nobody has one of its pages; and none where git
    does not answer. Raises `Unusable` as a build does.
    """
    settings = workspace.settings
    wanted = read_publish_settings(settings.root)
    if unreal(wanted.url):
        return []
    try:
        gone = gone_files(settings.docs)
    except Refused:
        return []
    posts = settings.posts.relative_to(settings.docs).as_posix()
    left_out = () if wanted.post_url_format == OF_FILE else (f"{posts}/",)
    pages = {old: new for old, new in gone.items() if _was_page(old, settings, left_out)}
    return [*_warnings(pages, settings, _known(workspace, posts), posts)]


def _was_page(path: str, settings: Settings, left_out: Sequence[str]) -> bool:
    """Whether a file that is not there any more was a page of the site, at an address that can be told."""
    parts = PurePosixPath(path)
    if parts.suffix != ".md" or any(part.startswith(".") for part in parts.parts):
        return False
    if path.startswith(tuple(left_out)) or (settings.excluded and settings.excluded.match_file(path)):
        return False
    # The page of a folder may have either name.
    names = FOLDER_INDEXES if parts.name in FOLDER_INDEXES else (parts.name,)
    there = (settings.docs.joinpath(parts.parent, name) for name in names)
    return not any(one.is_file() for one in there) and settings.docs / path != settings.log


def _known(workspace: Workspace, posts: str) -> frozenset[str]:
    """The files of the site from which somebody leads on, or of which somebody says that they are gone."""
    said = [*workspace.settings.redirects]
    for reading in workspace.readings:
        value = reading.front_matter.values.get(KEY)
        said += [value] if isinstance(value, str) else value or []
    return frozenset(path for one in said for path in _files(one, posts))


def _files(said: str, posts: str) -> Iterator[str]:
    path = (
        f"{posts.rpartition('/')[0]}/{said.removeprefix(f'{posts}/')}"
        if said.startswith(f"{posts}/")
        else said
    )
    for has_folders in (True, False):
        try:
            yield former_file(path, has_folders=has_folders)
        except Refused:  # told as a problem
            return


def _warnings(
    pages: Mapping[str, str], settings: Settings, known: frozenset[str], posts: str
) -> Iterator[Problem]:
    docs = settings.shown(settings.docs)
    for old, new in sorted(pages.items()):
        if known.intersection(_files(old, posts)):
            continue
        message = f"the page {docs}/{old} is gone, and its address leads nowhere"
        if new and (settings.docs / new).is_file() and new.endswith(".md"):
            mend = f"Write '{KEY}: [{old}]' into the front matter of {docs}/{new}."
            yield Problem(Place(f"{docs}/{new}", 1), message, mend)
        else:
            mend = (
                f"Write '{old}: PAGE' below 'redirects:' of chronicles in {CONFIG}, with the page that has "
                "its matter now, or 'false' in its place: it is gone for good."
            )
            place = Place(CONFIG, line_of(settings.root, "chronicles:"))
            yield Problem(place, message, mend)
