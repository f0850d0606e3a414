"""Makes imported text harmless: nothing in it can run, and nothing claims to be from the project.

Markdown lets much through: HTML, attributes in braces, addresses of any scheme, files to include.
What is dangerous is shown as it was written instead, by escaping the sign with which it begins, so
no line is lost. Then the page is rendered as the site will do it, and what comes out is looked
through: should anything be left, all of the text is shown in a block.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from html import unescape
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from chronicles.importing.quiet_pages import are_known, is_quiet
from chronicles.pages.headers import read_header
from chronicles.pages.markdown.blocks import OPENING, Finder
from chronicles.pages.markdown.dialect import READERS, Dialect
from chronicles.pages.markdown.limited_html import INLINE, VOID
from chronicles.pages.page import Page
from chronicles.pages.reading import Reading, read_page
from chronicles.pages.weave import fence_around
from chronicles.pages.web_addresses import SCHEMES, scheme_of
from chronicles.problems import Refused

TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)?[^\s<>\"'`{}]*>")
ADDRESS = re.compile(r"<[^\s<>@:\"'`{}]+@[^\s<>@:\"'`{}]+>")
ATTRIBUTES = re.compile(r"(?<!\\)\{(?=:?[ ]*[^}\n ][^}\n]*\})")
LINK = re.compile(r"\](?P<paren>\()(?P<to>\s*<?[^)>]*)")
DEFINITION = re.compile(r"^(?P<before>[> \t]*)(?P<open>\[)(?!\^)[^\]\n]*\]:[ \t]*(?P<to>.*)$")
DESTINATION = re.compile(
    r"\s*(?:<(?P<enclosed>[^<>\n]*)>|(?P<bare>[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))"
    r"(?=[ \t]*(?:\)|$)|[ \t]+[\"'(])"
)
ENCLOSED = re.compile(r"\]\(<(?P<to>[^<>\n]+)>(?=[ \t]*[)\"'(])")
OUTSIDE = re.compile(r"[\x00-\x1f\\<>\"'`{}]")  # signs that no file of a site has in its address
SNIPPET = re.compile(r"(?<![;-])-+8<-+")
CODE = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")
MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
ROUNDS = 8
LONGEST_LINE = 20_000  # no paragraph is as long, and the engine would be busy with it for minutes

RUNS = frozenset(
    [
        "script",
        "style",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "form",
        "button",
        "textarea",
        "select",
        "option",
        "base",
        "meta",
        "link",
        "svg",
        "math",
        "template",
        "video",
        "audio",
        "source",
        "track",
        "portal",
        "dialog",
        "canvas",
        "noscript",
        "slot",
    ]
)
ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "poster", "srcset", "background"})
OURS = (
    *("data-from", "data-run", "data-mark", "data-unproven", "data-fails", "data-differs", "data-task"),
    "data-chronicles",
)


class Cleaner:
    """Makes text harmless in one dialect of Markdown."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._is_known = are_known(dialect)
        self._last: tuple[str, Reading] | None = None

    # Both take longer to make than an import needs that has nothing new.
    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._dialect)

    @cached_property
    def _markdown(self) -> Markdown:
        names = [name for name in self._dialect.extensions if name not in READERS]
        known = self._dialect.settings
        settings = {name: dict(known[name]) for name in names if name in known}
        return Markdown(extensions=names, extension_configs=settings)

    def clean(self, lines: Sequence[str], places: Collection[str] = ()) -> list[str]:
        """Return the lines, each in its place, with nothing in them that could do harm.

        `places` are relative addresses, as the lines have them, that links and pictures may have: the caller
        knows what is there. Whatever else is relative led to a file beside the log, and is shown as text.
        Where that cannot be had, they come back in a fenced block: two lines more.
        """
        if max(map(len, lines), default=0) > LONGEST_LINE:
            return shown(lines)
        try:
            mended = self._closed(self._without_headers(list(lines)))
            places = frozenset(filter(_is_relative, places))
            cleaned = self._escaped(mended, places)
            cleaned = self._closed(cleaned)
            if self._is_good(cleaned, places):
                return cleaned
        except Refused:
            pass
        return shown(lines)

    def _is_good(self, lines: list[str], places: Collection[str]) -> bool:
        reading = self._reading(lines)
        if reading.problems or not reading.is_sound or reading.links or reading.is_ours:
            return False
        if any(code.kind not in ("plain", "picture") or code.header.attributes for code in reading.code):
            return False
        return (self._is_known and is_quiet(lines, places)) or self._renders_safely(lines)

    def _renders_safely(self, lines: list[str]) -> bool:
        self._markdown.reset()
        try:
            html = self._markdown.convert("\n".join(lines))
        except Exception:  # whatever an extension makes of a text that nobody wrote for it
            return False
        return not harm(html)

    def _reading(self, lines: Sequence[str]) -> Reading:
        """What a page of these lines says; of the same lines as before, what it said then."""
        text = "\n\n" + "\n".join(lines)
        if self._last is None or self._last[0] != text:
            self._last = text, read_page(Page("", text), self._finder, as_on_github=False)
        return self._last[1]

    def _without_headers(self, lines: list[str]) -> list[str]:
        """Blocks keep their language and nothing else."""
        found = self._finder.find(Page("", "\n".join(lines)))
        for block in found.blocks:
            header, _ = read_header(block.header)
            language = re.sub(r"[^\w#.+-]", "", header.language)
            line = lines[block.first - 1]
            match = OPENING.match(line)
            if match and match["header"].strip() != language:
                lines[block.first - 1] = match["prefix"] + match["marker"] + language
        return lines

    def _closed(self, lines: list[str]) -> list[str]:
        """Fences that open nothing, or are never closed, become text."""
        for _ in range(ROUNDS):
            reading = self._reading(lines)
            wrong = {problem.place.line - 2 for problem in reading.problems}
            if not wrong:
                break
            for number in wrong:
                if 0 < number <= len(lines):
                    lines[number - 1] = re.sub(r"([`~])", r"\\\1", lines[number - 1])
        return lines

    def _escaped(self, lines: list[str], places: frozenset[str]) -> list[str]:
        found = self._finder.find(Page("", "\n".join(lines)))
        code = {number for block in found.blocks for number in range(block.first, block.last + 1)}
        return [
            _unincluded(line if number in code else escaped(line, places))
            for number, line in enumerate(lines, 1)
        ]


