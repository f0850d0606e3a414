"""Tests of what all parts of the API share."""

from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import TestCase, override_settings
from rest_framework.exceptions import ValidationError
from rest_framework.test import APITestCase
from rest_framework.throttling import SimpleRateThrottle

from .errors import answer_error, codes


class RequestTests(APITestCase):
    address = "/api/products/"

    def send(self, body, content_type="application/json"):
        self.client.force_authenticate(mock.Mock(is_staff=False, pk=1))
        return self.client.post(self.address, body, content_type=content_type)

    def test_what_is_not_json_is_refused(self):
        for body in ("", "{", "NaN", '{"a": Infinity}', "[" * 100_000, b"\xff"):
            with self.subTest(body=body[:20]):
                self.assertEqual(self.send(body).status_code, 400)

    def test_forms_and_files_are_refused(self):
        self.assertEqual(self.send("name=x", "application/x-www-form-urlencoded").status_code, 415)

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
    def test_large_request_is_refused(self):
        self.assertEqual(self.send('"' + "x" * 200 + '"').status_code, 413)


class ErrorTests(TestCase):
    def test_what_django_refuses_is_refused_in_json(self):
        for address in ("/api/nothing/", "/api/products/1/2/"):
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 404)
                self.assertEqual(response.json(), {"detail": "Not Found"})

    def test_people_get_a_page(self):
        response = self.client.get("/nothing/")
        self.assertContains(response, "<html", status_code=404)

    def test_missing_slash_still_leads_on(self):
        response = self.client.get("/api/products")
        self.assertRedirects(response, "/api/products/", status_code=301)

    def test_refusal_by_the_database_is_a_conflict(self):
        for error in (IntegrityError(), ProtectedError("", set())):
            with self.subTest(error=error):
                self.assertEqual(answer_error(error, {}).status_code, 409)

    def test_what_nobody_expects_stays_a_server_error(self):
        self.assertIsNone(answer_error(KeyError(), {}))

    def test_codes_are_found_however_deep(self):
        error = ValidationError({"a": ["x"], "lines": [{}, {"b": ["y"]}]}, code="wrong")
        self.assertEqual(list(codes(error.get_codes())), ["wrong", "wrong"])


class SchemaTests(TestCase):
    def test_schema_is_valid_and_complete(self):
        call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())

    def test_schema_says_which_fields_not_everybody_gets(self):
        found = self.client.get("/api/schema/", {"format": "json"}).json()
        student = found["components"]["schemas"]["Student"]
        self.assertEqual(set(student["properties"]), {"id", "name", "email", "age"})
        self.assertEqual(student["required"], ["id", "name"])
        request = found["components"]["schemas"]["StudentRequest"]
        self.assertEqual(set(request["required"]), {"name", "email", "age"})

    def test_schema_is_served(self):
        self.assertEqual(self.client.get("/api/schema/").status_code, 200)


class ThrottleTests(APITestCase):
    """Rates are off in the tests; here they are on, with two requests a minute."""

    def setUp(self):
        rates = {"anon": "2/min", "user": "3/min"}
        patch = mock.patch.dict(SimpleRateThrottle.THROTTLE_RATES, rates)
        patch.start()
        self.addCleanup(patch.stop)

    def ask(self, times, **headers):
        return [self.client.get("/api/products/", **headers) for _ in range(times)]

    def test_third_request_of_a_stranger_has_to_wait(self):
        *allowed, refused = self.ask(3, REMOTE_ADDR="192.0.2.1")
        self.assertEqual([response.status_code for response in allowed], [200, 200])
        self.assertEqual(refused.status_code, 429)
        self.assertTrue(0 < int(refused["Retry-After"]) <= 60)

    def test_claiming_another_address_does_not_help(self):
        claims = [{"HTTP_X_FORWARDED_FOR": f"192.0.2.{n}"} for n in range(3)]
        last = [self.ask(1, REMOTE_ADDR="192.0.2.2", **claim) for claim in claims][-1]
        self.assertEqual(last[0].status_code, 429)

    def test_another_address_has_its_own_count(self):
        self.ask(3, REMOTE_ADDR="192.0.2.3")
        self.assertEqual(self.ask(1, REMOTE_ADDR="192.0.2.4")[0].status_code, 200)
