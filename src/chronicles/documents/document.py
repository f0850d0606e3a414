"""A page of any Markdown: its fenced blocks, and what each says of where it is from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from chronicles.documents.fences import Fence, find_fences, language_of_info
from chronicles.pages.headers import KEYS
from chronicles.pages.page import Page
from chronicles.pages.reading import Ask, Code, read_code
from chronicles.pages.states import NOW
from chronicles.problems import Place, Problem, Refused

PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdx", ".qmd")
ATTRIBUTE = re.compile(
    r"""(?<![\w-])(?P<key>data[-_][\w-]*)(?P<value>=(?:"[^"]*"|'[^']*'|[^\s}"']*))?""", re.IGNORECASE
)
# A comment of nothing but attributes: HTML's, MDX's (in JSX), MyST's.
COMMENT = re.compile(
    r"[> \t]*(?:<!--(?P<html>[^>]*)-->|\{/\*(?P<jsx>.*)\*/\}|%(?P<myst>.*))[ \t]*", re.IGNORECASE
)
CLOSE = 0.8  # how much a word is like one of ours before it is taken for a slip of the pen


@dataclass(frozen=True, slots=True)
class Sample:
    """A fenced block with what it says; `comment` is the line of the comment that says it (0: none does)."""

    fence: Fence
    code: Code
    comment: int = 0

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is said of where it is from, not even in a way that cannot be read."""
        return "{" not in self.code.block.header

    @property
    def text(self) -> tuple[str, ...]:
        """The lines that readers see."""
        return self.fence.block.text


@dataclass(frozen=True, slots=True)
class Document:
    """A page, its blocks in their order, and what is wrong with what they say."""

    page: Page
    samples: tuple[Sample, ...]
    problems: tuple[Problem, ...]

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What its snippets want to know."""
        return tuple(sample.code.ask for sample in self.samples if sample.code.ask)


def read_document(page: Page) -> Document:
    """Read `page`, which may be written for any engine; nothing is looked up yet.

    Attributes are read behind the marks of a fence, with braces or without, and in a comment above it.
    """
    samples, problems = list[Sample](), list[Problem]()
    lines = page.lines
    for fence in find_fences(lines, is_mdx=page.path.endswith(".mdx")):
        said, comment = _said(lines, fence)
        header = f"{language_of_info(fence.info)} {{{' '.join(said)}}}" if said else fence.info
        block = replace(fence.block, header=header)
        code, wrong = read_code(block, NOW, run_all=False) if said else (_silent(fence), [])
        if code.ask and code.ask.address.project:
            wrong.append(_no_names(code.ask.address.project))
            code = replace(code, ask=None)
        samples.append(Sample(fence, code, comment))
        problems += [refused.at(Place(page.path, block.first)) for refused in wrong]
    return Document(page, tuple(samples), tuple(problems))


def _silent(fence: Fence) -> Code:
    """A block that says nothing: its header is the engine's business, and none of it is looked at."""
    return read_code(replace(fence.block, header=language_of_info(fence.info)), NOW, run_all=False)[0]


def _no_names(project: str) -> Refused:
    mend = "Write the path as seen from the folder that --project names."
    return Refused(f"there is no project {project!r}: the pages are held against one folder", mend)


def _said(lines: Sequence[str], fence: Fence) -> tuple[list[str], int]:
    """The attributes that are ours, and the line of the comment that has any."""
    number = fence.block.first - 1
    while number and not lines[number - 1].strip("> \t"):  # formatters put blank lines below a comment
        number -= 1
    match = COMMENT.fullmatch(lines[number - 1]) if number else None
    inside = (match["html"] or match["jsx"] or match["myst"] or "").strip() if match else ""
    above = _attributes(inside) if ATTRIBUTE.match(inside) else []
    return [*above, *_attributes(fence.info)], number if above else 0


def _attributes(text: str) -> list[str]:
    return [match[0] for match in ATTRIBUTE.finditer(text) if _is_ours(match["key"])]


def _is_ours(key: str) -> bool:
    """Whether an attribute is one of ours, or was meant to be; others have `data-` of their own."""
    return bool(get_close_matches(key.lower(), KEYS, n=1, cutoff=CLOSE))
