"""The menu of pages that are not in it: made once for those that show the same one."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from chronicles.site.material import kept_menus


def item(title: str, url: str = "", *below: Any, **more: Any) -> Any:
    """A part of a menu, as MkDocs has it."""
    return SimpleNamespace(title=title, url=url, children=list(below), active=False, **more)


@pytest.fixture
def menu(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What shows a menu, and notes for which pages it had to be made."""
    made: list[str] = []
    text = "{{ note(page.url) }}{% for one in nav['items'] %}{{ one.title }}{{ one.active }} {% endfor %}"
    env = Environment(loader=DictLoader(dict.fromkeys(kept_menus.PARTS, text)), autoescape=True)
    env.globals["note"] = lambda url: made.append(url) or ""
    monkeypatch.setattr(kept_menus, "_is_of_material", lambda env, name: True)
    kept_menus.keep_menus(env)
    nav = SimpleNamespace(items=[item("A", "a/"), item("B", "", item("C", "b/c/"))], homepage=None)
    config = SimpleNamespace(extra={}, theme={})

    def shown(url: str, page: Any = None) -> str:
        page = page or SimpleNamespace(url=url)
        return env.get_template(kept_menus.MENU).render(page=page, nav=nav, config=config, features=[])

    return SimpleNamespace(shown=shown, made=made, nav=nav, config=config, env=env)


def test_it_is_made_once_for_the_pages_of_a_folder(menu: Any) -> None:
    assert menu.shown("journal/one/") == menu.shown("journal/two/") == "AFalse BFalse "
    assert menu.shown("journal/deep/three/") == "AFalse BFalse "
    assert menu.made == ["journal/one/", "journal/deep/three/"]


def test_it_is_made_anew_where_something_in_it_is_another(menu: Any) -> None:
    menu.shown("journal/one/")
    menu.nav.items[0].active = True
    assert menu.shown("journal/two/") == "ATrue BFalse "
    menu.nav.items[0].title = "Z"
    assert menu.shown("journal/three/") == "ZTrue BFalse "
    menu.nav.items[1].children[0].meta = {"status": "new"}
    menu.shown("journal/four/")
    menu.nav.items[1].children[0].url = "d/"
    menu.shown("journal/five/")
    assert len(menu.made) == 5


def test_a_page_in_the_menu_has_its_own(menu: Any) -> None:
    for _ in range(2):
        menu.shown("a/", menu.nav.items[0])
    pages = [SimpleNamespace(url="list/"), SimpleNamespace(url="list/2/")]
    menu.nav.items.append(item("List", "list/", pages=pages))
    for _ in range(2):
        menu.shown("list/2/", pages[1])
    assert menu.made == ["a/", "a/", "list/2/", "list/2/"]


def test_a_page_above_something_in_the_menu_has_its_own(menu: Any) -> None:
    for _ in range(2):
        menu.shown("b/")
    menu.config.theme["logo"] = "assets/logo.png"
    for _ in range(2):
        menu.shown("assets/")
    assert menu.made == ["b/", "b/", "assets/", "assets/"]


def test_a_menu_of_somebodys_own_is_left_alone() -> None:
    env = Environment(loader=DictLoader(dict.fromkeys(kept_menus.PARTS, "mine")), autoescape=True)
    before = env.get_template(kept_menus.MENU).root_render_func
    kept_menus.keep_menus(env)
    assert env.get_template(kept_menus.MENU).root_render_func is before


def test_another_theme_has_no_such_menu() -> None:
    kept_menus.keep_menus(Environment(loader=DictLoader({}), autoescape=True))
