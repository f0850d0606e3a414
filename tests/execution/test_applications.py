"""Projects that are not Django's, run as a page shows them: in the sandbox, by their own application."""

from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.execution import BlockInput, ScriptRun, pool
from chronicles.execution.command_lines import PROGRAMS
from chronicles.sandbox import own_interpreter
from tests.execution.small import CLOCK, LIMITS, PROJECT, console, http, outputs, pycon, run_pages, stored

FLASK = """
import sqlite3
from flask import Flask, jsonify, request, session
app = Flask(__name__)
app.secret_key = "nobody's"

def store():
    found = sqlite3.connect("shop.db")
    found.execute("CREATE TABLE IF NOT EXISTS items (name TEXT)")
    return found

@app.get("/items")
def items():
    session["seen"] = session.get("seen", 0) + 1
    with store() as found:
        names = [name for name, in found.execute("SELECT name FROM items")]
    return jsonify(names=names, seen=session["seen"])

@app.post("/items")
def add():
    with store() as found:
        found.execute("INSERT INTO items VALUES (?)", (request.json["name"],))
    return {"name": request.json["name"]}, 201

@app.get("/broken")
def broken():
    return {}["tea"]
"""
FASTAPI = """
from contextlib import asynccontextmanager
from fastapi import FastAPI
from pydantic import BaseModel
from shop.prices import PRICES

@asynccontextmanager
async def lifespan(app):
    app.state.started = "started"
    yield
    print("ended")

app = FastAPI(lifespan=lifespan)

class Item(BaseModel):
    name: str
    number: int = 1

@app.post("/cart")
def add(item: Item):
    return {"cost": PRICES[item.name] * item.number, "state": app.state.started}
"""
STARLETTE = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

async def home(request):
    return JSONResponse({"path": request.url.path, "q": request.query_params.get("q")})

def make_app():
    return Starlette(routes=[Route("/{name}", home)])
"""
SHOP = {"src/shop/__init__.py": "", "src/shop/prices.py": 'PRICES = {"tea": 3}\n', "src/shop/api.py": FASTAPI}
JSON = "HTTP/1.1\nContent-Type: application/json"


def run(project: dict[str, str], application: str, folder: Path, *blocks: BlockInput) -> list[list[str]]:
    page = ScriptRun("docs/a.md", "now", CLOCK, "demo", blocks, application=application)
    results = run_pages([page], folder, project=project)
    assert [result.stopped for result in results.results[page]] == [""] * len(blocks)
    return outputs(results, page)


def test_flask_answers_in_its_process_and_a_page_tells_one_story(tmp_path: Path) -> None:
    said = run(
        {"app.py": FLASK},
        "app:app",
        tmp_path,
        http("GET /items HTTP/1.1"),
        http(f'POST /items {JSON}\n\n{{"name": "tea"}}', "GET /items HTTP/1.1"),
        pycon("from app import app, store", "store().execute('SELECT * FROM items').fetchall()"),
        console("ls"),
    )
    assert said[0][0].endswith('\n\n{"names":[],"seen":1}\n')
    assert said[1][0].startswith("HTTP/1.1 201 CREATED\n")
    assert said[1][1].endswith('\n\n{"names":["tea"],"seen":2}\n')
    assert said[2:] == [["", "[('tea',)]\n"], ["app.py\nshop.db\n"]]


def test_what_a_view_raises_is_known_with_its_line(tmp_path: Path) -> None:
    page = ScriptRun("a", "now", CLOCK, "demo", (http("GET /broken HTTP/1.1"),), application="app:app")
    ((result,),) = run_pages([page], tmp_path, project={"app.py": FLASK}).results.values()
    line = FLASK.splitlines().index('    return {}["tea"]') + 1
    assert [(one.status, one.error) for one in result.outputs] == [
        (500, f"KeyError: 'tea' (app.py, line {line})")
    ]


def test_fastapi_in_a_folder_of_sources_answers_and_is_imported_everywhere(tmp_path: Path) -> None:
    said = run(
        SHOP,
        "shop.api:app",
        tmp_path,
        http(f'POST /cart {JSON}\n\n{{"name": "tea", "number": 2}}', f'POST /cart {JSON}\n\n{{"number": 2}}'),
        pycon("from shop.prices import PRICES", "PRICES"),
        console('python -c "from shop import prices; print(prices.PRICES)"'),
    )
    assert said[0][0].endswith('\n\n{"cost":6,"state":"started"}')
    assert said[0][1].startswith("HTTP/1.1 422 ")
    assert said[1:] == [["", "{'tea': 3}\n"], ["{'tea': 3}\n"]]


def test_a_function_that_makes_a_starlette_is_called_once(tmp_path: Path) -> None:
    said = run({"main.py": STARLETTE}, "main:make_app()", tmp_path, http("GET /caf%C3%A9?q=1", "GET /a/b"))
    assert said[0][0].endswith('\n\n{"path":"/café","q":"1"}')
    assert said[0][1].startswith("HTTP/1.1 404 Not Found\n")


SCRIPTS = """
[project]
name = "shop"
version = "1"
[project.scripts]
shop = "shop.cli:Command.run"
lost = 3
"""
CLI = """
import sys
class Command:
    @staticmethod
    def run():
        print(sys.argv, __name__)
        return 3
