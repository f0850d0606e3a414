"""Copies into a site what is no file of the journal, as MkDocs copies files: so a build may leave it out."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


def copy_output(config: MkDocsConfig, source: Path, path: str) -> None:
    """Copy a file to a path in the site. Raises `OSError` where the disk does not take it."""
    file = File(path, None, config.site_dir, config.use_directory_urls, dest_uri=path)
    file.abs_src_path = str(source)
    file.copy_file()
