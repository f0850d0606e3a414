"""The change of a step that is too long for its page has pages of its own."""

import shutil
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from chronicles.site.render.change_sizes import MOST_BYTES, MOST_ELEMENTS, MOST_IN_STEP, pages_of_change
from chronicles.site.render.differences import FileDifference

from .conftest import FILES, Journal
from .follower import follow, pages_of
from .guided import PICTURE, STEPS, guided, tree

STEP = "steps/polls/03-long"
LONG = {
    "long/first.py": "".join(
        f"def first_{number}(a, b):\n    return a.b({number})\n" for number in range(300)
    ),
    "long/second.py": "".join(f"second_{number} = first({number}, 'two')\n" for number in range(700)),
    "long/picture.png": PICTURE * 2,
    "requirements.txt": "Django==5.2\n",
}
PAGES = (f"{STEP}/change", f"{STEP}/change/2")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("long") / "project"


@pytest.fixture(scope="module")
def built(project: Path) -> Journal:
    files = guided(project, {**STEPS, "polls/03-long": LONG})
    (project.parent / "journal").mkdir()
    journal = Journal(project.parent / "journal").write(FILES | files)
    return _built(journal)


def _built(journal: Journal) -> Journal:
    run = journal.run("build")
    assert (run.status, run.err) == (0, "")
    return journal


def page(journal: Journal, name: str) -> BeautifulSoup:
    return BeautifulSoup(journal.read(f"site/{name}/index.html"), "html.parser")


def test_who_has_only_the_pages_ends_with_the_same_project(built: Journal, project: Path) -> None:
    steps = [one for guide in ("students", "polls") for one in pages_of(built.root / "site/steps" / guide)]
    assert follow(steps) == tree(project)


def test_each_file_of_the_step_leads_to_its_part(built: Journal) -> None:
    step = page(built, STEP)
    found = {}
    for link in step.select(".chronicles-files a"):
        address, anchor = urldefrag(urljoin(f"/{STEP}/", unquote(str(link["href"]))))
        part = page(built, address.strip("/")).find(id=anchor)
        assert part and part.select_one("h2 code").get_text() == link.get_text()  # type: ignore[union-attr]
        found[link.get_text()] = address.strip("/")
        assert step.find(id=anchor), "the address that the file had in the step leads to the list"
    assert found == {
        "long/first.py": PAGES[0],
        "long/picture.png": PAGES[0],
        "long/second.py": PAGES[1],
        "requirements.txt": PAGES[1],
    }
    assert step.select(".chronicles-file, .chronicles-diff") == []


def test_the_pages_lead_on_to_each_other_and_back_to_the_step(built: Journal) -> None:
    first, second = (page(built, name) for name in PAGES)
    assert [link["href"] for link in first.select(".chronicles-parts a")] == ["2/"]
    assert [link["href"] for link in second.select(".chronicles-parts a")] == ["../"]
    assert [one.h1.get_text() for one in (first, second) if one.h1] == [
        "polls/03: the whole change, 1 of 2",
        "polls/03: the whole change, 2 of 2",
    ]
    assert first.select_one('article a[href="../"]').get_text() == "Long"  # type: ignore[union-attr]


def test_nobody_finds_them_but_from_the_step(built: Journal) -> None:
    for name in PAGES:
        assert page(built, name).select_one('meta[name="robots"]')["content"] == "noindex"  # type: ignore[index]
    assert page(built, STEP).select('meta[name="robots"]') == []
    files = built.files()
    found = ["sitemap.xml", "index.html", *(name for name in files if name.startswith("search/"))]
    assert [name for name in found if f"{STEP}/change".encode() in files[name]] == []
    assert any(STEP.encode() in files[name] for name in found if name.startswith("search/"))
    assert STEP in built.read("site/sitemap.xml")


@pytest.mark.parametrize("name", [*PAGES, STEP])
def test_none_is_longer_than_a_page_should_be(built: Journal, name: str) -> None:
    html = built.read(f"site/{name}/index.html")
    assert len(html.encode()) <= 250_000
    assert len(BeautifulSoup(html, "html.parser").find_all(True)) <= 6_000


def test_a_short_change_stays_in_its_step(built: Journal) -> None:
    assert len(page(built, "steps/students/03-models").select(".chronicles-diff .chronicles-file")) == 4
    assert not (built.root / "site/steps/students/03-models/change").exists()


def test_after_an_edit_the_pages_are_those_of_a_clean_build(built: Journal, tmp_path: Path) -> None:
    copy = Journal(tmp_path / "journal")
    shutil.copytree(built.root, copy.root)
    copy.write({f"docs/{STEP}.md": "# Another name\n\nOther words.\n"})
    now = _built(copy).files()
    assert b"Another name" in now[f"{PAGES[1]}/index.html"]
    shutil.rmtree(copy.root / ".chronicles")
    shutil.rmtree(copy.root / "site")
    assert _built(copy).files() == now


def test_a_step_that_is_a_draft_shows_its_change_to_nobody(built: Journal, tmp_path: Path) -> None:
    copy = Journal(tmp_path / "journal")
    shutil.copytree(built.root, copy.root)
    settings = copy.read("mkdocs.yml")
    copy.write({"mkdocs.yml": f"{settings}\ndraft_docs: |\n  {STEP}.md\n"})
    assert not any(name.startswith(STEP) and name.endswith(".html") for name in _built(copy).files())


def file(size: int, elements: int = 1) -> FileDifference:
    return FileDifference("a", "new", 1, 0, whole="<b></b>" * elements + "a" * (size - 7 * elements))


@pytest.mark.parametrize(
    ("files", "numbers"),
    [
        ([], []),
        ([file(MOST_IN_STEP - 1_000)], []),
        ([file(MOST_IN_STEP)], [1]),
        ([file(MOST_IN_STEP // 2), file(MOST_IN_STEP // 2)], [1, 1]),
        ([file(MOST_BYTES), file(10), file(10)], [1, 2, 2]),
        ([file(10), file(3 * MOST_BYTES), file(10)], [1, 2, 3]),
        ([file(MOST_BYTES - 3_000), file(10), file(2_000)], [1, 1, 2]),
        ([file(40_000, MOST_ELEMENTS - 50), file(10), file(1_000, 100)], [1, 1, 2]),
    ],
)
def test_files_stay_in_their_order_and_whole(files: list[FileDifference], numbers: list[int]) -> None:
    names = ["steps/a/01-b/change.md", *(f"steps/a/01-b/change/{number}.md" for number in (2, 3))]
    assert [names.index(one) + 1 for one in pages_of_change("steps/a/01-b.md", files)] == numbers
