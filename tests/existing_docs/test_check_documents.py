"""`check` and `pull` with `--project`: pages of no journal, against a folder."""

from pathlib import Path

import pytest

from tests.commands import run
from tests.journals import Story, write

SOURCE = "import os\n\n\ndef f():\n    return 1\n\n\nclass A:\n    x = 1\n"
PROVEN = '```python {data-from="a.py#f"}\ndef f():\n    return 1\n```\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, {"src/a.py": SOURCE})


def test_a_page_without_a_journal_is_proven(folder: Path) -> None:
    write(folder, {"docs/deep/page.md": PROVEN, "docs/.hidden/page.md": "```py {data-from='no.py'}\n```\n"})
    found = run(folder, "check", "docs", "--project", "src")
    assert (found.status, found.out, found.err) == (0, "1 of 1 block proven in 1 page\n", "")


def test_drift_is_told_with_the_command_that_mends_it(folder: Path) -> None:
    write(folder, {"my docs/page.md": PROVEN.replace("1", "2")})
    found = run(folder, "check", "my docs/page.md", "--project", "src")
    assert found.status == 1
    assert found.err == (
        "my docs/page.md:1: a.py#f has drifted: 1 line differs\n"
        "    Read the page again, then accept what is there now: "
        "python3 build.py pull 'my docs/page.md' --project src\n"
        "1 problem\n"
    ).replace("python3 build.py", program(found.err))


def program(said: str) -> str:
    """The name by which the command was called in a test."""
    return said.split("there now: ")[1].split(" pull")[0]


def test_what_is_not_there_is_named_with_the_nearest(folder: Path) -> None:
    write(
        folder,
        {"docs/page.md": '<!-- data-from="b.py" -->\n```\nx\n```\n\n```py data-from="a.py#g"\nx\n```\n'},
    )
    found = run(folder, "check", "docs", "none", "src", "--project", "src")
    assert (found.status, found.err) == (
        1,
        "docs/page.md:2: the project has no file 'b.py'\n"
        "    Did you mean 'a.py'?\n"
        "docs/page.md:6: there is no 'g' in a.py\n"
        "    There are: A, A.x, f, imports, os.\n"
        "none: there is no such file or folder\n"
        "    Name a page, or a folder.\n"
        "src: the folder has no pages\n"
        "    Name one with pages: their names end in .md, .markdown, .mdown, .mkdn, .mkd, .mdx, .qmd.\n"
        "4 problems\n",
    )


def test_transcripts_are_named_and_not_run(folder: Path) -> None:
    write(folder, {"docs/page.md": '```console {data-run="here"}\n$ touch ran\n```\n\n```sh\nls\n```\n'})
    found = run(folder, "check", "docs", "--project", "src")
    assert (found.status, found.err) == (0, "")
    assert found.out == (
        "0 of 2 blocks proven in 1 page, 1 not run\n"
        "transcripts run only in a journal: docs/page.md:1\n"
        "1 block without an address: 'adopt' looks for those of the project\n"
    )
    assert not list(folder.rglob("ran"))


def test_without_pages_the_call_is_wrong(folder: Path) -> None:
    found = run(folder, "check", "--project", "src")
    assert found.status == 2
    assert "Name the pages, or their folder: --project is for those of no journal." in found.err


def test_pull_writes_the_text_and_nothing_else(folder: Path) -> None:
    before = (
        '---\ntitle: "x"\n---\r\n!!! note\r\n\r\n    <!-- data-from="a.py#f" -->\r\n'
        "    ```{code-block} python\r\n"
        "    :linenos:\r\n    def f():\r\n        return 2\r\n    ```\r\n\r\ntrailing  \r\n"
    )
    write(folder, {"docs/page.md": before})
    shown = run(folder, "pull", "docs", "--project", "src", "--dry-run")
    assert shown.out.endswith("1 block would be refreshed in 1 page\n")
    assert (folder / "docs/page.md").read_bytes().decode() == before
    found = run(folder, "pull", "docs", "--project", "src")
    assert (found.status, found.out.splitlines()[-1]) == (0, "1 block refreshed in 1 page")
    assert (folder / "docs/page.md").read_bytes().decode() == before.replace("return 2", "return 1")
    assert run(folder, "check", "docs", "--project", "src").status == 0


def test_pull_leaves_alone_what_it_cannot_write(folder: Path) -> None:
    before = '- ```py data-from="a.py#f"\n  x\n  ```\n\n```py data-from="a.py#f"\nx\n'
    write(folder, {"docs/page.md": before})
    found = run(folder, "pull", "docs", "--project", "src")
    assert (found.status, found.err) == (
        1,
        "docs/page.md:1: this block begins in the line of its item\n"
        "    Begin it on a line of its own, below the text of the item.\n"
        "docs/page.md:5: this block is never closed\n"
        "    End it with a line ```, indented as the line that opens it.\n"
        "2 problems\n",
    )
    assert (folder / "docs/page.md").read_text() == before


def test_states_are_those_of_the_repository(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.commit({"src/a.py": "x = 1\n"})
    story.tag("v1")
    story.commit({"src/a.py": "x = 2\n"})
    write(
        tmp_path,
        {"page.md": '```py data-from="a.py#x@git:v1"\nx = 1\n```\n\n```py data-from="a.py@01/02"\n```\n'},
    )
    found = run(tmp_path, "check", "page.md", "--project", "src")
    assert found.out == "1 of 2 blocks proven in 1 page\n"
    assert found.err == (
        "page.md:5: there is no step '01/02'\n"
        "    There are no guides: use 'now' or 'git:REVISION'.\n"
        "1 problem\n"
    )


def test_a_picture_in_words_is_no_code(folder: Path) -> None:
    write(folder, {"page.md": "```mermaid\ngraph TD\n```\n"})
    assert run(folder, "check", "page.md", "--project", "src").out == "0 of 0 blocks proven in 1 page\n"


@pytest.mark.parametrize("command", ["check", "adopt", "pull"])
def test_restructuredtext_is_said_not_to_be_read(folder: Path, command: str) -> None:
    write(folder, {"docs/a.rst": "A\n=\n", "docs/b/c.rst": "C\n=\n", "README.rst": "R\n=\n"})
    found = run(folder, command, "docs", "README.rst", "--project", "src")
    mend = (
        "Addresses stand in Markdown: in pages that end in .md, .markdown, .mdown, .mkdn, .mkd, .mdx, .qmd."
    )
    assert (found.status, found.out, found.err) == (
        1,
        "0 blocks refreshed in 0 pages\n" if command == "pull" else "",
        f"README.rst: it is reStructuredText, which is not read\n    {mend}\n"
        f"docs: the folder has no pages of Markdown, and 2 of reStructuredText\n    {mend}\n2 problems\n",
    )
    write(folder, {"docs/page.md": PROVEN})
    found = run(folder, command, "docs", "--project", "src")
    assert (found.status, found.err) == (0, "")
    assert "not read, since it is reStructuredText: docs/a.rst, docs/b/c.rst\n" in found.out
