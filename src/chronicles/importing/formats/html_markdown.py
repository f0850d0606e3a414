"""HTML as Markdown that means the same: code to the letter, cells that stay cells, words that stay words."""

from chronicles.importing.account import Fate, ImportNote
from chronicles.importing.drafts import digest
from chronicles.importing.formats.html_allowed import RUNS, allowed, remarks
from chronicles.importing.formats.html_code import unwrapped, with_languages
from chronicles.importing.formats.html_marks import tidy
from chronicles.importing.formats.html_notes import with_titles
from chronicles.importing.formats.markdown_writer import MarkdownWriter
from chronicles.problems import count


def markdown_of(html: str) -> str:
    """Return HTML as Markdown; what may run is gone, with all that is in it, and so is what was not seen.

    Raises `Refused` for what is nested too deeply.
    """
    sign = digest(html)
    soup, _ = allowed(html, f"MORE{sign}")
    unwrapped(soup)
    with_languages(soup)
    with_titles(soup)
    writer = MarkdownWriter(sign)
    text = str(writer.convert_soup(soup)).replace(f"MORE{sign}", "<!-- more -->")
    return writer.with_code(tidy(text))


def unseen_of(html: str, at: int, name: str) -> list[ImportNote]:
    """Return a note for what may run in the HTML of `name`, and for what its readers could not see.

    What nobody was to see is named and never shown.
    """
    notes = []
    for kind in dict.fromkeys(match[1].lower() for match in RUNS.finditer(html)):
        notes.append(ImportNote(at, at, Fate.LEFT, f"<{kind}> in {name}, since it may run"))
    hidden = allowed(html, "")[1]
    found = ((len(remarks(html)), "hidden remark"), (hidden, "hidden passage"))
    for number, noun in found:
        if number:
            notes.append(ImportNote(at, at, Fate.PRIVATE, f"{count(number, noun)} in {name}"))
    return notes
