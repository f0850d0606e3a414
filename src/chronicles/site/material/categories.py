"""The pages of the blog's categories."""

from typing import Any

from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Category
from mkdocs.config.defaults import MkDocsConfig


def categories(config: MkDocsConfig) -> dict[str, Any]:
    """Return the page of each category by its name, as entries write it; `{}` without a blog."""
    blog = config.plugins.get("material/blog")
    if not isinstance(blog, BlogPlugin) or not blog.config.enabled:
        return {}
    return {str(view.name): view for view in blog.blog.views if isinstance(view, Category)}
