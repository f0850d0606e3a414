"""The blocks of pages that are written for other engines."""

from chronicles.documents.document import Document, Sample, read_document
from chronicles.pages.page import Page
from tests.documents import Case, cases


def said(document: Document) -> str:
    """What the blocks of a page say, a line each, and what is wrong with them."""
    lines = [*map(line, document.samples), *map(str, document.problems)]
    return "".join(f"{line}\n" for line in lines)


def line(sample: Sample) -> str:
    block, code = sample.fence.block, sample.code
    address = code.header.data["data-from"] if code.ask else "-"
    return f"{block.first}-{block.last} {code.header.language} {address}"


@cases("documents/fences.md")
def test_the_blocks_of_a_page(case: Case) -> None:
    assert said(read_document(Page("page.md", case.input))) == case.expected


def test_in_mdx_nothing_is_code_by_its_indentation() -> None:
    text = '<Tabs>\n  <Tab>\n    ```py data-from="a.py#f"\n    x\n    ```\n  </Tab>\n</Tabs>\n'
    assert said(read_document(Page("page.mdx", text))) == "3-5 py a.py#f\n"
    assert said(read_document(Page("page.md", text))) == ""


def test_options_of_directives_and_cells_are_no_text() -> None:
    page = Page(
        "page.md", "```{code-block} python\n:linenos:\n\nx\n```\n\n```{python}\n#| echo: false\ny\n```\n"
    )
    assert [(one.fence.options, one.text) for one in read_document(page).samples] == [
        ((":linenos:", ""), ("x",)),
        (("#| echo: false",), ("y",)),
    ]
