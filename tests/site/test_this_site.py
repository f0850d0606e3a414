"""The site of this repository: built once in a copy, and read as a browser would."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from chronicles.cli.resolving import ask
from chronicles.pages.reading import Reading
from chronicles.progress import evidence
from chronicles.proof.lockfile import LOCK, read_lock
from chronicles.proof.step_tasks import step_tasks
from chronicles.site.features.demo_sources import wishes
from chronicles.site.mkdocs.config import load
from chronicles.site.render.change_sizes import PAGE_BYTES, PAGE_ELEMENTS
from chronicles.workspace.goal_evidence import evidence_context
from chronicles.workspace.proven import bases
from chronicles.workspace.task_proofs import proven_tasks
from chronicles.workspace.workspace import load as load_workspace

from .conftest import Journal, share_demos
from .feed_rules import broken
from .follower import follow, pages_of
from .packed import by_jekyll, dangling, uploaded
from .searched import found, indexed

ROOT = Path(__file__).parents[2]
PARTS = ("docs", "demo_project", "mkdocs.yml")
BASE = "https://example.github.io/chronicles/"
CACHE = ".chronicles"
PROVEN = (ROOT / LOCK).read_text("utf-8")  # before the `check` beside these tests may mend it
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.sqlite3*", "staticfiles")

TYPED = '{data-unproven="a command'  # that a reader types, and that changes their machine


def copy_to(folder: Path) -> Journal:
    for name in PARTS:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT_OUT)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    share_demos(folder)
    if (known := ROOT / CACHE / "store" / "runs").is_dir():
        shutil.copytree(known, folder / CACHE / "store" / "runs")
    return Journal(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    journal = copy_to(tmp_path_factory.mktemp("this") / "site of ours")
    run = journal.run("build", "--no-live")  # whose demos have tests of their own
    assert (run.status, run.err) == (0, "")
    return journal


@pytest.fixture
def draft(tmp_path: Path) -> Journal:
    """A copy that may be changed."""
    return copy_to(tmp_path / "draft")


@cache
def pages(site: Journal) -> list[tuple[str, LexborHTMLParser]]:
    """The built pages, parsed once for all tests: they only look."""
    return [(name, LexborHTMLParser(data)) for name, data in site.files().items() if name.endswith(".html")]


def address(name: str) -> str:
    return BASE + name.removesuffix("index.html")


def ids(page: LexborHTMLParser) -> set[str | None]:
    return {tag.attributes[key] for key in ("id", "name") for tag in page.css(f"[{key}]")}


def targets(built: dict[str, LexborHTMLParser]) -> Iterator[tuple[str, str]]:
    """Every address on our own site that a page links to or loads, with the page."""
    for url, page in built.items():
        for tag in page.css("a, link, img, script"):
            target = tag.attributes.get("href") or tag.attributes.get("src") or ""
            # The page for lost readers is served at any address, so its links begin at the root.
            if target and urljoin(url, target).startswith(BASE) and not url.endswith("404.html"):
                yield url, target


def test_no_page_is_longer_than_a_phone_shows_at_once(site: Journal) -> None:
    sizes = {
        name: ((site.root / "site" / name).stat().st_size, len(page.css("*"))) for name, page in pages(site)
    }
    assert {
        name: size for name, size in sizes.items() if size[0] > PAGE_BYTES or size[1] > PAGE_ELEMENTS
    } == {}


def test_every_link_and_anchor_leads_somewhere(site: Journal) -> None:
    built = {address(name): page for name, page in pages(site)}
    files = {BASE + name for name in site.files()}
    anchors = {url: ids(page) for url, page in built.items()}
    dangling = []
    for url, target in targets(built):
        page, fragment = urldefrag(urljoin(url, target))
        lost = page not in built and unquote(page) not in files
        if lost or (fragment and page in built and unquote(fragment) not in anchors[page]):
            dangling.append((url, target))
    assert dangling == []


def test_no_page_has_an_id_twice(site: Journal) -> None:
    for name, page in pages(site):
        found = [tag.attributes["id"] for tag in page.css("[id]")]
        assert [one for one in set(found) if found.count(one) > 1] == [], name


def test_every_link_works_as_hosts_publish_the_site(site: Journal, tmp_path: Path) -> None:
    """GitHub's action leaves out what begins with a dot, Jekyll what begins with `_` as well."""
    built = site.root / "site"
    assert dangling(built, uploaded(built, tmp_path)) == []
    assert dangling(built, by_jekyll(built)) == []


