"""Where the site makes room for the steps that its readers have done."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from chronicles.guides.outline import Guide, Step
from chronicles.site.features.done_steps import MARKER, places
from chronicles.site.features.placing import placed
from chronicles.site.features.step_pages import ShownStep

from .conftest import Journal
from .guided import guided

STEP = Step("students", "06", "steps/students/06-views.md")


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("6. Views", "Views"),
        ("06) Views", "Views"),
        ("6: Views", "Views"),
        ("Views", "Views"),
        ("6 ways to fail", "6 ways to fail"),
        ("6.5 ways", "6.5 ways"),
        ("60. Views", "60. Views"),
        ("5. Views", "5. Views"),
        ("6. ", "6. "),
    ],
)
def test_a_title_is_bare_without_its_number_and_nothing_else(title: str, bare: str) -> None:
    shown = ShownStep(STEP, Guide("students", "steps/students/index.md", (STEP,)), 1)
    assert shown.bare(title) == bare


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><!-- my steps --><p>b</p>", "<p>a</p>X<p>b</p>"),
        ("<!--my   steps--><!-- my steps -->", "X<!-- my steps -->"),
        ("<p>a</p>", "<p>a</p>\nX"),
    ],
)
def test_the_steps_stand_where_the_page_asks_for_them_or_at_its_end(html: str, expected: str) -> None:
    assert placed(html, MARKER, "X") == expected


def test_they_stand_on_the_pages_that_ask_or_else_on_the_list_of_guides() -> None:
    plain, asking = SimpleNamespace(content="<p>"), SimpleNamespace(content="<!-- my steps -->")
    pages = {"steps/index.md": plain, "a.md": None, "b.md": SimpleNamespace(content=None)}
    assert places(pages, "steps/index.md") == [plain]
    assert places(pages | {"progress.md": asking}, "steps/index.md") == [asking]
    assert places({"b.md": plain}, "steps/index.md") == []


def test_a_step_is_known_by_its_number_whatever_its_page_is_called(
    journal: Callable[..., Journal], tmp_path: Path
) -> None:
    files = guided(tmp_path / "project")
    renamed = {name.replace("03-models", "03-tables"): content for name, content in files.items()}
    config = str(files["mkdocs.yml"]).replace("03-models", "03-tables")
    made = journal(renamed | {"mkdocs.yml": config, "docs/progress.md": "# Mine\n\n<!-- my steps -->\n"})
    run = made.run("build")
    assert (run.status, run.err) == (0, "")
    page = BeautifulSoup(made.read("site/steps/students/03-tables/index.html"), "html.parser")
    box = page.select_one(".chronicles-tick")
    assert box is not None
    assert (box["data-step"], box["data-steps"]) == (
        "students/03",
        "students/01 students/02 students/03 students/04",
    )
    mine = BeautifulSoup(made.read("site/progress/index.html"), "html.parser")
    assert [link["href"] for link in mine.select(".chronicles-mine li a")] == [
        "../steps/students/",
        "../steps/polls/",
    ]
    assert [link["href"] for link in mine.select(".md-nav--secondary a")] == ["#my-steps"]
    assert [said.get_text() for said in mine.select("noscript")] == [
        "For this, your browser has to run JavaScript."
    ]
    assert "my-steps" not in made.read("site/steps/index.html")
