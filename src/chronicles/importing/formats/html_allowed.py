"""Which HTML of an imported page is read: nothing that may run, nothing that its readers did not see."""

import re
from collections.abc import Iterator

import nh3
from bs4 import BeautifulSoup, Tag

from chronicles.importing.formats.html_tree import html_tree
from chronicles.problems import Refused

TAGS = frozenset(
    {*("a", "abbr", "b", "big", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div")}
    | {*("dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img")}
    | {*("input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike")}
    | {*("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u")}
    | {
        *(
            "audio",
            "iframe",
            "source",
            "video",
            "ul",
            "var",
            "article",
            "section",
            "header",
            "footer",
            "main",
            "aside",
            "nav",
            "time",
            "center",
        )
    }
)
# What says the language of a block of code, whether it is seen, and where a link leads; nothing else is read.
LANGUAGE_KEYS = ("data-code-block-lang", "data-lang", "data-language", "data-enlighter-language", "lang")
ATTRIBUTES = {
    "*": {"class", "hidden", "style", *LANGUAGE_KEYS},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "audio": {"src", "title"},
    "iframe": {"src", "title"},
    "source": {"src"},
    "video": {"src", "title"},
    "img": {"src", "alt", "title"},
    "input": {"type", "checked"},
    "td": {"colspan"},
    "th": {"colspan"},
    "ol": {"start"},
}
GONE = frozenset({"script", "style", "template", "noscript", "object", "head", "title"})
RUNS = re.compile(r"<(script|style|iframe|object|embed|form|svg|template)\b", re.IGNORECASE)
UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
# An excerpt ends there: WordPress' and Material's mark. Those of programs say nothing to anybody.
MORE = re.compile(r"\s*more\b[^<>]*", re.IGNORECASE)
MACHINE = re.compile(
    r"\s*(?:/?wp:|\[if\b|<!\[endif|\[endif|/?(?:StartFragment|EndFragment)|nextpage|noteaser|kg-card-|prettier-|#|$)"
)
DEEPEST = 200  # it is written by a function that calls itself, on some Pythons to 328 levels


def comments(html: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each comment begins and ends, and what it says."""
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            return
        at = end + 3
        yield start, at, html[start + 4 : end]


def remarks(html: str) -> list[str]:
    """Return the comments that a person wrote: neither the mark of an excerpt nor what programs leave."""
    return [text for _, _, text in comments(html) if not MORE.fullmatch(text) and not MACHINE.match(text)]


def allowed(html: str, excerpt: str) -> tuple[BeautifulSoup, int]:
    """Return the part of HTML that is read, and how many elements of it were not to be seen.

    `excerpt` stands where an excerpt ends. Raises `Refused` for what is nested too deeply.
    """
    clean = nh3.clean(
        _with_excerpt(html, excerpt),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        clean_content_tags=set(GONE),
        link_rel=None,
    )
    soup = html_tree(clean)
    if _depth(soup) > DEEPEST:
        raise Refused("its HTML is nested too deeply", "Save the page as text, and import that.")
    unseen = [element for element in soup.find_all(_is_unseen) if element.get_text().strip()]
    for element in unseen:
        element.extract()
    return soup, len(unseen)


def _with_excerpt(html: str, excerpt: str) -> str:
    parts, at = [], 0
    for start, end, text in comments(html):
        if MORE.fullmatch(text):
            parts += [html[at:start], f"<p>{excerpt}</p>"]
            at = end
    return "".join([*parts, html[at:]])


def _is_unseen(element: Tag) -> bool:
    return element.has_attr("hidden") or bool(UNSEEN.search(str(element.get("style") or "")))


def _depth(root: Tag) -> int:
    """How many elements stand in one another."""
    levels, level = 0, [root]
    while level:
        found = (child for element in level for child in element.children)
        levels, level = levels + 1, [child for child in found if isinstance(child, Tag)]
    return levels
