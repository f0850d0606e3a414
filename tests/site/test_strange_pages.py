"""What a page says of itself and nobody can show: told by `check` and `build` in the same words."""

from collections.abc import Callable

import pytest

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
DELETE = "    Delete that character.\n"
PAGES = "404.html, base.html, blog.html, chronicles-source.html, home.html, main.html, redirect.html"


def told(journal: Journal) -> str:
    built, checked = journal.run("build"), journal.run("check", "--no-exec")
    assert (built.status, checked.status) == (1, 1)
    assert built.err == checked.err
    return built.err


def test_control_characters_are_told_at_their_lines(journal: Make) -> None:
    made = journal(
        {
            "docs/a.md": '---\ntitle: "A\\a"\n---\n',
            "docs/b.md": "# B\u202e\n",
            "docs/journal/log.md": "# Log\n\n## 2025-08-29 A \x9b title\n\nNote \u202ewith a turn.\n\n"
            '## 2025-08-30\n\n<!--\ntags: ["\\a"]\n-->\n\nB.\n',
        }
    )
    assert told(made) == (
        f"docs/a.md:2: 'title' holds the control character U+0007\n{DELETE}"
        f"docs/b.md:1: the title holds U+202E, which turns the direction of what follows\n{DELETE}"
        f"docs/journal/log.md:3: 'title' holds the control character U+009B\n{DELETE}"
        f"docs/journal/log.md:10: 'tags' holds the control character U+0007\n{DELETE}"
        "4 problems\n"
    )


AUTHORS = """
authors:
  ada:
    name: "A\\ada"
    description: Writes.
    avatar: "Data:image/png;base64,"
    url: "java\\tscript:alert(1)"
"""


def test_the_blogs_authors_are_told_in_their_file(journal: Make) -> None:
    made = journal({"docs/journal/.authors.yml": AUTHORS})
    lead = "where no link may lead\n    Begin it with https://, http:// or mailto:, or name a page.\n"
    assert told(made) == (
        f"docs/journal/.authors.yml:3: 'name' of 'authors' holds the control character U+0007\n{DELETE}"
        f"docs/journal/.authors.yml:5: 'avatar' of 'authors' leads to 'data:', {lead}"
        f"docs/journal/.authors.yml:6: 'url' of 'authors' leads to 'javascript:', {lead}"
        "3 problems\n"
    )
    made.write({"mkdocs.yml": CONFIG.replace("blog_dir: journal", "blog_dir: journal\n      authors: false")})
    assert made.run("build").err == made.run("check").err == ""


def test_the_texts_of_the_settings_are_told_in_their_lines(journal: Make) -> None:
    nav = 'nav:\n  - "A\\u202e": index.md\n'
    made = journal(
        {"mkdocs.yml": CONFIG.replace("site_name: A small", 'site_name: "A \\a"\nsite_author: A') + nav}
    )
    assert told(made) == (
        f"mkdocs.yml:1: 'site_name' holds the control character U+0007\n{DELETE}"
        f"mkdocs.yml:27: a title in 'nav' holds U+202E, which turns the direction of what follows\n{DELETE}"
        "2 problems\n"
    )


@pytest.mark.parametrize("sign", list('<>"'))
def test_a_name_of_the_site_that_breaks_its_header_is_told(journal: Make, sign: str) -> None:
    made = journal(
        {"mkdocs.yml": CONFIG.replace("site_name: A small", f"site_name: 'A {sign}'\nsite_author: A")}
    )
    assert (
        told(made) == f"mkdocs.yml:1: 'site_name' holds {sign!r}\n    Write it in plain words.\n1 problem\n"
    )


@pytest.mark.parametrize("words", [("new", "A\a"), ("log", "--title", "A\a", "text")])
def test_a_command_writes_no_such_title(journal: Make, words: tuple[str, ...]) -> None:
    run = journal().run(*words)
    assert run.status == 2
    assert "Error: the title holds the control character U+0007. Delete that character.\n" in run.err


