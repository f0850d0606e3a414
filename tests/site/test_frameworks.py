"""Journals of projects that are not Django's: `pull` fills what a page can show, and `check` proves it."""

import re
from collections.abc import Callable, Mapping

import pytest

from .conftest import Journal
from .test_projects import line_of, settings

Make = Callable[..., Journal]
CART = '''"""The cart."""


def total(prices):
    """What it costs, in cents."""
    return sum(prices)
'''
COMMAND = "import sys\nfrom shop.cart import total\n\nprint(total(map(int, sys.argv[1:])))\n"
UNITTEST = """import unittest

from shop.cart import total


class CartTests(unittest.TestCase):
    def test_total(self):
        self.assertEqual(total([1, 2]), 3)
"""
PYTEST = "from shop.cart import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n"
FLASK = """from flask import Flask, request, session

from shop.cart import total

app = Flask(__name__)
app.secret_key = "nobody's"


@app.post("/total")
def show_total():
    session["asked"] = session.get("asked", 0) + 1
    return {"total": total(request.json), "asked": session["asked"]}
"""
FASTAPI = """from fastapi import FastAPI

from shop.cart import total

app = FastAPI()


@app.post("/total")
def show_total(prices: list[int]):
    return {"total": total(prices)}
"""
STARLETTE = """from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from shop.cart import total


async def show_total(request):
    return JSONResponse({"total": total(await request.json()), "currency": request.state.currency})


@asynccontextmanager
async def lifespan(app):
    yield {"currency": "EUR"}


def create_app():
    return Starlette(routes=[Route("/total", show_total, methods=["POST"])], lifespan=lifespan)
"""
BLOCKS = """# A shop

```python {{data-from="{path}#{symbol}"}}
```

```console {{data-run="here"}}
$ {command}
```

```pycon {{data-run="here"}}
>>> from shop.cart import total
>>> total([1, 2])
```
"""
REQUEST = """
```http {data-run="here"}
POST /total HTTP/1.1
Content-Type: application/json

[1, 2]
```
"""
GOALS = "# Goals\n\n## Skills\n\n- [x] Tested: [the total](test:{})\n"
PACKAGE = {"src/shop/__init__.py": "", "src/shop/__main__.py": COMMAND, "src/shop/cart.py": CART}


def of_project(files: Mapping[str, str]) -> dict[str, str]:
    return {f"demo_project/{path}": text for path, text in files.items()}


def filled(made: Journal) -> str:
    """The page as `pull` leaves it, which `check` proves."""
    pulled = made.run("pull")
    assert pulled.err.count("problem") == 0, pulled.err
    checked = made.run("check")
    assert (checked.status, checked.err.splitlines()[1:]) == (0, []), checked.err
    assert "1 of 1 test behind the goals pass" in checked.out
    return made.read("docs/a.md")


def test_a_package_of_plain_python(journal: Make) -> None:
    tests = {"tests/__init__.py": "", "tests/test_cart.py": UNITTEST}
    page = BLOCKS.format(path="src/shop/cart.py", symbol="total", command="python -m shop 3 4")
    pages = {"docs/a.md": page, "docs/goals.md": GOALS.format("tests.test_cart.CartTests.test_total")}
    said = filled(journal({**of_project(PACKAGE | tests), **pages}))
    assert "def total(prices):\n" in said
    assert "\n$ python -m shop 3 4\n7\n```\n" in said
    assert "\n>>> total([1, 2])\n3\n```\n" in said


def test_a_project_of_flasks_with_pytest(journal: Make) -> None:
    project = {"shop/__init__.py": "", "shop/cart.py": CART, "shop/app.py": FLASK}
    project |= {"tests/test_cart.py": PYTEST, "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n'}
    page = BLOCKS.format(
        path="shop/app.py", symbol="show_total", command="PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 pytest -q"
    )
    pages = {"docs/a.md": page + REQUEST * 2, "docs/goals.md": GOALS.format("tests/test_cart.py::test_total")}
    made = journal({**of_project(project), **pages})
    said = filled(made)
    assert re.search(r"pytest -q\n\. +\[100%\]\n1 passed in \d\.\d\ds\n```\n", said)
    assert said.count('HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"asked": ') == 2
    assert '{"asked": 2, "total": 3}' in said
    assert not re.search(r"/(?:tmp|root|home)/", said)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "path", "answer"),
    [
        ({"src/shop/main.py": FASTAPI}, "src/shop/main.py", '{"total": 3}'),
        ({"src/shop/web.py": STARLETTE, "asgi.py": "from shop.web import create_app\napp = create_app()\n"},
         "src/shop/web.py", '{"total": 3, "currency": "EUR"}'),
    ],
    ids=["fastapi", "starlette"],
)  # fmt: skip
def test_a_project_of_asgis(journal: Make, files: dict[str, str], path: str, answer: str) -> None:
    project = PACKAGE | files | {"tests/test_cart.py": PYTEST}
    page = BLOCKS.format(path=path, symbol="show_total", command="python -m shop 3 4")
    pages = {"docs/a.md": page + REQUEST, "docs/goals.md": GOALS.format("tests/test_cart.py::test_total")}
    said = filled(journal({**of_project(project), **pages}))
    assert f"HTTP/1.1 200 OK\ncontent-type: application/json\n\n{answer}\n```\n" in said


