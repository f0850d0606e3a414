"""What a site has beside the pages that MkDocs writes. Touches the disk."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from chronicles.disk.cache import Store
from chronicles.live.demos import DemoBundle
from chronicles.live.pack import squeezed
from chronicles.site.features.feed_formats import Feed
from chronicles.site.features.kept_feeds import kept_files
from chronicles.site.features.ownership import mark


def write_outputs(
    site: Path,
    url: str,
    language: str,
    feeds: Iterable[Feed],
    bundle: DemoBundle,
    store: Store,
    copy: Callable[[Path, str], None],
) -> None:
    """Write the feeds and the live demos into the site, take the clock out of it, and mark it as ours.

    The clock is the time in the head of `sitemap.xml.gz` (MTIME of RFC 1952). `url` is the address of the
    site, `language` a tag such as `en`; `store` keeps feeds from build to build, and `copy` copies a
    file to a path in the site. Raises `OSError` where the disk does not take it.
    """
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        (site / "sitemap.xml.gz").write_bytes(squeezed(sitemap.read_bytes()))
    for feed in feeds:
        for path, data in kept_files(feed, url, language, store):
            _within(site, path).write_bytes(data)
    for path, file in bundle.files.items():
        copy(file, path)
    mark(site)


def write_files(site: Path, files: Mapping[str, bytes]) -> None:
    """Write files into the site, by their paths in it. Raises `OSError` where the disk does not take it."""
    folders = {str(Path(path).parent) for path in files}
    for folder in sorted(folders):
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (site / path).write_bytes(data)


def _within(site: Path, path: str) -> Path:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    return site / path
