"""Tests of the end to guessing passwords."""

import os
import subprocess
import sys
from datetime import timedelta
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from config.race import RUNS, RaceTestCase, all_at_once

from .models import SignInAttempt, User

PASSWORD, WRONG = "a long pass phrase", "a wrong one"
LIMITS = {"same": 3, "account": 6, "address": 9}
JSON = "application/json"


def try_to_sign_in(username="ann", password=WRONG, door="/api/auth/token/", **request):
    """Knock at one of the doors, as a visitor without cookies."""
    sent = {"username": username, "password": password}
    kind = {"content_type": JSON} if door.startswith("/api/auth/") else {}
    return Client().post(door, sent, **kind, **request)


@override_settings(SIGN_IN_LIMITS=LIMITS)
class AttemptTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ann = User.objects.create_user("ann", password=PASSWORD, is_staff=True)

    def fail(self, times, **attempt):
        return [try_to_sign_in(**attempt).status_code for _ in range(times)]

    def test_after_some_wrong_passwords_even_the_right_one_has_to_wait(self):
        self.assertEqual(self.fail(4), [401, 401, 401, 429])
        response = try_to_sign_in(password=PASSWORD)
        self.assertEqual(response.status_code, 429)
        self.assertTrue(0 < int(response["Retry-After"]) <= 15 * 60)

    def test_every_door_is_closed_at_once(self):
        self.fail(3)
        for door in ("/accounts/login/", "/admin/login/", "/api-auth/login/", "/api/auth/token/"):
            with self.subTest(door=door):
                response = try_to_sign_in(password=PASSWORD, door=door)
                self.assertEqual(response.status_code, 429)
                self.assertGreater(int(response["Retry-After"]), 0)

    def test_every_door_counts(self):
        for door in ("/accounts/login/", "/admin/login/", "/api-auth/login/"):
            self.assertEqual(self.fail(1, door=door), [200])
        self.assertEqual(self.fail(1), [429])

    def test_page_says_when_to_come_back(self):
        self.fail(3)
        response = try_to_sign_in(door="/accounts/login/")
        self.assertContains(response, "try again in 15 minutes", status_code=429)

    def test_name_in_other_case_is_the_same_account(self):
        self.assertEqual(self.fail(3, username="ANN"), [401] * 3)
        self.assertEqual(self.fail(1), [429])

    def test_account_that_does_not_exist_is_treated_the_same(self):
        self.assertEqual(self.fail(4, username="nobody"), self.fail(4))

    def test_another_address_is_free_until_the_account_has_seen_too_many(self):
        self.fail(3)
        self.assertEqual(self.fail(3, REMOTE_ADDR="192.0.2.1"), [401] * 3)
        self.assertEqual(self.fail(1, REMOTE_ADDR="192.0.2.2"), [429])
        self.assertEqual(self.fail(1, username="bea", REMOTE_ADDR="192.0.2.2"), [401])

    def test_address_that_tries_many_accounts_has_to_wait(self):
        self.assertEqual([self.fail(1, username=f"n{n}") for n in range(9)], [[401]] * 9)
        self.assertEqual(self.fail(1, username="n10"), [429])
        self.assertEqual(self.fail(1, username="n10", REMOTE_ADDR="192.0.2.1"), [401])

    def test_claiming_another_address_does_not_help(self):
        for number in range(3):
            self.fail(1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        self.assertEqual(self.fail(1, HTTP_X_FORWARDED_FOR="192.0.2.9"), [429])

    def test_success_forgets_the_mistakes_before_it(self):
        self.fail(2)
        self.assertEqual(try_to_sign_in(password=PASSWORD).status_code, 200)
        self.assertEqual(self.fail(3), [401] * 3)

    def test_wait_ends_and_is_not_made_longer_by_knocking(self):
        self.fail(3)
        self.fail(5)
        self.assertEqual(SignInAttempt.objects.count(), 3)
        later = timezone.now() + timedelta(minutes=15, seconds=1)
        with mock.patch("django.utils.timezone.now", return_value=later):
            self.assertEqual(try_to_sign_in(password=PASSWORD).status_code, 200)
        self.assertFalse(SignInAttempt.objects.exists())

    def test_neither_name_nor_address_is_stored(self):
        self.fail(1, username="my-password", REMOTE_ADDR="192.0.2.1")
        stored = str(SignInAttempt.objects.values().get())
        self.assertNotIn("my-password", stored)
        self.assertNotIn("192.0.2.1", stored)

    def test_refusal_leaves_a_line_in_the_log(self):
        self.fail(3)
        with self.assertLogs("django.security.login", "WARNING") as log:
            self.fail(1)
        self.assertIn("Too many failed sign-ins", log.output[0])


@override_settings(SIGN_IN_LIMITS=LIMITS)
class AttemptRaceTests(RaceTestCase):
    def test_of_twenty_guesses_at_once_no_more_than_the_limit_are_looked_at(self):
        for _ in range(RUNS):
            SignInAttempt.objects.all().delete()
            answers = [r.status_code for r in all_at_once([try_to_sign_in] * 20)]
            self.assertLessEqual(set(answers), {401, 429})
            self.assertLessEqual(answers.count(401), LIMITS["same"])

    def test_what_one_process_has_counted_holds_in_another(self):
        self.assertEqual(self.in_another_process(), "401")
        for expected in (401, 401, 429):
            self.assertEqual(try_to_sign_in().status_code, expected)
        self.assertEqual(self.in_another_process(), "429")

    def in_another_process(self):
        """Knock from a fresh Python, with the database of this test."""
        script = (
            "import django; from django.conf import settings; "
            f"settings.DATABASES['default']['NAME'] = {str(connection.settings_dict['NAME'])!r}; "
            f"settings.SIGN_IN_LIMITS = {LIMITS}; settings.ALLOWED_HOSTS = ['testserver']; "
            "django.setup(); from users.test_attempts import try_to_sign_in; "
            "print(try_to_sign_in().status_code)"
        )
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-W", "ignore", "-c", script]
        run = {"env": environment, "cwd": settings.BASE_DIR, "encoding": "utf-8", "timeout": 60}
        return subprocess.run(command, capture_output=True, **run).stdout.strip()
