"""The ids of a list of entries: each entry comes with its own, and two of them may have the same."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from mkdocs.structure.toc import AnchorLink

from chronicles.site.render.ids import renamed


def set_list_ids(entries: Iterable[Any]) -> None:
    """Put the address of each entry before the ids in it, as a list of the blog is about to show it.

    No heading can be called so, since it holds a `:`. The links of headings lead to the page of the entry
    already; what refers to an id within the entry, as the label of a tab does, follows.
    """
    for entry in entries:
        prefix = unquote(entry.url).strip("/").replace("/", ":") + ":"
        entry.content = renamed(entry.content or "", prefix.__add__)
        _rename(entry.toc, prefix)


def _rename(anchors: Iterable[AnchorLink], prefix: str) -> None:
    for anchor in anchors:
        anchor.id = prefix + anchor.id
        _rename(anchor.children, prefix)