def _unincluded(line: str) -> str:
    return SNIPPET.sub(_snippet, line) if "8<" in line else line


def shown(lines: Sequence[str]) -> list[str]:
    """Return the lines in a fenced block, which nothing in them can end."""
    inside = list(map(_unincluded, lines))
    fence = fence_around("```", inside)
    return [fence + "text", *inside, fence]


def escaped(line: str, places: frozenset[str] = frozenset()) -> str:
    """Return a line of running text with what could do harm escaped; inline code stays as it is.

    `places` are the relative addresses that may stay.
    """
    if "<" not in line and "{" not in line and "](" not in line and "]:" not in line:
        return line  # without any of these, nothing is escaped
    parts, at = [], 0
    for match in CODE.finditer(line):
        parts += [_text(line[at : match.start()], places), match[0]]
        at = match.end()
    return _definition("".join([*parts, _text(line[at:], places)]), places)


def _text(text: str, places: frozenset[str]) -> str:
    text = ATTRIBUTES.sub(r"\\{", text)
    parts, at = [], 0
    for match in ENCLOSED.finditer(text) if places else ():
        if match["to"] in places:
            parts += [_plain(text[at : match.start()], places), match[0]]
            at = match.end()
    return "".join([*parts, _plain(text[at:], places)])


def _plain(text: str, places: frozenset[str]) -> str:
    return _tags(LINK.sub(lambda match: _link(match, places), text))


def _link(match: re.Match[str], places: frozenset[str]) -> str:
    is_known = bool(places) and _destination(match.string, match.end("paren")) in places
    if is_known or is_good_address(match["to"].strip().lstrip("<")):
        return match[0]
    return f"]\\({match['to']}"


