"""Which files of a journal would be written over each other, or over what the build makes itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from chronicles.problems import Problem
from chronicles.site.features.duplicate_addresses import duplicate_addresses
from chronicles.site.features.feed_formats import Feed
from chronicles.site.material.list_addresses import name_of
from chronicles.site.mkdocs.source_page import SourcePage
from chronicles.site.render.source_pages import is_source


def own_files(files: Files, config: MkDocsConfig, cache: Path) -> list[File]:
    """Return the files of the journal itself, before anything is added: pages, notes, whatever else."""
    folders = {config.docs_dir, str(cache)}
    return [
        file
        for file in files
        if file.src_dir in folders and file.inclusion.is_included()  # type: ignore[no-untyped-call]
    ]


def shared_addresses(
    own: Sequence[File],
    files: Files,
    feeds: Iterable[Feed],
    config: MkDocsConfig,
    path: Callable[[str], str],
    said: Callable[[str], str],
) -> list[Problem]:
    """Return a problem for each of the journal's `own` files whose address something else has.

    `path` returns the path of a file by the one below `docs/`, `said` that path as a person knows it.
    """
    made = [
        *_made(own, files),
        *((name, "a page of the theme") for name in sorted(config.theme.static_templates)),
    ]
    made += [(name, f"the feed {title!r}") for feed in feeds for name, (_, title) in feed.files.items()]
    pages = [(path(file.src_uri), file.dest_uri) for file in own]
    return duplicate_addresses(pages, [(words, name) for name, words in made], said)


def _made(own: Sequence[File], files: Files) -> Iterator[tuple[str, str]]:
    """The paths of what the build makes, and what it is in words."""
    ours = set(map(id, own))
    for file in files:
        if file.generated_by is None or id(file) in ours:
            continue
        page = file.page
        if page is None:
            yield file.dest_uri, "a file that the build makes"
        elif isinstance(page, SourcePage):
            kind = "the source" if is_source(file.src_uri) else "the page"
            yield file.dest_uri, f"{kind} {page.title}"
        else:
            yield file.dest_uri, name_of(page)
