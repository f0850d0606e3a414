"""Files below `docs/` that are no pages: which of them could run something in a reader's browser."""

from collections.abc import Container
from html.parser import HTMLParser
from pathlib import Path

from chronicles.pages.web_addresses import IGNORED
from chronicles.problems import Refused

PROGRAMS = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml", ".js", ".mjs", ".xml", ".xsl", ".xslt"})
DRAWINGS = frozenset({".svg"})
# Elements of SVG that run a program, or hold HTML (SVG 2, "Scripting and interactivity", "Embedded content").
RUNNING = frozenset({"script", "handler", "listener", "foreignobject", "iframe", "object", "embed"})
FORBIDDEN = "could run in a reader's browser, which 'html: false' forbids"


def running(path: Path, inside: str, named: Container[str]) -> Refused | None:
    """Return why a file may not be published as it is without HTML of pages, `None` where it may.

    `inside` is its path below `docs/`; what `mkdocs.yml` has `named` is its owner's own choice. Reads the
    file where it is a drawing; raises `OSError` where it cannot be read.
    """
    suffix = path.suffix.lower()
    if inside in named or suffix not in PROGRAMS | DRAWINGS:
        return None
    if suffix in PROGRAMS:
        mend = "Take it out, or name a script below extra_javascript in mkdocs.yml."
        return Refused(f"this file {FORBIDDEN}", mend)
    drawing = _Drawing()
    drawing.feed(path.read_text("utf-8", "replace"))
    drawing.close()
    if not drawing.found:
        return None
    return Refused(
        f"'{drawing.found}' in this drawing {FORBIDDEN}", "Save the drawing without it.", drawing.line
    )


class _Drawing(HTMLParser):
    """The first thing in a drawing that could run: an element, or an attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.found, self.line = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wrong = [tag] if tag in RUNNING else [key for key, value in attrs if _runs(key, value or "")]
        if wrong and not self.found:
            self.found, self.line = wrong[0], self.getpos()[0]


def _runs(key: str, value: str) -> bool:
    """Whether an attribute is an event handler, or has a program somewhere in it, as `values` may."""
    plain = IGNORED.sub("", value).lower()
    return key.startswith("on") or "javascript:" in plain or "data:text/" in plain
