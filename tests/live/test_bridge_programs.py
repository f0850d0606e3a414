"""What runs beside a project that is not Django's in the reader's browser, asked as the worker asks it."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.live.bridge import SCRIPT, Bridge
from tests.live.python_projects import FASTAPI, FLASK, PLAIN

Run = Callable[..., Bridge]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Write a project and run it."""
    with ExitStack() as stack:

        def run(files: dict[str, str], application: str | None = None, **more: Any) -> Bridge:
            root = tmp_path / "project"
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return stack.enter_context(Bridge(root, settings=None, application=application, **more)).started()

        yield run


def send(bridge: Bridge, text: str) -> dict[str, Any]:
    said: dict[str, Any] = bridge.call("send", text)
    return said


def sent_json(bridge: Bridge, text: str) -> Any:
    return json.loads(send(bridge, text)["body"])


def test_flask_answers_below_its_place_in_the_site(run: Run) -> None:
    shop = run(FLASK, "shop:create_app()")
    first = shop.ask("/")
    assert first.status == 200 and f'action="{SCRIPT}/add/"' in first.text and "1 visits" in first.text
    assert first.text.startswith('<!doctype html>\n<html lang="en"><head><script src=')
    added = shop.ask(
        "/add/", "POST", body=b"name=apple", headers=[["content-type", "application/x-www-form-urlencoded"]]
    )
    assert (added.status, added.headers["Location"]) == (302, f"{SCRIPT}/")
    assert "<li>apple</li>" in shop.ask("/").text and "3 visits" in shop.ask("/").text
    assert sent_json(shop, "GET /api/ HTTP/1.1\n") == {"basket": ["apple"], "price": 3}


def test_flask_says_what_a_view_raised_as_a_server_does(run: Run) -> None:
    shop = run(FLASK, "shop:create_app()")
    assert shop.ask("/boom/").status == 500
    assert send(shop, "GET /boom/ HTTP/1.1\n")["line"] == "500 INTERNAL SERVER ERROR"


def test_an_edit_of_flask_is_taken_over_and_a_wrong_one_is_not(run: Run) -> None:
    shop = run(FLASK, "shop:create_app()")
    shop.ask("/")
    dearer = FLASK["shop/__init__.py"].replace("PRICE = 3", "PRICE = 4")
    assert shop.call("edit", "shop/__init__.py", dearer) == {"outcome": "done"}
    page = shop.ask("/").text
    assert '<p id="price">4</p>' in page and "2 visits" in page  # the cookies stay
    template = "shop/templates/page.html"
    assert shop.call("edit", template, "<p>\n{% if %}") == {
        "outcome": "wrong",
        "line": 2,
        "message": "TemplateSyntaxError: Expected an expression, got 'end of statement block'",
    }
    assert shop.call("edit", template, "<b>{{ price }}</b>") == {"outcome": "done"}
    assert shop.ask("/").text.endswith("<b>4</b>")
    failed = shop.call("edit", "shop/__init__.py", "from nowhere import x\n")
    assert failed["outcome"] == "failed"
    assert failed["message"].startswith(
        f'Traceback (most recent call last):\n  File "{shop.root}/shop/__init__.py", line 1, in <module>\n'
    )
    assert failed["message"].endswith("ModuleNotFoundError: No module named 'nowhere'\n")
    assert shop.ask("/").text.endswith("<b>4</b>")


def test_fastapi_answers_without_threads_and_starts_once(run: Run) -> None:
    shop = run(FASTAPI, "shop.main:app")
    assert "<h1>1 items</h1>" in shop.ask("/").text
    made = send(
        shop, 'POST /items/ HTTP/1.1\nContent-Type: application/json\n\n{"name": "apple", "price": 2}'
    )
    assert (made["line"], json.loads(made["body"])) == ("201 Created", {"name": "apple", "price": 2.0})
    said = sent_json(shop, "GET /items/ HTTP/1.1\n")
    assert (said["length"], said["who"]) == (2, "somebody")
    assert "<h1>2 items</h1>" in shop.ask("/").text
    hop = shop.ask("/hop/")
    assert (hop.status, hop.headers["location"], hop.cookies) == (307, f"{SCRIPT}/items/", {"plain": "yes"})
    wrong = send(shop, 'POST /items/ HTTP/1.1\nContent-Type: application/json\n\n{"name": "apple"}')
    assert wrong["line"].startswith("422 ") and "Field required" in wrong["body"]


def test_fastapi_answers_a_broken_endpoint_and_goes_on(run: Run) -> None:
    shop = run(FASTAPI, "shop.main:app")
    assert (shop.ask("/boom/").status, shop.ask("/boom/").text) == (500, "Internal Server Error")
    assert send(shop, "GET /boom/ HTTP/1.1\n")["line"] == "500 Internal Server Error"
    answer = shop.ask("/ends/")
    assert answer.status == 500 and "SystemExit: 3" in answer.text
    assert send(shop, "GET /ends/ HTTP/1.1\n")["status"] == 500
    assert shop.ask("/items/").status == 200
    assert shop.ask("/items/").status == 200


def test_an_edit_of_fastapi_starts_the_application_again(run: Run) -> None:
    shop = run(FASTAPI, "shop.main:app")
    models = FASTAPI["src/shop/models.py"].replace("price: float", "price: float\n    size: int = 7")
    assert shop.call("edit", "src/shop/models.py", models) == {"outcome": "done"}
    said = sent_json(shop, "GET /items/ HTTP/1.1\n")
    assert said["items"] == [{"name": "first", "price": 1.0, "size": 7}]
    refusing = FASTAPI["src/shop/main.py"].replace(
        "    yield\n", "    raise ValueError('no')\n    yield\n", 1
    )
    failed = shop.call("edit", "src/shop/main.py", refusing)
    assert failed["outcome"] == "failed" and "ValueError: no" in failed["message"]
    assert sent_json(shop, "GET /items/ HTTP/1.1\n")["length"] == 1


