"""The blocks of a page: where they stand, what opens them, and what their body is."""

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from chronicles.pages.markdown.blocks import Block, Finder, PageBlocks
from chronicles.pages.markdown.dialect import EXTENSIONS, Dialect
from chronicles.pages.page import Page
from chronicles.problems import Refused
from tests.documents import Case, cases
from tests.work import growth, processor_limit

FINDER = Finder(Dialect())


def find(text: str, after: int = 0) -> PageBlocks:
    return FINDER.find(Page("page.md", text), after)


def shown(found: PageBlocks) -> str:
    """The lines of each block, its prefix between bars, its fence; then its body; then open fences."""
    out = []
    for block in found.blocks:
        out.append(f"{block.first}-{block.last} |{block.prefix}| {block.marker} {block.header}".rstrip())
        out += [f"    {line}" if line else "" for line in block.body]
    out += [f"never closed: {number}" for number in found.unterminated]
    return "".join(f"{line}\n" for line in out)


@cases("pages/blocks.md")
def test_blocks(case: Case) -> None:
    assert shown(find(case.input)) == case.expected, case.place


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "cut"])
def test_lines_are_counted_alike_with_every_line_ending(ending: str, mark: str, last: bool) -> None:
    text = mark + ending.join(["a", "", "```python", "x = 1", "", "y", "```"]) + (ending if last else "")
    (block,) = find(text).blocks
    assert (block.first, block.last, block.body) == (3, 7, ("x = 1", "", "y"))


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\x1c", "\u00a0"])
def test_what_only_python_takes_for_the_end_of_a_line_is_none(character: str) -> None:
    (block,) = find(f"a{character}b\n\n```\nx{character}y\n```\n").blocks
    assert (block.first, block.last, block.body) == (3, 5, (f"x{character}y",))


def test_front_matter_is_not_looked_at_and_lines_still_count_from_the_top() -> None:
    found = find("---\ntitle: |\n  ```\n---\n```\nx\n```\n", after=4)
    assert shown(found) == "5-7 || ```\n    x\n"


def test_a_finder_remembers_nothing_of_the_page_before() -> None:
    first = "[^1]: note\n\n*[x]: y\n\n<div markdown>\n\n```\nopen\n"
    page = Page("page.md", "a [^1]\n\n```\nx\n```\n")
    finder = Finder(Dialect())
    before = finder.find(page)
    finder.find(Page("other.md", first))
    assert finder.find(page) == before


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "a", "\r", "\r\n\r\n"])
def test_a_page_without_a_fence_has_no_block(text: str) -> None:
    assert find(text) == PageBlocks(())


@pytest.mark.parametrize(
    ("body", "empty"),
    [((), True), (("",), True), (("", ""), True), (("x",), False), (("", "x"), False)],
)
def test_a_block_of_blank_lines_is_empty(body: tuple[str, ...], empty: bool) -> None:
    assert Block(1, 2, "", "```", "", body, body).is_empty is empty


TEXTS = {
    "```\na\tb  \n\t\n  \n\x0c\n```": ("a\tb  ", "\t", "  ", "\x0c"),
    "- a\n\n    ```\n    a\tb  \n\n      \n    \tc\n    ```": ("a\tb  ", "", "  ", "\tc"),
    "> ```\n> a\tb  \n>\n> \n>   \n> ```": ("a\tb  ", "", "", "  "),
    '=== "a"\n\n\t```\n\ta\tb\n\n\t\tc\n\t```': ("a\tb", "", "\tc"),
    "- a\n\n\t```\n    a\tb\n\t```": ("a   b",),  # indented otherwise than the fence
}


@pytest.mark.parametrize(("page", "expected"), TEXTS.items(), ids=TEXTS)
def test_the_text_of_a_block_is_every_character_of_its_lines(page: str, expected: tuple[str, ...]) -> None:
    (block,) = find(page).blocks
    assert block.text == expected


@pytest.mark.parametrize("extension", ["meta", "fenced_code", "sane_lists", "pymdownx.quotes", "extra"])
def test_lines_are_right_beside_other_extensions(extension: str) -> None:
    found = Finder(Dialect((extension, *EXTENSIONS))).find(Page("page.md", "Title: x\n\n```\ny\n```\n"))
    assert shown(found) == "3-5 || ```\n    y\n"


@pytest.mark.parametrize("extensions", [(), ("fenced_code",), ("tables", "attr_list")])
def test_without_superfences_there_are_no_blocks(extensions: tuple[str, ...]) -> None:
    assert Finder(Dialect(extensions)).find(Page("page.md", "```\nx\n```\n")) == PageBlocks(())


