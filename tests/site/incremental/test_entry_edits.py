"""After an edit of an entry, the site is the one that a clean build makes."""

from pathlib import Path

from .edits import CONFIG, FIRST, POSTS, Chain, entry, holds, journal, rename, replace, together, write

AUTHORS = "authors:\n  ada:\n    name: Ada\n    description: Me\n    avatar: https://example.org/a.png\n"
LINKS = "links:", "  - Group:", "    - about.md", "    - Named: journal/posts/first.md#more"
# What is edited, and the paths below `docs/` of the pages that are made anew for it; `None` where all may be.
BODY: Chain = {
    "nothing": (lambda root: None, {"index.md"}),
    "the body below the beginning": (
        replace(FIRST, "After.", "After all."),
        {"index.md", "journal/posts/first.md", "journal/index.md", "journal/archive/2025.md"},
    ),
    "a heading": (replace(FIRST, "## More", "## Much more {#more}"), None),
    "the title": (replace(FIRST, "# First", "# The first"), None),
    "a tag": (replace(FIRST, "[orm]", "[orm, new]"), None),
    "a tag away": (replace(FIRST, "[orm, new]", "[new]"), None),
    "a category": (replace(FIRST, "tags:", "categories: [Weekly]\ntags:"), None),
    "the date": (replace(FIRST, "2025-08-01", "2025-07-09"), None),
    "published": (replace(f"{POSTS}/fourth.md", "draft: true", "draft: false"), None),
    "a draft again": (replace(f"{POSTS}/fourth.md", "draft: false", "draft: true"), None),
    "a reference of a note": (replace(FIRST, "Before.", "Before.[^1]\n\n[^1]: A note."), None),
}
OTHERS: Chain = {
    "a new entry": (
        write(f"{POSTS}/sixth.md", entry(6, "Sixth", "See [two](second.md).", "tags: [web]")),
        None,
    ),
    "renamed": (rename(f"{POSTS}/sixth.md", f"{POSTS}/seventh.md"), None),
    "deleted": (write(f"{POSTS}/seventh.md", None), None),
    "renamed, and the links to it": (
        together(
            rename(FIRST, f"{POSTS}/one.md"),
            *(replace(f"{POSTS}/{name}.md", "first.md", "one.md") for name in ("second", "fifth", "linking")),
            replace("docs/index.md", "first.md", "one.md"),
        ),
        None,
    ),
    "an anchor renamed, and the links to it": (
        together(
            replace(f"{POSTS}/one.md", "## More", "## More {#rest}"),
            replace("docs/index.md", "#more", "#rest"),
            replace(f"{POSTS}/linking.md", "#more", "#rest"),
        ),
        None,
    ),
    "the title of a page that an entry lists": (replace("docs/about.md", "# About", "# About us"), None),
    "the picture of an author": (replace("docs/journal/.authors.yml", "a.png", "b.png"), None),
    "the name of an author": (replace("docs/journal/.authors.yml", "name: Ada", "name: Eve"), None),
    "a series": (replace(f"{POSTS}/fourth.md", "series: Path\ndraft: true", "series: Path"), None),
    "the name of a series": (replace(f"{POSTS}/fourth.md", "series: Path", "series: Way"), None),
    "no correction any more": (replace(f"{POSTS}/fifth.md", "corrects: one.md\n", ""), None),
}


def test_an_edit_of_one_entry(tmp_path: Path) -> None:
    holds(journal(tmp_path), BODY)


def test_an_edit_of_what_other_entries_show(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIG.replace("authors: false", "authors: true, authors_profiles: true"),
        "docs/journal/.authors.yml": AUTHORS,
        f"{POSTS}/linking.md": entry(9, "Linking", "Words.", "authors: [ada]", *LINKS),
    }
    holds(journal(tmp_path, files), OTHERS)