RAW = {
    "app.py": """\
import asyncio
import threading


async def app(scope, receive, send):
    if scope["type"] != "http":
        raise NotImplementedError
    if scope["path"].endswith("/thread"):
        loop = asyncio.get_running_loop()
        await loop.create_future()
    if scope["path"].endswith("/silent"):
        return
    body = (await receive())["body"]
    head = {name.decode(): value.decode() for name, value in scope["headers"]}
    text = f"{scope['method']} {scope['root_path']} {head.get('origin')} {head.get('x')} {body.decode()}"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"DENY")]})
    await send({"type": "http.response.body", "body": text.encode()})
"""
}


def test_a_bare_asgi_application_sees_what_a_browser_sends(run: Run) -> None:
    app = run(RAW, "app:app")
    answer = app.ask("/", "POST", body=b"hello", headers=[["X", "y"]])
    assert answer.text == f"POST {SCRIPT} https://example.org y hello"
    assert answer.headers == {}
    assert app.ask("/", headers=[["X", "y"]]).text == f"GET {SCRIPT} None y "


def test_whoever_waits_for_what_cannot_come_is_told(run: Run) -> None:
    app = run(RAW, "app:app")
    said = app.ask("/thread")
    assert said.status == 500
    assert said.text.endswith(
        "RuntimeError: it waits for what cannot come: a browser has no threads and no sockets\n"
    )
    assert app.ask("/silent").text.endswith("RuntimeError: the application has not answered\n")
    assert app.ask("/").status == 200


def test_a_wsgi_application_that_raises_is_answered_for(run: Run) -> None:
    app = run({"app.py": "def app(environ, start_response):\n    raise ValueError('no')\n"}, "app:app")
    assert app.ask("/").status == 500 and app.ask("/").text.endswith("ValueError: no\n")
    assert send(app, "GET / HTTP/1.1\n")["line"] == "500 Internal Server Error"


def test_a_plain_package_has_a_console_and_nobody_who_answers(run: Run) -> None:
    cart = run(PLAIN)
    assert cart.said("from cart.prices import total\ntotal(1, 2)") == "3\n"
    assert send(cart, "GET / HTTP/1.1\n") == {"refused": "This project has no application that could answer."}
    assert cart.ask("/").status == 404
    assert cart.call("edit", "cart/prices.py", "def total(*prices):\n    return 7\n") == {"outcome": "done"}
    assert cart.said("from cart.prices import total\ntotal(1, 2)") == "7\n"
    assert cart.said("import asyncio\nasyncio.run(asyncio.sleep(0, 8))") == "8\n"


@pytest.mark.parametrize(
    ("line", "output", "status"),
    [
        ("-m cart 1 2", "3\n", 0),
        ("report.py", "total 3\n", 0),
        ("-m uvicorn x:app", "The application is running already: open the demo and look at its pages.\n", 1),
        (
            "-m flask run --debug",
            "The application is running already: open the demo and look at its pages.\n",
            1,
        ),
        ("-m pip install x", "The packages of a demo are those that the site has: none can be added.\n", 1),
        ("-m nowhere", "ImportError: No module named nowhere\n", 1),
        ("ends.py 3", "3\n", 3),
        ("says.py", "it is over\n", 1),
    ],
)
def test_modules_and_scripts_run_as_commands(line: str, output: str, status: int, run: Run) -> None:
    more = {
        "ends.py": "import sys\nprint(sys.argv[1])\nsys.exit(int(sys.argv[1]))\n",
        "says.py": "raise SystemExit('it is over')\n",
    }
    cart = run(PLAIN | more)
    assert cart.call("command", line) == {"output": output, "status": status, "letters": []}


def test_a_command_begins_with_the_project_as_it_lies_on_the_disk(run: Run) -> None:
    cart = run(
        PLAIN | {"kept.py": "kept = []\n", "look.py": "import kept\nkept.kept.append(1)\nprint(kept.kept)\n"}
    )
    cart.run("import kept\nkept.kept.append(2)")
    assert cart.call("command", "look.py")["output"] == "[1]\n"
    assert cart.said("kept.kept") == "[2]\n"
    failed = cart.call("command", "-m cart x")["output"]
    assert failed.startswith('Traceback (most recent call last):\n  File "') and "/bridge/" not in failed
    assert failed.endswith("ValueError: invalid literal for int() with base 10: 'x'\n")


def test_what_the_reader_made_is_saved_and_restored(run: Run, tmp_path: Path) -> None:
    shop = run(FLASK, "shop:create_app()")
    shop.ask("/")
    dearer = FLASK["shop/__init__.py"].replace("PRICE = 3", "PRICE = 4")
    shop.call("edit", "shop/__init__.py", dearer)
    saved = shop.call("save")
    assert list(saved["files"]) == ["shop/__init__.py"] and saved["jar"][0]["name"] == "session"
    again = run(FLASK, "shop:create_app()", saved=saved)
    page = again.ask("/").text
    assert '<p id="price">4</p>' in page and "2 visits" in page
    assert again.call("read", "shop/__init__.py")["first"] == FLASK["shop/__init__.py"]
