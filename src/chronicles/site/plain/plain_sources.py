"""Source files as pages of plain Markdown."""

from pygments.lexers import get_lexer_for_filename
from pygments.util import ClassNotFound

from chronicles.disk.texts import FileText
from chronicles.pages.escaping import escaped
from chronicles.pages.weave import fence_around
from chronicles.proof.answers import File
from chronicles.site.plain.plain_front_matter import front_matter


def source_page(file: File, source: FileText) -> str:
    """Return the page that shows `source`, the text of `file`, in a fence that no line of it can close."""
    name = f"{file.project}: {file.path}" if file.project else file.path
    state = "as it stands now" if file.state.kind == "now" else f"at {file.state}"
    head = front_matter({"title": file.path})
    block = fenced(source.text, language(file.path, source.text))
    return f"{head}\n# {escaped(name)}\n\nThe source, {escaped(state)}.\n\n{block}\n"


def language(path: str, text: str) -> str:
    """Return how a fence names the language of a file, `""` where nobody knows it."""
    name = f"{path}.j2" if path.endswith(".html") and "{%" in text else path
    try:
        return str(get_lexer_for_filename(name, text).aliases[0])
    except (ClassNotFound, IndexError):
        return ""


def fenced(text: str, language: str) -> str:
    """Return `text` as a block; an empty last line is kept, which engines would take off."""
    lines = text.split("\n")
    fence = fence_around("```", lines)
    return "\n".join([fence + language, *lines, fence])
