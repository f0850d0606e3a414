"""An address that a page had once leads to where it is now; whatever cannot be is told with its line."""

import subprocess
from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from chronicles.problems import Place, Refused
from chronicles.site.features.former_addresses import (
    FormerAddress,
    LeadingPage,
    former_file,
    leading_pages,
)
from chronicles.workspace import redirect_settings

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
P = Place("mkdocs.yml", 7)
PAGES = {"index.md": "index.html", "new.md": "new/index.html", "steps/one.md": "steps/one/index.html"}

FILES = [
    ("old.md", "old/index.html", "old.html"),
    ("a/index.md", "a/index.html", "a/index.html"),
    ("README.md", "index.html", "index.html"),
    ("/a/old/", "a/old/index.html", "a/old/index.html"),
    ("a/old", "a/old/index.html", "a/old/index.html"),
    ("old.html", "old.html", "old.html"),
]


@pytest.mark.parametrize(("said", "in_folders", "flat"), FILES)
def test_a_path_or_an_address_of_then_is_a_file_of_the_site(said: str, in_folders: str, flat: str) -> None:
    assert former_file(said, has_folders=True) == in_folders
    assert former_file(said, has_folders=False) == flat


@pytest.mark.parametrize(
    "said", ["", "../a.md", "a/../b.md", "a//b", "https://x.example/a", "a?b", "a#b", "a\nb"]
)
def test_what_is_no_address_within_the_site_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="is no address within the site"):
        former_file(said, has_folders=True)


def told(*said: tuple[str, str]) -> tuple[list[LeadingPage], list[tuple[str, str]]]:
    all_of_it = [FormerAddress(old, new, P) for old, new in said]
    found, problems = leading_pages(
        all_of_it, PAGES, [*PAGES.values(), "a/index.html"], lambda one: former_file(one, has_folders=True)
    )
    assert {one.place for one in problems} <= {P}
    return [*found], [(one.message, one.mend) for one in problems]


def test_each_leads_to_its_page_to_a_part_of_it_or_to_the_web() -> None:
    found, problems = told(
        ("old.md", "new.md"),
        ("part.md", "steps/one.md#two"),
        ("web/", "https://x.example/"),
        ("no.md", ""),
    )
    assert problems == []
    assert found == [
        LeadingPage("old/index.html", P, "new.md"),
        LeadingPage("part/index.html", P, "steps/one.md", "two"),
        LeadingPage("web/index.html", P, url="https://x.example/"),
    ]


def test_one_that_leads_to_another_leads_to_the_end_of_that_way() -> None:
    found, problems = told(("a1.md", "a2.md"), ("a2.md", "a3.md"), ("a3.md", "new.md"))
    assert problems == [] and {one.uri for one in found} == {"new.md"}


WRONG = [
    (
        [("old.md", "nwe.md")],
        "'old.md' leads to 'nwe.md', and there is no such page",
        "Did you mean 'new.md'?",
    ),
    (
        [("new.md", "index.md")],
        "the page new.md is at 'new.md', so nothing can lead on from there",
        "Take it out of 'redirects', or move the page.",
    ),
    (
        [("a/", "index.md")],
        "there is a file at 'a/', so nothing can lead on from there",
        "Take it out of 'redirects', or move the page.",
    ),
    (
        [("old.md", "new.md"), ("old/", "index.md")],
        "'old/' leads elsewhere already, in mkdocs.yml:7",
        "Delete one of them.",
    ),
    (
        [("b1.md", "b2.md"), ("b2.md", "b1.md")],
        "addresses lead in a circle: b1.md -> b2.md -> b1.md",
        "Let one of them lead to a page that there is.",
    ),
    (
        [("old.pdf", "new.md")],
        "'old.pdf' is no page, and only a page can lead on",
        "Write the path that the page had, such as 'steps/old.md', or its address, such as 'steps/old/'.",
    ),
]


@pytest.mark.parametrize(("said", "message", "mend"), WRONG)
def test_what_cannot_be_is_told(said: list[tuple[str, str]], message: str, mend: str) -> None:
    assert (message, mend) in told(*said)[1]


@pytest.mark.parametrize(
    ("said", "found", "messages"),
    [
        (None, {}, []),
        ({"a.md": "b.md", "c.md": False}, {"a.md": "b.md", "c.md": ""}, []),
        (["a.md"], {}, ["'redirects' says of no page where it is now"]),
        ({"a.md": None, "b.md": 7}, {}, [f"'redirects' does not say where '{x}.md' leads" for x in "ab"]),
    ],
)
def test_the_settings_are_read(said: object, found: dict[str, str], messages: list[str]) -> None:
    refused: list[str] = []
    assert redirect_settings.read(said, lambda one, keys: refused.append(one.message)) == found
    assert refused == messages


