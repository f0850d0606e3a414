"""Transcripts as readers see them: what is copied, two halves of an exchange, folded queries, the mark."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page

from tests.browsers import hosted
from tests.sizes import few

from .conftest import LOOKS, SIZES, Journal
from .polls import WITHOUT_DEMOS, block, polls

SHELL = """\
$ python manage.py check \\
>   --tag "models"
System check identified no issues (0 silenced).

$ python -c 'print("<&>")'
<&>
"""
SESSION = """\
>>> for letter in "a<b":
...     print(letter)
...
a
<
b
>>> 1 < 2 & 3
True
"""
EXCHANGE = """\
POST /token/ HTTP/1.1
Content-Type: application/json

{"name": "<Ada>"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access": "…", "refresh": "r3fresh"}
"""
LOST = "GET /polls/9/ HTTP/1.1\n\nHTTP/1.1 404 Not Found\nContent-Type: text/html; charset=utf-8\n\n…\n"
PAGE = (
    "# A page\n\n"
    + block("console", *SHELL.splitlines())
    + block("pycon", *SESSION.splitlines())
    + block("http", *EXCHANGE.splitlines())
    + block("http", *LOST.splitlines())
    + block("http", "GET /me/ HTTP/1.1")
    + block("pycon", ">>> from polls.models import Choice", ">>> Choice.objects.count()", "0")
    + block("sql", 'SELECT COUNT(*) AS "__count"', 'FROM "polls_choice";')
    + block("pycon", ">>> 1", "1")
    + block("sql")
    + '1. In a list\n\n    ```console {data-run="here"}\n    $ ls manage.py\n    manage.py\n    ```\n\n'
    + '=== "A tab"\n\n    ```console {data-run="here"}\n    $ ls manage.py\n    manage.py\n    ```\n\n'
    + '```console {data-run="here" .wide title="On a shelf"}\n$ ls manage.py\nmanage.py\n```\n\n'
    + '```console {data-unproven="an example"}\n$ rm -r /\n```\n\n```console\n$ plain\n```\n'
)
THEME = """  font: false
  features: [content.code.copy]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
"""
FEATURES = WITHOUT_DEMOS.replace("  font: false\n", THEME)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = polls(tmp_path_factory.mktemp("pages") / "journal", {"a.md": PAGE, "plain.md": "# Plain\n"})
    made.write({"mkdocs.yml": FEATURES})
    assert made.run("pull").status == 0
    checked = made.run("check")
    assert (checked.status, checked.err) == (0, "")
    run = made.run("build")
    assert run.status == 0, run.err
    return made


@pytest.fixture(scope="module")
def soup(built: Journal) -> BeautifulSoup:
    return BeautifulSoup(built.read("site/a/index.html"), "html.parser")


def copied(soup: BeautifulSoup) -> list[str]:
    return [str(found["data-copy"]) for found in soup.select("[data-copy]")]


def test_what_is_copied_is_what_is_put_in(soup: BeautifulSoup) -> None:
    ls = "ls manage.py"
    assert copied(soup) == [
        'python manage.py check \\\n  --tag "models"\npython -c \'print("<&>")\'',
        'for letter in "a<b":\n    print(letter)\n\n1 < 2 & 3',
        "from polls.models import Choice\nChoice.objects.count()",
        "1",
        ls,
        ls,
        ls,
    ]


def test_what_is_shown_is_still_the_whole_block(soup: BeautifulSoup) -> None:
    shown = [found.get_text() for found in soup.select(".chronicles-transcript code")]
    assert shown[0] == SHELL
    assert shown[1] == SESSION
    assert len(shown) == 7


def test_prompts_and_answers_are_told_apart(soup: BeautifulSoup) -> None:
    first = soup.select_one(".chronicles-transcript")
    assert first is not None
    assert first.select(".gp")[0].get_text().strip() == "$"
    assert "no issues" in first.select(".go")[0].get_text() + first.select(".go")[1].get_text()


def test_an_exchange_is_shown_as_its_two_halves_with_the_color_of_its_status(soup: BeautifulSoup) -> None:
    said = []
    for exchange in soup.select(".chronicles-exchange"):
        halves = exchange.select(":scope > .highlight")
        names = [half.select_one(".filename") for half in halves]
        status = [name for name in halves[-1]["class"] if name.startswith("chronicles-status-")]
        said.append(([name.get_text() for name in names if name], status))
    assert said == [
        (["Request", "Response"], ["chronicles-status-2"]),
        (["Request", "Response"], ["chronicles-status-4"]),
        (["Request", "Response"], ["chronicles-status-4"]),
    ]
    first = soup.select_one(".chronicles-exchange")
    assert first is not None
    request, _, response = EXCHANGE.partition("\n\nHTTP/1.1 200")
    texts = [found.get_text().rstrip("\n") for found in first.select("pre code")]
    assert texts == [request, f"HTTP/1.1 200{response}".rstrip("\n")]


def test_queries_are_folded_behind_their_number(soup: BeautifulSoup) -> None:
    folded = soup.select("details.chronicles-queries")
    assert [found.summary.get_text() for found in folded if isinstance(found.summary, Tag)] == [
        "1 query",
        "No query",
    ]
    assert not any(found.has_attr("open") for found in folded)
    assert 'FROM "polls_choice";' in folded[0].get_text()


def test_no_name_of_ours_is_left_in_the_page_and_every_element_is_closed(built: Journal) -> None:
    html = built.read("site/a/index.html")
    assert "data-transcript" not in html
    for name in "div", "pre", "code", "details", "span":
        assert len(re.findall(f"<{name}[ >]", html)) == html.count(f"</{name}>"), name


def test_a_block_that_is_not_run_is_as_ever(soup: BeautifulSoup) -> None:
    assert soup.select_one('.highlight[data-unproven="an example"]') is not None
    plain = soup.find(string=re.compile("plain"))
    assert plain is not None
    assert plain.find_parent(class_="chronicles-transcript") is None


def mark(made: Journal, page: str = "a") -> str | None:
    found = BeautifulSoup(made.read(f"site/{page}/index.html"), "html.parser").select_one(
        ".chronicles-proven"
    )
    return found.get_text().strip() if found else None


def test_the_mark_says_how_many_blocks_are_proven(built: Journal) -> None:
    assert mark(built) == "12 blocks proven"
    assert mark(built, "plain") is None


CHANGES = {
    "the page": ("docs/a.md", b"\nOne more word.\n"),
    "the project": ("demo_project/polls/models.py", b"\n# a comment\n"),
    "what it is run with": ("requirements.txt", b"django==9\n"),
}


@pytest.mark.parametrize(("name", "more"), few(CHANGES.values(), 1), ids=CHANGES)
def test_the_mark_goes_when_what_it_rests_on_changes(
    built: Journal, tmp_path: Path, name: str, more: bytes
) -> None:
    made = Journal(shutil.copytree(built.root, tmp_path / "copy", symlinks=True))
    path = made.root / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + more)
    assert made.run("build").status == 0
    assert mark(made) is None
    path.unlink() if before is None else path.write_bytes(before)
    assert made.run("build").status == 0
    assert mark(made) == "12 blocks proven"


@pytest.mark.parametrize("lock", few([b"", b"\xff\xfe", b"docs/a.md  0123 99\n", None], 2))
def test_a_lock_that_says_nothing_of_a_page_gives_no_mark(
    built: Journal, tmp_path: Path, lock: bytes | None
) -> None:
    made = Journal(shutil.copytree(built.root, tmp_path / "copy", symlinks=True))
    made.write({"proofs.lock": lock}) if lock is not None else (made.root / "proofs.lock").unlink()
    assert made.run("build").status == 0
    assert mark(made) is None


def test_an_empty_transcript_is_warned_of_and_shown(built: Journal, tmp_path: Path) -> None:
    made = polls(
        tmp_path / "journal", {"a.md": block("console", "$ ls") + block("http", "GET /me/ HTTP/1.1")}
    )
    run = made.run("build")
    assert run.status == 0
    found = BeautifulSoup(made.read("site/a/index.html"), "html.parser")
    assert copied(found) == ["ls"]
    assert len(found.select(".chronicles-exchange > .highlight")) == 1


@pytest.fixture(scope="module")
def base(built: Journal) -> Iterator[str]:
    with hosted(built.root / "site", "") as address:
        yield address


def open_page(browser: Browser, base: str, size: str, scheme: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(f"{base}a/")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_page_of_transcripts_has_no_barriers_and_copy_gives_commands(
    browser: Browser, base: str, size: str, scheme: str
) -> None:
    page = open_page(browser, base, size, scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    for is_open in False, True:
        for details in page.locator("details.chronicles-queries > summary").all() if is_open else []:
            details.click()
        found = Axe().run(page, context=".md-content").response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    for number, text in enumerate(
        ['python manage.py check \\\n  --tag "models"', 'for letter in "a<b":\n    print']
    ):
        transcript = page.locator(".chronicles-transcript").nth(number)
        transcript.hover()
        transcript.locator("button[data-clipboard-target], .md-clipboard").first.click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(text)
        assert not re.search(r"^(\$|>>>|\.\.\.) |no issues|True", copied, re.MULTILINE)
    page.context.close()
