"""The command: from a list to a page, with copies, clones and a browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from chronicles.cohort.cohort_list import ListedJournal
from chronicles.cohort.cohort_page import Cohort, as_digest, as_markdown, as_page
from chronicles.cohort.learner_record import LearnerRecord, read_record
from chronicles.cohort.learner_row import Learner, ordered, row_of
from chronicles.cohort.reading_journals import copy_of, read_all
from chronicles.problems import Refused
from tests.commands import run

from .journals_of_ten import AS_OF, MARKUP, events, marked_up, record, remark, ten

ADDRESS = "https://learner.example/"
TEN = {**ten(), "marked up": marked_up()}


def learner(name: str, data: bytes) -> Learner:
    try:
        return Learner(name, name, read_record(data, f"{ADDRESS}{name.replace(' ', '-')}/"))
    except Refused as refused:
        return Learner(name, name, trouble=refused.message, mend=refused.mend)


def cohort_of(journals: dict[str, bytes]) -> Cohort:
    rows = ordered(row_of(learner(name, data), AS_OF) for name, data in journals.items())
    return Cohort("My learners", AS_OF, tuple(rows))


def test_the_page_has_a_part_for_each_kind_and_a_row_for_each_learner() -> None:
    tree = LexborHTMLParser(as_page(cohort_of(TEN)))
    assert [tag.text(strip=True) for tag in tree.css("h2")] == [
        "Talk with them6", "On a pause1", "Going well2", "Could not be read2",
    ]  # fmt: skip
    assert len(tree.css(".row")) == len(TEN)
    said = tree.css_first("header p")
    assert said and said.text(strip=True).startswith(
        "11 learners: 6 need a talk, 1 on a pause, 2 going well, 2 could not be read. On 2026-03-02, a Mon"
    )


def test_the_same_records_give_the_same_bytes() -> None:
    assert as_page(cohort_of(TEN)) == as_page(cohort_of(dict(reversed(TEN.items()))))


def test_nothing_of_a_journal_becomes_markup() -> None:
    page = as_page(cohort_of({"marked up": marked_up()})).decode()
    tree = LexborHTMLParser(page)
    assert len(tree.css("script")) == 1 and tree.css("img, iframe, object, form, svg") == []
    assert all((tag.attributes["href"] or "").startswith(ADDRESS) for tag in tree.css("a"))
    assert MARKUP in tree.body.text() if tree.body else False
    for text in (as_markdown(cohort_of({"marked up": marked_up()})), as_digest(cohort_of(TEN))):
        assert not re.search(r"(?<!\\)<(?:img|script)", text)


def test_two_hundred_journals_of_years_are_one_page_of_a_bounded_size() -> None:
    many = [remark(f"A question of some words, number {number}", 5 + number) for number in range(30)]
    one = json.dumps(record("Ada", entries=events(range(1, 501)), questions=many)).encode()
    page = as_page(cohort_of({f"learner {number}": one for number in range(200)}))
    assert len(page) < 1_500_000


def test_a_copy_stands_in_where_the_web_cannot_be_reached(tmp_path: Path) -> None:
    journal = ListedJournal("Ada", "web", "http://127.0.0.1:1/progress.json")
    (first,) = read_all([journal], tmp_path, tmp_path / "copies", AS_OF, no_clone)
    assert first.record is None
    assert first.trouble == "it cannot be fetched: nobody answers there"
    (tmp_path / "copies").mkdir()
    copy_of(tmp_path / "copies", journal).write_bytes(ten()["steady"])
    (second,) = read_all([journal], tmp_path, tmp_path / "copies", AS_OF, no_clone)
    assert second.record and second.copy_of
    assert "A copy of" in as_page(Cohort("", AS_OF, (row_of(second, AS_OF),))).decode()


def no_clone(folder: Path) -> LearnerRecord:
    raise Refused(f"{folder.name} is no clone", "")


SETTINGS = """
site_name: Ada
site_url: https://ada.example/
hooks: [evil.py]
theme: {name: material, custom_dir: theme}
markdown_extensions: [evil, toc: {slugify: !!python/object/apply:os.system ["touch ran"]}]
plugins: [chronicles, blog: {blog_dir: journal}, evil]
"""
EVIL = "from pathlib import Path\nPath(__file__).with_name('ran').touch()\n"
ENTRY = "---\ndate: 2026-02-01\n---\n# A question\n\n- [ ] ? Why is it so\n"


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    folder = tmp_path / "clones" / "ada"
    (folder / "docs" / "journal" / "posts").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (folder / "evil.py").write_text(EVIL, "utf-8")
    (folder / "docs" / "index.md").write_text("# Ada\n", "utf-8")
    (folder / "docs" / "journal" / "posts" / "one.md").write_text(ENTRY, "utf-8")
    (folder / "docs" / "goals.md").write_text("# Goals\n\n## Skills\n\n- [x] Begin\n", "utf-8")
    return folder.parent


def test_a_clone_is_read_and_nothing_of_it_runs(clones: Path, tmp_path: Path) -> None:
    before = tree_of(clones)
    done = run(
        tmp_path, "cohort", "clones", "--as-of", "2026-03-02", "--json", XDG_CACHE_HOME=str(tmp_path / "c")
    )
    assert (done.status, done.err) == (0, "")
    (row,) = json.loads(done.out)["learners"]
    assert row["why"] == (
        "1 question waits for an answer for 29 days; nothing for 29 days, where 7 are usual; "
        "1 of 1 ticked goal is claimed and not proven."
    )
    assert tree_of(clones) == before


def tree_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_page_is_written_with_its_companions_and_written_anew(clones: Path, tmp_path: Path) -> None:
    words = ("cohort", "clones", "--as-of", "2026-03-02")
    for _ in range(2):
        done = run(tmp_path, *words, XDG_CACHE_HOME=str(tmp_path / "c"))
        assert (done.status, done.out, done.err) == (
            0, "1 learner: 1 needs a talk.\ncohort-page/index.html\n", "",
        )  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "cohort-page").iterdir()) == [
        "cohort.json", "cohort.md", "index.html",
    ]  # fmt: skip


def test_another_page_is_not_overwritten(clones: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine", "utf-8")
    done = run(tmp_path, "cohort", "clones", "--to", "mine", XDG_CACHE_HOME=str(tmp_path / "c"))
    assert (done.status, done.out, done.err) == (
        1,
        "",
        "mine: there is a index.html already, and it is no page of a cohort\n"
        "    Name another folder with --to.\n1 problem\n",
    )
    assert (tmp_path / "mine" / "index.html").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "list: there is no journal in this folder\n    Put clones or files of progress.json there.\n"),
    ],
)
def test_an_empty_folder_is_told(files: dict[str, str], said: str, tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    done = run(tmp_path, "cohort", "list")
    assert (done.status, done.out, done.err) == (1, "", f"{said}1 problem\n")


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    (tmp_path / "index.html").write_bytes(as_page(cohort_of(TEN)))
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "index.html").as_uri())
    yield page
    assert said == []
    page.close()


@pytest.mark.browser
@pytest.mark.walk
def test_what_is_new_since_the_last_visit_is_told_per_learner(shown: Page) -> None:
    row = shown.locator('[data-learner="silent"]')
    expect(row.locator(".news")).to_have_text("10, not seen before")
    row.locator("summary").focus()
    shown.keyboard.press("Enter")
    row.get_by_role("button", name="I have seen this").press("Enter")
    expect(row.locator(".news")).to_have_text("0 since 2026-03-02")
    shown.reload()
    expect(row.locator(".news")).to_have_text("0 since 2026-03-02")
    expect(shown.locator('[data-learner="steady"] .news')).to_have_text("10, not seen before")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_judge_of_accessibility_finds_nothing(
    browser: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    (tmp_path / "index.html").write_bytes(as_page(cohort_of(TEN)))
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
