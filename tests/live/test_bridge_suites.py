"""The project's own tests beside a running project: in an interpreter of their own."""

from pathlib import Path

import pytest

from tests.live.bridge import Bridge
from tests.live.projects import PROJECT, SETTINGS

SUITE = """
import importlib.util
import socket
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth.models import User
from django.test import LiveServerTestCase, SimpleTestCase, TestCase
from django.urls import reverse


class Tests(TestCase):
    def test_settings(self):
        self.assertTrue(settings.TESTING)

    def test_address(self):
        self.assertEqual(reverse("page"), "/")

    def test_database(self):
        User.objects.create_user("ada", password="a")
        self.assertEqual([user.username for user in User.objects.all()], ["ada"])

    def test_thread(self):
        threading.Thread(target=print).start()

    def test_pool(self):
        with ThreadPoolExecutor() as pool:
            pool.submit(print)

    def test_process(self):
        subprocess.run(["true"])

    def test_connection(self):
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", 9))
        socket.create_connection(("127.0.0.1", 9))

    def test_package(self):
        import fast.lane

    def test_option(self):
        self.assertIsNone(importlib.util.find_spec("fast"))
        with self.assertRaises(ModuleNotFoundError):
            import fast


class Served(LiveServerTestCase):
    def test_server(self):
        pass
"""
FILES = PROJECT | {
    "config/settings.py": f"import sys\n{SETTINGS}\nTESTING = 'test' in sys.argv\n",
    "config/urls.py": "from django.http import HttpResponse\nfrom django.urls import path\n\n"
    'urlpatterns = [path("", lambda request: HttpResponse("page"), name="page")]\n',
    "shop/tests.py": SUITE,
}


def written(root: Path, more: dict[str, str]) -> Path:
    for name, text in (FILES | more).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_a_suite_has_an_interpreter_of_its_own(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop", {})) as shop:
        shop.started()
        assert shop.call("command", "manage.py test shop") == {"separate": True}
        assert "output" in shop.call("command", "manage.py check")


def test_a_suite_runs_as_on_a_machine_and_skips_what_needs_threads_or_processes(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop", {})) as shop:
        said = shop.call("run_separately", "manage.py test --verbosity 2")
    assert said["status"] == 0, said["output"]
    assert "Ran 9 tests" in said["output"] and "OK (skipped=6)" in said["output"]
    for test, needs in (("test_thread", "thread"), ("test_pool", "thread"), ("test_process", "process")):
        (line,) = [line for line in said["output"].splitlines() if line.startswith(f"{test} ")]
        assert f"skipped \"can't start {'a ' * (needs == 'process')}" in line and needs in line
    assert (
        "skipped \"No module named 'fast': fast is compiled, and does not run in a browser\""
        in said["output"]
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"shop/tests.py": "def test("}, "SyntaxError"),
        ({"config/settings.py": "oops"}, "NameError: name 'oops' is not defined"),
    ],
    ids=["tests", "settings"],
)
def test_a_suite_that_cannot_run_says_why(tmp_path: Path, more: dict[str, str], words: str) -> None:
    with Bridge(written(tmp_path / "shop", more)) as shop:
        said = shop.call("run_separately", "manage.py test")
    assert said["status"] == 1 and words in said["output"]
    assert "/bridge/" not in said["output"]
