"""The entries as Material's blog has read them before: their front matter, settings and addresses."""

import pickle
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from material.plugins.blog import plugin
from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Post
from material.plugins.blog.structure.config import PostConfig
from material.plugins.blog.structure.options import DateDict
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from chronicles.disk.cache import key
from chronicles.disk.record_store import RecordStore
from chronicles.site.material.replacement import replaced

KIND, ADDRESS = "post", "post address"
Make = Callable[[File, MkDocsConfig], Post]
Address = Callable[[Any, Any, MkDocsConfig], str]


class KnownPosts:
    """Entries in `records`, by their text and the `rules` of the build; these have the blog's settings."""

    def __init__(self, records: RecordStore, rules: str) -> None:
        self._records = records
        self._rules = rules
        self._names: dict[int, tuple[Post, str]] = {}  # of the entries of this build

    def used(self) -> AbstractContextManager[object]:
        """Let the blog ask here for each entry that it is about to read, and for its address."""

        def make(original: Make) -> Make:
            return lambda file, config: self._post(original, file, config)

        def address(original: Address) -> Address:
            return lambda blog, post, config: self._address(original, blog, post, config)

        stack = ExitStack()
        stack.enter_context(replaced(plugin, "Post", make))
        stack.enter_context(replaced(BlogPlugin, "_format_path_for_post", address))
        return stack

    def _post(self, original: Make, file: File, config: MkDocsConfig) -> Post:
        if "material/meta" in config.plugins:  # which adds what stands in other files
            return original(file, config)
        name = key(self._rules, file.src_uri, _bytes(file))
        known = self._records.get(KIND, [name]).get(name)
        if known is not None:
            post = _restored(file, config, *pickle.loads(known))  # noqa: S301 - ours, and sealed
        else:
            post = original(file, config)
            if post.config.links:  # which are no plain values
                return post
            self._records.put(KIND, name, _written(post))
        self._names[id(post)] = post, name
        return post

    def _address(self, original: Address, blog: Any, post: Any, config: MkDocsConfig) -> str:
        _, name = self._names.get(id(post), (None, ""))
        known = self._records.get(ADDRESS, [name]).get(name) if name else None
        if known is not None:
            return known.decode()
        path = original(blog, post, config)
        if name:
            self._records.put(ADDRESS, name, path.encode())
        return path


def _bytes(file: File) -> bytes:
    try:
        return Path(str(file.abs_src_path)).read_bytes()
    except OSError:  # the blog tells it
        return b""


def _written(post: Post) -> bytes:
    """What Material has made of the text of an entry; its dates are a dict that pickle does not know."""
    values = {**post.config.data, "date": dict(post.config.date)}
    return pickle.dumps((post.meta, post.markdown, values), 5)


def _restored(file: File, config: MkDocsConfig, meta: Any, markdown: str, values: dict[str, Any]) -> Post:
    """Return an entry as Material has made it of the same text."""
    post = Post.__new__(Post)
    Page.__init__(post, None, file, config)
    post.meta, post.markdown = meta, markdown
    post.config = PostConfig(str(file.abs_src_path))
    post.config.data = {**values, "date": DateDict(values["date"])}
    post.excerpt = None
    post.authors, post.categories = [], []
    return post
