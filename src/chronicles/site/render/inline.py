"""A line that somebody wrote in Markdown, where it is told somewhere else."""

from markdown_it import MarkdownIt
from markupsafe import Markup

MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis", "escape"])


def inline(text: str) -> Markup:
    """Return `text` as HTML that can stand anywhere: code and emphasis, and no tag of its own.

    >>> inline("What `<ul>` *is* & [does](x)")
    Markup('What <code>&lt;ul&gt;</code> <em>is</em> &amp; [does](x)')
    """
    return Markup(MARKDOWN.renderInline(text))  # noqa: S704  # the renderer escapes what it does not know
