"""The pages that a build makes to list others, beside those of Material's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from chronicles.site.material.archive import add_years
from chronicles.site.material.list_addresses import oldest_first
from chronicles.site.material.tag_pages import TagPages, add_tag_pages
from chronicles.workspace.publication import Published


@dataclass(frozen=True, slots=True)
class SiteLists:
    """The pages of the years of the archive, by these, and those of the tags."""

    years: Mapping[int, File] = field(default_factory=dict)
    tags: TagPages = field(default_factory=TagPages)


def add_lists(files: Files, config: MkDocsConfig, published: Published) -> SiteLists:
    """Put them among the files, and return them. To be called behind the blog, which makes its pages."""
    readings = {published.uri(one): one for one in oldest_first(published.readings)}
    return SiteLists(add_years(files, config), add_tag_pages(files, config, readings))
