"""What the site shows of the steps of a guide, in small journals with real patches."""

import contextlib
import io
import re
import socket
import stat
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.journals import GIT
from tests.waiting import LIMIT, wait_for

from .conftest import FILES, Journal
from .follower import follow, pages_of
from .guided import STEPS, guided, tree
from .searched import indexed

Make = Callable[..., Journal]


@dataclass(frozen=True)
class Guided:
    """A journal with two guides, built, and the project that its patches were made of."""

    journal: Journal
    project: Path

    @property
    def site(self) -> Path:
        return self.journal.root / "site"

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.site / name / "index.html").read_bytes().decode(), "html.parser")

    def step(self, name: str) -> BeautifulSoup:
        return self.page(f"steps/{name}")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Guided:
    folder = tmp_path_factory.mktemp("guided")
    files = guided(folder / "project")
    (folder / "journal").mkdir()
    journal = Journal(folder / "journal").write(FILES | files)
    run = journal.run("build")
    assert (run.status, run.err) == (0, "")
    return Guided(journal, folder / "project")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in soup.select(selector)]


def test_who_has_only_the_pages_ends_with_the_same_project(built: Guided) -> None:
    steps = [page for guide in ("students", "polls") for page in pages_of(built.site / "steps" / guide)]
    assert len(steps) == len(STEPS)
    assert follow(steps) == tree(built.project)


def test_a_step_says_where_it_stands(built: Guided) -> None:
    soup = built.step("students/02-project")
    assert words(soup, ".chronicles-step p > span") == [
        "Step 2 of 4",
        "Students & <co>",
        "7 files change",
        "1 min read",
    ]
    assert soup.select_one(".chronicles-step a")["href"] == "../"  # type: ignore[index]
    assert len(soup.select(".chronicles-step__line > i")) == 4
    assert len(soup.select(".chronicles-step__done")) == 2
    article = str(soup.select_one("article"))
    assert article.index("chronicles-step") < article.index("<h1")


def test_where_it_stands_is_said_without_patches_too(journal: Make) -> None:
    site = journal({"docs/steps/polls/01-a.md": "# A\n", "docs/steps/polls/02-b.md": "# B\n"})
    assert site.run("build").status == 0
    soup = Guided(site, site.root).step("polls/02-b")
    assert words(soup, ".chronicles-step p > span") == ["Step 2 of 2", "1 min read"]
    assert soup.select(".chronicles-made") == []


def test_the_files_of_a_step_are_listed_in_words_and_numbers(built: Guided) -> None:
    soup = built.step("students/03-models")
    assert "4 files: 1 new, 2 changed, 1 deleted. 29 lines added, 4 removed." in soup.get_text()
    rows = (words(row, "td") for row in soup.select(".chronicles-files tbody tr"))
    assert [" ".join(filter(None, row)) for row in rows] == [
        "README.md deleted \N{MINUS SIGN}3",
        "app/models.py new +27",
        "notes/idea with a space.txt changed +1 \N{MINUS SIGN}1",
        "requirements.txt changed +1",
    ]


def test_each_file_leads_to_its_part_of_the_change(built: Guided) -> None:
    soup = built.step("polls/01-questions")
    for link in soup.select(".chronicles-files a"):
        target = soup.find(id=unquote(str(link["href"])).removeprefix("#"))
        assert target and target.select_one("h3 code").get_text() == link.get_text()  # type: ignore[union-attr]
        assert target.find_parent("details") and not target.find_parent("details").has_attr("open")  # type: ignore[union-attr]


def test_what_lines_do_not_show_is_said(built: Guided) -> None:
    notes = {
        file.select_one("h3 code").get_text(): words(file, ".chronicles-note")  # type: ignore[union-attr]
        for name in ("students/01-idea", "students/02-project", "polls/02-clean")
        for file in built.step(name).select(".chronicles-file")
    }
    assert notes["notes/idea with a space.txt"] == ["It ends without a newline."]
    assert notes["static/logo.png"] == ["It cannot be shown as text: 264 bytes."]
    assert notes["notes/windows.txt"] == ["Its lines end with CR and LF."]
    assert notes["manage.py"] == ["It may no longer be run: mode 644."]
    assert notes["notes/mixed.txt"] == ["It is empty."]
    assert notes["requirements.txt"] == []


def test_the_colors_are_those_of_the_whole_file(built: Guided) -> None:
    """The lines of a docstring that begins above the part are still a docstring's."""
    part = built.step("polls/01-questions").select_one('[id="change-app/models.py"] .chronicles-code')
    assert part
    assert [span["class"] for span in part.select("ins span[class]")] == [["sd"]] * 3


