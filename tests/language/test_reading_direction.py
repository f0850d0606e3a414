"""Pages that are read from right to left: what they say of it, and styles that know no left of words."""

import re
from pathlib import Path

import pytest

from chronicles.language.site_language import SiteLanguage
from chronicles.language.site_words import SiteWords
from chronicles.site.material.accessibility import accessible

SOURCE = Path(__file__).parents[2] / "src" / "chronicles"
STYLES = [
    *(SOURCE / "site" / "theme" / "assets").glob("*.css"),
    *(SOURCE / "site" / "search" / "theme").rglob("*.css"),
    SOURCE / "live" / "browser" / "page" / "demo.css",
]
SIDES = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|text-align: ?(?:left|right)|float: ?(?:left|right)"
)


@pytest.mark.parametrize(("tag", "head"), [("ar", '<html dir="rtl" lang="ar">'), ("de", '<html lang="de">')])
def test_the_first_element_of_a_page_says_in_which_direction_it_is_read(tag: str, head: str) -> None:
    page = f'<html lang="{tag}"><body></body></html>'
    assert accessible(page, SiteWords(SiteLanguage(tag))) == f"{head}<body></body></html>"


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_our_styles_say_start_and_end_but_for_code(file: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", css)
    wrong = [head.strip() for head, block in rules if SIDES.search(block)]
    assert [head for head in wrong if head != "pre" and '[dir="rtl"]' not in head] == []
