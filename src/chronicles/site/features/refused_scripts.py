"""What the policy of a page keeps from running, of what its author wrote: told with its line. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from chronicles.pages.markdown.blocks import Finder
from chronicles.pages.reading import Reading
from chronicles.problems import Place, Problem
from chronicles.site.features.page_prose import line_of, prose, set_in_code
from chronicles.site.render.content_policy import RUNS, attributes, origin

SIGN = re.compile(r"<script\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>(?>[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
EVENT = re.compile(r"<[a-z](?>[^<>\"']|\"[^\"]*\"|'[^']*')*\s(?P<name>on[a-z]+)\s*=", re.IGNORECASE)
ADDRESS = re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:|\]\(\s*<?javascript:""", re.IGNORECASE)
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
        code = set_in_code(reading, finder, found) if found else set()
        for line in sorted(found.keys() - code):
            said, mend = found[line]
            yield Problem(Place(reading.page.path, line), f"{said}, which the policy of pages refuses", mend)


def _found(reading: Reading, allowed: Collection[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The lines of what does not run, each with what it is and how to mend it."""
    text = prose(reading)
    for match in EVENT.finditer(text):
        yield line_of(text, match.start("name")), (f"'{match['name']}' runs a script", FILE)
    for match in ADDRESS.finditer(text):
        yield line_of(text, match.start()), ("this address runs a script", FILE)
    for match in SCRIPT.finditer(text):
        said: Mapping[str, str] = attributes(match["attributes"])
        host = origin(said.get("src", ""))
        if not RUNS.fullmatch(said.get("type", "").strip()) or host in allowed:
            continue
        if host:
            yield line_of(text, match.start()), (f"this script comes from {host}", HOST.format(host))
        elif "src" not in said:
            yield line_of(text, match.start()), ("this script stands in the page", FILE)
