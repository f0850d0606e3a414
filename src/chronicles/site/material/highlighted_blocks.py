"""The colors of blocks of code: what is the same for all blocks is looked up once, equal code is read once.

The beginning of an entry stands in lists as well, and pages show the same lines of a project again and again.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from pygments import format as formatted
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pymdownx import highlight

from chronicles.site.material.adapters import Adapter
from chronicles.site.render.code_classes import thinned

MOST_BLOCKS = 512  # that are remembered
LONGEST = 20_000  # characters of one that is

Tokens = tuple[tuple[Any, str], ...]


@lru_cache(None)
def _lexer_class(name: str) -> Callable[..., Lexer]:
    return type(get_lexer_by_name(name))


def lexer_by_name(name: str, **options: Any) -> Lexer:
    """Return what reads a language: as Pygments' own, which goes through all that it knows each time."""
    return _lexer_class(name)(**options)


class _Reading:
    """Code to be read by a lexer: equal to another one that is read as the same."""

    def __init__(self, code: str, lexer: Lexer, *, is_thin: bool) -> None:
        self.code, self.lexer, self.is_thin = code, lexer, is_thin
        options = sorted((name, repr(value)) for name, value in lexer.options.items())
        self.key = (code, type(lexer), tuple(options), is_thin)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reading) and self.key == other.key


@lru_cache(MOST_BLOCKS)
def _tokens(reading: _Reading) -> Tokens:
    return tuple(_read(reading.code, reading.lexer, is_thin=reading.is_thin))


def _read(code: str, lexer: Lexer, *, is_thin: bool) -> Iterable[tuple[Any, str]]:
    tokens = lexer.get_tokens(code)
    return thinned(tokens) if is_thin else tokens


class _Form:
    """How code is shown in the site that is built now: whether classes are left out that no style colors."""

    is_thin = False


def leave_out_classes(*, is_thin: bool) -> None:
    """Say of the site that is built next whether its blocks have only the classes that give a color."""
    _Form.is_thin = is_thin


def highlighted(code: str, lexer: Lexer, formatter: Any) -> str:
    """Return code as `formatter` shows it: as Pygments' own function does, maybe with fewer classes."""
    if lexer.filters or len(code) > LONGEST:
        return str(formatted(_read(code, lexer, is_thin=_Form.is_thin), formatter))
    return str(formatted(_tokens(_Reading(code, lexer, is_thin=_Form.is_thin)), formatter))


_plain_stylesheet: Callable[[Any], None] = HtmlFormatter._create_stylesheet  # type: ignore[attr-defined]


def _stylesheet(formatter: Any) -> None:
    key = (formatter.style, formatter.classprefix)
    if key not in _stylesheets:
        _plain_stylesheet(formatter)
        _stylesheets[key] = (formatter.ttype2class, formatter.class2style)
    classes, styles = _stylesheets[key]
    formatter.ttype2class, formatter.class2style = dict(classes), dict(styles)


_stylesheets: dict[tuple[Any, str], tuple[dict[Any, Any], dict[Any, Any]]] = {}


def quicken_highlighting() -> None:
    """Let the extension that shows code look things up here."""
    highlight.highlight = highlighted
    highlight.get_lexer_by_name = lexer_by_name
    for kind in (highlight.BlockHtmlFormatter, highlight.InlineHtmlFormatter):
        kind._create_stylesheet = _stylesheet


ADAPTER = Adapter("colors of code", {"pymdown-extensions": "1", "Pygments": "2."}, quicken_highlighting)
