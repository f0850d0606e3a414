"""How many blocks `adopt` finds, and how many rightly: of packages that are installed anyway.

The blocks are cut by `ast`, which Chronicles does not use, and for each it is known which lines it was.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent, indent

import pytest

from chronicles.pages.addresses import parse_address
from chronicles.source.excerpts import Index
from tests.commands import run

PACKAGES = {"click": 25, "jinja2": 25, "django": 50}  # and how many blocks are cut of each
LEAST, MOST = 3, 60  # lines of a block
SPACED = 5  # each fifth block has other white space
DECOYS = 40


@dataclass(frozen=True)
class Cut:
    """Lines of a file, as a page has them."""

    path: str
    first: int
    last: int
    text: str


def folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def cuts(package: str) -> Iterator[Cut]:
    """Every class, function and method of a package that is neither short nor long, and whole files of it."""
    top = folder(package)
    for path in sorted(top.rglob("*.py")):
        name, source = path.relative_to(top).as_posix(), path.read_text("utf-8")
        lines = source.split("\n")
        if LEAST < len(lines) <= MOST:
            yield Cut(name, 1, len(lines), source)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                last = node.end_lineno or first
                if LEAST <= last - first + 1 <= MOST:
                    yield Cut(name, first, last, dedent("\n".join(lines[first - 1 : last])))


def chosen(package: str, number: int) -> list[Cut]:
    """So many of them, from all over the package; each equals one place of it, not counting white space."""
    found = list(cuts(package))
    texts = [flat(cut.text) for cut in found]
    known = {text for text in texts if texts.count(text) == 1} if len(texts) < 5000 else unique(texts)
    single = [cut for cut, text in zip(found, texts, strict=True) if text in known and "```" not in cut.text]
    return single[:: len(single) // number][:number]


def unique(texts: list[str]) -> set[str]:
    once, more = set[str](), set[str]()
    for text in texts:
        (more if text in once else once).add(text)
    return once - more


def flat(text: str) -> str:
    return " ".join(text.split())


def spaced(text: str, number: int) -> str:
    """The text with other white space, in one of several ways."""
    ways = (
        lambda: indent(text, "    "),
        lambda: text.replace("    ", "\t"),
        lambda: text.replace("\n", "  \n"),
        lambda: text.replace("\n\n", "\n\n\n"),
        lambda: f"\n{text}\n\n",
    )
    return ways[number % len(ways)]()


def block(text: str) -> str:
    return "```python\n" + text.rstrip("\n") + "\n```\n\n"


def page_of(texts: list[str]) -> tuple[str, dict[int, int]]:
    """A page of blocks, and which each is, by the line of its fence."""
    page, places = "", {}
    for at, text in enumerate(texts):
        places[page.count("\n") + 1] = at
        page += block(text)
    return page, places


def proposed(tmp_path: Path, package: str, texts: list[str]) -> dict[int, str]:
    """The addresses that are proposed, by the number of the block; nothing may have been written."""
    page, places = page_of(texts)
    (tmp_path / "page.md").write_bytes(page.encode())
    found = run(tmp_path, "adopt", "page.md", "--project", str(folder(package)))
    assert found.status == 0
    assert (tmp_path / "page.md").read_bytes() == page.encode()
    said = re.findall(r"^page\.md:(\d+): (\S.*) \((?:exact|the same but for white space)\)$", found.out, re.M)
    return {places[int(line)]: address for line, address in said}


def is_right(package: str, cut: Cut, text: str) -> bool:
    """Whether an address leads to the lines that were cut."""
    address = parse_address(text)
    source = (folder(package) / address.path).read_text("utf-8").removesuffix("\n")
    numbers = [number for number in Index(source, address.path).cut(address.selectors).numbers if number]
    inside = all(cut.first <= number <= cut.last for number in numbers)
    return (
        address.path == cut.path
        and inside
        and flat(cut.text) == flat("\n".join(Index(source, address.path).cut(address.selectors).lines))
    )


@pytest.mark.slow  # every file of Django is looked at
def test_of_a_hundred_blocks_ninety_are_proposed_and_of_those_ninety_five_in_a_hundred_rightly(
    tmp_path: Path,
) -> None:
    found = right = 0
    for package, number in PACKAGES.items():
        blocks = chosen(package, number)
        assert len(blocks) == number
        texts = [
            spaced(cut.text, at // SPACED) if at % SPACED == 0 else cut.text for at, cut in enumerate(blocks)
        ]
        addresses = proposed(tmp_path, package, texts)
        found += len(addresses)
        right += sum(is_right(package, blocks[at], address) for at, address in addresses.items())
    assert found >= 90
    assert right >= 0.95 * found


def test_what_is_like_a_part_and_none_is_not_proposed(tmp_path: Path) -> None:
    decoys = [changed(cut.text, at) for at, cut in enumerate(chosen("click", DECOYS))]
    assert proposed(tmp_path, "click", decoys) == {}


def changed(text: str, number: int) -> str:
    """The text with a word, a line, or an end that the file has not."""
    lines = text.split("\n")
    middle = len(lines) // 2
    ways = (
        lambda: text.replace("self", "this").replace("return", "yield") + "  # changed",
        lambda: "\n".join([*lines[:middle], "    ...", *lines[middle:]]),
        lambda: "\n".join([*lines[:middle], "    something_else()", *lines[middle + 1 :]]),
        lambda: text + "\n    done = True",
    )
    return ways[number % len(ways)]()
