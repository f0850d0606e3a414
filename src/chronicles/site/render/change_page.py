"""The page of a change: its front matter and its heading. A template shows the rest, which has links."""

from html import escape


def change_page(title: str) -> str:
    """Return the text of the page, whose `title` is plain text."""
    said = "'" + title.replace("'", "''") + "'"
    return (
        f"---\ntitle: {said}\ntemplate: main.html\nsearch:\n  exclude: true\nhide:\n  - navigation\n  - toc\n"
        f"---\n\n<h1>{escape(title)}</h1>\n"
    )
