"""A state that is not Django's is looked at: what it imports, and what of that is compiled."""

from pathlib import Path

import pytest

from chronicles.disk.cache import Store, key
from chronicles.live.preparation import CannotRunLive, DemoSource, Prepared, prepare
from chronicles_client.application_name import ApplicationName

from .projects import stored
from .python_projects import FASTAPI, FLASK, PLAIN

FLASK_NAME = ApplicationName("shop", "create_app", is_factory=True)


def prepared(files: dict[str, str], folder: Path, application: ApplicationName | None) -> Prepared:
    source = DemoSource(
        "shop/01", "", key(repr(files)), 1, lambda: stored(files), is_django=False, application=application
    )
    return prepare(source, Store(folder))


def test_a_factory_is_called_and_what_needs_no_compiled_part_goes_without(tmp_path: Path) -> None:
    found = prepared(FLASK, tmp_path, FLASK_NAME)
    assert found.facts["application"] == "shop:create_app()"
    assert found.facts["compiled"] == []  # MarkupSafe has one, only to be faster
    assert {"flask", "werkzeug", "jinja2", "markupsafe"} <= set(found.facts["imports"])
    assert not {"django", "chronicles", "shop", "pytest"} & set(found.facts["imports"])
    assert list(found.started_with) == ["shop/__init__.py"]
    assert (found.files, found.static, found.facts["settings"]) == (
        {path: text.encode() for path, text in FLASK.items()},
        {},
        None,
    )


def test_what_is_nothing_without_its_compiled_part_is_named(tmp_path: Path) -> None:
    found = prepared(FASTAPI, tmp_path, ApplicationName("shop.main", "app"))
    assert found.facts["compiled"] == ["pydantic_core"]
    assert sorted(found.started_with) == ["src/shop/__init__.py", "src/shop/main.py", "src/shop/models.py"]


def test_of_a_project_without_an_application_nothing_runs(tmp_path: Path) -> None:
    sources = {
        "cart/prices.py": "import nh3, nowhere, json\nfrom . import x\nraise SystemExit('it ran')\n",
        "cart/cut.py": "def when():\n    from zoneinfo import ZoneInfo\n    return ZoneInfo('Africa/Lagos')\n(",
        "tests/test_cart.py": "import pytest\n",
        "conftest.py": "import pytest\n",
    }
    found = prepared(PLAIN | sources, tmp_path, None)
    assert (found.facts["imports"], found.facts["compiled"]) == (["nh3"], ["nh3"])
    assert found.facts["zones"] == ["Africa/Lagos"]
    assert found.facts["application"] is None
    assert set(found.started_with) == {path for path in PLAIN | sources if path.endswith(".py")}


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import nowhere", "preparing it fails: ModuleNotFoundError: No module named 'nowhere'"),
        ("app = 1\nraise SystemExit(3)", "preparing it fails: SystemExit: 3"),
        ("", "preparing it fails: AttributeError: module 'app' has no attribute 'app'"),
        (
            "import shop\nfrom shop import tea",
            "preparing it fails: ImportError: cannot import name 'tea' from 'shop' (shop.py)",
        ),
        ("import os\nos._exit(0)", "preparing it fails: it gives no reason"),
    ],
)
def test_why_an_application_cannot_be_shown_is_said(source: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRunLive) as error:
        prepared({"app.py": source, "shop.py": ""}, tmp_path, ApplicationName("app", "app"))
    assert str(error.value) == why


def test_what_an_import_writes_is_let_go(tmp_path: Path) -> None:
    files = {"app.py": "open('made.txt', 'w').write('x')\napp = print\n"}
    assert list(prepared(files, tmp_path, ApplicationName("app", "app")).files) == ["app.py"]
