"""Listens to MkDocs: what it would print as a warning becomes a problem with a place."""

import logging
import re
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from chronicles.pages.page import Page
from chronicles.problems import Place, Problem

# What MkDocs says of a link, and what of it says where.
DOC_LINK = re.compile(
    r"Doc file '(?P<page>.+?)' contains (?:a|an absolute|an unrecognized relative) link '(?P<url>.*?)'"
    r"(?P<rest>.*)",
    re.DOTALL,
)
NAV = re.compile(r"A (?:relative path to|reference to) '(?P<page>[^']+)' is included in the 'nav'")
DOC_PAGE = re.compile(r"'(?P<page>[^']+\.md)'")


class MkDocsWarnings(logging.Handler):
    """Keeps the warnings and errors that MkDocs and its plugins log while it is entered."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep `record`."""
        self.records.append(record)

    def drop(self, logger: str) -> None:
        """Forget what a logger said whose name ends so."""
        self.records = [record for record in self.records if not record.name.endswith(logger)]

    def __enter__(self) -> Self:
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self)
        self._propagate, logger.propagate = logger.propagate, False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        logger = logging.getLogger("mkdocs")
        logger.removeHandler(self)
        logger.propagate = self._propagate


def show_warnings() -> None:
    """Let a build that is strict tell and count its warnings, also with `--quiet`.

    That sets the level of MkDocs' logger, and what is below it reaches no handler, the one that counts for
    `strict` neither (MkDocs 1.6, `mkdocs.__main__` and `mkdocs.commands.build`).
    """
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))


def problems(
    records: Iterable[logging.LogRecord], pages: Iterable[Page], docs: str, config: Page
) -> list[Problem]:
    """Return each record as a problem.

    `docs` is the folder of the pages, seen from the root; `config` is mkdocs.yml.
    """
    texts = {page.path: page for page in pages}
    messages = (" ".join(record.getMessage().split()) for record in records)
    return sorted({_problem(message, texts, docs, config) for message in messages})


def _problem(message: str, pages: dict[str, Page], docs: str, config: Page) -> Problem:
    if match := DOC_LINK.match(message):
        path = f"{docs}/{match['page']}"
        url = match["url"]
        place = Place(path, _line(pages.get(path), url))
        return Problem(place, f"the link {url!r} leads nowhere", _mend(match["rest"]))
    if match := NAV.match(message):
        place = Place("mkdocs.yml", _line(config, match["page"]))
        return Problem(
            place, f"the nav names {match['page']!r}, which is not there", "Write the page, or take it out."
        )
    if match := DOC_PAGE.search(message):
        return Problem(Place(f"{docs}/{match['page']}"), message, "Mend the page, or mkdocs.yml.")
    return Problem(Place("mkdocs.yml"), message, "Mend mkdocs.yml, or the file it names.")


def _line(page: Page | None, url: str) -> int:
    if page is None:
        return 0
    found = [number for number, line in enumerate(page.lines, 1) if f"({url}" in line]
    found += [number for number, line in enumerate(page.lines, 1) if url in line]
    return found[0] if found else 0


def _mend(rest: str) -> str:
    if suggestion := re.search(r"Did you mean '(.+?)'", rest):
        return f"Did you mean {suggestion[1]!r}?"
    if "anchor" in rest:
        return "Name a heading of that page, as its link shows it."
    return "Write the path of a file below docs/, as seen from this page."
