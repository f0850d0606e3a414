"""How `adopt` writes an address: in the form of each engine, and nothing else."""

from pathlib import Path
from typing import get_args

import pytest

from chronicles.documents.document import Sample, read_document
from chronicles.documents.engines import form_for
from chronicles.documents.written_forms import Form, with_addresses
from chronicles.pages.addresses import Address, parse_address
from chronicles.pages.page import Page
from tests.documents import Case, cases
from tests.journals import refused, write

F = parse_address("a.py#f")
SILENT = "```python\nx\n```\n"


def adopted(page: Page, form: Form, address: Address = F) -> str:
    """The page with the address at each of its blocks."""
    found: dict[int, tuple[Sample, Address]] = {
        sample.fence.block.first: (sample, address) for sample in read_document(page).samples
    }
    assert found
    return with_addresses(page, found, form)


@cases("documents/forms.md")
def test_only_the_line_of_the_fence_or_one_above_it(case: Case) -> None:
    (form,) = (form for form in get_args(Form) if case.title.startswith(f"{form}:"))
    after = adopted(Page("page.md", case.input), form)
    assert after == case.expected
    again = read_document(Page("page.md", after))
    assert {str(sample.code.header.data.get("data-from")) for sample in again.samples} == {"a.py#f"}
    assert again.problems == ()


@pytest.mark.parametrize("form", get_args(Form))
def test_line_ends_a_byte_order_mark_and_a_missing_last_line_end_stay(form: Form) -> None:
    before = "\ufeff# T\r\n\r\n```python\r\nx\r\n```"
    after = adopted(Page("page.md", before), form)
    assert after.startswith("\ufeff# T\r\n\r\n")
    assert after.endswith("\r\nx\r\n```")
    assert after.replace("\r\n", "").count("\n") == 0


def test_in_mdx_a_comment_is_one_of_mdx() -> None:
    assert adopted(Page("page.mdx", "```\nx\n```\n"), "words") == '{/* data-from="a.py#f" */}\n```\nx\n```\n'


@pytest.mark.parametrize("name", ['a[href="x"]', "a`b", "{a}", "a-->b", "a*/b"])
def test_an_address_that_would_end_what_it_stands_in_is_refused(name: str) -> None:
    address = Address("a.html", (f"'{name}'",))
    page = Page("page.md", SILENT)
    assert refused(lambda: adopted(page, "comment", address)) == (
        f"{str(address)!r} cannot be written at a block\n"
        "Put a region around the lines, and write its address yourself."
    )


@pytest.mark.parametrize(
    ("setup", "content", "form"),
    [
        ("mkdocs.yml", "markdown_extensions: [pymdownx.superfences]\n", "braces"),
        ("mkdocs.yml", "site_name: x\n", "comment"),
        ("zensical.toml", "", "braces"),
        ("docusaurus.config.ts", "", "words"),
        ("astro.config.mjs", "", "words"),
        ("hugo.toml", "", "braces"),
        ("_quarto.yml", "", "braces"),
        ("docs/conf.py", "", "comment"),
        ("README.md", "", "comment"),
    ],
)
def test_the_engine_is_known_by_its_files(tmp_path: Path, setup: str, content: str, form: Form) -> None:
    write(tmp_path, {".git/HEAD": "", setup: content, "docs/deep/page.md": SILENT})
    assert form_for(tmp_path / "docs/deep/page.md") == form


def test_an_engine_is_not_looked_for_outside_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"hugo.toml": "", "own/.git/HEAD": "", "own/page.md": SILENT})
    assert form_for(tmp_path / "own/page.md") == "comment"
