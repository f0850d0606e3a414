"""Jupyter notebooks: their Markdown as it is, their code and what it printed as blocks that nobody runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chronicles.importing.account import Fate, ImportNote, SourceLine
from chronicles.importing.drafts import Draft, plain_title
from chronicles.importing.formats.exported_posts import ExportedPost, add_post, whole_title
from chronicles.importing.formats.format import Format
from chronicles.importing.formats.html_markdown import markdown_of
from chronicles.importing.formats.json_documents import (
    JSONObject,
    document_of,
    first_text,
    objects_of,
    other_values,
    read_json,
    true_flags,
)
from chronicles.importing.formats.logs import parse_log
from chronicles.importing.formats.parsed import Parsed
from chronicles.importing.formats.privacy import Publication, StateRule, decide_publication
from chronicles.importing.formats.webpages import of_markdown
from chronicles.importing.stamps.moments import Choices
from chronicles.importing.text_file import TextFile
from chronicles.pages.page import split_lines
from chronicles.pages.weave import fence_around
from chronicles.problems import Refused, count

SOURCE = "nbformat's documentation, The Notebook file format"
JUPYTER_BOOK = "Jupyter Book's documentation, Hide or remove content"
# Of a cell, by its tags.
PRIVACY = (
    StateRule("remove-cell", Publication.LEFT_OUT, JUPYTER_BOOK),
    StateRule("remove_cell", Publication.LEFT_OUT, "nbconvert's documentation, TagRemovePreprocessor"),
    StateRule("hidden", Publication.LEFT_OUT, "nbsphinx's documentation, Hidden Cells"),
)
NOT_RUN = "*Cells of a notebook, with what they printed when it was saved: they are shown here, and not run.*"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")  # ECMA-48: what colors the text of an error
DATES = ("date", "created", "modified")
FORMS = ("text/markdown", "text/plain", "text", "text/html")
OLD_FORMS = ("html", "latex", "png", "jpeg", "svg", "pdf", "json", "javascript")  # until version 3
KNOWN = frozenset(
    {*DATES, "title", "kernelspec", "language_info", "orig_nbformat", "colab", "toc", "widgets"}
)


@dataclass(slots=True)
class _Pages:
    """The parts of a notebook so far, and what is told of those that are not there."""

    language: str
    parts: list[str] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)
    has_code: bool = False


def is_notebook(file: TextFile) -> bool:
    """Whether a file is called as a notebook is, or is JSON with the cells of one."""
    found = document_of(file, ".json")
    has_cells = isinstance(found, dict) and "nbformat" in found
    return file.name.lower().endswith(".ipynb") or has_cells


def parse_notebook(file: TextFile, choices: Choices) -> Parsed:
    """Return the draft of a notebook, or those of a log in one. Raises `Refused` for one without cells.

    Its day is that of its metadata, else the one that its Markdown or the name of the file says.
    """
    found = read_json(file.text.lstrip("\ufeff"))
    cells = _cells(found)
    if not cells:
        raise Refused("it is no notebook: it has no cells", "Save it again with Jupyter.")
    metadata = found.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    first, last = file.lines[0].number, file.lines[-1].number
    pages = _Pages(_language(metadata))
    for number, cell in enumerate(cells, 1):
        _add_cell(pages, cell, number)
    text = "\n\n".join([NOT_RUN, *pages.parts] if pages.has_code else pages.parts)
    written = tuple(filter(None, (first_text(metadata, key) for key in DATES)))
    title = whole_title(first_text(metadata, "title"))
    parsed = Parsed(notes=pages.notes)
    if written or true_flags(metadata):
        post = ExportedPost(
            text=text,
            written=written,
            title=title or _heading(text),
            states=true_flags(metadata),
            noun="notebook",
        )
        add_post(parsed, file.name, post, PRIVACY, choices)
    else:
        lines = [SourceLine(number, line) for number, (line, _) in enumerate(split_lines(text), 1)]
        log = parse_log(file.name, lines, choices)
        parsed.drafts = [_titled(draft, title) if len(log.drafts) == 1 else draft for draft in log.drafts]
        parsed.notes += of_markdown(log.notes)
    message = "of the notebook: no part of an entry"
    others = other_values(metadata, KNOWN)
    parsed.notes += [ImportNote(0, 0, Fate.LEFT, message, text=value) for value in others]
    whole = f"a notebook of {count(len(cells), 'cell')}, now Markdown; nothing of it is run"
    return Parsed(parsed.drafts, [*parsed.notes, ImportNote(first, last, Fate.CHANGED, whole)])


def _titled(draft: Draft, title: str) -> Draft:
    lines = "\n".join(line.text for line in draft.body)
    return replace(draft, title=title or draft.title or _heading(lines))


def _heading(text: str) -> str:
    heading = next((line for line in text.split("\n") if line.startswith("# ")), "")
    return plain_title(heading)


def _cells(found: Any) -> list[JSONObject]:
    """The cells of a notebook; until version 3 they stand in worksheets."""
    if not isinstance(found, dict):
        return []
    sheets = objects_of(found.get("worksheets"))
    return objects_of(found.get("cells")) or [cell for one in sheets for cell in objects_of(one.get("cells"))]


def _language(metadata: JSONObject) -> str:
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        value = metadata.get(key)
        if isinstance(value, dict) and (found := first_text(value, name)):
            return re.sub(r"[^\w#+.-]", "", found)[:40]
    return "python"


def _add_cell(pages: _Pages, cell: JSONObject, number: int) -> None:
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    tags = metadata.get("tags")
    words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    known = {rule.state for rule in PRIVACY}
    said = [*(word for word in words if word in known), *true_flags(metadata)]
    decision = decide_publication(said, PRIVACY)
    if decision.publication is not Publication.PUBLIC:
        message = f"cell {number} is left out: {decision.because}"
        pages.notes.append(ImportNote(1, 1, Fate.PRIVATE, message))
        return
    source = _joined(cell.get("source", cell.get("input")))
    kind = cell.get("cell_type")
    if kind == "markdown":
        pages.parts += [source] if source.strip() else []
    elif kind == "heading":
        level = cell.get("level")
        pages.parts.append(
            f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source.strip()}"
        )
    elif kind == "code":
        pages.has_code = True
        pages.parts += [_block(pages.language, source)] if source.strip() else []
        for output in objects_of(cell.get("outputs")):
            _add_output(pages, output, number)
    elif source.strip():
        pages.parts.append(_block("text", source))
    if isinstance(cell.get("attachments"), dict):
        files = ", ".join(str(name) for name in cell["attachments"])
        pages.notes.append(ImportNote(1, 1, Fate.LEFT, f"pictures in cell {number}: {files}"))


def _add_output(pages: _Pages, output: JSONObject, number: int) -> None:
    """What a cell printed, in the form that reads best; the other forms of it are named."""
    if output.get("output_type") in ("error", "pyerr"):
        _add_text(pages, "\n".join(_strings(output.get("traceback"))) or first_text(output, "evalue"))
        return
    data = output.get("data", output)  # until version 3 it stands in the output itself
    data = data if isinstance(data, dict) else {}
    shown = next((key for key in FORMS if _joined(data.get(key)).strip()), "")
    text = _joined(data.get(shown))
    if shown == "text/markdown":
        pages.parts.append(text)
    elif shown == "text/html":
        pages.parts.append(markdown_of(text))
    else:
        _add_text(pages, text)
    for key in data:
        if key != shown and ("/" in key or key in OLD_FORMS):
            pages.notes.append(ImportNote(1, 1, Fate.LEFT, f"{key} that cell {number} showed"))


def _add_text(pages: _Pages, text: str) -> None:
    text = ESCAPES.sub("", text)
    pages.parts += [_block("text", text)] if text.strip() else []


def _block(language: str, text: str) -> str:
    lines = text.strip("\n").split("\n")
    fence = fence_around("```", lines)
    return "\n".join([fence + language, *lines, fence])


def _joined(value: Any) -> str:
    """A text, which nbformat keeps as one or as a list of its lines."""
    return value if isinstance(value, str) else "".join(_strings(value))


def _strings(value: Any) -> Sequence[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


FORMAT = Format("a Jupyter notebook", SOURCE, is_notebook, parse_notebook)