"""


def test_a_command_of_the_projects_own_runs_as_if_it_were_installed(tmp_path: Path) -> None:
    project = {"pyproject.toml": SCRIPTS, "src/shop/__init__.py": "", "src/shop/cli.py": CLI}
    page = ScriptRun("a", "now", CLOCK, "none", (console("shop add 'a b'", "lost"),))
    files = stored(project)
    allowed = PROGRAMS | {"shop", "lost"}
    results = pool.run(
        [page],
        {"now": lambda: files},
        Store(tmp_path),
        LIMITS,
        lambda page, is_over: None,
        programs=allowed,
        interpreters={"now": own_interpreter()},
    ).results[page]
    assert [(one.output, one.status) for one in results[0].outputs] == [
        ("['shop', 'add', 'a b'] shop.cli\n", 3),
        ("lost: command not found\n", 127),
    ]


ASGI = """
from django.core.asgi import get_asgi_application
application = get_asgi_application()
"""


def test_django_may_answer_by_asgi_too(tmp_path: Path) -> None:
    form = "Content-Type: application/x-www-form-urlencoded"
    said = run(
        PROJECT | {"config/asgi.py": ASGI},
        "config.asgi:application",
        tmp_path,
        http("GET /form/ HTTP/1.1", f"POST /notes/ HTTP/1.1\n{form}\nX-CSRFToken: {{csrftoken}}\n\ntext=a"),
        http("GET /notes/ HTTP/1.1", "GET /lines/ HTTP/1.1"),
        pycon("Note.objects.count()"),
    )
    assert said[0][1].startswith("HTTP/1.1 200 OK\n")
    assert said[1][0].endswith('\n\n{"count": 2, "first": "from the seed"}')
    assert said[1][1].endswith("\n\nline 0\nline 1\nline 2\n")
    assert said[2] == ["2\n"]


@pytest.mark.parametrize(
    ("project", "application", "told"),
    [
        (
            {"app.py": "import nothing_like_it"},
            "app:app",
            "ModuleNotFoundError: No module named 'nothing_like_it'",
        ),
        ({"app.py": "app = 3"}, "app:app", "app:app is no application: it is a int, which cannot be called"),
    ],
)
def test_an_application_that_cannot_be_had_stops_the_page(
    project: dict[str, str], application: str, told: str, tmp_path: Path
) -> None:
    page = ScriptRun("a", "now", CLOCK, "none", (pycon("1"), http("GET /")), application=application)
    first, second = run_pages([page], tmp_path, project=project).results[page]
    assert first.stopped == ""
    assert second.stopped.endswith(told)
