"""HTML as the tree of its elements, whatever else a text looks like."""

import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

# Beautiful Soup tells whoever runs a program what its author may have meant; here, it is meant.
MEANT = (XMLParsedAsHTMLWarning, MarkupResemblesLocatorWarning)


def html_tree(html: str) -> BeautifulSoup:
    """Return a text as HTML: XHTML that begins as XML does, and what looks like a path, too."""
    with warnings.catch_warnings():
        for kind in MEANT:
            warnings.simplefilter("ignore", kind)
        return BeautifulSoup(html, "html.parser")
