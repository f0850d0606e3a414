"""Adds the files that machines read to those of a site: `robots.txt`, and what some hosts go by."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.site.features.former_addresses import LeadingPage
from chronicles.site.features.host_files import (
    HEADERS,
    REDIRECTS,
    ROBOTS,
    headers_file,
    redirects_file,
    robots_file,
    robots_problem,
)
from chronicles.workspace.settings import Settings


def add_machine_files(
    files: Files, leads: Sequence[LeadingPage], settings: Settings, config: MkDocsConfig
) -> list[str]:
    """Add them, and return what is to be told of those that the journal has itself."""
    url = str(config.site_url or "")
    own = _own(files, ROBOTS)
    notices = []
    is_listed = config.plugins["chronicles"].config.search_engines
    if own is None and is_listed and (text := robots_file(url)):
        files.append(_file(ROBOTS, text, config))
    elif own is not None and (fault := robots_problem(own, url)):
        notices.append(f"{settings.shown(settings.docs / ROBOTS)}: {fault[0]}. {fault[1]}")
    if settings.host:
        _put(files, HEADERS, headers_file(_own(files, HEADERS) or ""), config)
        text = redirects_file(_targets(leads, files), _own(files, REDIRECTS) or "")
        if text:
            _put(files, REDIRECTS, text, config)
    return notices


def _targets(leads: Sequence[LeadingPage], files: Files) -> Iterator[tuple[str, str]]:
    for one in leads:
        file = files.get_file_from_path(one.uri) if one.uri else None
        url = file.url.removeprefix("./") if file else ""
        yield one.path, one.url or url + (f"#{one.anchor}" if one.anchor else "")


def _own(files: Files, name: str) -> str | None:
    """What the journal has itself, `None` for nothing."""
    file = files.get_file_from_path(name)
    if file is None or file.generated_by is not None:
        return None
    return Path(str(file.abs_src_path)).read_text("utf-8", "replace")


def _put(files: Files, name: str, text: str, config: MkDocsConfig) -> None:
    """Write a file of the journal's own anew, or add it."""
    if file := files.get_file_from_path(name):
        file.content_string = text
    else:
        files.append(_file(name, text, config))


def _file(name: str, text: str, config: MkDocsConfig) -> File:
    return File.generated(config, name, content=text, inclusion=InclusionLevel.INCLUDED)