@pytest.mark.parametrize("reader", ["pymdownx.snippets", "pymdownx.critic"])
def test_what_reads_other_files_or_takes_text_away_is_left_out(reader: str) -> None:
    text = '```\n--8<-- "other.py"\n{--gone--}\n```\n'
    found = Finder(Dialect((*EXTENSIONS, reader))).find(Page("page.md", text))
    assert found.blocks[0].body == ('--8<-- "other.py"', "{--gone--}")


@pytest.mark.parametrize(
    ("settings", "text", "expected"),
    [
        ({"disable_indented_code_blocks": True}, "    ```\n    x\n    ```\n", "1-3 |    | ```\n    x\n"),
        ({"relaxed_headers": True}, "``` a b !\nx\n```\n", "1-3 || ``` a b !\n    x\n"),
        ({"preserve_tabs": True}, "```\n\tx\n```\n", "1-3 || ```\n        x\n"),
        (
            {"custom_fences": [{"name": "mermaid", "class": "m"}]},
            "```mermaid\nx\n```\n",
            "1-3 || ``` mermaid\n    x\n",
        ),
    ],
    ids=["no indented code", "relaxed headers", "tabs kept", "a fence of their own"],
)
def test_the_settings_of_superfences_are_kept(settings: dict[str, object], text: str, expected: str) -> None:
    finder = Finder(Dialect(settings={"pymdownx.superfences": settings}))
    assert shown(finder.find(Page("page.md", text))) == expected


@pytest.mark.parametrize(
    ("dialect", "missing"),
    [
        (Dialect(), ()),
        (Dialect(("pymdownx.extra",)), ()),
        (Dialect(("pymdownx.superfences",)), ("attr_list",)),
        (Dialect(("extra",)), ("pymdownx.superfences",)),
        (Dialect(("extra", "pymdownx.superfences")), ()),
        (Dialect(("pymdownx.superfences", "extra")), ("pymdownx.superfences",)),
        (Dialect((*EXTENSIONS, "fenced_code")), ("pymdownx.superfences",)),
        (Dialect(()), ("pymdownx.superfences", "attr_list")),
    ],
)
def test_a_dialect_says_what_it_lacks(dialect: Dialect, missing: tuple[str, ...]) -> None:
    assert dialect.missing == missing
    has_blocks = bool(Finder(dialect).find(Page("page.md", "```\nx\n```\n")).blocks)
    assert has_blocks is ("pymdownx.superfences" not in missing)


DEEP = "the page is nested too deeply"
LISTS = {
    depth: "".join("    " * level + "- a\n" for level in range(depth)) for depth in (90, 101, 300, 1_000)
}


@pytest.mark.parametrize(
    "text",
    [
        *(LISTS[depth] for depth in (101, 300, 1_000)),
        "".join("\t" * level + "1. a\n" for level in range(300)),
        ">" * 5_000 + "a\n",
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "[ a\n" * 100_000,
    ],
    ids=lambda text: text[-12:],
)
def test_pages_too_deep_for_the_engine_are_refused_at_once(text: str) -> None:
    with pytest.raises(Refused) as refused, processor_limit():
        find(text)
    assert (refused.value.message, refused.value.mend) == (DEEP, "Take some of its levels out.")


@pytest.mark.parametrize(
    "text", [LISTS[90], "- [ ] a\n" * 3_000, "[a](b) " * 3_000, "```\n" + " " * 900 + "x\n```\n"]
)
def test_pages_that_are_only_long_are_not_too_deep(text: str) -> None:
    find(text)


def test_a_header_that_superfences_would_not_come_to_an_end_with_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        find("a\n```py" + ' a="b"' * 40 + " !\n```\n")
    assert refused.value.message == "line 2 opens a block with more words than the engine can read"
    (block,) = find('```py {data-from="a.py"' + ' a="b"' * 40 + "}\n```\n").blocks
    assert block.header.startswith('py {data-from="a.py"')


def test_what_comes_before_superfences_takes_no_lines_away() -> None:
    class Shorter(Preprocessor):
        def run(self, lines: list[str]) -> list[str]:
            return lines[2:]

    class Cutting(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
            md.preprocessors.register(Shorter(md), "shorter", 100)

    found = Finder(Dialect((Cutting(), *EXTENSIONS))).find(Page("page.md", "a\n\n```\nx\n```\n"))  # type: ignore[arg-type]
    assert shown(found) == "3-5 || ```\n    x\n"


@pytest.mark.parametrize("before", ["", "a "])
def test_the_work_for_comments_that_are_never_closed_grows_as_they_do(before: str) -> None:
    def page(comments: int) -> str:
        return before + "<!-- " * comments + "\n\n```\nx\n```\n"

    with processor_limit():
        assert len(find(page(5_000)).blocks) == 1
    assert growth(find, page, 1_000) < 2.2
