"""Files that only a draft uses are not published; what a reader's page may need always is."""

from collections.abc import Callable

import pytest

from chronicles.workspace.draft_files import draft_files

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
POSTS = "docs/journal/posts"
PNG = b"\x89PNG\r\n"


def entry(body: str, more: str = "") -> str:
    return f"---\ntitle: A\ndate: 2025-08-29\n{more}---\n# A\n\n{body}\n"


DRAFT = {f"{POSTS}/draft.md": entry("![a](a.png) [b](../../files/b.pdf)", "draft: true\n")}
FILES = {f"{POSTS}/a.png": PNG, "docs/files/b.pdf": b"%PDF", "docs/files/c.png": PNG}


def media(journal: Journal) -> set[str]:
    return {name for name in journal.files() if name.endswith(("a.png", "b.pdf", "c.png"))}


@pytest.mark.parametrize("more", ["draft: true\n", "scheduled: true\n"])
def test_pictures_and_files_of_a_draft_wait_for_it(journal: Make, more: str) -> None:
    made = journal(
        {**FILES, **DRAFT, f"{POSTS}/draft.md": DRAFT[f"{POSTS}/draft.md"].replace("draft: true\n", more)}
    )
    assert made.run("build").err == ""
    assert media(made) == {"files/c.png"}
    if "scheduled" in more:
        assert made.run("build", "--as-of", "2025-08-29").err == ""
        assert media(made) == {"journal/a.png", "files/b.pdf", "files/c.png"}


def test_pictures_of_a_note_that_is_a_draft(journal: Make) -> None:
    shown = "# Log\n\n## 2025-08-28\n\n![a](posts/a.png)\n\n"
    draft = "## 2025-08-29\n<!-- draft: true -->\n\n![c](../files/c.png)\n"
    made = journal({**FILES, "docs/journal/log.md": shown + draft})
    assert made.run("build").err == ""
    assert media(made) == {"journal/a.png", "files/b.pdf"}


USES = {
    "another entry": {f"{POSTS}/b.md": entry("![a](a.png)")},
    "a page": {"docs/b.md": "![a](journal/posts/a.png)\n"},
    "HTML of a page": {"docs/b.md": '<img src="../journal/a.png?x=1#y">\n'},
    "a source set": {"docs/b.md": '<img srcset="/journal/a.png 2x, x.png 3x">\n'},
    "a front matter": {"docs/b.md": "---\nimage: https://example.org/journal/a.png\n---\n# B\n"},
    "a style": {"docs/b.css": "body { background: url(journal/a.png) }\n"},
    "a page of HTML": {"docs/b.html": "<img src=journal/a.png>\n"},
    "the settings": {"mkdocs.yml": f"{CONFIG}extra:\n  picture: journal/a.png\n"},
    "the user's theme": {
        "mkdocs.yml": CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: mine\n"),
        "mine/partials/copyright.html": "<img src=\"{{ 'journal/a.png' | url }}\">\n",
    },
}


@pytest.mark.parametrize("name", USES)
def test_what_something_else_uses_is_published(journal: Make, name: str) -> None:
    made = journal({**FILES, **DRAFT, **USES[name]})
    assert made.run("build").err == ""
    assert media(made) == {"journal/a.png", "files/c.png"}, name


def files_of(draft: str, *shown: str, files: dict[str, str]) -> set[str]:
    pages = {f"page{at}.md": text for at, text in enumerate(shown)}
    return set(
        draft_files({"posts/d.md": draft}, pages, (), {path: path for path in files}, files.__getitem__)
    )


def test_one_of_two_files_of_one_name_is_the_one_that_is_meant() -> None:
    files = {"posts/a.png": "", "a.png": "", "b/a.png": ""}
    assert files_of("![](a.png)", "![](a.png) ![](b/a.png)", files=files) == {"posts/a.png"}
    assert files_of("![](a.png)", "![](posts/a.png)", files=files) == set()
    assert files_of("![](../a.png)", "no picture", files=files) == {"a.png"}


def test_names_of_several_words_and_signs() -> None:
    files = {"posts/my pic (1).png": "", "posts/größe.png": "", "posts/c.png": ""}
    draft = "![](<my pic (1).png>) ![](gr%C3%B6%C3%9Fe.png) ![](c.png)"
    assert files_of(draft, "", files=files) == set(files)
    shown = '<img src="posts/my pic (1).png"> ![](posts/größe.png) ![](posts/my%20pic.png)'
    assert files_of(draft, shown, files=files) == {"posts/c.png"}


def test_what_a_file_of_a_draft_names_waits_with_it() -> None:
    files = {"posts/d.html": '<script src="d.js"></script><img src="e.png">', "posts/d.js": "'f.png'"}
    files |= {"posts/e.png": "", "posts/f.png": "", "style.css": "url(posts/f.png)", "g.png": ""}
    assert files_of("[](d.html)", "", files=files) == {"posts/d.html", "posts/d.js", "posts/e.png"}
    assert files_of("[](d.html)", "[](posts/d.html)", files=files) == set()


def test_without_drafts_nothing_is_looked_at() -> None:
    def read(path: str) -> str:
        raise AssertionError(path)

    assert draft_files({}, {"a.md": "![](b.css)"}, (), {"b.css": "b.css"}, read) == frozenset()
