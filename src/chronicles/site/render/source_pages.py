"""Source files as pages of the site, so that a link into the project leads somewhere."""

from collections.abc import Callable
from html import escape
from urllib.parse import quote

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from chronicles.disk.texts import FileText
from chronicles.language.site_words import ENGLISH, SiteWords
from chronicles.proof.answers import File
from chronicles.proof.link_targets import Target
from chronicles.site.render.code_classes import thinned
from chronicles.site.render.highlighting import lexed
from chronicles.site.render.served_names import PREFIX, served_name, with_prefix

FOLDER = "code"


def uri(file: File) -> str:
    """Return the path below `docs/` that the page of `file` has; no two files share one.

    The folders say the kind of the state and its name, and before it `of/NAME` for a project that
    is not the journal's own. No host leaves a part of it out.
    """
    *folders, name = map(served_name, file.path.split("/"))
    # MkDocs takes both for the page of their folder, which is another address.
    name = f"{PREFIX}{name}" if name in ("index", "README") else name
    project = ["of", file.project] if file.project else []
    above = (with_prefix(part) for part in (*project, *_state(file)))
    return "/".join([FOLDER, *above, *folders, f"{name}.md"])


def former_uri(file: File) -> str:
    """Return the path that the page had before hosts were known to leave names out."""
    project = ["of", file.project] if file.project else []
    return "/".join([FOLDER, *project, *_state(file), f"{file.path}.md"])


def _state(file: File) -> list[str]:
    name = quote(file.state.name, safe="").replace("~", "%7E").replace("%", "~")
    return [file.state.kind, name] if name else [file.state.kind]


def anchor(target: Target) -> str:
    """Return the fragment of `target`'s line, with its `#`; nothing for the file as a whole."""
    return f"#line-{target.line}" if target.line else ""


def is_source(uri: str) -> bool:
    """Whether a path below `docs/` is that of a source page."""
    return uri.startswith(f"{FOLDER}/")


def numbered(path: str, text: str, *, is_thin: bool = False) -> str:
    """Return `text`, the file `path`, as HTML in the colors of its language, with a number at each line.

    Where `is_thin`, only tokens with a color of their own have an element.
    """
    try:
        tokens = lexed(path, f"{text}\n")
    except ClassNotFound:
        tokens = list(pygments.lex(text, get_lexer_by_name("text", stripnl=False)))
    return str(pygments.format(thinned(tokens) if is_thin else tokens, _FORMATTER))


def page(
    file: File,
    source: FileText,
    number: Callable[[str, str], str] = numbered,
    words: SiteWords = ENGLISH,
) -> str:
    """Return the page that shows `source`, the text of `file`: its front matter, and HTML.

    `number` is `numbered`, or what has kept its answers. What is said of the file is in `words`.
    """
    shown = number(file.path, source.text)
    ends = f' data-ends="{source.ends}"' if source.ends else ""
    is_now, state = file.state.kind == "now", str(file.state)
    name = file.path if is_now else words.say("file.name_at", path=file.path, state=state)
    told = words.say("file.source") if is_now else words.say("file.source_at", state=escape(state))
    project = f"{file.project}: " if file.project else ""
    title = _yaml(project + name)
    return (
        f"---\ntitle: {title}\nsearch:\n  exclude: true\nhide:\n  - navigation\n  - toc\n---\n\n"
        f"<h1>{escape(project + file.path)}</h1>\n\n"
        f'<p class="chronicles-state">{told}</p>\n\n'
        f'<div class="chronicles-source"{ends}>{shown}</div>\n'
    )


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_FORMATTER = HtmlFormatter(linenos="table", linespans="line", anchorlinenos=True, wrapcode=True)
