"""The title that a page has by its first heading, where its front matter names none."""

import re
from collections.abc import Container, Sequence
from html import unescape

from chronicles.pages.characters import unfit
from chronicles.pages.front_matter.front_matter import FrontMatter
from chronicles.pages.page import Page
from chronicles.problems import Place, Problem

ATX = re.compile(r" {0,3}#[ \t]*(?P<title>[^#\s].*)")
UNDERLINE = re.compile(r"=+[ \t]*")


def heading_title(lines: Sequence[str], code: Container[int], after: int = 0) -> tuple[int, str]:
    """Return the line (from 1) and the text of the first heading of level 1; 0 and `""` without one.

    `code` has the numbers of lines that are code; the first `after` lines are no text either.
    """
    for number, line in enumerate(lines[after:], after + 1):
        if number in code:
            continue
        if heading := ATX.fullmatch(line):
            return number, heading["title"].rstrip()
        if number > after + 1 and UNDERLINE.fullmatch(line) and lines[number - 2].strip():
            return number - 1, lines[number - 2].strip()
    return 0, ""


def title_problems(page: Page, front_matter: FrontMatter, code: Container[int]) -> list[Problem]:
    """Return what is wrong with the characters of a title that is a heading.

    An entity of HTML counts as what it shows.
    """
    if "title" in front_matter.places:
        return []
    line, title = heading_title(page.lines, code, front_matter.length)
    refused = unfit(unescape(title), "the title")
    return [refused.at(Place(page.path, line))] if refused else []
