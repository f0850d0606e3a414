"""Tests of what a server does, in a fresh Python process with the settings of one."""

import socket
import time
from importlib.util import find_spec

from django.test import SimpleTestCase

from .test_production import SERVER, python, value_of

# Asks for one page as a visitor would, and prints what is of interest.
VISIT = """
import sys, django
django.setup()
from django.test import Client
address, secure = sys.argv[1:]
answer = Client().get(address, secure=secure == "https", headers={"host": "example.org"})
print(answer.status_code, answer.headers.get("Retry-After"), answer.headers.get("Location"))
"""


def visit(address, protocol="https", **environment):
    return python("-c", VISIT, address, protocol, **SERVER | environment)


class ServerTests(SimpleTestCase):
    def test_no_secret_of_the_development_settings_is_accepted(self):
        for name in ("SECRET_KEY", "WEBHOOK_SECRET"):
            with self.subTest(name=name):
                known = value_of(name)
                self.assertIn("for-development-only", known)
                result = python("-c", "import config.production", **SERVER | {name: known})
                self.assertEqual(result.returncode, 1)
                self.assertIn("everybody can read it", result.stderr)

    def test_connections_are_kept_and_looked_at_before_they_are_used_again(self):
        self.assertEqual(value_of("DATABASES['default']['CONN_MAX_AGE']", **SERVER), "60")
        self.assertEqual(value_of("DATABASES['default']['CONN_HEALTH_CHECKS']", **SERVER), "True")

    def test_all_processes_count_together(self):
        backend = value_of("CACHES['default']['BACKEND']", **SERVER)
        self.assertEqual(backend, "django.core.cache.backends.db.DatabaseCache")

    def test_health_is_told_without_https_and_nothing_else_is(self):
        memory = {"DATABASE_URL": "sqlite:///:memory:"}
        self.assertEqual(visit("/healthz", "http", **memory).stdout, "200 None None\n")
        page = visit("/students/", "http", **memory)
        self.assertEqual(page.stdout, "301 None https://example.org/students/\n")


class DeadDatabaseTests(SimpleTestCase):
    """A port where nobody listens, in the place of the database."""

    def setUp(self):
        nobody = self.enterContext(socket.socket())
        nobody.bind(("127.0.0.1", 0))
        self.place = f"ada:hunter2@127.0.0.1:{nobody.getsockname()[1]}/market"

    def ask(self, driver, scheme):
        """Ask for a page and for the health; the answer has to come soon, and tells no secret."""
        if not find_spec(driver):
            self.skipTest(f"{driver} is a package of servers")
        url = f"{scheme}://{self.place}"
        for address, expected in {"/healthz": "503 None", "/api/students/": "503 10"}.items():
            before = time.monotonic()
            result = visit(address, DATABASE_URL=url)
            self.assertLess(time.monotonic() - before, 20)
            self.assertEqual(result.stdout, f"{expected} None\n", result.stderr)
            self.assertNotIn("hunter2", result.stderr)

    def test_postgresql(self):
        self.ask("psycopg", "postgres")

    def test_mysql_and_mariadb(self):
        self.ask("pymysql", "mysql")
