"""Which plugins, hooks and extensions a page may depend on without our knowing on what of theirs."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

# Plugins by name, with the package that each is of: another one may have taken the name. What these make of
# a page depends on its text, its address, the settings and their version.
PAGE_ALONE = {
    "material/search": "material",
    "material/blog": "material",
    "material/tags": "material",
    "material/offline": "material",
    "search": "mkdocs",
    "chronicles": "chronicles",
    "minify": "mkdocs_minify_plugin",  # what it writes again behind the build is not kept
    "glightbox": "mkdocs_glightbox",
    "redirects": "mkdocs_redirects",  # it only adds pages, at each build
}
# These look at files, at git, at the clock. But they do so before a page's Markdown is rendered, at each
# build, and what they find is in its text and its front matter by then.
TEXT = {
    "macros": "mkdocs_macros",
    "git-revision-date-localized": "mkdocs_git_revision_date_localized_plugin",
}
PLUGINS = PAGE_ALONE | TEXT
EXTENSIONS = ("markdown.extensions.", "pymdownx.")
READERS = ("pymdownx.snippets", "pymdownx.b64")  # they put other files into a page
SHORT = frozenset(
    {"abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"}
    | {"legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"}
    | {"wikilinks"}
)
OURS = "chronicles."
THEMES = frozenset({None, "material", "mkdocs", "readthedocs"})
PACKAGES = frozenset({"chronicles", "markdown", "material", "mkdocs", "pygments", "pymdownx"})


def unknown_parts(config: MkDocsConfig) -> list[str]:
    """Return the plugins, hooks, extensions and functions of a site that are not known here, in words.

    With one of them, a page that did not change may have to be made anew all the same.
    """
    functions = sorted({name for name in _functions(config.mdx_configs) if not _is_packaged(name)})
    return [
        *_theme(config),
        *_plugins(config),
        *_hooks(config),
        *_extensions(config.markdown_extensions),
        *(f"the function {name}" for name in functions),
    ]


def is_ever_new(config: MkDocsConfig) -> bool:
    """Whether a plugin looks at what is no file of the journal: the text of a page may always be new."""
    return any(name.partition(" ")[0] in TEXT for name in config.plugins)


def _theme(config: MkDocsConfig) -> Iterator[str]:
    """A theme of its own folder is seen whole; that of another package may show anything on a page."""
    if config.theme.name not in THEMES:
        yield f"the theme {config.theme.name}"


def _plugins(config: MkDocsConfig) -> Iterator[str]:
    for name, plugin in config.plugins.items():
        if name in config.hooks:
            continue
        package = type(plugin).__module__.partition(".")[0]
        if PLUGINS.get(name.partition(" ")[0]) != package:
            yield f"the plugin {name}"
        elif package == PLUGINS["macros"]:
            yield from _macros(config, plugin.config)


def _macros(config: MkDocsConfig, said: Mapping[str, Any]) -> Iterator[str]:
    """The Python that the plugin macros runs: it may do at the end of a build whatever it likes."""
    place = Path(config.config_file_path or "").parent / str(said.get("module_name") or "main")
    if place.with_name(f"{place.name}.py").is_file() or (place / "__init__.py").is_file():
        yield f"the module {place.name} of the plugin macros"
    yield from (f"the module {name} of the plugin macros" for name in said.get("modules") or ())


def _hooks(config: MkDocsConfig) -> Iterator[str]:
    for path in config.hooks:
        yield f"the hook {path}"


def _extensions(names: Iterable[object]) -> Iterator[str]:
    for name in names:
        module = str(name).partition(":")[0]  # behind it is the name of a class
        if not (module in SHORT or module.startswith((*EXTENSIONS, OURS))) or module in READERS:
            yield f"the extension {name}"


def _functions(value: Any) -> Iterator[str]:
    """The functions and classes that settings name by `!!python/name`, wherever they are in them."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _functions(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _functions(one)
    elif isinstance(value, partial):
        yield from _functions([value.func, value.args, value.keywords])
    elif callable(value):
        name = getattr(value, "__qualname__", type(value).__qualname__)
        yield f"{getattr(value, '__module__', None)}.{name}"


def _is_packaged(name: str) -> bool:
    """Whether a function is of Python or of a package whose version counts."""
    package = name.partition(".")[0]
    return package in PACKAGES or package in sys.stdlib_module_names
