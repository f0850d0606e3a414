"""The time zone of a running project: the one that it names."""

from pathlib import Path

from tests.live.bridge import Bridge
from tests.live.projects import PROJECT, SETTINGS

SUITE = """
import time
from datetime import datetime

from django.test import SimpleTestCase, override_settings


class Tests(SimpleTestCase):
    def test_zone(self):
        self.assertEqual(time.tzname[0], "IST")
        with override_settings(TIME_ZONE="America/New_York"):
            self.assertEqual(datetime.fromtimestamp(0).isoformat(), "1969-12-31T19:00:00")
            self.assertEqual((time.tzname, time.timezone, time.altzone), (("EST", "EDT"), 18000, 14400))
        self.assertEqual(datetime.fromtimestamp(0).isoformat(), "1970-01-01T05:30:00")
"""
FILES = PROJECT | {
    "config/settings.py": SETTINGS + '\nUSE_TZ = False\nTIME_ZONE = "Asia/Kolkata"\n',
    "shop/tests.py": SUITE,
}


def written(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_the_time_is_that_of_the_projects_zone(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop")) as shop:
        shop.started()
        shop.run("import os, time\nfrom datetime import datetime")
        assert shop.said("datetime.fromtimestamp(0).isoformat()") == "'1970-01-01T05:30:00'\n"
        assert shop.said("time.tzname, time.timezone, time.daylight") == "(('IST', 'IST'), -19800, 0)\n"
        assert shop.said("os.environ['TZ'] = 'Nowhere/At_all'; time.tzset(); time.timezone") == "0\n"
        shop.said("os.environ['TZ'] = 'Europe/Berlin'; time.tzset()")
        assert shop.said("time.tzname, time.daylight") == "(('CET', 'CEST'), 1)\n"


def test_the_tests_of_a_project_have_its_zone_and_may_change_it(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop")) as shop:
        said = shop.call("run_separately", "manage.py test")
    assert said["status"] == 0, said["output"]
