"""Source files as pages of the site, so that a link into the project leads somewhere."""

import re
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.util import ClassNotFound

from chronicles.proof.links import Target

FOLDER = "code"


def uri(target: Target) -> str:
    """Return the path below `docs/` that the page of `target`'s file would have."""
    state = re.sub(r"[^\w.-]+", "-", str(target.state).removeprefix("git:"))
    project = f"{target.project}/" if target.project else ""
    return f"{FOLDER}/{project}{state}/{target.path}.md"


def anchor(target: Target) -> str:
    """Return the fragment of `target`'s line, with its `#`; nothing for the file as a whole."""
    return f"#line-{target.line}" if target.line else ""


def markdown(target: Target, text: str) -> str:
    """Return the page that shows `text`, the source at `target`, with a number at each line."""
    shown = highlight(text, _lexer(target.path, text), _FORMATTER)
    state = "as it stands now" if target.state.kind == "now" else f"at {target.state}"
    project = f"{target.project}: " if target.project else ""
    return (
        f"---\ntitle: {_yaml(target.path)}\nsearch:\n  exclude: true\nhide:\n  - navigation\n  - toc\n---\n\n"
        f"<h1>{escape(project + target.path)}</h1>\n\n"
        f'<p class="chronicles-state">The source, {escape(state)}.</p>\n\n'
        f'<div class="chronicles-source">{shown}</div>\n'
    )


def _lexer(path: str, text: str) -> Lexer:
    try:
        return get_lexer_for_filename(path, text, stripnl=False)
    except ClassNotFound:
        return get_lexer_by_name("text", stripnl=False)


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_FORMATTER = HtmlFormatter(linenos="table", linespans="line", anchorlinenos=True, wrapcode=True)
