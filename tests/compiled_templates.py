"""Templates are compiled once for all builds of a process, as its modules are: they take half of a build.

What comes out is what Jinja itself makes of the same text, by the same name and the same rules. A build looks
into the cache of its journal before it asks for that, as ever.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from jinja2 import Environment

RULES = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "autoescape"),
    *("optimized", "sandboxed", "is_async"),
)
LANGUAGE = ("partials/language.html", "partials/languages/en.html")
Compile = Callable[..., Any]


def remember_compiled() -> None:
    """Let every environment of this process take what another has compiled."""
    if not hasattr(Environment.compile, "__wrapped__"):
        Environment.compile = _remembering(Environment.compile)  # type: ignore[method-assign]


def _remembering(original: Compile) -> Compile:
    known: dict[Hashable, Any] = {}

    @wraps(original)
    def compiled(env: Environment, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:
        if not isinstance(source, str) or filename is None:
            return original(env, source, name, filename, *more)
        rules = (type(env), *(getattr(env, rule) for rule in RULES), *sorted(env.extensions))
        # A name that is not there is an error. Which function it has does not count, as in Jinja's cache.
        names = (frozenset(env.filters), frozenset(env.tests))
        key = (source, name, filename, more, rules, names)
        if key not in known:
            known[key] = original(env, source, name, filename, *more)
        return known[key]

    return compiled


def compile_templates() -> None:
    """Compile what a site of Material is made of, before it is asked for."""
    from mkdocs.theme import Theme

    from chronicles.site.mkdocs.config import THEME
    from chronicles.site.mkdocs.templates import introduce_filters

    remember_compiled()
    theme = Theme(name="material")
    theme.dirs.insert(0, str(THEME))
    env = theme.get_env()
    for name in LANGUAGE:  # the search asks for its words before there is anything else
        env.get_template(name)
    env = theme.get_env()
    introduce_filters(env)
    for name in env.list_templates(filter_func=_is_used):
        env.get_template(name)


def _is_used(name: str) -> bool:
    return name in LANGUAGE or (name.endswith(".html") and not name.startswith((".", "partials/languages/")))
