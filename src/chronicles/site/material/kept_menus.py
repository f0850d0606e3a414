"""The menu of the pages that are not in it: made once for all that show the same one.

An entry is in no menu, and from wherever in its folder it is seen, the menu is the same. It is kept by all
that its template is told of it; with a template of somebody's own, or another one of Material's, nothing is.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import material
from jinja2 import Environment, TemplateNotFound
from jinja2.runtime import Context

from chronicles.site.material.adapters import Adapter

ADAPTER = Adapter("menu", {"mkdocs-material": "9.8.", "mkdocs": "1.6.", "Jinja2": "3."})
MENU = "partials/nav.html"
PARTS = (MENU, "partials/nav-item.html", "partials/logo.html", "partials/source.html")
Render = Callable[[Context], Iterator[str]]


def keep_menus(env: Environment) -> None:
    """Let the templates of a build make the menu of each entry once."""
    if ADAPTER.is_on and all(_is_of_material(env, name) for name in PARTS):
        menu = env.get_template(MENU)
        menu.root_render_func = _kept(menu.root_render_func)


def _is_of_material(env: Environment, name: str) -> bool:
    try:
        file = env.get_template(name).filename
    except TemplateNotFound:  # the theme is another one
        return False
    return file is not None and Path(file).is_relative_to(Path(material.__file__).parent)


def _kept(render: Render) -> Render:
    menus: dict[Any, str] = {}

    def kept(context: Context) -> Iterator[str]:
        if (key := _key(context)) is None:
            yield from render(context)
            return
        if key not in menus:
            menus[key] = "".join(render(context))
        yield menus[key]

    return kept


def _key(context: Context) -> Any:
    """All that the menu of a page is made of, `None` for a page that is in it or above something in it."""
    page, nav, config = (context.get(name) for name in ("page", "nav", "config"))
    if page is None or not (page.url.endswith("/") or page.url.endswith(".html")):
        return None
    items = [*_walked(nav.items)]
    if any(one is page or page in (getattr(one, "pages", None) or ()) for one, _ in items):
        return None
    homepage = getattr(nav.homepage, "url", None)
    urls = (
        homepage,
        config.extra.get("homepage"),
        config.theme.get("logo"),
        *(_url(one) for one, _ in items),
    )
    if any(str(url or "").startswith(page.url) for url in urls):
        return None
    folder = page.url.rstrip("/").rpartition("/")[0]
    about = tuple((level, *_about(one)) for one, level in items)
    return (folder, page.url[-1], urls, about, tuple(context.get("features") or ()))


def _walked(items: Iterable[Any], level: int = 0) -> Iterator[tuple[Any, int]]:
    """The items of a menu with those below them, and how deep each is."""
    for one in items:
        yield one, level
        yield from _walked(one.children or (), level + 1)


def _url(item: Any) -> Any:
    return getattr(item, "url", None)


def _about(item: Any) -> tuple[Any, ...]:
    """What the template shows of an item."""
    meta, typeset = getattr(item, "meta", None) or {}, getattr(item, "typeset", None)
    own = (meta.get("icon"), meta.get("subtitle"), meta.get("status"))
    more = (getattr(typeset, "title", None), getattr(item, "encrypted", None))
    return (str(item.title), bool(item.active), *map(str, (*own, *more)))