def test_nothing_is_fetched_from_another_host(site: Journal) -> None:
    foreign = []
    for name, page in pages(site):
        for tag in page.css("link, script, img, iframe, source, video"):
            rel = (tag.attributes.get("rel") or "").split()
            target = tag.attributes.get("src") or tag.attributes.get("href") or ""
            if {"canonical", "prev", "next", "alternate"} & set(rel):
                continue
            host = urlsplit(urljoin(BASE, target)).netloc
            if host and host != urlsplit(BASE).netloc:
                foreign.append((name, target))
    assert foreign == []


def test_every_block_of_the_journal_and_the_guides_is_proven_or_says_why_not(site: Journal) -> None:
    written = [*site.root.glob("docs/journal/**/*.md"), *site.root.glob("docs/steps/**/*.md")]
    run = site.run(
        "check", "--no-exec", *(path.relative_to(site.root).as_posix() for path in sorted(written))
    )
    assert (run.status, run.err) == (0, "")
    assert "neither proven nor marked" not in run.out
    match = re.search(
        r"(\d+) of (\d+) blocks proven in \d+ pages, (\d+) marked as not from the project", run.out
    )
    assert match is not None, run.out
    proven, blocks, unproven = map(int, match.groups())
    assert proven > 250
    typed = sum(path.read_text("utf-8").count(TYPED) for path in written)
    assert typed < 25 and unproven - typed <= blocks / 20


def test_everything_stands_as_it_was_proven() -> None:
    """By a whole `check`, which `--all` does anew; else its word is taken, if nothing has changed since."""
    workspace = load_workspace(load(ROOT))
    answers, _ = ask(workspace, workspace.readings, run=False)
    known = read_lock(PROVEN)
    with workspace.projects() as projects:
        now = bases(workspace, projects, workspace.readings)
    changed = [path for path, entry in known.items() if path in now and entry.basis != now[path]]
    speaking = [reading.page.path for reading in workspace.readings if reading.asks]
    goals = evidence_context(workspace, workspace.readings, answers)
    assert goals is not None
    tests = evidence.tests_of(goals.goals, goals.reading, answers)
    tasks = step_tasks(workspace.readings)
    left = [*changed, *(set(speaking) - known.keys()), *(set(tests) - set(goals.passed))]
    left += {task.name for task in tasks} - proven_tasks(workspace, tasks, here=False)
    assert left == [], "prove it, and add proofs.lock to your commit: python3 build.py check"


@pytest.mark.slow
def test_whoever_follows_the_pages_of_all_guides_ends_with_the_project(site: Journal) -> None:
    """The literal follower: only the rendered pages, and an empty folder."""
    built = site.root / "site" / "steps"
    followed = follow(
        [page for guide in ("students", "polls", "marketplace") for page in pages_of(built / guide)]
    )
    project = ROOT / "demo_project"
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "."],
        cwd=project,
        capture_output=True,
        check=True,
    )
    names = [name for name in tracked.stdout.decode().split("\0") if name]
    assert followed == {
        name: ((project / name).read_bytes(), os.access(project / name, os.X_OK)) for name in sorted(names)
    }


def test_no_page_holds_an_empty_block_so_readers_of_the_files_see_all(site: Journal) -> None:
    assert site.run("pull", "--dry-run", "--no-exec").out == "0 blocks would be refreshed in 0 pages\n"


@pytest.mark.parametrize(("guide", "number"), [("students", 9), ("polls", 5), ("marketplace", 7)])
def test_the_page_of_a_guide_has_a_table_of_its_steps(site: Journal, guide: str, number: int) -> None:
    soup = BeautifulSoup(site.read(f"site/steps/{guide}/index.html"), "html.parser")
    table = soup.select_one("article table:has(a[href^='0'])")
    assert table is not None
    links = [str(a["href"]) for a in table.select("a")]
    steps = sorted(path.stem for path in (ROOT / "docs/steps" / guide).glob("0*.md"))
    assert len(steps) == number
    assert [link.strip("/") for link in links] == steps


def test_the_home_page_has_the_newest_entries_first_and_every_guide(site: Journal) -> None:
    soup = BeautifulSoup(site.read("site/index.html"), "html.parser")
    days = [str(time["datetime"]) for time in soup.select("article time, main time")]
    texts = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs/journal").rglob("*.md"))
    posts = re.findall(r"^(?:date: |## )(\d{4}-\d\d-\d\d)", texts, re.MULTILINE)
    assert [day[:10] for day in days] == sorted(posts, reverse=True)[:3]
    links = {str(a["href"]) for a in soup.select("main a")}
    assert {"steps/students/", "journal/2025-week-44/"} <= links


