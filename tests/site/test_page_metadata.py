"""What the head of a page says of it: on whole small sites, as a program reads it."""

import json
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.importing import pictures

from .conftest import CONFIG, Journal

Make = Callable[..., Journal]
HOST = "https://example.org/journal/"
HOSTILE = "A </script><b>&amp;\\\"</b> <!-- 'title'"
FILES = {
    "mkdocs.yml": CONFIG.replace("site_name", "site_author: Ada\nsite_name") + "nav:\n  - Home: index.md\n"
    "  - Journal: [journal/index.md]\n  - Guides: [steps/index.md, {Polls: [steps/polls/index.md, "
    "steps/polls/01-files.md, steps/polls/02-views.md]}]\n  - Other: other.md\n",
    "docs/index.md": "# Home\n\nWelcome to *all*.\n",
    "docs/other.md": "---\nimage: a/b.png\nimage_alt: A tree\n---\n# Views\n",
    "docs/a/b.png": pictures.png(),
    "docs/steps/index.md": "# Guides\n",
    "docs/steps/polls/index.md": "---\ndescription: Ask & answer.\n---\n# Polls\n",
    "docs/steps/polls/01-files.md": "---\ntags: [files]\n---\n# 1. Files\n\n[it](code:students/models.py)\n",
    "docs/steps/polls/02-views.md": "# Views\n\nA `view` answers.\n",
    "docs/journal/posts/a.md": (
        "---\ndate:\n  created: 2025-09-01\n  updated: 2025-09-03\ncategories: [Polls]\n"
        f'title: "{HOSTILE}"\n---\n\nIt begins.\n'
    ),
    "docs/journal/posts/b.md": "---\ndate: 2025-09-02 10:00:00\n---\n# The same\n\nFirst.\n",
    "docs/long.md": f"# {'A long title ' * 5}\n",
    "docs/journal/posts/c.md": "---\ndate: 2025-09-04\n---\n# The same\n\nSecond.\n",
}
TITLES = {
    "index.html": "A small journal",
    "other/index.html": "Other - A small journal",
    "long/index.html": ("A long title " * 5).strip(),
    "steps/index.html": "Guides - A small journal",
    "steps/polls/index.html": "Polls - a guide in 2 steps - A small journal",
    "steps/polls/01-files/index.html": "Files - Polls, step 1 - A small journal",
    "steps/polls/02-views/index.html": "Views - Polls, step 2 - A small journal",
    "journal/index.html": "Journal - A small journal",
    "journal/a/index.html": "A </script><b>&amp;\"</b> <!-- 'title' - A small journal",
    "journal/b/index.html": "The same - Journal - 2 September 2025 - A small journal",
    "journal/c/index.html": "The same - Journal - 4 September 2025 - A small journal",
    "journal/category/polls/index.html": "Polls - category - A small journal",
    "journal/archive/2025/index.html": "2025 - archive - A small journal",
    "code/now/students/models.py/index.html": "students/models.py",
}
DESCRIPTIONS = {
    "index.html": "Welcome to all.",
    "other/index.html": "Other",
    "steps/polls/index.html": "Ask & answer.",
    "steps/polls/02-views/index.html": "A view answers.",
    "journal/a/index.html": "It begins.",
    "journal/category/polls/index.html": "The entries of A small journal about Polls.",
    "journal/archive/2025/index.html": "The entries of 2025 in A small journal.",
    "code/now/students/models.py/index.html": "The source of students/models.py.",
}


