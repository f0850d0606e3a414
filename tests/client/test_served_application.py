"""The application that answers: by its name, and what it speaks."""

import functools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from flask import Flask
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint

import chronicles_client
from chronicles_client.application_name import ApplicationName, read_application_name
from chronicles_client.served_application import Unserved, interface_of, load_application

SOURCE = Path(chronicles_client.__file__).parents[1]


def wsgi(environ: Any, start_response: Any) -> Any: ...
def wsgi_with_more(environ: Any, start_response: Any, *, log: Any = None) -> Any: ...
async def asgi(scope: Any, receive: Any, send: Any) -> None: ...
def asgi_by_hand(scope: Any, receive: Any, send: Any) -> Any: ...
def asgi2(scope: Any) -> Any: ...
async def with_more(scope: Any, receive: Any, send: Any, more: Any) -> None: ...


@functools.wraps(wsgi)
def wrapped(*given: Any, **named: Any) -> Any: ...


class Wsgi:
    def __call__(self, environ: Any, start_response: Any) -> Any: ...


class WsgiByClass:
    def __init__(self, environ: Any, start_response: Any) -> None: ...


class Asgi:
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...


class AsgiAround:
    def __call__(self, scope: Any, receive: Any, send: Any) -> Any: ...


class Asgi2ByClass:
    def __init__(self, scope: Any) -> None: ...
    async def __call__(self, receive: Any, send: Any) -> None: ...


@pytest.mark.parametrize(
    ("application", "interface"),
    [
        (Flask("shop"), "wsgi"),
        (FastAPI(), "asgi"),
        (Starlette(), "asgi"),
        (HTTPEndpoint, "asgi"),
        (wsgi, "wsgi"),
        (wsgi_with_more, "wsgi"),
        (wrapped, "wsgi"),
        (Wsgi(), "wsgi"),
        (Wsgi().__call__, "wsgi"),
        (WsgiByClass, "wsgi"),
        (asgi, "asgi"),
        (asgi_by_hand, "asgi"),
        (functools.partial(with_more, more=1), "asgi"),
        (Asgi(), "asgi"),
        (Asgi().__call__, "asgi"),
        (AsgiAround(), "asgi"),
        (asgi2, "asgi2"),
        (Asgi2ByClass, "asgi2"),
    ],
)
def test_what_an_application_speaks_is_told_by_how_it_is_called(
    application: Callable[..., Any], interface: str
) -> None:
    assert interface_of(application, "shop:app") == interface


@pytest.mark.parametrize(
    ("application", "told"),
    [
        (3, "shop:app is no application: it is a int, which cannot be called"),
        (Wsgi, "shop:app is no application, but makes one when it is called: write 'shop:app()'"),
        (lambda: None, "shop:app is no application, but makes one when it is called: write 'shop:app()'"),
        (
            lambda a, b, c, d: None,
            "shop:app is no application: it is called neither as WSGI's, with (environ, start_response), nor "
            "as ASGI's, with (scope, receive, send)",
        ),
    ],
)
def test_what_is_none_is_told(application: Any, told: str) -> None:
    with pytest.raises(Unserved) as refused:
        interface_of(application, "shop:app")
    assert str(refused.value) == told


MODULE = """
class Around:
    def __init__(self): self.app = lambda environ, start_response: []
inner = Around()
def create_app(): return inner.app
def broken(): raise LookupError("no settings")
def ended(): raise SystemExit("set DSN")
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop_served.py").write_text(MODULE, "utf-8")
    (tmp_path / "shop_lost.py").write_text("import nothing_like_it", "utf-8")
    (tmp_path / "shop_ended.py").write_text("raise SystemExit('set DSN')", "utf-8")
    (tmp_path / "shop_other.py").write_text("from shop_served import tea", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "shop_served", raising=False)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("name", ["shop_served:inner.app", "shop_served:create_app()"])
def test_an_application_is_loaded_by_its_name(name: str) -> None:
    read = read_application_name(name)
    assert read and str(read) == name
    assert load_application(read).interface == "wsgi"


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("shop_served:app", "shop_served:app cannot be loaded: the module shop_served has no 'app'"),
        (
            "shop_lost:app",
            "shop_lost:app cannot be loaded: ModuleNotFoundError: No module named 'nothing_like_it'",
        ),
        (
            "shop_other:app",
            "shop_other:app cannot be loaded: "
            "ImportError: cannot import name 'tea' from 'shop_served' (shop_served.py)",
        ),
        ("shop_ended:app", "shop_ended:app cannot be loaded: SystemExit: set DSN"),
        ("shop_served:broken()", "shop_served:broken() fails: LookupError: no settings"),
        ("shop_served:ended()", "shop_served:ended() fails: SystemExit: set DSN"),
    ],
)
def test_one_that_cannot_be_loaded_is_told(name: str, told: str) -> None:
    read = read_application_name(name)
    assert read
    with pytest.raises(Unserved) as refused:
        load_application(read)
    assert str(refused.value) == told


def test_a_page_of_django_pays_for_no_event_loop() -> None:
    source = "import sys, chronicles_client.page_clients; print({'asyncio', 'logging'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", source], cwd=SOURCE, capture_output=True, check=True)
    assert done.stdout == b"set()\n"


@pytest.mark.parametrize(
    "text", ["", "shop", "shop:", ":app", "shop:app(1)", "shop/app:app", "shop:1", "a b:c"]
)
def test_what_is_no_name_is_none(text: str) -> None:
    assert read_application_name(text) is None


def test_names_are_those_of_the_servers() -> None:
    assert read_application_name(" shop.main:api.app ") == ApplicationName("shop.main", "api.app")
