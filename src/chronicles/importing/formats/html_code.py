"""Blocks of code in HTML: their text to the letter, and their language, wherever a program wrote it."""

import re
from collections import Counter
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from chronicles.importing.formats.html_allowed import LANGUAGE_KEYS

# What says a language in a class: HTML's `language-python` (WHATWG HTML, "The code element"), Prism's
# `lang-`, GitHub's and Rouge's wrappers, SyntaxHighlighter's `brush:`, Pandoc's and highlight.js' own word.
LANGUAGES = (
    re.compile(r"(?:^|\s)(?:language|lang|highlight-source|highlight-text)-(?P<name>[\w+#.]+)"),
    re.compile(r"(?:^|\s)brush:\s*(?P<name>[\w+#.-]+)"),
    re.compile(r"(?:^|\s)(?:sourceCode|hljs)\s+(?!language-|hljs|sourceCode)(?P<name>[\w+#.-]+)"),
)
GUTTERS = frozenset(
    {"gutter", "rouge-gutter", "gl", "linenos", "lineno", "linenodiv", "lnt", "line-numbers-rows"}
)
EVERNOTE = re.compile(r"-en-codeblock\s*:\s*true")
LEVELS = 4  # elements around a block in which its language is looked for


def with_languages(soup: BeautifulSoup) -> None:
    """Write the language of each block of code into it, as its element or one around it alone has it."""
    blocks = soup.find_all("pre")
    within = Counter(id(parent) for block in blocks for parent in islice(block.parents, LEVELS))
    for block in blocks:
        code = block.find("code")
        around = [parent for parent in islice(block.parents, LEVELS) if within[id(parent)] == 1]
        wrappers = [parent for parent in around if parent.name in ("div", "figure", "span")]
        names = (_language(element) for element in [*([code] if code else []), block, *wrappers])
        block["data-lang"] = re.sub(r"[^\w#+.-]", "", next(filter(None, names), ""))[:40]


def _language(element: Tag) -> str:
    classes = " ".join(str(word or "") for word in element.get_attribute_list("class")).replace(
        "brush :", "brush:"
    )
    for pattern in LANGUAGES:
        if match := pattern.search(classes):
            return match["name"]
    keys = LANGUAGE_KEYS if element.name in ("pre", "code") else LANGUAGE_KEYS[:-1]
    return next((str(element[key]) for key in keys if element.get(key)), "")


def code_text(pre: Tag) -> str:
    """Return the text of a block of code; a line feed right behind its tag is none of it (WHATWG HTML)."""
    parts = []
    for node in pre.descendants:
        if isinstance(node, NavigableString):
            parts.append(str(node))
        elif isinstance(node, Tag) and node.name == "br":
            parts.append("\n")
    text = "".join(parts).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n[ \t\n]*\Z", "", text.removeprefix("\n"))


def _as_block(soup: BeautifulSoup, element: Tag) -> None:
    """A block of code as Evernote writes it: an element for each line."""
    block = soup.new_tag("pre")
    parts = [(isinstance(part, Tag) and part.name == "div", part.get_text()) for part in element.children]
    block.string = "".join(
        f"{text}\n" if is_line else text for is_line, text in parts if is_line or text.strip()
    )
    element.replace_with(block)


def unwrapped(soup: BeautifulSoup) -> None:
    """Take out the numbers of lines beside code, and the tables that only hold them and the code."""
    for element in soup.find_all("div", style=EVERNOTE):
        if not element.find("pre"):
            _as_block(soup, element)
    for element in soup.find_all(class_=lambda name: name in GUTTERS):
        element.extract()
    for table in soup.find_all("table"):
        blocks = table.find_all("pre")
        if len(blocks) == 1 and table.get_text().strip() == blocks[0].get_text().strip():
            table.replace_with(blocks[0].extract())
