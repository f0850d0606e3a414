"""How the text of an entry is written when its format has been read: which of its marks mean something."""

from enum import StrEnum

# Formats that have been written as Markdown already: what looks like a tag in their text is text.
WRITTEN = (".html", ".htm", ".xhtml", ".xml", ".atom", ".rss", ".enex", ".org", ".rst")
# Exports, of which some hold Markdown and some HTML, whose single tildes and equal signs were text.
EXPORTS = (".json", ".csv", ".ipynb")
PLAIN = (".txt", ".text", ".log")


class SourceMarkup(StrEnum):
    """Markdown with the marks of GitHub and of applications, with CommonMark's alone, plain text, or none.

    The last is Markdown that is made of another format, and as this site has it.
    """

    GITHUB = "Markdown"
    EXPORTED = "Markdown of an export"
    PLAIN = "plain text"
    CONVERTED = "another format"


def markup_of(name: str) -> SourceMarkup:
    """Return how the text of a file is written, by the ending of its name.

    >>> str(markup_of("log.TXT")), str(markup_of("log")), str(markup_of("post.html"))
    ('plain text', 'Markdown', 'another format')
    """
    if name.lower().endswith(PLAIN):
        return SourceMarkup.PLAIN
    if name.lower().endswith(EXPORTS):
        return SourceMarkup.EXPORTED
    return SourceMarkup.CONVERTED if name.lower().endswith(WRITTEN) else SourceMarkup.GITHUB
