"""A page of a site that was made: as it was finished then, and as another text makes it now."""

from typing import Any, cast

import mkdocs.utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.utils import meta

from chronicles.site.features.site_content import SiteContent
from chronicles.site.material.renewed_posts import is_post, renew
from chronicles.site.material.replacement import replaced
from chronicles.site.mkdocs.made_site import MadeSite
from chronicles.site.mkdocs.page_additions import PageAdditions, additions_of
from chronicles.site.mkdocs.plugin import ChroniclesPlugin
from chronicles.site.render.rendered import RenderedPage


class SinglePage:
    """A page of the site `made`, whose file holds `text` by now; `place` is where it is in the site."""

    def __init__(self, made: MadeSite, page: Any, text: str) -> None:
        self._made, self._page, self._text = made, page, text
        self._plugin = cast(ChroniclesPlugin, made.config.plugins["chronicles"])
        self.place: str = page.file.dest_uri

    def html(self, content: SiteContent) -> bytes | None:
        """Return the page as the site would have it with this `content`.

        Returns `None` where the page of before does not come out as it is in the site, so that there is
        something in it that nobody here knows of; and where what the site adds to it has no place any more.
        """
        uri = self._page.file.src_uri
        added = self._added(self._plugin.content.rendered.pages[uri])
        if added is None:
            return None
        self._plugin.content = content
        self._made.parts.env.globals["chronicles"]["proven"] = content.proven
        self._populate(content.rendered.pages[uri])
        if not added.add_to(self._page):
            return None
        html = finished(self._made, self._page)
        level = self._made.config.validation.links.anchors
        self._page.validate_anchor_links(files=self._made.parts.files, log_level=level)
        return html

    def _added(self, old: RenderedPage) -> PageAdditions | None:
        """What the site has added to the page; `None` where that cannot be told."""
        page = self._page
        if finished(self._made, page) != (self._made.folder / self.place).read_bytes():
            return None
        whole, contents = page.content, page.toc.items
        self._populate(old)
        return additions_of(page.content, whole, page.toc.items, contents)

    def _populate(self, rendered: RenderedPage) -> None:
        """Let the page become its Markdown as MkDocs does, from the front matter as its file has it."""
        page, shown = self._page, self._page.meta
        if is_post(page):
            renew(page, self._made.config)
        else:
            page.meta = meta.get_data(self._text)[1]
        page.markdown = rendered.plain
        page.read_source = lambda config: None  # it has been read
        mkdocs_build._populate_page(page, self._made.config, self._made.parts.files)
        page.meta = shown  # with what was added to it


def finished(made: MadeSite, page: Any) -> bytes:
    """Return a page as MkDocs would write it."""
    written: list[bytes] = []
    with replaced(mkdocs.utils, "write_file", lambda _: lambda data, path: written.append(data)):
        mkdocs_build._build_page(page, made.config, made.pages, made.parts.nav, made.parts.env)
    return b"".join(written)