def _definition(line: str, places: frozenset[str]) -> str:
    match = DEFINITION.match(line)
    if match is None or is_good_address(match["to"].strip().lstrip("<")):
        return line
    if places and _destination(line, match.start("to")) in places:
        return line
    return f"{match['before']}\\{line[match.start('open') :]}"


def _destination(text: str, at: int) -> str:
    """The address of a link that begins there, without its title (CommonMark, "Links")."""
    match = DESTINATION.match(text, at)
    return (match["enclosed"] or match["bare"] or "") if match else ""


def _is_relative(address: str) -> bool:
    """Whether an address leads to a file beside the page, and nowhere else."""
    return not (scheme_of(address) or address.startswith("/") or OUTSIDE.search(address))


def is_good_address(text: str) -> bool:
    """Whether a link may lead there: to another site, or to a mailbox (`SCHEMES`, or `//`).

    What is relative led to a file beside the log, and leads nowhere from an entry.
    """
    address = re.sub(r"[\x00-\x20\\]+", "", unescape(text))
    return scheme_of(address) in SCHEMES or address.startswith("//")


def _tags(text: str) -> str:
    """Every `<` that does not begin an allowed tag, an address or the mark of an excerpt is escaped."""
    names = Counter(("/" if m["end"] else "") + m["name"].lower() for m in TAG.finditer(text))
    parts, at = [], 0
    while (start := text.find("<", at)) >= 0:
        parts.append(text[at:start])
        kept, length = _kept_tag(text, start, names)
        parts.append(kept)
        at = start + length
    return "".join([*parts, text[at:]])


def _kept_tag(text: str, start: int, names: Counter[str]) -> tuple[str, int]:
    """What becomes of the text from a `<` on, and how much of it that is about."""
    if match := MORE.match(text, start):
        return "<!-- more -->", len(match[0])
    if (match := AUTOLINK.match(text, start)) and is_good_address(match[0][1:-1]):
        return match[0], len(match[0])
    if match := ADDRESS.match(text, start):
        return match[0], len(match[0])
    if (match := TAG.match(text, start)) and _is_allowed(match, names):
        return _clean_tag(match), len(match[0])
    follows = text[start + 1 : start + 2]
    return ("&lt;" if follows.isalpha() or follows in ("/", "!", "?") else "<"), 1


def _is_allowed(match: re.Match[str], names: Counter[str]) -> bool:
    """Whether a tag may stand in running text; of pairs, both have to be on the line."""
    name = match["name"].lower()
    if name in VOID:
        return not match["end"]
    return name in INLINE and names[name] == names["/" + name]


def _clean_tag(match: re.Match[str]) -> str:
    name = match["name"].lower()
    if match["end"]:
        return f"</{name}>"
    cleaned = nh3.clean(match[0], tags={*VOID, *INLINE}, attributes={"abbr": {"title"}})
    return cleaned[: cleaned.find(">") + 1] or f"<{name}>"


def _snippet(match: re.Match[str]) -> str:
    return ";" + match[0]


def harm(html: str) -> list[str]:
    """Return what in a rendered text could run, lead astray, or claim a provenance.

    Each is named by its tag, or by its tag and attribute; there is none where the text is harmless.
    Attributes that begin with `on` are event handlers (WHATWG HTML, "Event handlers").
    """
    finder = _Harm()
    finder.feed(html)
    finder.close()
    return finder.found


class _Harm(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in RUNS:
            self.found.append(tag)
        self.found += [f"{tag} {key}" for key in _harmful(attrs)]

    def handle_decl(self, decl: str) -> None:
        self.found.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("instruction")

    def handle_comment(self, data: str) -> None:
        if data.strip() != "more":
            self.found.append("comment")


def _harmful(attributes: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    for key, value in attributes:
        scheme = scheme_of(value or "") if key in ADDRESSES else ""
        if key.startswith(("on", *OURS)) or key == "srcdoc" or (scheme and scheme not in SCHEMES):
            yield key
