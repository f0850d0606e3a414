"""The files of a site: with the notes of the log, and without what readers are not to see.

Material's blog wants real files, so the entries of the log are written into the cache.
"""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.journal.log_entries import LogEntry
from chronicles.site.features.site_content import SiteContent
from chronicles.site.mkdocs.source_page import SourcePage
from chronicles.site.render.change_page import change_page
from chronicles.site.render.source_pages import is_source
from chronicles.workspace.draft_files import TEXTS, draft_files
from chronicles.workspace.publication import Published


def change(files: Files, published: Published, config: MkDocsConfig) -> None:
    """Put the notes among the files of the site, and take out what readers are not to see."""
    for note in published.notes:
        if note.path not in published.hidden:
            files.append(_file(note, published, config))
    for path in sorted(published.hidden):
        if file := files.get_file_from_path(path.removeprefix(f"{published.docs}/")):
            files.remove(file)
    for path in sorted(_only_in_drafts(files, published, config)) if published.drafts else ():
        if file := files.get_file_from_path(path):
            files.remove(file)


def added(files: Files, content: SiteContent, config: MkDocsConfig) -> Files:
    """Return the files with the source pages, the pages of changes and what pages link to."""
    for uri, text in content.rendered.sources.items():
        file = File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        if is_source(uri):
            SourcePage(None, file, config)  # the file knows it as its page from here on
        files.append(file)
    for uri, part in content.changes.items():
        step = files.get_file_from_path(part.step)
        if step and step.inclusion is not InclusionLevel.EXCLUDED:
            level = min(step.inclusion, InclusionLevel.NOT_IN_NAV, key=lambda one: one.value)
            file = File.generated(config, uri, content=change_page(part.title), inclusion=level)
            SourcePage(None, file, config)
            files.append(file)
    for uri, data in content.downloads.items():
        files.append(File.generated(config, uri, content=data, inclusion=InclusionLevel.INCLUDED))
    return files


def _only_in_drafts(files: Files, published: Published, config: MkDocsConfig) -> frozenset[str]:
    """The files that readers are not to see before the entry that shows them."""
    others = {file.src_uri: file for file in files if not file.is_documentation_page()}
    own = {
        uri: published.place_in_site(uri) for uri, file in others.items() if file.src_dir == config.docs_dir
    }
    drafts, shown = (
        {published.uri(one): one.page.text for one in readings}
        for readings in (published.drafts, published.readings)
    )

    def read(uri: str) -> str:
        return _text(Path(str(others[uri].abs_src_path)))

    return draft_files(drafts, shown, _texts(config), own, read)


def _texts(config: MkDocsConfig) -> Iterator[str]:
    """What the settings say, and the files of the user's own theme."""
    yield _text(Path(str(config.config_file_path)))
    for path in sorted(Path(config.theme.custom_dir).rglob("*")) if config.theme.custom_dir else ():
        yield _text(path) if path.suffix in TEXTS else ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:  # told where it is copied
        return ""


def _file(note: LogEntry, published: Published, config: MkDocsConfig) -> File:
    uri, data = published.uri(note.reading), note.reading.page.text.encode()
    path = published.cache / uri
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return File(uri, str(published.cache), config.site_dir, config.use_directory_urls)
