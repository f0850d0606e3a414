"""Which pages of Material's list others, and what they list them by."""

from collections.abc import Mapping

from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Archive, Category
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from chronicles.site.material.site_lists import SiteLists


def list_kinds(config: MkDocsConfig, lists: SiteLists) -> Mapping[str, str]:
    """Return what each list of a site is by the path of its page: `archive`, `category` or `tag`."""
    blog = config.plugins.get("material/blog")
    views = blog.blog.views if isinstance(blog, BlogPlugin) and blog.config.enabled else []
    kinds = {Archive: "archive", Category: "category"}
    found = {view.file.src_uri: kinds[type(view)] for view in views if type(view) in kinds}
    years: Mapping[int, File] = lists.years
    return {
        **found,
        **{file.src_uri: "archive" for file in years.values()},
        **{file.src_uri: "tag" for file in lists.tags.files.values()},
    }
