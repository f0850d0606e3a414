"""What the policy of a page keeps from running, of what its author wrote: told with its line. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from chronicles.importing.code_spans import code_spans
from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem, Refused
from chronicles.site.render.content_policy import RUNS, attributes, origin

SIGN = re.compile(r"<script\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>(?>[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
EVENT = re.compile(r"<[a-z](?>[^<>\"']|\"[^\"]*\"|'[^']*')*\s(?P<name>on[a-z]+)\s*=", re.IGNORECASE)
ADDRESS = re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:|\]\(\s*<?javascript:""", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FILE = "Move it into a file below the pages, and name that with 'src'; or see 'policy:' in the manual."
HOST = "Write 'script-src: {}' below 'policy:' in mkdocs.yml."


def refused_scripts(
    readings: Iterable[Reading], finder: Finder, allowed: Collection[str]
) -> Iterator[Problem]:
    """Yield what of the pages does not run: scripts in them, those of hosts that are not `allowed`.

    `finder` is one for their dialect; what stands in code and in comments is no script.
    """
    for reading in readings:
        if not SIGN.search(reading.page.text):
            continue
        found = dict(_found(reading, allowed))
        with_code = finder.verbatim if found else None
        try:
            code = with_code(reading.page, found, reading.front_matter.length) if with_code else set()
        except Refused:
            code = set(found)  # which is a problem already
        for line in sorted(found.keys() - code):
            said, mend = found[line]
            yield Problem(Place(reading.page.path, line), f"{said}, which the policy of pages refuses", mend)


def _found(reading: Reading, allowed: Collection[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The lines of what does not run, each with what it is and how to mend it."""
    text = _prose(reading)
    for match in EVENT.finditer(text):
        yield _line(text, match.start("name")), (f"'{match['name']}' runs a script", FILE)
    for match in ADDRESS.finditer(text):
        yield _line(text, match.start()), ("this address runs a script", FILE)
    for match in SCRIPT.finditer(text):
        said: Mapping[str, str] = attributes(match["attributes"])
        host = origin(said.get("src", ""))
        if not RUNS.fullmatch(said.get("type", "").strip()) or host in allowed:
            continue
        if host:
            yield _line(text, match.start()), (f"this script comes from {host}", HOST.format(host))
        elif "src" not in said:
            yield _line(text, match.start()), ("this script stands in the page", FILE)


def _prose(reading: Reading) -> str:
    """The page without its blocks, its pieces of code and its comments; each line is where it was."""
    lines = enumerate(reading.page.lines, 1)
    first = reading.front_matter.length
    text = "\n".join(
        line if number > first and number not in reading.hidden else "" for number, line in lines
    )
    for start, end in code_spans(text).items():
        text = text[:start] + _blank(text[start:end]) + text[end:]
    return COMMENT.sub(lambda match: _blank(match[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
