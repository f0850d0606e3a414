"""After an edit of what is no entry, the site is the one that a clean build makes."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from material.extensions import emoji

from chronicles.disk.installed_code import installed_code
from chronicles.site.mkdocs.build import build
from chronicles.site.mkdocs.verification import verify

from .edits import (
    CONFIG,
    FIRST,
    HOME,
    OPTIONS,
    POSTS,
    Chain,
    Edit,
    entry,
    holds,
    journal,
    overwrite,
    rename,
    replace,
    together,
    write,
)

ICONS = """  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
      options: {custom_icons: [icons]}
"""
PAGES: Chain = {
    "a new page": (write("docs/new.md", "# New\n\n[About](about.md)\n"), None),
    "a page renamed": (rename("docs/new.md", "docs/newer.md"), None),
    "a page deleted": (write("docs/newer.md", None), None),
    "a page that is the index of a folder": (write("docs/sub/README.md", "# Sub\n"), None),
    "a link to it": (write("docs/linking.md", "# Linking\n\n[Sub](sub/README.md)\n"), None),
    "its other name": (
        together(
            rename("docs/sub/README.md", "docs/sub/index.md"), replace("docs/linking.md", "README", "index")
        ),
        None,
    ),
    "a file that is no page, and a link to it": (
        together(write("docs/data.csv", "a\n"), write("docs/linking.md", "# Linking\n\n[Data](data.csv)\n")),
        None,
    ),
    "neither": (together(write("docs/data.csv", None), write("docs/linking.md", None)), None),
    "what a menu shows of a page": (
        replace("docs/about.md", "# About", "---\nstatus: new\n---\n# About"),
        None,
    ),
    "the source of a snippet": (
        replace("demo_project/students/models.py", "max_length=100", "max_length=90"),
        None,
    ),
    "a picture": (write("docs/pixel.svg", '<svg width="1"/>'), HOME),
    "a picture of the same size and time": (overwrite("docs/pixel.svg", '<svg width="2"/>'), HOME),
    "a note of the log": (replace("docs/journal/log.md", "A note.", "A note.\n- 11:00 Another."), None),
    "the tick of a goal": (replace("docs/goals.md", "[ ]", "[x]"), None),
    "a question answered": (
        replace(f"{POSTS}/third.md", "Q: Why?", "Q: Why? [because](fifth.md)"),
        None,
    ),
    "the proofs": (write("proofs.lock", ""), None),
}


def again(edit: Edit) -> Edit:
    """What Material keeps of icons for as long as a process lives is gone, as in the next one."""
    return together(
        edit, lambda root: emoji._load.cache_clear(), lambda root: emoji._load_twemoji_index.cache_clear()
    )


SETTINGS: Chain = {
    "a style": (write("docs/own.css", "a { color: red }"), HOME),
    "a key of the settings": (
        replace("mkdocs.yml", "site_name: A small journal", "site_name: A journal\nextra_css: [own.css]"),
        None,
    ),
    "a style that is used": (write("docs/own.css", "a { color: blue }"), HOME),
    "what the settings inherit": (replace("base.yml", "Mine", "Ours"), None),
    "a menu": (
        replace("mkdocs.yml", "plugins:", "nav: [index.md, Me: about.md, journal/index.md]\nplugins:"),
        None,
    ),
    "a title of the menu": (replace("mkdocs.yml", "Me: about", "Myself: about"), None),
    "a logo": (
        together(
            write("docs/logo.svg", "<svg/>"),
            replace("mkdocs.yml", "font: false", "font: false\n  logo: logo.svg"),
        ),
        None,
    ),
    "another logo": (write("docs/logo.svg", "<svg />"), HOME),
    "a template": (write("theme/partials/copyright.html", "Mine.\n"), HOME),
    "the theme": (replace("mkdocs.yml", "  name: material", "  name: material\n  custom_dir: theme"), None),
    "a template of it": (write("theme/partials/copyright.html", "All mine.\n"), None),
    "an icon of it": (write("theme/.icons/own.svg", "<svg/>"), None),
    "no theme of one's own": (replace("mkdocs.yml", "\n  custom_dir: theme", ""), None),
    "other addresses": (replace("mkdocs.yml", "plugins:", "use_directory_urls: false\nplugins:"), None),
}


def test_an_edit_of_a_page(tmp_path: Path) -> None:
    holds(journal(tmp_path), PAGES)


def test_an_edit_of_the_settings_or_the_theme(tmp_path: Path) -> None:
    files: Mapping[str, str] = {
        "mkdocs.yml": f"INHERIT: base.yml\n{CONFIG}",
        "base.yml": "copyright: Mine\n",
    }
    holds(journal(tmp_path, files), SETTINGS)


def test_an_edit_under_another_theme(tmp_path: Path) -> None:
    """What its templates show nobody knows, and MkDocs' own search hears of a page when it is finished."""
    blog = '  - blog: {blog_dir: journal, post_url_format: "{file}", authors: false}\n  - tags\n'
    config = CONFIG.replace("  name: material\n  font: false", "  name: mkdocs").replace(blog, "")
    names = "docs/index.md", "docs/tags.md", f"{POSTS}/fifth.md"
    files = {"mkdocs.yml": config, **dict.fromkeys(names), FIRST: entry(1, "First")}
    holds(journal(tmp_path, files), {"a title": (replace(FIRST, "# First", "# The first"), None)})


def test_an_edit_with_the_search_of_mkdocs(tmp_path: Path) -> None:
    config = CONFIG.replace("  - search\n", "  - /search\n")
    files = {"mkdocs.yml": config}
    holds(journal(tmp_path, files), {"a title": (replace(FIRST, "# First", "# The first"), None)})


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed packages; what is in it is asked anew afterwards, too."""
    folder = tmp_path / "packages"
    (folder / "own_words-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(folder))
    installed_code.cache_clear()
    yield folder
    installed_code.cache_clear()


def test_another_version_of_a_package_lets_every_page_be_made_anew(tmp_path: Path, packages: Path) -> None:
    root = journal(tmp_path / "journal")
    assert {*build(root, options=OPTIONS).made} == HOME
    (packages / "own_words-1.0.dist-info").rename(packages / "own_words-1.1.dist-info")
    installed_code.cache_clear()
    built = build(root, options=OPTIONS)
    assert (len(built.made) > 10, built.reused) == (True, 0)
    assert verify(root, OPTIONS) == []


def test_an_icon_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Material looks for it from where the process is, puts it into pages, and keeps it for good."""
    monkeypatch.chdir(tmp_path)
    emoji._load_twemoji_index.cache_clear()
    files = {
        "mkdocs.yml": CONFIG + ICONS,
        "icons/own/a.svg": "<svg><a/></svg>",
        "docs/about.md": "# About\n\n:own-a:\n",
    }
    root = journal(tmp_path, files)
    assert "<svg><a/></svg>" in (root / "site/about/index.html").read_text("utf-8")
    holds(root, {"an icon": (again(write("icons/own/a.svg", "<svg><b/></svg>")), None)})
    assert "<svg><b/></svg>" in (root / "site/about/index.html").read_text("utf-8")