def test_a_step_without_a_patch_says_that_nothing_changes(built: Guided) -> None:
    soup = built.step("students/04-views")
    assert words(soup, ".chronicles-made > p")[0] == "Nothing changes in the project."
    assert soup.select(".chronicles-files, .chronicles-diff") == []
    assert words(soup, ".chronicles-states a") == ["students-03.zip", "students-04.zip"]
    assert words(soup, ".chronicles-step p > span")[-2] == "no file changes"


STATES = {
    "students/01-idea": [
        "An empty folder.",
        "There is nothing to run yet: the project has no Python in it.",
        "python3 build.py step checkout students/01 students-01",
    ],
    "students/02-project": [
        "There is nothing to run yet: the project has no Python in it.",
        "students-02.zip 2 KB",
        "python3 build.py step checkout students/01 students-01",
        "python3 build.py step checkout students/02 students-02",
    ],
    "polls/01-questions": [
        "students-04.zip 2 KB",
        "polls-01.zip 2 KB",
        "python3 build.py step checkout students/04 students-04",
        "python3 build.py step checkout polls/01 polls-01",
    ],
}


@pytest.mark.parametrize("name", STATES)
def test_start_and_finished_are_offered(built: Guided, name: str) -> None:
    soup = built.step(name)
    start, finished, *_ = words(soup, ".chronicles-states dd")
    commands = soup.select(".chronicles-made pre > code")[-1].get_text().strip().split("\n")
    assert [start, finished, *commands] == STATES[name]


def test_there_is_one_zip_for_each_state_that_runs(built: Guided) -> None:
    zips = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*.zip")}
    assert zips == {
        *(f"steps/students/students-{number:02}.zip" for number in (2, 3, 4)),
        *(f"steps/polls/polls-{number:02}.zip" for number in (1, 2)),
    }


def test_every_link_of_a_step_leads_to_a_file_or_an_anchor(built: Guided) -> None:
    for page in sorted(built.site.glob("steps/*/*/index.html")):
        here = page.relative_to(built.site).as_posix()
        soup = BeautifulSoup(page.read_bytes().decode(), "html.parser")
        for link in soup.select("article a[href]"):
            target = urlsplit(urljoin(f"/{here}", str(link["href"])))
            path = built.site / unquote(target.path).lstrip("/")
            assert (path / "index.html").is_file() or path.is_file(), link
            if target.path == f"/{here}":
                assert soup.find(id=unquote(target.fragment)), link


