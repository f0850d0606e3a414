"""Notes in HTML, such as hints and warnings: how GitHub, MkDocs and Sphinx mark them."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

# GitHub's "Alerts"; Python-Markdown's "Admonition", docutils' "Admonitions".
KIND = re.compile(r"(?:^|\s)(?:markdown-alert-|admonition\s+)(?P<kind>[a-z]+)(?:\s|$)")
TITLES = ("markdown-alert-title", "admonition-title")


def note_kind(element: Tag) -> str:
    """Return the kind of a note, such as `warning`; nothing for an element that is none."""
    match = KIND.search(" ".join(str(word or "") for word in element.get_attribute_list("class")))
    return match["kind"] if match else ""


def with_titles(soup: BeautifulSoup) -> None:
    """Write the title of each note into its element, in the place of the paragraph that shows it."""
    for title in soup.find_all(class_=TITLES):
        note = title.parent
        if note is not None and note.name == "div" and note_kind(note):
            note["title"] = title.extract().get_text()
