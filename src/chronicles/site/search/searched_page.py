"""A page as the search has it: its sections as plain text, and the weight of each term in them. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from chronicles.site.search.search_terms import folded, names, terms

CODE = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
SPACE = re.compile(r"\s+")
DEFINED = re.compile(
    r"^[^\S\n]*(?:(?:export|pub|public|private|async|static|default)\s+)*"
    r"(?:class|def|function|const|let|interface|type|struct|enum|trait|fn|func)\s+(\w+)",
    re.MULTILINE,
)
# What a term weighs where it is: a whole name in running text has 10, and more the more often it is there.
USUAL_LENGTH, LONG = 150, 900  # names of a section: in a longer one each weighs less, up to a long one
SHOWN = 0.3  # a name in a block of code: what is said of it tells more
TEXT, PART, TITLE, TAGGED, DEFINITION = 10.0, 0.5, 26.0, 12.0, 14.0
MOST = 63  # of the weight of a term; WEIGHTS times the number of a section and a weight are one number
WEIGHTS = 64


@dataclass(frozen=True, slots=True)
class SearchedSection:
    """A part of a page below one heading: `anchor` is `""` for the beginning of the page."""

    anchor: str
    title: str
    text: str
    prose: str = ""  # of the text, what is outside of blocks of code
    code: str = ""  # and what is in them, with its lines

    @classmethod
    def of_html(cls, anchor: str, title: str, html: str) -> "SearchedSection":
        """Return a section of the HTML that Material's index has of it: `p`, `code`, `pre`, lists."""
        code = "\n".join(unescape(TAG.sub("", block)) for block in CODE.findall(html))
        prose = plain(CODE.sub(" ", html))
        return cls(anchor, plain(title), plain(html), prose, code)


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page: its address in the site, where it stands, its title, tags, sections.

    `places` are in the order of the menu, such as a guide and the number and name of a step. All weights are
    taken times `boost`.
    """

    url: str
    title: str
    places: Sequence[str]
    sections: Sequence[SearchedSection]
    tags: Sequence[str] = ()
    boost: float = 1.0


def plain(html: str) -> str:
    """Return the text of a piece of HTML on one line.

    >>> plain("<p>a &lt; b</p><p>c</p>")
    'a < b c'
    """
    apart = re.sub(r"</?(?:p|li|ol|ul|pre)>", " ", html)
    return SPACE.sub(" ", unescape(TAG.sub("", apart))).replace("\u200b", "").strip()


def weights(page: SearchedPage) -> dict[str, list[int]]:
    """Return the terms of a page, each with numbers: `WEIGHTS` times a section, and what it weighs there."""
    found: dict[str, list[int]] = defaultdict(list)
    boost = page.boost
    for number, section in enumerate(page.sections):
        first = WEIGHTS * number
        for term, weight in _section(page, section, is_first=number == 0).items():
            rounded = int(weight * boost + 0.5)
            found[term].append(first + (1 if rounded < 1 else MOST if rounded > MOST else rounded))
    return dict(sorted(found.items()))


def _section(page: SearchedPage, section: SearchedSection, *, is_first: bool) -> dict[str, float]:
    said, shown = (Counter(names(folded(text))) for text in (section.prose, section.code))
    often: dict[str, float] = defaultdict(float)
    for counted, factor in ((said, 1.0), (shown, SHOWN)):
        for name, times in counted.items():
            for term, is_part in terms(name):
                often[term] += times * factor * (PART if is_part else 1)
    length = 0.6 + 0.4 * min(said.total() + SHOWN * shown.total(), LONG) / USUAL_LENGTH
    found = {term: TEXT * 2.2 * times / (times + 1.2 * length) for term, times in often.items()}
    titles = [section.title, page.title, *page.places[1:]] if is_first else [section.title]
    _raise(found, titles, TITLE)
    if is_first:
        _raise(found, page.tags, TAGGED)
    _raise(found, DEFINED.findall(section.code), DEFINITION, shared=False)
    return found


def _raise(found: dict[str, float], texts: Iterable[str], weight: float, *, shared: bool = True) -> None:
    """Add to the terms of titles, tags and definitions: the fewer words a title has, the more to each."""
    raised: dict[str, float] = {}
    for text in texts:
        words = names(folded(text))
        share = weight / max(1, len(words)) ** 0.5 if shared else weight
        for term, is_part in (pair for name in words for pair in terms(name)):
            raised[term] = max(raised.get(term, 0.0), share * (PART if is_part else 1))
    for term, share in raised.items():
        found[term] = found.get(term, 0.0) + share