SITE = {
    "mkdocs.yml": CONFIG.replace(
        "      zone: Africa/Lagos\n",
        "      zone: Africa/Lagos\n"
        "      redirects:\n        gone.md: moved.md#part\n        left.md: false\n",
    ),
    "docs/moved.md": "---\nredirect_from: [old/place.md, /first/]\n---\n# Moved\n\n## Part\n",
    "docs/journal/posts/b.md": "---\ndate: 2025-08-29\nredirect_from: journal/posts/a.md\n---\n# B\n",
}


@pytest.mark.parametrize("more", ["", "use_directory_urls: false\n"])
def test_a_site_leads_on_by_itself_and_search_engines_do_not_list_it(journal: Make, more: str) -> None:
    made = journal({**SITE, "mkdocs.yml": SITE["mkdocs.yml"] + more})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    flat = bool(more)
    leads = {
        "old/place": "../moved.html" if flat else "../../moved/",
        "gone": "moved.html#part" if flat else "../moved/#part",
        "journal/a": "b.html" if flat else "../b/",
    }
    for old, target in leads.items():
        html = made.read(f"site/{old}.html" if flat else f"site/{old}/index.html")
        page = LexborHTMLParser(html)
        assert page.css_first("a").attributes["href"] == target
        assert page.css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url={target}"
        assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
        assert str(page.css_first("link").attributes["href"]).startswith("https://example.org/journal/")
        assert "default-src 'none'" in html
    assert "first/index.html" in made.files() and not any(name.startswith("left") for name in made.files())
    assert "gone" not in made.read("site/sitemap.xml") and "/first" not in made.read("site/sitemap.xml")


def test_every_problem_is_told_at_once_with_its_line_by_check_as_well(journal: Make) -> None:
    made = journal(
        {
            "mkdocs.yml": SITE["mkdocs.yml"].replace("left.md: false", "left.md: mvoed.md"),
            "docs/moved.md": "---\ntitle: Moved\nredirect_from: index.md\n---\n# Moved\n",
        }
    )
    expected = """\
docs/moved.md:3: the page index.md is at 'index.md', so nothing can lead on from there
    Take it out of 'redirect_from', or move the page.
mkdocs.yml:14: the page moved.md has no part 'part' to lead to
    Write the id of one of its headings, or leave it out.
mkdocs.yml:15: 'left.md' leads to 'mvoed.md', and there is no such page
    Did you mean 'moved.md'?
"""
    for command in ("build", "check"):
        run = made.run(command)
        assert run.status == 1
        assert run.err.startswith(expected) or expected in run.err


def git(made: Journal, *words: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(made.root), *identity, *words], check=True, capture_output=True)


def test_check_warns_of_pages_that_are_gone_with_the_line_to_add(journal: Make) -> None:
    made = journal({"docs/a.md": "# A\n\nIts words.\n", "docs/b.md": "# B\n", "docs/c.md": "# C\n"})
    git(made, "init", "-q")
    git(made, "add", ".")
    git(made, "commit", "-qm", "One")
    (made.root / "docs/a.md").rename(made.root / "docs/moved.md")
    (made.root / "docs/b.md").unlink()
    git(made, "add", "-A")
    git(made, "commit", "-qm", "Two")
    assert made.run("check").err == ""  # nobody has an address of a site at an example's
    real = CONFIG.replace("https://example.org/journal/", "https://ada.dev/")
    run = made.write({"mkdocs.yml": real}).run("check")
    assert (run.status, run.err) == (
        0,
        """\
docs/moved.md:1: the page docs/a.md is gone, and its address leads nowhere
    Write 'redirect_from: [a.md]' into the front matter of docs/moved.md.
mkdocs.yml:11: the page docs/b.md is gone, and its address leads nowhere
    Write 'b.md: PAGE' below 'redirects:' of chronicles in mkdocs.yml, with the page that has its matter now, or 'false' in its place: it is gone for good.
2 warnings
""",  # noqa: E501 - as the command says it
    )
    mended = real.replace("zone: Africa/Lagos", "zone: Africa/Lagos\n      redirects: {b.md: false}")
    made.write({"mkdocs.yml": mended, "docs/moved.md": "---\nredirect_from: [a/]\n---\n# A\n\nIts words.\n"})
    assert made.run("check").err == ""
