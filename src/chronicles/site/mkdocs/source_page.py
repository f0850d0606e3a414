"""The page of a source file or of a change, which is HTML already: no Markdown engine has to read it."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from chronicles.site.mkdocs.source_shells import TEMPLATE

ID = ' id="'  # a pattern would take ten times as long, at each build and for each file


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
        self.meta.setdefault("template", TEMPLATE)
        self.present_anchor_ids = ids_in(self.content)


def ids_in(html: str) -> set[str]:
    """Return the ids in the HTML of a source file, which has one at each line.

    >>> sorted(ids_in('<a id="L1"></a><p class="grid" data-of="id" id="title">'))
    ['L1', 'title']
    """
    return {part.partition('"')[0] for part in html.split(ID)[1:]}
