"""How an address is written at a block, so that the engine of the page shows the block as before."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

from chronicles.documents.document import Sample
from chronicles.documents.document_check import check_writable
from chronicles.documents.fences import DIRECTIVE, language_of_info
from chronicles.pages.addresses import Address
from chronicles.pages.headers import Header
from chronicles.pages.page import BOM, Page, split_lines
from chronicles.problems import Refused

# braces: {data-from="…"} behind the language. words: data-from="…" without braces. comment: of HTML or MDX.
Form = Literal["braces", "words", "comment"]
FORMS: tuple[Form, ...] = get_args(Form)
# What would end the attribute, the header or the comment that it stands in.
ENDS = re.compile(r"""["`{}]|-->|\*/""")
SAFE_HEADER = re.compile(r"[\w#+.-]*[ \t]*|(?:[\w#+.-]+[ \t]*)?\{[^{}]*\}")
OPTIONS = re.compile(
    r"""(?P<language>[\w#+.-]+)[ \t]+(?P<options>[A-Za-z_][\w-]*=(?:"[^"]*"|'[^']*'|\S+).*)"""
)


def with_addresses(page: Page, addresses: Mapping[int, tuple[Sample, Address]], form: Form) -> str:
    """Return the text of `page` with an address for each of some blocks, given by their first line.

    Only the line of the fence is changed, or a line put above it. Raises `Refused` where a block or an
    address has a form in which that cannot be.
    """
    bom = BOM if page.text.startswith(BOM) else ""
    out = []
    for number, (line, ending) in enumerate(split_lines(page.text.removeprefix(BOM)), 1):
        if found := addresses.get(number):
            out += [text + (ending or "\n") for text in _opening(line, *found, form, page.path)[:-1]]
            line = _opening(line, *found, form, page.path)[-1]
        out.append(line + ending)
    return bom + "".join(out)


def _opening(line: str, sample: Sample, address: Address, form: Form, path: str) -> list[str]:
    """The line of a fence, perhaps with one above it."""
    check_writable(sample)
    if ENDS.search(str(address)):
        mend = "Put a region around the lines, and write its address yourself."
        raise Refused(f"{str(address)!r} cannot be written at a block", mend)
    block, said = sample.fence.block, f'data-from="{address}"'
    kind = _possible(form, sample.fence.info)
    if kind == "comment":
        comment = f"{{/* {said} */}}" if path.endswith(".mdx") else f"<!-- {said} -->"
        return [block.prefix + comment, line]
    head = block.prefix + block.marker
    behind = line[len(head) :]
    space = behind[: len(behind) - len(behind.lstrip())]
    info = sample.fence.info
    return [head + space + (f"{info} {said}" if kind == "words" else _in_braces(info, str(address)))]


def _possible(form: Form, info: str) -> Form:
    """The form that is wanted, or a comment where the header has no room for it."""
    if form == "comment" or DIRECTIVE.match(info):
        return "comment"
    if form == "words":
        return "words" if language_of_info(info) and not info.startswith("{") else "comment"
    return "braces" if SAFE_HEADER.fullmatch(info) or OPTIONS.fullmatch(info) else "comment"


def _in_braces(info: str, address: str) -> str:
    """A header with the address in its braces; options that stand without any are put into them."""
    if "{" not in info and (match := OPTIONS.fullmatch(info)):
        info = f"{match['language']} {{{match['options'].strip()}}}"
    return Header(info).with_values({"data-from": address})
