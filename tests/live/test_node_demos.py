"""Demos without Django as the reader's browser has them: their packs, in Pyodide, but in Node.js."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browsers import lacking
from tests.live.demos import Site, make_programs
from tests.live.node_demos import NodeDemo, in_node

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        return make_programs(tmp_path_factory.mktemp("programs"))
    except (RuntimeError, OSError) as error:
        lacking(str(error))
        raise


@pytest.fixture
def run(programs: Site) -> Iterator[Callable[[str], NodeDemo]]:
    """Run a demo of the site until the test is over."""
    with ExitStack() as stack:

        def run(name: str) -> NodeDemo:
            return stack.enter_context(in_node(programs, name))

        yield run


def test_flask_runs_in_pyodide(run: Callable[[str], NodeDemo]) -> None:
    shop = run("flask-01.json")
    assert "<h1>1 visits</h1>" in shop.get("/")["body"]
    assert json.loads(shop.send("GET /api/ HTTP/1.1\n")["body"]) == {"basket": [], "price": 3}
    edited = "from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n\n\nPRICE = 5\n"
    assert shop.call("edit", "shop/__init__.py", edited) == {"outcome": "done"}
    assert shop.get("/")["status"] == 404
    assert shop.call("command", "-m shop.cli now") == {
        "output": "The price is 5 now\n",
        "status": 0,
        "letters": [],
    }


def test_fastapi_runs_in_pyodide_with_a_compiled_package(run: Callable[[str], NodeDemo]) -> None:
    shop = run("fastapi-01.json")
    assert "<h1>1 items</h1>" in shop.get("/")["body"]
    wrong = shop.send(
        'POST /items/ HTTP/1.1\nContent-Type: application/json\n\n{"name": "apple", "price": "x"}'
    )
    assert wrong["status"] == 422 and "unable to parse string as a number" in wrong["body"]
    said = json.loads(shop.send("GET /items/ HTTP/1.1\n")["body"])
    assert (said["length"], said["who"]) == (1, "somebody")
    (step,) = shop.call("run", "__import__('pydantic_core')._pydantic_core.__file__")
    assert "emscripten.so" in step["output"]
    assert shop.get("/boom/")["status"] == 500
    assert json.loads(shop.send("GET /openapi.json HTTP/1.1\n")["body"])["info"]["title"] == "FastAPI"


def test_a_plain_package_runs_in_pyodide(run: Callable[[str], NodeDemo]) -> None:
    cart = run("plain-01.json")
    steps = cart.call("run", "from cart.prices import total\ntotal(1, 2)")
    assert steps[-1]["output"] == "3\n"
    steps = cart.call("run", "import asyncio\nasyncio.run(asyncio.sleep(0.01, 8))")
    assert steps[-1]["output"] == "8\n"
    assert cart.call("command", "-m cart 1 2") == {"output": "3\n", "status": 0, "letters": []}
    steps = cart.call("run", "import hashlib\nhashlib.pbkdf2_hmac('sha256', b'a', b'b', 2).hex()[:8]")
    assert steps[-1]["output"] == "'a14585f5'\n"


def test_a_demo_without_django_downloads_none(programs: Site) -> None:
    sizes = {name: size / 1e6 for name, size in programs.downloads.items()}
    assert sizes["plain/01"] < 6.5 and sizes["flask/01"] < 7.7 and sizes["fastapi/01"] < 10, sizes
