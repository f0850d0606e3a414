"""The head and the foot of every page: whose journal it is, its parts, and what stands beside them."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .conftest import CONFIG, FILES, Journal

NAV = """
nav:
  - Home: index.md
  - Journal: journal/index.md
  - Notes:
      - Deeper:
          - notes/a.md
          - notes/b.md
  - About: about.md
  - Elsewhere: https://example.org/
"""
PAGES = {f"docs/{name}.md": f"# {name}\n" for name in ("notes/a", "notes/b", "about")}
TABS = "  font: false\n  features: [navigation.tabs, navigation.footer]"


def config(footer: str) -> str:
    said = f"      zone: Africa/Lagos\n      footer: {footer}\n"
    assert "      zone: Africa/Lagos\n" in CONFIG
    return (CONFIG.replace("      zone: Africa/Lagos\n", said).replace("  font: false", TABS) + NAV).replace(
        "site_name: ", "site_author: Ada & co\nsite_name: ", 1
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    journal = Journal(tmp_path_factory.mktemp("frame"))
    journal.write(FILES | PAGES | {"mkdocs.yml": config("[about.md]")})
    run = journal.run("build")
    assert (run.status, run.err) == (0, "")
    return journal.root / "site"


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name / "index.html").read_text("utf-8"), "html.parser")


def test_the_head_has_the_parts_but_neither_the_first_page_nor_what_the_foot_has(site: Path) -> None:
    links = page(site, "notes/a").select(".chronicles-tabs a")
    assert [(link.text, link["href"], link.get("aria-current")) for link in links] == [
        ("Journal", "../../journal/", None),
        ("Notes", "./", "true"),
        ("Elsewhere", "https://example.org/", None),
    ]


def test_the_head_and_the_foot_say_whose_journal_it_is(site: Path) -> None:
    soup = page(site, "about")
    assert [small.text for small in soup.select(".chronicles-brand small")] == ["Ada & co"]
    assert [name.text for name in soup.select(".chronicles-foot__name span")] == ["Ada & co"]


def test_the_foot_leads_to_what_it_was_given(site: Path) -> None:
    links = (page(site, name).select(".chronicles-foot li a") for name in ("about", "notes/a"))
    (here, *_), (there, *_) = links
    assert (here["href"], here.get("aria-current"), there["href"]) == ("./", "page", "../../about/")


def test_a_page_leads_to_the_next_of_the_menu_but_not_out_of_the_journal(site: Path) -> None:
    assert not page(site, "journal").select(".chronicles-turn a")
    links = page(site, "notes/b").select(".chronicles-turn a")
    assert [link["href"] for link in links] == ["../a/", "../../about/"]


def test_without_a_menu_in_the_settings_any_page_may_stand_in_the_foot(tmp_path: Path) -> None:
    text = config("[about.md]").replace(NAV, "")
    journal = Journal(tmp_path).write(FILES | PAGES | {"mkdocs.yml": text})
    assert journal.run("build").status == 0
    assert page(journal.root / "site", "notes/a").select(".chronicles-foot li a")[0]["href"] == "../../about/"


WRONG = [
    ("about.md", "'footer' is not a list of pages\n    Write a list such as 'footer: [about.md]'."),
    ("[1]", "'footer' is not a list of pages\n    Write a list such as 'footer: [about.md]'."),
    ("[abuot.md]", "'footer' names 'abuot.md', which 'nav' does not have\n    Did you mean 'about.md'?"),
]


@pytest.mark.parametrize(("footer", "said"), WRONG)
def test_a_foot_that_cannot_be_is_a_problem_at_its_line(tmp_path: Path, footer: str, said: str) -> None:
    journal = Journal(tmp_path).write(FILES | PAGES | {"mkdocs.yml": config(footer)})
    lines = journal.read("mkdocs.yml").splitlines()
    line = next(number for number, one in enumerate(lines, 1) if "footer:" in one)
    run = journal.run("build")
    assert (run.status, run.err) == (1, f"mkdocs.yml:{line}: {said}\n1 problem\n")
