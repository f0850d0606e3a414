"""What Copy puts on the clipboard is what the file holds, byte for byte, in a browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import close, hosted

from .conftest import CONFIG, FILES, Journal

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


def copied(page: Page, at: int) -> bytes:
    """What the button of a block puts on the clipboard; it is cleared before."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator("button[data-clipboard-target]").nth(at).click()
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    return str(page.evaluate("navigator.clipboard.readText()")).encode()


@pytest.mark.parametrize("name", ["empty", "filled"])
def test_copy_gives_the_bytes_of_the_file(page: tuple[Page, str], name: str) -> None:
    shown, address = page
    shown.goto(f"{address}{name}/")
    wanted = [data for data in SOURCES.values() for _ in range(3)]
    assert [copied(shown, at) for at in range(len(wanted))] == wanted


def test_a_block_of_nobody_is_copied_as_it_is_written(page: tuple[Page, str]) -> None:
    shown, address = page
    shown.goto(f"{address}filled/")
    assert copied(shown, 3 * len(SOURCES)) == b"$ a\n\tb  "
    assert shown.locator(".md-dialog__inner").text_content() == "Copied to clipboard"


def test_the_page_of_a_file_is_copied_too(made: Journal, page: tuple[Page, str]) -> None:
    shown, address = page
    for name, data in SOURCES.items():
        shown.goto(f"{address}code/now/{name}/")
        assert copied(shown, 0) == data


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