def test_what_a_request_raises_and_what_nobody_answers_is_told_at_its_line(journal: Make) -> None:
    broken = FLASK.replace("total(request.json)", "total(request.json[9:]) / 0")
    files = {"app.py": broken, "shop/__init__.py": "", "shop/cart.py": CART}
    made = journal({**of_project(files), "docs/a.md": f"# A\n{REQUEST}"})
    line = broken.splitlines().index(
        '    return {"total": total(request.json[9:]) / 0, "asked": session["asked"]}'
    )
    assert made.run("check").err.startswith(
        "docs/a.md:4: `POST /total HTTP/1.1` fails with 500: ZeroDivisionError: division by zero "
        f"(app.py, line {line + 1})\n"
        '    Mend the project or the block; if it is meant to fail, add data-fails="500".\n'
    )
    made.write({"demo_project/main.py": FLASK, "demo_project/tests.py": "x = 1\n"})
    assert made.run("check").err == (
        "docs/a.md:3: 2 applications could answer: app:app, main:app\n"
        "    Name it in mkdocs.yml, beside 'project:': 'application: MODULE:NAME'; where none is to answer, "
        "add data-unproven to the block.\n1 problem\n"
    )
    made.write({"mkdocs.yml": settings("application: main:app")})
    assert made.run("pull").err == ""
    assert made.run("check").err == ""


def test_a_named_project_says_its_application_itself(journal: Make) -> None:
    named = settings("projects:", "  other: {folder: other, application: 'shop.app:app'}")
    files = {"other/shop/__init__.py": "", "other/shop/cart.py": CART, "other/shop/app.py": FLASK}
    page = f"# A\n{REQUEST}".replace('data-run="here"', 'data-run="other:now"')
    made = journal({"mkdocs.yml": named, **files, "docs/a.md": page})
    assert made.run("pull").err == ""
    assert made.run("check").err == ""
    assert '{"asked": 1, "total": 3}' in made.read("docs/a.md")


@pytest.mark.parametrize(
    ("lines", "words", "told"),
    [
        (("application: shop/app.py",), "application:", "'shop/app.py' is not the name of an application"),
        (("application: [a]",), "application:", "['a'] is not the name of an application"),
        (
            ("projects:", "  more:", "    folder: demo_project", "    application: 3"),
            "application:",
            "3 is not the name of an application",
        ),
        (
            ("projects:", "  more:", "    folder: demo_project", "    app: a"),
            "app:",
            "a project has no setting 'app'",
        ),
    ],
)
def test_a_setting_that_names_none_is_told_at_its_line(
    journal: Make, lines: tuple[str, ...], words: str, told: str
) -> None:
    made = journal({"mkdocs.yml": settings(*lines)})
    mend = {"app:": "There are: application, folder."}.get(
        words, "Write a module and a name in it, such as 'shop.app:app' or 'shop:create_app()'."
    )
    assert made.run("check").err == f"mkdocs.yml:{line_of(made, words)}: {told}\n    {mend}\n1 problem\n"


def test_a_journal_in_its_project_is_no_part_of_it_though_git_ignores_what_is_made(journal: Make) -> None:
    page = '# A\n\n```console {data-run="here"}\n$ ls -A\n```\n'
    files = {
        ".gitignore": ".chronicles/\n/site/\n",
        "app.py": FLASK,
        "site/index.html": "",
        "docs/a.md": page,
    }
    made = journal({"mkdocs.yml": settings("project: ."), **files})
    assert made.run("pull").err == ""
    assert "\n$ ls -A\n.gitignore\napp.py\ndemo_project\n```\n" in made.read("docs/a.md")
