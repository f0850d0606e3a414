"""Atom and RSS by Django's generator, with what it has no words for. Imports half of Django."""

from typing import Any

from django.utils import feedgenerator

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class AtomFeed(feedgenerator.Atom1Feed):  # type: ignore[misc]
    """Atom (RFC 4287) whose entries have their text as `content`, and any number of authors.

    An item is added with `content`, HTML, and `authors`, pairs of a name and an address or `""`.
    """

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write what stands in an entry."""
        super().add_item_elements(handler, item)
        for name, url in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if url:
                handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class RssFeed(feedgenerator.Rss201rev2Feed):  # type: ignore[misc]
    """RSS 2.0 with any number of authors, who need no mail: `creator` of Dublin Core.

    An item is added with `authors`, pairs of a name and an address.
    """

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write what stands in an item."""
        super().add_item_elements(handler, item)
        for name, _ in item["authors"]:
            handler.addQuickElement("dc:creator", name, {"xmlns:dc": DUBLIN_CORE})