class Head(HTMLParser):
    """The title, the `meta` and the data of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title, self._place = "", ""
        self.said: Counter[tuple[str, str]] = Counter()
        self.meta: dict[str, str] = {}
        self.data: list[Any] = []
        self.feed(
            html.partition("</head>")[0] if "application/ld" not in html else html.partition("<body")[0]
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._place = "data" if said.get("type") == "application/ld+json" else tag
        if tag == "meta" and (name := said.get("name") or said.get("property")):
            self.meta[name] = said.get("content") or ""
            self.said[name, self.meta[name]] += 1

    def handle_endtag(self, tag: str) -> None:
        self._place = ""

    def handle_data(self, data: str) -> None:
        if self._place == "title":
            self.title += data
        if self._place == "data":
            self.data.append(json.loads(data))


def heads(made: Journal) -> dict[str, Head]:
    files = made.files().items()
    return {
        name: Head(data.decode()) for name, data in files if name.endswith(".html") and name != "404.html"
    }


def things(head: Head) -> dict[str, Any]:
    """What the data of a page is about, by type."""
    (data,) = head.data
    assert data["@context"] == "https://schema.org"
    return {one["@type"]: one for one in data["@graph"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Head]:
    from .conftest import FILES as FEW

    made = Journal(tmp_path_factory.mktemp("metadata")).write(FEW).write(FILES)
    run = made.run("build", "--no-live")
    assert (run.status, run.err) == (0, "")
    return heads(made)


def test_no_two_pages_have_the_same_title(site: dict[str, Head]) -> None:
    assert {name: site[name].title for name in TITLES} == TITLES
    titles = Counter(head.title for head in site.values())
    assert [title for title, number in titles.items() if number > 1] == []


def test_each_page_says_in_a_sentence_what_it_is_about(site: dict[str, Head]) -> None:
    assert {name: site[name].meta["description"] for name in DESCRIPTIONS} == DESCRIPTIONS
    twice = {name: [one for one, number in head.said.items() if number > 1] for name, head in site.items()}
    assert [name for name, found in twice.items() if found] == []


def test_the_page_of_a_file_is_not_for_search_engines(site: dict[str, Head]) -> None:
    hidden = {name for name, head in site.items() if "noindex" in head.meta.get("robots", "")}
    assert hidden == {"code/now/students/models.py/index.html"}
    assert not any(key.startswith("og:") for name in hidden for key in site[name].meta)


def test_an_entry_is_an_article_of_its_days(site: dict[str, Head]) -> None:
    head = site["journal/a/index.html"]
    assert {key: value for key, value in head.meta.items() if key.startswith(("og:", "article:", "tw"))} == {
        "og:type": "article",
        "og:site_name": "A small journal",
        "og:title": "A </script><b>&amp;\"</b> <!-- 'title'",
        "og:description": "It begins.",
        "og:url": f"{HOST}journal/a/",
        "article:published_time": "2025-09-01T00:00:00+01:00",
        "article:modified_time": "2025-09-03T00:00:00+01:00",
        "twitter:card": "summary",
    }
    post = things(head)["BlogPosting"]
    assert (post["headline"], post["datePublished"], post["dateModified"], post["author"]) == (
        "A </script><b>&amp;\"</b> <!-- 'title'",
        "2025-09-01T00:00:00+01:00",
        "2025-09-03T00:00:00+01:00",
        [{"@type": "Person", "name": "Ada", "url": HOST}],
    )
    assert things(site["journal/b/index.html"])["BlogPosting"]["datePublished"] == "2025-09-02T10:00:00+01:00"


def test_a_step_is_a_part_of_its_guide_and_says_where_it_stands(site: dict[str, Head]) -> None:
    found = things(site["steps/polls/02-views/index.html"])
    step = found["LearningResource"]
    assert (step["position"], step["isPartOf"]) == (
        2,
        {"@type": "HowTo", "name": "Polls", "url": f"{HOST}steps/polls/"},
    )
    assert [(one["name"], one["item"]) for one in found["BreadcrumbList"]["itemListElement"]] == [
        ("A small journal", HOST),
        ("Guides", f"{HOST}steps/"),
        ("Polls", f"{HOST}steps/polls/"),
        ("Views", f"{HOST}steps/polls/02-views/"),
    ]
    guide = things(site["steps/polls/index.html"])["HowTo"]
    assert [(one["position"], one["name"]) for one in guide["step"]] == [(1, "1. Files"), (2, "Views")]


def test_a_picture_of_the_page_is_shown_with_its_link(site: dict[str, Head]) -> None:
    meta = site["other/index.html"].meta
    assert (meta["og:image"], meta["og:image:alt"], meta["twitter:card"]) == (
        f"{HOST}a/b.png",
        "A tree",
        "summary_large_image",
    )


def test_without_an_address_of_the_site_nothing_is_said_that_needs_one(journal: Make) -> None:
    made = journal({**FILES, "mkdocs.yml": re.sub(r"site_url: .*\n", "", FILES["mkdocs.yml"])})
    assert made.run("build", "--no-live").status == 0
    head = heads(made)["journal/a/index.html"]
    assert (head.data, "og:url" in head.meta, head.meta["og:type"]) == ([], False, "article")


def test_what_a_head_says_of_other_pages_is_made_anew_with_them(journal: Make) -> None:
    made = journal(FILES)
    assert made.run("build", "--no-live").status == 0
    made.write({"docs/steps/polls/01-files.md": "# Folders\n\n[it](code:students/models.py)\n"})
    made.write({"docs/journal/posts/c.md": "---\ndate: 2025-09-04\n---\n# Another\n\nSecond.\n"})
    assert made.run("build", "--no-live").status == 0
    found = heads(made)
    assert things(found["steps/polls/index.html"])["HowTo"]["step"][0]["name"] == "Folders"
    assert found["journal/b/index.html"].title == "The same - A small journal"
