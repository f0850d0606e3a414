import traceback
from unittest import mock

from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase

from .databases import MYSQL, database


class DatabaseTests(SimpleTestCase):
    """What becomes of DATABASE_URL. Nobody is called: these tests need no server."""

    def setUp(self):
        # The drivers are packages of a server; here it is enough that they could be there.
        for name in ("find_spec", "import_module"):
            self.enterContext(mock.patch(f"config.databases.{name}"))

    def refuse(self, url):
        """Return what somebody sees in the terminal who starts the project with this URL."""
        with self.assertRaises(ImproperlyConfigured) as caught:
            database(url, "db.sqlite3")
        self.assertNotIn("\n", str(caught.exception))
        return "".join(traceback.format_exception(caught.exception))

    def test_without_a_url_it_is_the_file(self):
        settings = database("", "/somewhere/db.sqlite3")
        self.assertEqual(settings["ENGINE"], "django.db.backends.sqlite3")
        self.assertEqual(settings["NAME"], "/somewhere/db.sqlite3")
        self.assertEqual(settings["OPTIONS"]["transaction_mode"], "IMMEDIATE")

    def test_each_kind_is_recognized(self):
        engines = {
            "sqlite:////somewhere/school.sqlite3": "sqlite3",
            "postgres://ada:pw@db.example.org:5432/school": "postgresql",
            "postgresql://ada:pw@db.example.org:5432/school": "postgresql",
            "mysql://ada:pw@db.example.org:3306/school": "mysql",
        }
        for url, engine in engines.items():
            with self.subTest(url=url):
                settings = database(url, "db.sqlite3")
                self.assertEqual(settings["ENGINE"], f"django.db.backends.{engine}")
                self.assertIn("school", settings["NAME"])

    def test_password_may_have_any_character_when_it_is_escaped(self):
        settings = database("postgres://ada:%2F%40%23%25@db.example.org/school", "db.sqlite3")
        self.assertEqual(settings["PASSWORD"], "/@#%")
        self.assertEqual(settings["HOST"], "db.example.org")

    def test_options_of_the_url_are_added_to_ours(self):
        settings = database("mysql://ada:pw@db.example.org/school?read_timeout=30", "db.sqlite3")
        self.assertEqual(settings["OPTIONS"], MYSQL["OPTIONS"] | {"read_timeout": 30})

    def test_server_that_does_not_answer_is_given_up_soon(self):
        postgres = database("postgres://ada:pw@db.example.org/school", "db.sqlite3")
        mysql = database("mysql://ada:pw@db.example.org/school", "db.sqlite3")
        self.assertLess(postgres["OPTIONS"]["connect_timeout"], 10)
        self.assertLess(mysql["OPTIONS"]["connect_timeout"], 10)
        self.assertLess(mysql["OPTIONS"]["read_timeout"], 10)

    def test_unknown_beginning_is_refused(self):
        for url in ("oracle://ada:hunter2@h/school", "hunter2", "sqlite://hunter2/school"):
            with self.subTest(url=url):
                message = self.refuse(url)
                self.assertIn("has to begin with sqlite:///, postgres:// or mysql://", message)
                self.assertNotIn("hunter2", message)

    def test_unreadable_url_is_refused(self):
        urls = [
            "postgres://ada:hunter2@h:port/school",
            "postgres://ada:hunter2@h:99999/school",
            "postgres://ada:hunter2/x@h/school",
            "postgres://ada:1/hunter2@h/school",
            "postgres://ada:hunter2?x@h/school",
            "mysql://ada:hunter2@h",
            "mysql://ada:hunter2@h/",
        ]
        for url in urls:
            with self.subTest(url=url):
                message = self.refuse(url)
                self.assertIn("DATABASE_URL is not readable", message)
                self.assertNotIn("hunter2", message)

    def test_missing_driver_is_named(self):
        remedies = {"postgres": 'pip install "psycopg[binary]"', "mysql": "pip install PyMySQL"}
        for beginning, remedy in remedies.items():
            with (
                self.subTest(beginning=beginning),
                mock.patch("config.databases.find_spec", return_value=None),
            ):
                message = self.refuse(f"{beginning}://ada:hunter2@h/school")
                self.assertIn(remedy, message)
                self.assertNotIn("hunter2", message)
