"""An entry of Material's blog that becomes its Markdown once more in the same build."""

from typing import Any

from material.plugins.blog.structure import Post
from mkdocs.config.defaults import MkDocsConfig


def is_post(page: Any) -> bool:
    """Whether a page is an entry, and no list of entries."""
    return type(page) is Post


def renew(post: Any, config: MkDocsConfig) -> None:
    """Let an entry be as it was before its Markdown was rendered, from its file. Reads it.

    The blog counts its minutes only where they are not known, and adds its authors each time.
    """
    fresh = Post(post.file, config)
    post.file.page = post  # a new page takes the place of the old one there
    post.meta, post.authors = fresh.meta, []
    post.config.readtime = fresh.config.readtime
