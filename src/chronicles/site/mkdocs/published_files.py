"""The files of a site: with the notes of the log, and without what readers are not to see.

Material's blog wants real files, so the entries of the log are written into the cache.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.journal.log_entries import LogEntry
from chronicles.site.features.site_content import SiteContent
from chronicles.site.mkdocs.source_page import SourcePage
from chronicles.site.render.source_pages import is_source
from chronicles.workspace.publication import Published


def change(files: Files, published: Published, config: MkDocsConfig) -> None:
    """Put the notes among the files of the site, and take out what readers are not to see."""
    for note in published.notes:
        if note.path not in published.hidden:
            files.append(_file(note, published, config))
    for path in sorted(published.hidden):
        if file := files.get_file_from_path(path.removeprefix(f"{published.docs}/")):
            files.remove(file)


def added(files: Files, content: SiteContent, config: MkDocsConfig) -> Files:
    """Return the files with the source pages and with what pages link to."""
    for uri, text in content.rendered.sources.items():
        file = File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        if is_source(uri):
            SourcePage(None, file, config)  # the file knows it as its page from here on
        files.append(file)
    for uri, data in content.downloads.items():
        files.append(File.generated(config, uri, content=data, inclusion=InclusionLevel.INCLUDED))
    return files


def _file(note: LogEntry, published: Published, config: MkDocsConfig) -> File:
    uri, data = published.uri(note.reading), note.reading.page.text.encode()
    path = published.cache / uri
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return File(uri, str(published.cache), config.site_dir, config.use_directory_urls)
