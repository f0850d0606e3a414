"""Projects that are not Django's, in a reader's browser."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browsers import lacking
from tests.live.demos import Site, block, demo, editable, make_programs
from tests.live.edited_text import write
from tests.live.hosting import Host
from tests.live.python_projects import FASTAPI, PLAIN
from tests.live.reader import Reader
from tests.live.test_browser_blocks import press
from tests.live.test_browser_trouble import POLICY

pytestmark = pytest.mark.browser

POST = """\
POST /items/ HTTP/1.1
Content-Type: application/json

{"name": "apple", "price": "2.5"}

HTTP/1.1 201 Created

{"name": "apple", "price": 2.5}"""
MODELS = FASTAPI["src/shop/models.py"]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        site = make_programs(tmp_path_factory.mktemp("programs"))
    except (RuntimeError, OSError) as error:
        lacking(str(error))
        raise
    site.page("flask", demo("flask/01", "/", "Try the shop"))
    fastapi = demo("fastapi/01", "/items/", "Try the items")
    snippet = editable("src/shop/models.py", MODELS, "fastapi/01")
    site.page("fastapi", fastapi + block("http", POST, "fastapi/01") + snippet)
    console = block("console", "$ python -m cart 1 2", "plain/01")
    pycon = block("pycon", ">>> from cart.prices import total\n>>> total(1, 2)\n3", "plain/01")
    site.page("plain", pycon + console + editable("cart/prices.py", PLAIN["cart/prices.py"], "plain/01"))
    return site


@pytest.fixture(scope="module")
def strict(programs: Site) -> Iterator[Host]:
    """A host that sends the strict policy with every file."""
    with Host(programs.folder, headers={"Content-Security-Policy": POLICY}) as host:
        yield host


@pytest.fixture
def reader(browser: Browser, strict: Host) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Reader(context.new_page(), strict)
    context.close()


def test_flask_has_forms_sessions_and_templates(reader: Reader) -> None:
    reader.run("flask/")
    expect(reader.frame.locator("h1")).to_have_text("1 visits")
    reader.frame.locator("[name=name]").fill("an apple")
    reader.frame.locator("button").click()
    expect(reader.frame.locator("li")).to_have_text("an apple")
    expect(reader.frame.locator("h1")).to_have_text("2 visits")
    reader.frame.get_by_text("api", exact=True).click()
    reader.shows("/api/")
    assert json.loads(reader.text()) == {"basket": ["an apple"], "price": 3}
    assert reader.complaints == []
    assert not [path for path in reader.host.asked if "django" in path]


def test_fastapi_answers_a_printed_request_and_takes_over_an_edit(reader: Reader) -> None:
    reader.run("fastapi/")
    assert json.loads(reader.text())["length"] == 1
    there = press(reader, 0)
    expect(there.locator("figure").nth(1)).to_contain_text("HTTP/1.1 201 Created")
    expect(there.locator("figure").nth(1)).to_contain_text('"price": 2.5')
    assert reader.session(f"edit('src/shop/models.py', {json.dumps(MODELS + '    size: int = 7')})") == {
        "outcome": "done"
    }
    reader.go("/items/")
    assert json.loads(reader.text())["items"] == [{"name": "first", "price": 1.0, "size": 7}]
    assert reader.complaints == []


def test_a_plain_package_runs_from_the_blocks_of_a_page(reader: Reader) -> None:
    reader.open("plain/")
    expect(press(reader, 0).locator(".output").last).to_have_text("3")
    there = press(reader, 1)
    expect(there.locator(".source")).to_have_text("$ python -m cart 1 2")
    expect(there.locator(".output")).to_have_text("3")
    there = press(reader, 2)
    write(there, "def total(*prices):\n    return 7\n")
    there.get_by_text("Run it", exact=True).click()
    expect(there.locator(".said")).to_have_text("The project runs with it.")
    expect(press(reader, 1).locator(".output")).to_have_text("7")
    assert reader.complaints == []
