"""The page of a source file, which is HTML already: no Markdown engine has to read it."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from chronicles.site.mkdocs.source_shells import TEMPLATE

ID = re.compile(r'\bid="([^"]+)"')


class SourcePage(Page):
    """A page of MkDocs' whose text is shown as it is: headings and links are in it as HTML.

    `is_finished` is whether what was rendered of it needs no mending any more.
    """

    is_finished = False

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the text for what it is, and note what of it links can lead to."""
        assert self.markdown is not None, "MkDocs reads a page before it renders it"
        self.content = self.markdown.strip("\n")
        self.toc = get_toc([])
        self.meta["template"] = TEMPLATE
        self.present_anchor_ids = set(ID.findall(self.content))
