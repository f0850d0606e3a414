"""Which application answers, as far as a project's files say it."""

import pytest

from chronicles.guides.project_layout import has_sources, is_django
from chronicles.problems import Refused
from chronicles.source.application_search import find_application

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
FASTAPI = "import fastapi\napi: fastapi.FastAPI = fastapi.FastAPI()\n"
FACTORY = "def create_app(config=None, *, debug: bool = False):\n    return 1\n"
NEEDY = "def create_app(config):\n    return 1\n"


def found(files: dict[str, str]) -> str:
    return str(find_application(files, files.__getitem__))


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"app.py": FLASK}, "app:app"),
        ({"hello.py": FLASK}, "hello:app"),  # as the first page of Flask's documentation has it
        ({"main.py": FASTAPI}, "main:api"),
        ({"shop/main.py": FASTAPI, "shop/__init__.py": ""}, "shop.main:api"),
        ({"shop/__init__.py": FACTORY}, "shop:create_app()"),
        ({"src/shop/__init__.py": FACTORY, "src/shop/cart.py": ""}, "shop:create_app()"),
        ({"src/__init__.py": "", "src/main.py": FLASK}, "src.main:app"),
        ({"shop/app.py": FLASK, "shop/__init__.py": FACTORY}, "shop.app:app"),  # what is there before a maker
        ({"wsgi.py": "from shop import app as application", "shop/app.py": FLASK}, "wsgi:application"),
        (
            {"wsgi.py": "from shop import create_app\napp = create_app()", "shop/__init__.py": FACTORY},
            "wsgi:app",
        ),
        ({"app.py": "from shop import build\napplication = build(1)"}, "app:application"),
        ({"app.py": "from flask import Flask\nsite = app = Flask('a')"}, "app:app"),
        ({"app.py": "from flask import Flask\napp = application = Flask('a')"}, "app:app"),
        (
            {"app.py": f"try:\n    import x\nexcept ImportError:\n    pass\nelse:\n    x = 1\n{FLASK}"},
            "app:app",
        ),
        ({"app.py": "if DEBUG:\n    app = Flask('a')\nelse:\n    app = Flask('b')\n"}, "app:app"),
        ({"app.py": f"{FLASK}other = Flask('other')\n"}, "app:app"),  # mounted, most likely
        ({"app.py": f"{FLASK}def create_app():\n    return app\n"}, "app:app"),
        ({"app.py": FLASK, "other.py": "app = Flask('x')", "tests/app.py": FLASK}, "app:app"),
        ({"app.py": FLASK, "main.py": 'if __name__ == "__main__":\n    app = Flask("b")\n'}, "app:app"),
        ({"main.py": "app = Flask('__main__')"}, "main:app"),
        ({"main.py": "app = Typer()", "shop/web.py": FLASK}, "shop.web:app"),
        ({"app.py": "def run():\n    app = Flask('a')\n    return app\n", "web.py": FLASK}, "web:app"),
        ({"broken.py": "def (", "web.py": FLASK}, "web:app"),
    ],
)
def test_the_application_is_where_frameworks_and_servers_look_for_it(
    files: dict[str, str], name: str
) -> None:
    assert found(files) == name


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"app.py": FLASK, "main.py": FASTAPI.replace("api:", "app:")},
            "2 applications could answer: app:app, main:app",
        ),
        (
            {"wsgi.py": "application = 1()", "asgi.py": "application = 1()"},
            "2 applications could answer: asgi:application, wsgi:application",
        ),
        (
            {"shop/__init__.py": NEEDY, "shop/cart.py": "x = 1", "tests/test_a.py": FLASK},
            "no application could answer: there is no manage.py, and no Flask(), FastAPI(), "
            "Starlette(), Quart() or create_app() in shop/__init__.py, shop/cart.py",
        ),
        (
            {"README.md": "", "deep/in/it/app.py": FLASK},
            "no application could answer: there is no manage.py, and no Flask(), FastAPI(), "
            "Starlette(), Quart() or create_app() in a module at the top",
        ),
    ],
)
def test_none_and_several_are_told_with_the_key(files: dict[str, str], told: str) -> None:
    with pytest.raises(Refused) as refused:
        found(files)
    assert refused.value.message == told
    assert refused.value.mend == "Name it in mkdocs.yml: 'application: MODULE:NAME' beside 'project:'."


def test_django_and_a_folder_of_sources_are_told_by_the_paths() -> None:
    assert is_django(["manage.py", "app.py"])
    assert not is_django(["shop/manage.py"])
    assert has_sources(["src/shop/__init__.py"])
    assert not has_sources(["src/__init__.py", "src/main.py"])
    assert not has_sources(["src/styles.css"])
