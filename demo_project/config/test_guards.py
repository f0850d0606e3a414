import re
from unittest import mock

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.test import TestCase, override_settings

from users.models import User

POLICY = "Content-Security-Policy"
# A script between the lines: the attribute of an element, or an element that loads no file.
INLINE_SCRIPT = re.compile(
    r"<[^>]+\son\w+\s*=|<script(?![^>]*(src=|application/json))", re.IGNORECASE
)
INLINE_STYLE = re.compile(r"<[^>]+\sstyle\s*=|<style", re.IGNORECASE)
PAGE, API = "/students/", "/api/students/"


def queries_fail(error):
    """Let every query of the model's pages end like this."""
    return mock.patch("django.db.models.query.QuerySet.__getitem__", side_effect=error)


def database_says(text):
    """Replace the easiest question, and with it what is known about the database."""
    return mock.patch("config.guards.connection.cursor", side_effect=OperationalError(text))


class HealthTests(TestCase):
    """What /healthz and the pages say while the database is there, and while it is not."""

    def test_all_is_well(self):
        response = self.client.get("/healthz")
        self.assertEqual((response.status_code, response.content), (200, b"ok"))
        self.assertEqual(response["Cache-Control"], "no-store")

    def test_question_costs_one_query_and_no_session(self):
        with self.assertNumQueries(1):
            response = self.client.get("/healthz")
        self.assertFalse(response.cookies)

    def test_any_host_name_will_do(self):
        response = self.client.get("/healthz", headers={"host": "10.0.0.7:8000"})
        self.assertEqual(response.status_code, 200)

    def test_database_that_is_gone_is_no_news_for_strangers(self):
        with database_says("no route to 10.0.0.9"), self.assertLogs("django.request", "ERROR"):
            response = self.client.get("/healthz")
        self.assertEqual((response.status_code, response.content), (503, b"unavailable"))

    def test_page_asks_to_come_back_while_the_database_is_gone(self):
        for error in (OperationalError, InterfaceError):
            for address in (PAGE, API):
                with (
                    self.subTest(error=error, address=address),
                    queries_fail(error("gone")),
                    database_says("gone"),
                    self.assertLogs("config.health", "ERROR"),
                    self.assertLogs("django.request", "ERROR"),
                ):
                    response = self.client.get(address)
                    self.assertContains(response, "Please try again", status_code=503)
                    self.assertEqual(response["Retry-After"], "10")

    def test_api_says_it_as_json(self):
        with queries_fail(OperationalError("gone")), database_says("gone"), self.assertLogs():
            response = self.client.get(API)
        self.assertIn("does not answer", response.json()["detail"])

    def test_fault_of_our_own_is_not_blamed_on_the_database(self):
        faults = {
            "a database that answers": OperationalError("no such table"),
            "an error of another kind": ValueError("a bug"),
        }
        for fault, error in faults.items():
            with (
                self.subTest(fault),
                queries_fail(error),
                self.assertRaises(type(error)),
                self.assertLogs("django.request", "ERROR"),
            ):
                self.client.get(PAGE)


class RequestSizeTests(TestCase):
    """What is too large is refused, wherever it is sent to."""

    def post(self, address, size):
        return self.client.post(address, b" " * size, content_type="application/json")

    def test_too_much_is_refused_before_anything_else(self):
        for address in (API, "/admin/login/", "/students/new/"):
            with self.subTest(address=address), self.assertLogs("django.request", "WARNING"):
                response = self.post(address, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
                self.assertEqual(response.status_code, 413)

    def test_what_just_fits_is_read(self):
        with self.assertLogs("django.request", "WARNING"):
            response = self.post(API, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        self.assertNotEqual(response.status_code, 413)


class ContentSecurityPolicyTests(TestCase):
    """Where a page may load things from."""

    def test_our_own_pages_load_everything_from_this_site(self):
        policy = self.client.get(PAGE)[POLICY]
        self.assertIn("default-src 'self'", policy)
        self.assertNotIn("unsafe", policy)

    def test_pages_of_others_may_have_styles_but_no_scripts_between_the_lines(self):
        for address in ("/admin/login/", API, "/api-auth/login/"):
            with self.subTest(address=address):
                policy = self.client.get(address)[POLICY]
                self.assertIn("style-src 'self' 'unsafe-inline'", policy)
                self.assertNotIn("script-src", policy)

    def test_nothing_on_the_pages_needs_what_the_policy_forbids(self):
        self.client.force_login(User.objects.create_superuser("boss"))
        ours = ["/students/", "/students/new/", "/products/", "/cart/", "/orders/"]
        for address in [*ours, "/admin/", "/admin/users/user/add/", API, "/api/orders/"]:
            with self.subTest(address=address):
                page = self.client.get(address, headers={"accept": "text/html"}).content.decode()
                self.assertIn("<body", page)
                self.assertIsNone(INLINE_SCRIPT.search(page))
                if address in ours:
                    self.assertIsNone(INLINE_STYLE.search(page))

    def test_pages_of_the_api_let_people_out(self):
        self.client.force_login(User.objects.create_user("ann"))
        page = self.client.get(API, headers={"accept": "text/html"})
        self.assertContains(page, 'action="/api-auth/logout/?next=/api/students/"')
        self.client.post("/api-auth/logout/")
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_refusals_have_it_too(self):
        with self.assertLogs("django.request", "WARNING"):
            self.assertIn("default-src", self.client.get("/nowhere/")[POLICY])

    @override_settings(DEBUG=True)
    def test_page_about_an_error_works_while_developing(self):
        with self.assertLogs("django.request", "WARNING"):
            self.assertNotIn(POLICY, self.client.get("/nowhere/").headers)

    def test_what_the_other_two_refuse_has_it_too(self):
        with database_says("gone"), self.assertLogs("django.request", "ERROR"):
            self.assertIn("default-src", self.client.get("/healthz")[POLICY])
