"""The names of categories, of which Material's blog makes the names of files."""

from collections.abc import Iterable

from material.plugins.blog.plugin import BlogPlugin
from mkdocs.config.defaults import MkDocsConfig

from chronicles.disk.system_errors import LONGEST_NAME
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem
from chronicles.site.features.duplicate_addresses import longest


def long_categories(entries: Iterable[Reading], config: MkDocsConfig) -> list[Problem]:
    """Return a problem for each category of an entry that is too long for the name of a file.

    The blog writes a file for each, and would end the build with an error of the system.
    """
    blog = config.plugins.get("material/blog")
    if not isinstance(blog, BlogPlugin) or not blog.config.enabled or not blog.config.categories:
        return []
    mend = f"Shorten it, so that the name of its page has {LONGEST_NAME} bytes at most."
    return [
        Problem(Place(entry.page.path, entry.front_matter.places["categories"]), _said(size), mend)
        for entry in entries
        for category in entry.front_matter.words("categories")
        if (size := longest(blog._format_path_for_category(category))) > LONGEST_NAME
    ]


def _said(size: int) -> str:
    return f"the name of a category is too long for a file: {size} bytes"