def unpacked(data: bytes, folder: Path) -> Path:
    """What a ZIP unpacks to, with its modes, as `unzip` does."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        packed.extractall(folder)
        for entry in packed.infolist():
            (folder / entry.filename).chmod(stat.S_IMODE(entry.external_attr >> 16))
    return folder


def test_the_last_zip_is_the_project(built: Guided, tmp_path: Path) -> None:
    data = (built.site / "steps/polls/polls-02.zip").read_bytes()
    folder = unpacked(data, tmp_path)
    assert [path.name for path in folder.iterdir()] == ["polls-02"]
    assert tree(folder / "polls-02") == tree(built.project)


def test_the_patch_leads_from_start_to_finished(built: Guided, tmp_path: Path) -> None:
    soup = built.step("polls/01-questions")
    start, finished, patch = (
        built.site / unquote(urljoin("/steps/polls/01-questions/", str(link["href"]))).lstrip("/")
        for link in soup.select(".chronicles-states a")
    )
    folder = unpacked(start.read_bytes(), tmp_path / "start") / "students-04"
    subprocess.run([GIT, "apply", "--whitespace=nowarn", str(patch)], cwd=folder, check=True)
    assert tree(folder) == tree(unpacked(finished.read_bytes(), tmp_path / "end") / "polls-01")


def test_the_same_pages_give_the_same_bytes_with_and_without_what_was_kept(built: Guided) -> None:
    first = built.journal.files()
    assert built.journal.run("build").status == 0
    assert built.journal.files() == first
    kept = list((built.journal.root / ".chronicles" / "store" / "highlights").iterdir())
    assert kept
    for damaged in (b"", b"x" * 40):
        for path in kept:
            path.write_bytes(damaged)
        assert built.journal.run("build").status == 0
        assert built.journal.files() == first


@pytest.mark.parametrize(("guide", "steps"), [("students", [*STEPS][:4]), ("polls", [*STEPS][4:])])
def test_the_footer_leads_through_all_steps_of_a_guide_and_not_out_of_it(
    built: Guided, guide: str, steps: list[str]
) -> None:
    assert not built.page(f"steps/{guide}/").select("a.chronicles-turn__prev")
    page, way = f"steps/{guide}/", []
    while page:
        soup = built.page(page)
        link = soup.select_one("a.chronicles-turn__next")
        way.append(page.removeprefix("steps/"))
        page = urljoin(f"/{page}", str(link["href"])).lstrip("/") if link else ""
        if page:
            back = built.page(page).select_one("a.chronicles-turn__prev")
            assert back and urljoin(f"/{page}", str(back["href"])) == f"/steps/{way[-1].strip('/')}/"
    assert [name.strip("/") for name in way] == [guide, *steps]


def test_the_page_of_a_guide_lists_its_steps_where_it_says(built: Guided) -> None:
    soup = built.page("steps/students")
    article = " ".join(soup.select_one("article").get_text().split())  # type: ignore[union-attr]
    assert article.index("Before.") < article.index("What it means") < article.index("After.")
    assert [words(row, "td") for row in soup.select("article tbody tr")] == [
        ["1. Idea", "We make <b> & idea.", "notes/idea with a space.txt, requirements.txt"],
        ["2. Project", "We make <b> & project.", "7 files, +11 \N{MINUS SIGN}0"],
        ["3. Models", "We make <b> & models.", "4 files, +29 \N{MINUS SIGN}4"],
        ["4. Views", "We make <b> & views.", "nothing in the project"],
    ]
    assert next(a["href"] for a in soup.select("article td a")) == "01-idea/"


def test_without_the_mark_the_table_is_at_the_end_and_titles_get_their_numbers(built: Guided) -> None:
    soup = built.page("steps/polls")
    article = " ".join(soup.select_one("article").get_text().split())  # type: ignore[union-attr]
    assert article.endswith("4 files, +0 \N{MINUS SIGN}5")
    assert words(soup, "article td a") == ["1. Questions", "2. Clean"]


def test_the_contents_of_a_page_name_what_is_below_its_words(built: Guided) -> None:
    contents = words(built.step("students/02-project"), ".md-sidebar--secondary .md-nav__link")
    assert contents == ["Why", "What changed in this step", "The project before and after"]


def test_the_search_does_not_find_differences(built: Guided) -> None:
    index = " ".join(one.text for one in indexed(built.site))
    assert "words of the step" in index and "PositiveSmall" not in index and "Rózsa" not in index
    assert "alert(1)" not in index


def test_a_patch_that_an_author_keeps_out_of_the_site_is_not_linked(journal: Make, tmp_path: Path) -> None:
    files = guided(tmp_path / "project")
    site = journal(files | {"mkdocs.yml": f"{files['mkdocs.yml']}\nexclude_docs: '*.patch'\n"})
    assert site.run("build").status == 0
    assert not list((site.root / "site").rglob("*.patch"))
    assert ".patch" not in site.read("site/steps/students/02-project/index.html")


def test_a_step_that_is_still_a_draft_is_not_published(journal: Make, tmp_path: Path) -> None:
    files = guided(tmp_path / "project")
    site = journal(files | {"mkdocs.yml": f"{files['mkdocs.yml']}\ndraft_docs: /steps/students/04-*.md\n"})
    run = site.run("build", "--no-live")
    assert (run.status, run.err) == (0, "")
    assert not (site.root / "site/steps/students/04-views").exists()
    for page in ("site/index.html", "site/steps/students/index.html"):
        shown = BeautifulSoup(site.read(page), "html.parser").select_one("article")
        assert shown is not None and "04-views" not in str(shown)


BROKEN = "docs/steps/students/03-models.patch"


@pytest.fixture
def broken(journal: Make, tmp_path: Path) -> Journal:
    """A journal whose third step changes what is not there."""
    files = guided(tmp_path / "project")
    patch = files[BROKEN]
    assert isinstance(patch, bytes)
    return journal(files | {BROKEN: patch.replace(b" Django==5.2\n", b" Django==4\n")})


def test_a_patch_that_does_not_apply_is_one_problem(broken: Journal) -> None:
    run = broken.run("build")
    assert run.status == 1
    assert re.match(rf"{BROKEN}:\d+: the patch does not apply to the step before", run.err)
    assert run.err.endswith("\n1 problem\n")


def test_serve_shows_the_pages_without_what_needs_a_broken_state(broken: Journal) -> None:
    with serving(broken) as get:
        assert "What changed in this step" in get("/journal/steps/students/02-project/")
        for page in ("students/03-models", "polls/01-questions"):
            html = get(f"/journal/steps/{page}/")
            assert "The words of the step." in html and "chronicles-step" in html
            assert "What changed in this step" not in html
        assert "7 files, +11" in get("/journal/steps/students/")


@contextlib.contextmanager
def serving(journal: Journal) -> Iterator[Callable[[str], str]]:
    """Serve a journal; what comes is asked for by its path."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "chronicles", "serve", "--port", str(port)]
    process = subprocess.Popen(words, cwd=journal.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(path: str) -> str:
        return wait_for(lambda: answer(path), f"there is an answer for {path}")

    def answer(path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LIMIT) as answer:
                return str(answer.read().decode())
        except OSError:
            assert process.poll() is None, "the server has ended"
            return ""

    try:
        yield get
    finally:
        process.terminate()
        process.wait(30)
