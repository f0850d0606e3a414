"""What Copy puts on the clipboard is what the file holds, byte for byte, in a browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from chronicles.disk.line_ends import letters
from chronicles.proof.answers import Answer
from chronicles.proof.resolver import answer_all
from chronicles.site.mkdocs import config
from chronicles.workspace.workspace import load
from tests.browsers import becomes, close, hosted

from .conftest import CONFIG, FILES, Journal
from .test_this_site import copy_to

SETTINGS = CONFIG.replace("  font: false", "  font: false\n  features: [content.code.copy]")
# By name: the bytes of a file. What a Makefile, a form feed and Windows do to a page is here.
SOURCES = {
    "Makefile": b"\n\nall: a  \n\techo 'a' \t b  \n   \n\t\n\x0c\nx = 1   \n",
    "no-end.txt": b"one\ntwo",
    "windows.txt": b"one\r\n\ttwo  \r\n\r\nthree\r\n",
    "windows-no-end.txt": b"one\r\ntwo",
    "old.txt": b"one\rtwo\r",
    "mixed.txt": b"one\r\ntwo\nthree\rfour\n\n\n",
    "mark.txt": b"\xef\xbb\xbfone\ntwo\n",
    "one.txt": b"one",
}
PAGE = "".join(
    f'```text {{data-from="{name}"}}\n```\n\n- in a list\n\n    ```text {{data-from="{name}"}}\n    ```\n\n'
    f'> ```text {{data-from="{name}" linenums="1"}}\n> ```\n\n'
    for name in SOURCES
)
OTHERS = '```console {data-unproven="an example"}\n$ a\n\tb  \n```\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    root = tmp_path_factory.mktemp("copy") / "journal"
    root.mkdir()
    files = {f"demo_project/{name}": data for name, data in SOURCES.items()}
    page = {"docs/empty.md": f"# Empty\n\n{PAGE}", "docs/filled.md": f"# Filled\n\n{PAGE}\n{OTHERS}"}
    journal = Journal(root).write(FILES | {"mkdocs.yml": SETTINGS} | files | page)
    run = journal.run("pull", "docs/filled.md")
    assert (run.status, run.err) == (0, "")
    run = journal.run("check")
    assert (run.status, run.err) == (0, "")
    assert "48 of 49 blocks proven" in run.out
    assert journal.run("build").status == 0
    return journal


@pytest.fixture
def page(made: Journal, browser: Browser) -> Iterator[tuple[Page, str]]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    with hosted(Path(made.root, "site")) as address:
        yield context.new_page(), address
    close(context)


def button(page: Page, at: int) -> Locator:
    return page.locator("button[data-clipboard-target]").nth(at)


def copied(button: Locator) -> bytes:
    """What the button of a block puts on the clipboard; it is cleared before."""
    page = button.page
    page.evaluate("navigator.clipboard.writeText('')")
    button.evaluate("button => button.click()")  # wherever it is: in what is folded away, too
    becomes(page, "async () => await navigator.clipboard.readText() !== ''")
    return str(page.evaluate("navigator.clipboard.readText()")).encode()


@pytest.mark.parametrize("name", ["empty", "filled"])
def test_copy_gives_the_bytes_of_the_file(page: tuple[Page, str], name: str) -> None:
    shown, address = page
    shown.goto(f"{address}{name}/")
    wanted = [data for data in SOURCES.values() for _ in range(3)]
    assert [copied(button(shown, at)) for at in range(len(wanted))] == wanted


def test_a_block_of_nobody_is_copied_as_it_is_written(page: tuple[Page, str]) -> None:
    shown, address = page
    shown.goto(f"{address}filled/")
    assert copied(button(shown, 3 * len(SOURCES))) == b"$ a\n\tb  "
    assert shown.locator(".md-dialog__inner").text_content() == "Copied to clipboard"


def test_the_page_of_a_file_is_copied_too(made: Journal, page: tuple[Page, str]) -> None:
    shown, address = page
    for name, data in SOURCES.items():
        shown.goto(f"{address}code/now/{name}/")
        assert copied(button(shown, 0)) == data


STEP = "docs/steps/students/05-models.md"


def wanted_of(root: Path) -> dict[str, list[bytes]]:
    """By page of this site, what each of its snippets is at its address, byte for byte."""
    workspace = load(config.load(root))
    with workspace.projects() as projects:
        answers = answer_all((ask for reading in workspace.readings for ask in reading.asks), projects)
    return {
        reading.page.path: [raw(answers.answer(ask)) for ask in reading.asks]
        for reading in workspace.readings
        if reading.asks
    }


def raw(answer: Answer) -> bytes:
    ends = letters(answer.ends, len(answer.lines))
    written = zip(answer.lines, ends, strict=True)
    return "".join(line + {"n": "\n", "w": "\r\n", "r": "\r", "0": ""}[end] for line, end in written).encode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    journal = copy_to(tmp_path_factory.mktemp("site") / "journal")
    assert journal.run("build", "--no-live").status == 0
    return journal


@pytest.mark.slow
@pytest.mark.parametrize("pages", [[STEP], pytest.param([], marks=pytest.mark.long)], ids=["a step", "all"])
def test_every_block_of_this_site_is_copied_as_its_address_gives_it(
    site: Journal, browser: Browser, pages: list[str]
) -> None:
    wanted = wanted_of(site.root)
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    shown = context.new_page()
    found = {}
    with hosted(Path(site.root, "site")) as address:
        for page in pages or wanted:
            shown.goto(address + html_of(page))
            buttons = shown.locator("[data-from] button[data-clipboard-target]")
            found[page] = [copied(buttons.nth(at)) for at in range(buttons.count())]
    close(context)
    assert found == {page: wanted[page] for page in found}


def html_of(page: str) -> str:
    """The address of a page: as MkDocs makes it, and the blog, which takes the folder of the posts away."""
    name = page.removeprefix("docs/").removesuffix(".md").replace("journal/posts/", "journal/")
    return name.removesuffix("index") if name.endswith("index") else f"{name}/"


def test_pull_and_check_hold_every_character(journal: Callable[..., Journal]) -> None:
    made = journal(
        {
            "demo_project/Makefile": b"a:\n\tb  \n",
            "docs/index.md": '# A\n\n```make {data-from="Makefile"}\n```\n',
        }
    )
    assert made.run("pull").status == 0
    page = made.read("docs/index.md")
    assert "a:\n\tb  \n```" in page
    for wrong in ("a:\n    b  \n", "a:\n\tb\n", "a:\n\tb  \n\n"):
        made.write({"docs/index.md": page.replace("a:\n\tb  \n", wrong).encode()})
        run = made.run("check")
        assert (run.status, re.sub(r" \(.*?\)", "", run.err.splitlines()[0])) == (
            1,
            "docs/index.md:3: Makefile has drifted: 1 line differs",
        )
