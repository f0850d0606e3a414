"""Time zones in Pyodide: those of a project, wherever the reader's machine is."""

import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browsers import lacking
from tests.live.demos import Site, make_project
from tests.live.node_demos import NodeDemo, in_node
from tests.live.test_bridge_zones import FILES

pytestmark = pytest.mark.slow
ZONES = ("Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Pacific/Apia")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    try:
        return make_project(tmp_path_factory.mktemp("zones"), "zones/01", FILES)
    except (RuntimeError, OSError) as error:
        lacking(str(error))


@pytest.fixture(scope="module")
def shop(site: Site) -> Iterator[NodeDemo]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/Sao_Paulo")  # where the reader is
        with in_node(site, "zones-01.json") as shop:
            shop.call("run", "import os, time\nfrom datetime import datetime\nfrom zoneinfo import ZoneInfo")
            yield shop


def test_the_time_is_that_of_the_projects_zone(shop: NodeDemo) -> None:
    shop.said("os.environ['TZ'] = 'Asia/Kolkata'; time.tzset()")
    assert shop.said("datetime.fromtimestamp(0).isoformat()") == "'1970-01-01T05:30:00'\n"
    assert shop.said("datetime.now().astimezone().strftime('%Z %z')") == "'IST +0530'\n"
    assert shop.said("time.strftime('%Z', time.localtime())") == "'IST'\n"


def test_any_zone_is_there_once_it_is_asked_for(shop: NodeDemo) -> None:
    assert shop.said("str(datetime(2026, 7, 1, tzinfo=ZoneInfo('Europe/Vilnius')))").endswith("+03:00'\n")
    assert shop.said("ZoneInfo('Nowhere/At_all')").endswith(
        "ZoneInfoNotFoundError: 'No time zone found with key Nowhere/At_all'\n"
    )
    assert shop.said("import zoneinfo\n'Asia/Tokyo' in zoneinfo.available_timezones()") == "True\n"


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_goes_as_on_a_machine(shop: NodeDemo, zone: str) -> None:
    """Through a year; long ago and in a far future the names may be other ones."""
    start = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")).timestamp()
    moments = [int(start) + 37 * 3600 * number for number in range(240)]
    far = [0, -1, 2**31, -(2**31), 253402000000]
    source = (
        f"[time.strftime('%Z', time.localtime(each)) for each in {moments}], "
        f"[(time.localtime(each)[:8], time.mktime(time.localtime(each)) == each) for each in {moments + far}]"
    )
    shop.said(f"os.environ['TZ'] = {zone!r}; time.tzset()")
    assert shop.said(source).strip() == on_this_machine(source, zone)


def test_an_hour_that_there_is_not_or_is_twice_is_read_as_on_a_machine(shop: NodeDemo) -> None:
    source = (
        "[time.mktime((2026, month, day, 2, 30, 0, 0, 0, is_summer)) "
        "for month, day in ((3, 29), (10, 25)) for is_summer in (0, 1)]"
    )
    shop.said("os.environ['TZ'] = 'Europe/Berlin'; time.tzset()")
    assert shop.said(source).strip() == on_this_machine(source, "Europe/Berlin")


def on_this_machine(source: str, zone: str) -> str:
    """What an expression about `time` gives here, in a zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        found = repr(eval(source))  # noqa: S307  # our own
    time.tzset()
    return found
