"""AsciiDoc, which is known in order to be refused by its name."""

import re

from chronicles.importing.formats.format import Format
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.problems import Refused

ENDINGS = (".adoc", ".asciidoc", ".asc")
TITLE = re.compile(r"^= \S")
ATTRIBUTE = re.compile(r"^:!?[\w-]+!?:(?:[ \t]|$)")
HEAD = 30  # lines in which its attributes stand
MEND = (
    "Write it as Markdown with 'asciidoctor -b docbook5 -o notes.xml notes.adoc' and "
    "'pandoc -f docbook -t gfm -o notes.md notes.xml', and import notes.md."
)


def is_asciidoc(file: TextFile) -> bool:
    """Whether a file is AsciiDoc: by its name, or a title with attributes such as `:toc:` below it."""
    name = file.name.lower()
    if name.endswith(ENDINGS):
        return not name.endswith(".asc") or not file.text.startswith("-----BEGIN PGP")
    lines = [line for line in file.lines[:HEAD] if not line.is_blank and not line.text.startswith("//")]
    return (
        bool(lines) and bool(TITLE.match(lines[0].text)) and any(ATTRIBUTE.match(x.text) for x in lines[1:6])
    )


def parse_asciidoc(file: TextFile, choices: Choices) -> Parsed:
    """Raise `Refused`, with what can be done."""
    raise Refused("it is AsciiDoc, which is not read", MEND)


FORMAT = Format(
    "AsciiDoc, which is refused",
    "AsciiDoc Language Documentation: Document Header",
    is_asciidoc,
    parse_asciidoc,
)
