"""The exports of blogs: Atom (Blogger's too), RSS, WordPress's WXR."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from chronicles.dates.instants import Moment
from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import Draft, plain_title, with_source
from chronicles.importing.formats.logs import GIVE_ONE, Parsed
from chronicles.importing.formats.webpages import RUNS, markdown_of
from chronicles.importing.stamps.line_stamps import read_stamp
from chronicles.importing.stamps.moments import Choices, moment_of, spoken
from chronicles.importing.stamps.order import Order
from chronicles.problems import Refused

DEEPEST = 200
ITEMS = ("item", "entry")
DATES = ("post_date", "published", "pubDate", "date", "issued", "created", "updated")
TEXTS = ("encoded", "content", "description", "summary")
DRAFTS = frozenset({"draft", "pending", "auto-draft", "private", "future"})


@dataclass(slots=True)
class XMLElement:
    """An element: its name without the prefix, its attributes, text, and the lines it takes."""

    name: str
    attributes: dict[str, str]
    first: int
    last: int = 0
    parts: list["str | XMLElement"] = field(default_factory=list)

    @property
    def children(self) -> list["XMLElement"]:
        """The elements right below it."""
        return [part for part in self.parts if isinstance(part, XMLElement)]

    @property
    def text(self) -> str:
        """The text right below it."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def all(self) -> Iterator["XMLElement"]:
        """Yield the node and everything in it."""
        yield self
        for child in self.children:
            yield from child.all()

    def value(self, *names: str) -> str:
        """The text of the first child of one of the names, in the order of the names."""
        for name in names:
            for child in self.children:
                if child.name == name and child.inner().strip():
                    return child.inner()
        return ""

    def inner(self) -> str:
        """The text of the node; of one that holds XHTML, its HTML."""
        if not self.children:
            return self.text
        return "".join(part.outer() if isinstance(part, XMLElement) else escape(part) for part in self.parts)

    def outer(self) -> str:
        """The HTML of the node itself."""
        said = "".join(f' {key}="{escape(value)}"' for key, value in self.attributes.items())
        inside = self.inner() if self.children else escape(self.text)
        return f"<{self.name}{said}>{inside}</{self.name}>"


def is_feed(text: str) -> bool:
    """Whether a text is XML, and no XHTML, by how it begins: RSS, RDF, Atom, or `<?xml`."""
    head = text[:5000].lstrip("\ufeff \t\r\n")
    return head.startswith(("<?xml", "<rss", "<feed", "<rdf:RDF")) and "<html" not in head[:500].lower()


def parse_feed(name: str, lines: Sequence[SourceLine], choices: Choices) -> Parsed:
    """Return the drafts of a feed: one for each post. Raises `Refused` for other XML."""
    root = read_xml("\n".join(line.text for line in lines))
    items = [node for node in root.all() if node.name in ITEMS]
    if not items:
        raise Refused("it is XML, but no feed of a blog", "Export the posts as Atom, RSS or WordPress's WXR.")
    parsed = Parsed()
    for item in items:
        _item(parsed, name, item, choices)
    inside = {number for item in items for number in range(item.first, item.last + 1)}
    others = [line for line in lines if line.number not in inside and not line.is_blank]
    for first, last in _ranges([line.number for line in others]):
        parsed.notes.append(ImportNote(first, last, Fate.LEFT, "the feed's own words, about itself"))
    return parsed


def _item(parsed: Parsed, name: str, item: XMLElement, choices: Choices) -> None:
    title = plain_title(item.value("title"))
    kind = _kind(item)
    if kind not in ("post", ""):
        message = f"a {kind}, not a post: {title or item.value('id', 'guid')!r}"
        parsed.notes.append(ImportNote(item.first, item.last, Fate.LEFT, message))
        return
    written = item.value(*DATES).strip()
    stamp = read_stamp(written)
    if stamp is None or stamp.written is None:
        message = f"the post {title!r} has no date that can be read: {written!r}"
        parsed.notes.append(ImportNote(item.first, item.last, Fate.UNDATED, message, GIVE_ONE))
        return
    try:
        when, notes = moment_of(stamp, item.first, None, Order(True), choices)
    except Refused as refused:
        message = f"the post {title!r}: {refused.message}: {written!r}"
        parsed.notes.append(ImportNote(item.first, item.last, Fate.UNDATED, message, refused.mend))
        return
    html = item.value(*TEXTS)
    body = tuple(SourceLine(item.first, line) for line in markdown_of(html).split("\n"))
    parsed.notes += notes
    if match := RUNS.search(html):
        message = f"<{match[1].lower()}> in the post {title!r}, since it may run"
        parsed.notes.append(ImportNote(item.first, item.first, Fate.LEFT, message))
    message = f"the post {title!r}: {spoken(when)}; its HTML is now Markdown"
    parsed.notes.append(ImportNote(item.first, item.last, Fate.CHANGED, message))
    draft = _draft(name, item, when, body)
    parsed.drafts.append(with_source(draft, [item.value("id", "guid", "link"), html]))


def _draft(name: str, item: XMLElement, when: Moment, body: tuple[SourceLine, ...]) -> Draft:
    is_draft = item.value("status").strip() in DRAFTS or any(
        node.name == "draft" and node.text.strip() == "yes" for node in item.all()
    )
    return Draft(
        name,
        item.first,
        when,
        body,
        item.value(*DATES).strip(),
        plain_title(item.value("title")),
        tags=_terms(item, ("tag", "post_tag", "")),
        categories=_terms(item, ("category",)),
        is_draft=is_draft,
    )


def _kind(item: XMLElement) -> str:
    """What WordPress or Blogger calls the item: post, page, comment, attachment, settings."""
    if kind := item.value("post_type").strip():
        return kind
    for child in item.children:
        term = child.attributes.get("term", "")
        if child.name == "category" and child.attributes.get("scheme", "").endswith("#kind"):
            return term.rpartition("#")[2]
    return ""


def _terms(item: XMLElement, domains: Sequence[str]) -> tuple[str, ...]:
    """The tags or categories of an item; WordPress says which is which, others call both categories."""
    found = []
    for child in item.children:
        if child.name != "category" or "#kind" in child.attributes.get("scheme", ""):
            continue
        domain = child.attributes.get("domain", "")
        domain = domain if domain in ("category", "post_tag") else ""
        word = plain_title(child.attributes.get("term") or child.text)
        if domain in domains and word and word != "Uncategorized":
            found.append(word)
    return tuple(dict.fromkeys(found))


def read_xml(text: str) -> XMLElement:
    """Return XML as nodes that know their lines. Raises `Refused`; a document type is not read at all."""
    parser = expat.ParserCreate()
    root = XMLElement("", {}, 1)
    stack = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise Refused("its XML is nested too deeply", "Check that it is the right file.")
        node = XMLElement(name.rpartition(":")[2], attributes, parser.CurrentLineNumber)
        stack[-1].parts.append(node)
        stack.append(node)

    def end(name: str) -> None:
        stack.pop().last = parser.CurrentLineNumber

    def add(data: str) -> None:
        stack[-1].parts.append(data)

    def doctype(*_: object) -> None:
        raise Refused("its XML has a document type", "Take the line <!DOCTYPE …> out; feeds need none.")

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = add, doctype
    try:
        parser.Parse(text.lstrip("\ufeff").encode("utf-8"), True)
    except expat.ExpatError as error:
        what = expat.errors.messages[error.code]
        raise Refused(f"line {error.lineno} is no XML: {what}", "Export it again.") from None
    return root


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers as runs without a gap."""
    first = last = 0
    for number in numbers:
        if first and number == last + 1:
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last
