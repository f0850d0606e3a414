"""The style sheets of the theme without what no page of this site can use, as `mkdocs.yml` says.

Material's has the styles of everything that it can do, 23 kB as a host sends it. What a feature, an extension
or a setting that is off would show is left out, and what pages would have to name and none does.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from chronicles.disk.cache import Store, key
from chronicles.site.render import stylesheets

THEIRS = re.compile(r"assets/stylesheets/(?:main|palette)\.[^/]*\.css")
SCHEME = re.compile(r"\[data-md-color-(scheme|primary|accent)=\"?([\w-]+)\"?\]")
ICON = re.compile(r"(--md-[\w-]+-icon[\w-]*):url\((?:\"[^\"]*\"|'[^']*'|[^)\"']*)\);?")
MAP = re.compile(r"/\*#\s*sourceMappingURL=.*?\*/")


def add_lean_styles(files: Files, config: MkDocsConfig, own: str, texts: Iterable[str], store: Store) -> None:
    """Put smaller style sheets in the place of Material's, and of `own`, the path of ours in the site.

    `texts` are the sources of all pages, which may name classes; what was made is kept in `store`. Nothing
    of Material's changes where somebody else's templates, hooks or plugins may use more of it.
    """
    unused = _unused(config, list(texts)) if is_material_alone(config) else ()
    colors = _colors(config) if unused else None
    for file in list(files):
        if file.src_uri == own or (unused and THEIRS.fullmatch(file.src_uri)):
            data = _lean(Path(str(file.abs_src_path)).read_text("utf-8"), unused, colors, store)
            files.remove(file)
            lean = File.generated(config, file.src_uri, content=data, inclusion=InclusionLevel.INCLUDED)
            files.append(lean)


def _lean(css: str, unused: tuple[str, ...], colors: frozenset[tuple[str, str]] | None, store: Store) -> str:
    name = key("lean-1", css, repr(unused), repr(sorted(colors or ())))
    if (known := store.get(name)) is not None:
        return known.decode()
    lean = stylesheets.shortened(MAP.sub("", css))
    if unused:
        classes = re.compile(rf"\.(?:{'|'.join(unused)})(?:__[\w-]+|--[\w-]+)?(?![\w-])")  # BEM

        def is_unused(selector: str) -> bool:
            return bool(classes.search(selector)) or _is_other(selector, colors)

        lean = stylesheets.without(lean, is_unused)
        lean = ICON.sub(lambda match: match[0] if lean.count(match[1]) > 1 else "", lean)
    store.put(name, lean.encode())
    return lean


def _is_other(selector: str, colors: frozenset[tuple[str, str]] | None) -> bool:
    """Whether a selector is about a color that the site does not have."""
    return colors is not None and any(pair not in colors for pair in SCHEME.findall(selector))


TOOLTIPS = ("content.code.annotate", "content.tooltips", "content.footnote.tooltips", "content.code.select")
# What each family of classes is for: it is unused where this is not so.
_Needed = Callable[[MkDocsConfig], Any]
FAMILIES: dict[str, _Needed] = {
    "md-version": lambda config: config.extra.get("version"),
    "md-banner": lambda config: config.extra.get("version"),
    "md-source": lambda config: config.repo_url,
    "md-select": lambda config: config.extra.get("alternate") or config.extra.get("version"),
    "md-consent": lambda config: config.extra.get("consent"),
    "md-feedback": lambda config: config.extra.get("analytics"),
    "md-social": lambda config: config.extra.get("social"),
    "md-author": lambda config: _blog(config, "authors"),
    "md-profile": lambda config: _blog(config, "authors"),
    "md-path": lambda config: _has(config, "navigation.path"),
    "md-progress": lambda config: _has(config, "navigation.instant.progress"),
    "md-search__suggest": lambda config: _has(config, "search.suggest"),
    "md-tabs": lambda config: False,  # the head of our pages has its own
    "md-footer": lambda config: False,  # and so has the foot
    "md-annotation": lambda config: _has(config, "content.code.annotate"),
    "md-tooltip2": lambda config: any(map(partial(_has, config), TOOLTIPS)),
    "md-tooltip": lambda config: any(map(partial(_has, config), TOOLTIPS)),
    "md-status": lambda config: False,
    "arithmatex": lambda config: _extended(config, "pymdownx.arithmatex"),
    "critic": lambda config: _extended(config, "pymdownx.critic"),
    "keys": lambda config: _extended(config, "pymdownx.keys"),
}
# What a page brings a family in by, where that is not its own name in some HTML.
NAMED = {
    "md-annotation": ("annotate",),
    "md-tooltip": ("annotate",),
    "md-tooltip2": ("annotate",),
    "md-status": ("status:",),
}
OWN_PLUGINS = {"chronicles", "material/blog", "material/search", "material/tags", "search", "blog", "tags"}


def is_material_alone(config: MkDocsConfig) -> bool:
    """Whether nothing but Material and its own plugins can bring classes of the theme into pages."""
    theme = config.theme
    is_alone = not theme.custom_dir and not config.hooks and set(config.plugins) <= OWN_PLUGINS
    return theme.name == "material" and is_alone


def _unused(config: MkDocsConfig, texts: Sequence[str]) -> tuple[str, ...]:
    """The families that neither a setting nor a page needs."""
    off = [name for name, is_needed in FAMILIES.items() if not is_needed(config)]
    words = {name: NAMED.get(name, (name,)) for name in off}
    return tuple(
        re.escape(name) for name in off if not any(word in text for word in words[name] for text in texts)
    )


def _has(config: MkDocsConfig, feature: str) -> bool:
    return feature in (config.theme.get("features") or [])


def _extended(config: MkDocsConfig, name: str) -> bool:
    return name in config.markdown_extensions


def _blog(config: MkDocsConfig, option: str) -> bool:
    blog = config.plugins.get("material/blog")
    return bool(blog and blog.config.get(option))


def _colors(config: MkDocsConfig) -> frozenset[tuple[str, str]]:
    """The schemes and colors of the site, as attributes of pages have them."""
    return frozenset(_said(config))


def _said(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    palette = config.theme.get("palette") or {}
    yield "scheme", "default"
    for one in [palette] if isinstance(palette, dict) else palette:
        for kind, usual in (("scheme", "default"), ("primary", "indigo"), ("accent", "indigo")):
            yield kind, str(one.get(kind) or usual).replace(" ", "-")