# What a page may have: bytes of HTML, not compressed, and elements. Live demos, which this build leaves
# out, add up to 6 kB of attributes.
MOST_BYTES, MOST_ELEMENTS = 244_000, 6_000


def test_no_page_is_larger_than_a_page_should_be(site: Journal) -> None:
    built = dict(pages(site))
    found = {
        name: (len(data), len(built[name].css("*")))
        for name, data in site.files().items()
        if name.endswith(".html")
    }
    larger = {name: of for name, of in found.items() if of[0] > MOST_BYTES or of[1] > MOST_ELEMENTS}
    assert larger == {}


def test_every_page_has_a_title_a_description_and_one_heading(site: Journal) -> None:
    for name, page in pages(site):
        if name == "404.html":
            continue
        title = page.css_first("title")
        assert title is not None and title.text().strip(), name
        assert len(page.css("h1")) == 1, name
        assert page.css_first('meta[name="description"]') is not None, name


def test_the_sitemap_has_the_days_of_entries_and_of_lists_the_newest_thing_on_them(site: Journal) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    dated = {
        str(url.findtext("s:loc", "", names)): str(day)
        for url in ElementTree.fromstring(site.read("site/sitemap.xml")).findall("s:url", names)
        if (day := url.findtext("s:lastmod", None, names)) is not None
    }
    weeks = {
        f"{BASE}journal/{path.stem}/": path for path in (ROOT / "docs/journal/posts").glob("*-week-*.md")
    }
    assert weeks.keys() <= dated.keys()
    entries = {url: day for url, day in dated.items() if url in weeks or f"/journal/{day}" in url}
    assert all(f"\ndate: {entries[url]}\n" in path.read_text("utf-8") for url, path in weeks.items())
    newest = max(entries.values())
    months = {f"{BASE}journal/archive/{day[:4]}/{day[5:7]}/" for day in entries.values()}
    lists = {url: day for url, day in dated.items() if url not in entries}
    assert min(lists[BASE], lists[f"{BASE}journal/"]) >= newest
    assert months <= lists.keys()
    assert all(url[-8:-1].replace("/", "-") == lists[url][:7] for url in months)


def changed(journal: Journal, path: str, old: str, new: str) -> None:
    text = journal.read(path)
    assert old in text
    journal.write({path: text.replace(old, new).encode()})


def blocks_with(journal: Journal, *words: str) -> set[str]:
    """Page and line of each snippet whose own text holds all of the words, found by hand."""
    found = set()
    for path in sorted((journal.root / "docs").rglob("*.md")):
        opened = 0
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.startswith("```") and "data-from=" in line:
                opened, body = number, ""
            elif line.startswith("```") and opened:
                if any(word in body for word in words):
                    found.add(f"{path.relative_to(journal.root)}:{opened}")
                opened = 0
            elif opened:
                body += line + "\n"
    return found


def reported(journal: Journal) -> set[str]:
    run = journal.run("check", "--no-exec")
    assert run.status == 1
    return set(re.findall(r"^(docs/\S+?:\d+): ", run.err, flags=re.MULTILINE))


def patches(journal: Journal) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(journal.root.glob("docs/steps/*/*.patch"))}


@pytest.mark.slow
def test_a_changed_line_goes_to_its_step_and_is_reported_exactly_where_it_is_shown(draft: Journal) -> None:
    line = "name = models.CharField(max_length=100)"
    expected = blocks_with(draft, line)
    before = patches(draft)
    assert expected
    changed(draft, "demo_project/students/models.py", line, line.replace("100", "137"))
    absorbed = draft.run("step", "absorb", "--yes")
    assert absorbed.status == 0, absorbed.err
    assert "demo_project/students/models.py:18 goes to students/05 (+1 -1)" in absorbed.out
    after = patches(draft)
    assert [name for name in after if line.replace("100", "137").encode() in after[name]] == [
        "05-models.patch"
    ]
    moved = {name for name in after if after[name] != before[name]}
    assert all(b"students/models.py" in after[name] for name in moved)
    assert reported(draft) == expected
    assert draft.run("pull", "--no-exec").status == 0
    assert draft.run("check", "--no-exec").status == 0
    assert blocks_with(draft, line.replace("100", "137")) == expected