def test_an_imported_description_has_no_such_characters(journal: Make) -> None:
    post = "---\ntitle: A\u202e\ndescription: B\u202ec\ndate: 2025-08-29\n---\n\nText.\n"
    made = journal({"post.md": post})
    assert made.run("import", "post.md").status == 0
    assert made.run("build").err == made.run("check").err == ""


@pytest.mark.parametrize(
    "name, mend",
    [
        ("/etc/passwd", f"There are: {PAGES}."),
        ("../main.html", "Did you mean 'main.html'?"),
        ("a/../main.html", "Did you mean 'main.html'?"),
        ("./main.html", "Did you mean 'main.html'?"),
        ("hom.html", "Did you mean 'home.html'?"),
        ("partials/nav.html", "Did you mean 'main.html'?"),
        ("mkdocs_theme.yml", f"There are: {PAGES}."),
        ("sitemap.xml", f"There are: {PAGES}."),
    ],
)
def test_a_template_that_the_theme_has_not(journal: Make, name: str, mend: str) -> None:
    made = journal({"docs/a.md": f"---\ntitle: A\ntemplate: {name}\n---\n"})
    said = f"docs/a.md:3: 'template' names {name!r}, which is no page of the theme\n    {mend}\n1 problem\n"
    assert told(made) == said


def test_what_is_wrong_of_the_theme_is_told_of_entries_and_notes_too(journal: Make) -> None:
    made = journal(
        {
            "docs/a.md": "---\ntitle: A\ntemplate: blog-post.html\nicon: ../../a\n---\n",
            "docs/journal/posts/b.md": "---\ntitle: B\ndate: 2025-08-29\ntemplate: blog-pos.html\n---\n",
            "docs/journal/log.md": "## 2025-08-29\n\n<!--\ntags: [a]\ntemplate: b.html\n-->\n\nText.\n",
        }
    )
    assert told(made) == (
        "docs/a.md:3: 'template' names 'blog-post.html', which is for entries\n    Take the line out.\n"
        "docs/a.md:4: 'icon' names '../../a', which is no icon of the theme\n"
        "    Write the path of one, such as material/book-open.\n"
        "docs/journal/log.md:5: 'template' names 'b.html', which is no page of the theme\n"
        "    Did you mean 'blog.html'?\n"
        "docs/journal/posts/b.md:4: 'template' names 'blog-pos.html', which is no page of the theme\n"
        "    Did you mean 'blog.html'?\n4 problems\n"
    )


@pytest.mark.parametrize("name", [*PAGES.split(", "), "own.html", "own/page.html"])
def test_a_template_that_the_theme_has(journal: Make, name: str) -> None:
    made = journal(
        {
            "mkdocs.yml": CONFIG.replace("  name: material", "  name: material\n  custom_dir: own"),
            "own/own.html": "{{ page.content }}",
            "own/own/page.html": "{{ page.content }}",
            "docs/a.md": f"---\ntitle: A\ntemplate: {name}\nicon: material/book-open\n---\n",
            "docs/journal/posts/b.md": "---\ntitle: B\ndate: 2025-08-29\ntemplate: blog-post.html\n---\n",
        }
    )
    assert made.run("build").err == made.run("check").err == ""


def test_no_link_leads_a_template_out_of_its_folder(journal: Make) -> None:
    made = journal(
        {
            "mkdocs.yml": CONFIG.replace("  name: material", "  name: material\n  custom_dir: own"),
            "own/main.html": '{% extends "base.html" %}',
            "secret.html": "secret",
            "docs/a.md": "---\ntitle: A\ntemplate: out.html\n---\n",
        }
    )
    (made.root / "own/out.html").symlink_to("../secret.html")
    assert "docs/a.md:3: 'template' names 'out.html', which is no page of the theme\n" in told(made)
