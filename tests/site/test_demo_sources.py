"""Which states of a project that is not Django's pages want live, and what is said where they cannot be."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from chronicles.live.wheel_lock import LOCK, read_pins
from chronicles.site.features.demo_sources import demo_sources
from chronicles.site.mkdocs.config import load
from chronicles.workspace.workspace import load as load_workspace
from tests.live.python_projects import FASTAPI, FLASK, PLAIN
from tests.site.conftest import Journal, share_demos

Make = Callable[..., Journal]
SNIPPET = '```python {data-from="%s"}\n```\n'
PYCON = '```pycon {data-run="here"}\n>>> 1\n1\n```\n'
CONSOLE = '```console {data-run="here"}\n$ python -m cart 1\n1\n```\n'
LS = '```console {data-run="here"}\n$ ls\n```\n'
MANAGE = '```console {data-run="here"}\n$ python manage.py check\n```\n'
HTTP = '```http {data-run="here"}\nGET / HTTP/1.1\n\nHTTP/1.1 200 OK\n```\n'
LINK = "[Try it](live:/)\n\n"
APPLICATION = "      application: "


def project(files: dict[str, str]) -> dict[str, str]:
    return {f"demo_project/{path}": text for path, text in files.items()} | {
        "demo_project/students/models.py": "kept = 1\n"
    }


@pytest.mark.parametrize(
    ("files", "page", "wanted"),
    [
        (PLAIN, SNIPPET % "cart/prices.py", []),
        (PLAIN, PYCON, [None]),
        (PLAIN, CONSOLE, [None]),
        (PLAIN, LS + MANAGE + HTTP, []),
        (PLAIN, PYCON + HTTP, [None]),
        (FLASK, PYCON, [None]),
        (FLASK, HTTP, ["shop:create_app()"]),
        (FLASK, LINK + PYCON, ["shop:create_app()"]),
        (FASTAPI, LINK, ["shop.main:app"]),
        ({}, '```python {data-from="students/models.py"}\n```\n', []),
    ],
)
def test_a_state_is_shown_where_a_page_can_run_something_of_it(
    files: dict[str, str], page: str, wanted: list[str | None], journal: Make
) -> None:
    site = journal(project(files) | {"docs/index.md": f"# H\n\n{page}"})
    workspace = load_workspace(load(site.root))
    sources, said = demo_sources(workspace, workspace.readings)
    assert [source.application and str(source.application) for source in sources] == wanted
    assert said == {}
    assert all(source.name == "now" and not source.is_django for source in sources)


def test_the_settings_name_the_application_from_the_state_on_that_has_it(journal: Make) -> None:
    site = journal(project(FLASK) | {"docs/index.md": f"# H\n\n{LINK}"})
    config = site.read("mkdocs.yml").replace("zone: Africa/Lagos", "zone: Africa/Lagos\n%%")
    names = {"shop.cli:main": "shop.cli:main", "later.app:app": "shop:create_app()"}
    for name, found in names.items():
        site.write({"mkdocs.yml": config.replace("%%", f"{APPLICATION}{name}")})
        workspace = load_workspace(load(site.root))
        (source,) = demo_sources(workspace, workspace.readings)[0]
        assert str(source.application) == found


def test_of_several_applications_a_link_asks_which(journal: Make) -> None:
    files = {"main.py": "from flask import Flask\napplication = Flask('x')\n"}
    both = {"app.py": "from flask import Flask\napp = Flask('x')\n"}
    site = journal(project(files | both) | {"docs/index.md": f"# H\n\n{LINK}{PYCON}"})
    workspace = load_workspace(load(site.root))
    (source,), said = demo_sources(workspace, workspace.readings)
    assert source.application is None
    assert said == {
        "now": "2 applications could answer: app:app, main:application. Name it in mkdocs.yml: "
        "'application: MODULE:NAME' beside 'project:'"
    }


@pytest.mark.slow
def test_a_journal_of_fastapi_has_demos_and_locks_their_wheels(journal: Make) -> None:
    page = f"# H\n\n{LINK}\n{HTTP}\n{MANAGE}\n{SNIPPET % 'src/shop/models.py'}"
    site = journal(project(FASTAPI) | {"docs/index.md": page})
    share_demos(site.root)
    run = site.run("build")
    assert (run.status, run.err) == (
        0,
        "wheels.lock has the hashes of the wheels that the live demos load: commit it.\n",
    )
    locked = site.read(LOCK)
    assert [name.package for name in read_pins(locked)] == ["pydantic-core"]
    soup = BeautifulSoup(site.read("site/index.html"), "html.parser")
    assert [demo["path"] for demo in soup.find_all("live-demo")] == ["/"]
    blocks = soup.find_all(attrs={"data-live-src": "assets/live/now.json"})
    assert [block.get("data-live-edit") or block.get("data-live-run") for block in blocks] == [
        "http",
        "src/shop/models.py",
    ]
    before = site.files()
    run = site.run("build")
    assert (run.status, run.err, site.read(LOCK)) == (0, "", locked)
    assert site.files() == before
    site.write({"docs/index.md": "# H\n"})
    run = site.run("build")
    assert (run.status, run.err, (site.root / LOCK).exists()) == (0, "", False)
