"""XML as elements that know their lines; a document type of a file's own is not read at all."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.entities import html5
from xml.parsers import expat

from chronicles.problems import Refused

DEEPEST = 200


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

    def child(self, *names: str) -> "XMLElement | None":
        """The first child of one of the names that says something, in the order of the names."""
        for name in names:
            for child in self.children:
                if child.name == name and child.inner().strip():
                    return child
        return None

    def value(self, *names: str) -> str:
        """The text of the first child of one of the names, in the order of the names."""
        child = self.child(*names)
        return child.inner() if child else ""

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

    def others(self, known: Collection[str]) -> tuple[str, ...]:
        """What its children say that have none of the `known` names, a line each."""
        return tuple(
            f"{child.name}: {words}"
            for child in self.children
            if child.name not in known
            and (words := " ".join(node.text.strip() for node in child.all()).strip())
        )


def read_xml(text: str) -> XMLElement:
    """Return XML as nodes that know their lines.

    A document type is never fetched; of what it defines, HTML's names of characters are known. Raises
    `Refused` for what is no XML or is nested too deeply, and for a document type that defines anything.
    """
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

    def doctype(name: str, system: str | None, public: str | None, has_definitions: bool) -> None:
        if has_definitions:
            raise Refused("its XML has a document type", "Take the line <!DOCTYPE …> out; feeds need none.")

    def skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            stack[-1].parts.append(html5.get(f"{name};", f"&{name};"))

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = add, doctype
    parser.SkippedEntityHandler = skipped
    try:
        parser.Parse(text.lstrip("\ufeff").encode("utf-8"), True)
    except expat.ExpatError as error:
        what = expat.errors.messages[error.code]
        raise Refused(f"line {error.lineno} is no XML: {what}", "Export it again.") from None
    return root


def ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield numbers as runs without a gap."""
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
