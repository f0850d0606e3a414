"""The settings of an export: what every engine that reads `mkdocs.yml` takes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import yaml

from chronicles.pages.markdown import limited_html

# Not of Python-Markdown or PyMdown Extensions, which all of these engines have: they would stop at it.
FOREIGN = ("material.", "zensical.")
HEAD = """\
# Written by Chronicles from a journal: the next export replaces it.
# {name} is for {engines}.

"""
MKDOCS = HEAD.format(name="mkdocs.yml", engines="MkDocs and Zensical, each with its own look")
PROPERDOCS = HEAD.format(name="properdocs.yml", engines="ProperDocs, which wants its look named")


@dataclass(frozen=True, slots=True)
class SiteHead:
    """What a site says of itself, the extensions of its Markdown, and its menu, as MkDocs reads them."""

    name: str
    description: str = ""
    url: str = ""
    extensions: Sequence[str] = ()
    configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    nav: Any = None


def mkdocs_yml(head: SiteHead, pages: Collection[str]) -> str:
    """Return `mkdocs.yml` for these pages, which are paths below `docs/`; no theme and no plugin is in it."""
    nav = list(_menu(head.nav or [], pages))
    said = {
        "site_name": head.name,
        "site_description": head.description,
        "site_url": head.url,
        "docs_dir": "docs",
        "site_dir": "site",
        "markdown_extensions": list(_extensions(head)),
        "nav": nav,
    }
    return MKDOCS + _yaml({key: value for key, value in said.items() if value})


def properdocs_yml() -> str:
    """Return `properdocs.yml`: the same, and a theme, without which ProperDocs warns."""
    return PROPERDOCS + _yaml({"INHERIT": "mkdocs.yml", "theme": {"name": "mkdocs"}})


def _menu(nav: Any, pages: Collection[str]) -> Iterator[Any]:
    """The entries of a menu whose pages are there, and links to elsewhere."""
    for item in nav if isinstance(nav, list) else []:
        if isinstance(item, str):
            yield from [item] if _leads(item, pages) else []
        elif isinstance(item, Mapping):
            for title, inside in item.items():
                if isinstance(inside, str):
                    yield from [{title: inside}] if _leads(inside, pages) else []
                elif below := list(_menu(inside, pages)):
                    yield {title: below}


def _leads(path: str, pages: Collection[str]) -> bool:
    return path in pages or "://" in path


def _extensions(head: SiteHead) -> Iterator[Any]:
    for name in dict.fromkeys(head.extensions):
        if name == limited_html.NAME or name.startswith(FOREIGN):
            continue
        kept = _kept(head.configs.get(name) or {})
        yield {name: kept} if kept else name


def _kept(value: Any) -> Any:
    """A value of the settings without what only this machine's Python or another theme has."""
    if isinstance(value, Mapping):
        found = {str(key): _kept(inner) for key, inner in value.items()}
        return {key: inner for key, inner in found.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [inner for inner in map(_kept, value) if inner is not None]
    if isinstance(value, FunctionType):
        return value if value.__module__.startswith("pymdownx.") else None
    return value if isinstance(value, str | int | float | bool) else None


class _Dumper(yaml.SafeDumper):
    """Names functions as MkDocs and Zensical read them."""


def _function(dumper: yaml.SafeDumper, value: Callable[..., Any]) -> yaml.Node:
    return dumper.represent_scalar(f"tag:yaml.org,2002:python/name:{value.__module__}.{value.__name__}", "")


_Dumper.add_representer(FunctionType, _function)


def _yaml(values: Mapping[str, Any]) -> str:
    return yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
