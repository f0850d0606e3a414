"""What a text leads to or shows that lies beside it: links, pictures, wikilinks, other engines' tags. Pure.

Only what names a file of one's own is a reference: an address on the web is none, and neither is what stands
in code.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

from chronicles.importing.account import SourceLine
from chronicles.importing.code_spans import code_spans
from chronicles.importing.logseq_blocks import UUID

LONGEST_LINE = 20_000
# CommonMark, "Links" and "Images": without nested brackets, which no file's name needs.
INLINE = re.compile(
    r"(?P<mark>!?)\[(?P<text>[^\[\]\n]{0,1000})\]\("
    r"\s*(?:<(?P<bracketed>[^<>\n]{1,1000})>|(?P<plain>[^()\s<>]{1,1000}(?:\([^()\s<>]{0,200}\)[^()\s<>]{0,200})?))"
    r"(?P<title>\s+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?\s*\)"
)
# Obsidian's manual, "Internal links" and "Embed files"; Logseq and Zettlr write them, too.
WIKI = re.compile(r"(?P<mark>!?)\[\[(?P<target>[^\[\]|\n]{1,500})(?:\|(?P<text>[^\[\]\n]{0,500}))?\]\]")
# Jekyll's manual, "Linking to posts"; Hugo's, "ref" and "relref" shortcodes.
POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(?P<target>[^\s%}]{1,500})\s*-?%\}")
REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?(?P<target>[^\"\s>%]{1,500})\"?\s*[>%]\}\}")
# Logseq's documentation, "Block reference" and "Embed"; in a link with words of its own, too.
BLOCK = re.compile(
    r"(?P<embed>\{\{embed )?(?:\[(?P<text>[^\[\]\n]{1,1000})\]\()?\(\("
    rf"(?P<id>{UUID})\)\)(?(text)\))(?(embed)[ ]*\}}\}})"
)
ALONE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
ITEM = re.compile(r":/(?P<id>[0-9a-f]{32})")  # Joplin, Markdown guide: Links to other notes, and attachments
SIZE = re.compile(r"\d+(?:x\d+)?")  # of an embedded picture: it is no text for it


class Naming(Enum):
    """How a reference names what it leads to."""

    PATH = auto()  # from the folder of the file that it stands in
    NAME = auto()  # wherever it lies, with or without its ending
    ITEM = auto()  # by its id, as Joplin's raw export does
    BLOCK = auto()  # a block of Logseq's, by its id


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: where it leads, how that is named, its words, and whether it is to be shown in place.

    `target` is a path or a name, without a fragment; `title` is a Markdown title with its quotes.
    """

    target: str
    naming: Naming
    text: str
    is_shown: bool
    title: str = ""


Resolve = Callable[[Reference], str | None]


def may_refer(text: str) -> bool:
    """Whether a reference can stand in a text: each of them has two such signs side by side."""
    if "[" not in text and "{" not in text and "(" not in text:
        return False
    return any(signs in text for signs in ("](", "[[", "{%", "{{", "(("))


def resolved(lines: Sequence[SourceLine], code: frozenset[int], resolve: Resolve) -> list[SourceLine]:
    """Return the lines with each reference as Markdown; `code` has the numbers of those to leave alone.

    `resolve` returns the address that a reference has in the journal, `None` where it leads to nothing:
    then a wikilink is its words, and anything else stays as it is. Of a block, it returns what stands in its
    place.
    """
    return [
        line if line.number in code or len(line.text) > LONGEST_LINE else _line(line, resolve)
        for line in lines
    ]


def references(lines: Sequence[SourceLine], code: frozenset[int]) -> list[Reference]:
    """Return all references in a text, in their order."""
    found: list[Reference] = []
    resolved(lines, code, lambda one: found.append(one))
    return found


def _line(line: SourceLine, resolve: Resolve) -> SourceLine:
    if not may_refer(line.text):
        return line
    parts, at = list[str](), 0
    for start, end in code_spans(line.text).items():
        parts += [_text(line.text[at:start], resolve), line.text[start:end]]
        at = end
    return SourceLine(line.number, "".join([*parts, _text(line.text[at:], resolve)]))


def _text(text: str, resolve: Resolve) -> str:
    if "{" in text:
        text = POST_URL.sub(lambda match: _tag(match, resolve), text)
        text = REF.sub(lambda match: _tag(match, resolve), text)
    if "[[" in text:
        text = WIKI.sub(lambda match: _wiki(match, resolve), text)
    if "](" in text:
        text = INLINE.sub(lambda match: _inline(match, resolve), text)
    return BLOCK.sub(lambda match: _block(match, resolve), text) if "((" in text else text


def _tag(match: re.Match[str], resolve: Resolve) -> str:
    """A tag stands where an address does."""
    found = resolve(Reference(match["target"].partition("#")[0], Naming.NAME, "", False))
    return found or match[0]


def _wiki(match: re.Match[str], resolve: Resolve) -> str:
    target, _, fragment = match["target"].strip().partition("#")
    said = (match["text"] or "").strip()
    words = said if said and not SIZE.fullmatch(said) else (target or fragment.lstrip("^"))
    words = words.rpartition("/")[2] if not said else words
    if not target:  # a place on the same page
        return words
    found = resolve(Reference(target.strip(), Naming.NAME, words, bool(match["mark"])))
    if found is None:
        return words
    mark = match["mark"] if _is_picture_address(found) else ""
    return f"{mark}[{plain_words(words)}]({found})"


def _block(match: re.Match[str], resolve: Resolve) -> str:
    """A block in the words of another; one that is embedded and alone on its line is a quote."""
    found = resolve(Reference(match["id"], Naming.BLOCK, match["text"] or "", bool(match["embed"])))
    if found is None:
        return match[0]
    is_alone = ALONE.fullmatch(match.string[: match.start()]) and not match.string[match.end() :].strip()
    return f"> {found}" if match["embed"] and is_alone else found


def _inline(match: re.Match[str], resolve: Resolve) -> str:
    written = match["bracketed"] or match["plain"]
    if SCHEME.match(written):
        return match[0]
    address = unquote(written)
    target = address.partition("#")[0].partition("?")[0]
    if not target or SCHEME.match(address) or address.startswith("/"):
        return match[0]
    item = ITEM.fullmatch(target)
    target, naming = (item["id"], Naming.ITEM) if item else (target, Naming.PATH)
    is_shown = bool(match["mark"])
    found = resolve(Reference(target, naming, match["text"], is_shown, (match["title"] or "").strip()))
    return match[0] if found is None else f"{match['mark']}[{match['text']}]({found}{match['title'] or ''})"


def _is_picture_address(address: str) -> bool:
    return not address.endswith(".md")


def plain_words(words: str) -> str:
    """Return words as they stand in a link, without a meaning of their signs."""
    return re.sub(r"([\[\]`*_<>\\])", r"\\\1", words)
