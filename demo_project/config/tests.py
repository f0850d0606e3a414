"""Tests of the settings, each in a fresh Python process, as a server would load them."""

import os
import subprocess
import sys

from django.conf import settings
from django.test import SimpleTestCase
from django.urls import reverse

FROM_ENVIRONMENT = {"SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"}


def manage(*arguments, **environment):
    """Run manage.py with exactly these settings in its environment."""
    inherited = {key: value for key, value in os.environ.items() if key not in FROM_ENVIRONMENT}
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
        env=inherited | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


class SettingsTests(SimpleTestCase):
    def test_development_needs_no_environment(self):
        self.assertEqual(manage("check").returncode, 0)

    def test_server_without_secret_key_is_refused(self):
        result = manage("check", DEBUG="0", ALLOWED_HOSTS="example.org")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("SECRET_KEY is missing", result.stderr)

    def test_server_settings_pass_the_deployment_check(self):
        result = manage(
            *["check", "--deploy", "--fail-level", "WARNING"],
            DEBUG="0",
            SECRET_KEY="a-key-for-this-test-only-" + "0123456789abcdefghij" * 2,
            ALLOWED_HOSTS="example.org",
        )
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_laptop_settings_do_not_pass_the_deployment_check(self):
        result = manage("check", "--deploy", "--fail-level", "WARNING")
        self.assertNotEqual(result.returncode, 0)

    def test_lists_are_split_at_commas(self):
        show = "from django.conf import settings; print(settings.CSRF_TRUSTED_ORIGINS)"
        origins = "https://example.org, https://www.example.org,"
        result = manage("shell", "--no-imports", "-c", show, CSRF_TRUSTED_ORIGINS=origins)
        expected = "['https://example.org', 'https://www.example.org']"
        self.assertEqual(result.stdout.strip(), expected)


class AddressTests(SimpleTestCase):
    def test_home_leads_to_the_list_of_students(self):
        self.assertRedirects(
            self.client.get("/"), reverse("students:list"), fetch_redirect_response=False
        )

    def test_addresses_stay_what_they_are(self):
        addresses = {
            "students:list": "/students/",
            "students:new": "/students/new/",
            "student-list": "/api/students/",
            "admin:index": "/admin/",
            "rest_framework:login": "/api-auth/login/",
        }
        for name, address in addresses.items():
            with self.subTest(name=name):
                self.assertEqual(reverse(name), address)
