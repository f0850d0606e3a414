"""Weaving: new headers and bodies in their blocks, and every other byte as it was."""

import pytest

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.markdown.dialect import EXTENSIONS, Dialect
from chronicles.pages.page import Page
from chronicles.pages.weave import BlockChange, weave
from tests.documents import Case, cases

FINDER = Finder(Dialect())


def woven(text: str, *changes: BlockChange, finder: Finder = FINDER) -> str:
    page = Page("page.md", text)
    return weave(page, dict(zip(finder.find(page).blocks, changes, strict=True)))


@cases("pages/weave.md")
def test_weave(case: Case) -> None:
    page, body = case.input.split("=>\n")
    assert woven(page, BlockChange(body=body.splitlines())) == case.expected, case.place


def test_without_pymdownx_quotes_the_closing_fence_gets_its_own_marks() -> None:
    finder = Finder(Dialect(tuple(name for name in EXTENSIONS if name != "pymdownx.quotes")))
    page, change = ">   ```\n>   x\n    ```\n", BlockChange(body=["y", ""])
    assert woven(page, change, finder=finder) == ">   ```\n>   y\n>\n>   ```\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\r\n"])
def test_new_lines_end_as_the_block_does(ending: str, mark: str, last: str) -> None:
    text = mark + f"a\r\n> ```py{ending}> x{ending}> ```{last}"
    expected = mark + f"a\r\n> ```py{ending}> y{ending}>{ending}> z{ending}> ```{last}"
    assert woven(text, BlockChange(body=["y", "", "z"])) == expected


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_an_empty_block_takes_the_line_ending_of_its_fence(ending: str) -> None:
    assert woven(f"```{ending}```", BlockChange(body=["y"])) == f"```{ending}y{ending}```"


@pytest.mark.parametrize(
    ("text", "header", "expected"),
    [
        ("```\n```\n", "py", "```py\n```\n"),
        ("```py\nx\n```\n", "", "```\nx\n```\n"),
        ("``` py {.a}  \nx\n```\n", "py {.b}", "``` py {.b}\nx\n```\n"),
        ("> ~~~~\tpy\r\n> x\r\n> ~~~~\r\n", "{.b}", "> ~~~~\t{.b}\r\n> x\r\n> ~~~~\r\n"),
        ("- a\n\n\t```py\n\tx\n\t```  \n", "js", "- a\n\n\t```js\n\tx\n\t```  \n"),
    ],
)
def test_a_new_header_leaves_the_body_alone(text: str, header: str, expected: str) -> None:
    assert woven(text, BlockChange(header=header)) == expected


def test_header_and_body_at_once_in_several_blocks() -> None:
    text = "a\n```\n1\n```\nb\n\n> ~~~ py\n> 2\n> ~~~\n```\n3\n```\nc"
    changes = BlockChange("x", ["```"]), BlockChange(), BlockChange(body=[])
    assert woven(text, *changes) == "a\n````x\n```\n````\nb\n\n> ~~~ py\n> 2\n> ~~~\n```\n```\nc"


def test_the_order_of_the_changes_does_not_matter() -> None:
    page = Page("page.md", "```\na\n```\n```\nb\n```\n")
    first, second = FINDER.find(page).blocks
    change = {second: BlockChange(body=["2"]), first: BlockChange(body=["1"])}
    assert weave(page, change) == "```\n1\n```\n```\n2\n```\n"


@pytest.mark.parametrize(
    "text", ["", "\n", "\ufeff", "\ufeffa", "a\rb\r\nc\n", "a\r\r\n\n\r", "\u2028\x85\f", "a"]
)
def test_without_changes_every_byte_stays(text: str) -> None:
    assert weave(Page("page.md", text), {}) == text
