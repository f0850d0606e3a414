"""Coroutines in a project of Django's, in Pyodide: the same as in `test_bridge_async`."""

from collections.abc import Iterator

import pytest

from tests.browsers import lacking
from tests.live.demos import Site, make_project
from tests.live.node_demos import NodeDemo, in_node
from tests.live.test_bridge_async import FILES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        return make_project(tmp_path_factory.mktemp("async"), "async/01", FILES)
    except (RuntimeError, OSError) as error:
        lacking(str(error))


@pytest.fixture(scope="module")
def shop(site: Site) -> Iterator[NodeDemo]:
    with in_node(site, "async-01.json") as shop:
        yield shop


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", '{"names": ["demo"], "count": 1}'),
        ("/many/", "1"),
        ("/own/", "24"),
        ("/inner/", "3"),
        ("/thread/", "1"),
        ("/unsafe/", "SynchronousOnlyOperation"),
    ],
)
def test_a_view_may_be_a_coroutine(shop: NodeDemo, path: str, text: str) -> None:
    assert text in shop.get(path)["body"]


def test_a_stream_may_be_an_iterator_of_coroutines(shop: NodeDemo) -> None:
    assert shop.send("GET /stream/ HTTP/1.1\n")["body"] == "one two three"


def test_the_console_waits(shop: NodeDemo) -> None:
    assert shop.said("await User.objects.acount()") == "1\n"
    assert shop.said("import asyncio\nasyncio.run(asyncio.sleep(0.001, 3))") == "3\n"


def test_tests_may_be_coroutines(site: Site) -> None:
    with in_node(site, "async-01.json", started=False) as shop:
        said = shop.call("run_separately", "manage.py test")
    assert said["status"] == 0 and "Ran 5 tests" in said["output"], said["output"]