@pytest.mark.slow
def test_a_renamed_class_is_reported_exactly_where_it_is_shown_or_linked(draft: Journal) -> None:
    for path in sorted((draft.root / "demo_project").rglob("*.py")):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"\bStudentListView\b", "StudentIndexView", text), "utf-8")
    assert draft.run("step", "absorb", "--yes").status == 0
    shown = blocks_with(draft, "StudentListView")
    named = {
        f"{path.relative_to(draft.root)}:{number}"
        for path in (draft.root / "docs").rglob("*.md")
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if re.search(r"(code:|data-from=\")[^)\"]*StudentListView", line)
    }
    assert shown
    assert reported(draft) == shown | named


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml", "feed.json"])
def test_every_feed_keeps_the_rules_of_its_format(site: Journal, name: str) -> None:
    feeds = {path: data for path, data in site.files().items() if path == name or path.endswith(f"/{name}")}
    assert len(feeds) > 3
    assert {path: rules for path, data in feeds.items() if (rules := broken(name, data))} == {}


def test_every_page_of_a_guide_opens_its_project_where_that_runs() -> None:
    workspace = load_workspace(load(ROOT))
    runs = set(workspace.series.trees("manage.py"))
    opened = {name for (project, name), wished in shown(workspace.readings).items() if "link" in wished}
    assert {step.name for guide in workspace.guides for step in guide.steps if step.name in runs} <= opened
    overviews = {"docs/index.md", "docs/steps/index.md"} | {
        workspace.settings.shown(workspace.settings.docs / guide.index) for guide in workspace.guides
    }
    linked = {
        reading.page.path
        for reading in workspace.readings
        if any(link.scheme == "live" for link in reading.links)
    }
    assert overviews <= linked


def shown(readings: Iterable[Reading]) -> dict[tuple[str, str], frozenset[str]]:
    """What pages want of each project at each state, by their names."""
    return {(project, str(state)): wished for (project, state), wished in wishes(readings).items()}


ORDERS, VIEWS = "steps/marketplace/05-orders/", "steps/students/06-views/"
MODELS, TABLES = "steps/students/05-models/", "steps/polls/02-database/"
COMMANDS = "manual/commands/"
BEST = {
    "select_for_update": ORDERS,
    "for update": ORDERS,
    "CASCADE": TABLES,
    "models.CASCADE": ORDERS,
    "on_delete": TABLES,
    "ForeignKey": ORDERS,
    "foreign key": ORDERS,
    "objects.create": ORDERS,
    "UniqueConstraint": MODELS,
    "unique constraint": MODELS,
    "manage.py": "steps/polls/02-database/",
    "C++": "manual/writing/",
    "0.5": ORDERS,
    "no such table: students_student": MODELS,
    "No changes detected": MODELS,
    "students_student_age_check": MODELS,
    "csrf": VIEWS,
    "csrf_token": "steps/marketplace/01-accounts/",
    "Student": MODELS,
    "tsudent": MODELS,
    "Question": TABLES,
    "JWT": "steps/marketplace/04-jwt-and-permissions/",
    "build.py pull": f"{COMMANDS}#pull",
    "serve": f"{COMMANDS}#serve",
    "chronicles check": "manual/existing-docs/",
}


def test_a_search_finds_the_page_that_a_reader_expects(site: Journal) -> None:
    results = dict(zip(BEST, found(site.root / "site", list(BEST)), strict=True))
    assert {query: of[0].partition("#")[0] for query, of in results.items() if of} == {
        query: place.partition("#")[0] for query, place in BEST.items()
    }
    assert [query for query, place in BEST.items() if place not in results[query][0]] == []


def test_phrases_in_quotation_marks_are_on_every_page_that_is_found(site: Journal) -> None:
    texts: dict[str, str] = {}
    for one in indexed(site.root / "site"):
        url = one.location.partition("#")[0]
        texts[url] = f"{texts.get(url, '')} {one.title} {one.text}".lower()
    for phrase in ("no such table", "foreign key", "makemigrations --check"):
        (results,) = found(site.root / "site", [f'"{phrase}"'])
        assert results
        assert [one for one in results if phrase not in texts[one.partition("#")[0]]] == []


def test_results_of_steps_and_entries_say_where_they_stand(site: Journal) -> None:
    places = {one.location: one.places for one in indexed(site.root / "site")}
    assert places[f"{MODELS}#the-change"] == ("Student registration", "5. Models")
    assert places["journal/2025-08-29-a-project-from-scratch/"] == ("Journal", "29 August 2025")
    assert places[COMMANDS] == ("Manual",)
