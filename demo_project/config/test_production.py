"""Tests of the settings, most of them in a fresh Python process, as a server would load them."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

# Set to nothing, so that neither this terminal nor a .env has a say in the tests.
NOTHING = dict.fromkeys(
    [
        *["SECRET_KEY", "ALLOWED_HOSTS", "WEBHOOK_SECRET", "DATABASE_URL"],
        *["CSRF_TRUSTED_ORIGINS", "BEHIND_PROXY"],
    ],
    "",
)
SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.production",
    "SECRET_KEY": "a-key-for-these-tests-only-" + "0123456789abcdefghij" * 2,
    "ALLOWED_HOSTS": "example.org",
    "WEBHOOK_SECRET": "a-secret-for-these-tests-only",
}


def python(*arguments, folder=settings.BASE_DIR, **environment):
    """Run Python in the project's folder, with exactly these settings in its environment."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | NOTHING | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def value_of(name, **environment):
    """Load the settings and return how one of them is printed."""
    module = environment.get("DJANGO_SETTINGS_MODULE", "config.settings")
    return python("-c", f"import {module} as s; print(s.{name})", **environment).stdout.strip()


class DevelopmentTests(SimpleTestCase):
    def test_development_needs_no_environment(self):
        result = python("manage.py", "check", DJANGO_SETTINGS_MODULE="config.settings")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_laptop_that_is_taken_for_a_server_answers_to_nobody_else(self):
        self.assertEqual(value_of("ALLOWED_HOSTS", ALLOWED_HOSTS="example.org"), "[]")

    def test_lists_are_split_at_commas(self):
        origins = "https://example.org, https://www.example.org"
        shown = value_of("CSRF_TRUSTED_ORIGINS", CSRF_TRUSTED_ORIGINS=origins)
        self.assertEqual(shown, "['https://example.org', 'https://www.example.org']")

    def test_env_file_is_read_and_the_environment_comes_first(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(settings.BASE_DIR / "config", Path(folder) / "config")
            (Path(folder) / ".env").write_text("FIRST=file\nSECOND=file\n")
            show = "from config.settings import env; print(env('FIRST'), env('SECOND'))"
            result = python("-c", show, folder=folder, SECOND="environment")
        self.assertEqual(result.stdout, "file environment\n", result.stderr)

    def test_env_file_stays_out_of_git(self):
        ignored = (settings.BASE_DIR / ".gitignore").read_text().splitlines()
        self.assertIn(".env", ignored)


class ProductionTests(SimpleTestCase):
    def test_deployment_check_has_nothing_to_add(self):
        arguments = ["check", "--deploy", "--fail-level", "WARNING"]
        result = python("manage.py", *arguments, **SERVER)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_server_without_its_secrets_or_hosts_does_not_start_and_says_why(self):
        for name in ("SECRET_KEY", "ALLOWED_HOSTS", "WEBHOOK_SECRET"):
            with self.subTest(name=name):
                result = python("-c", "import config.production", **SERVER | {name: ""})
                self.assertEqual(result.returncode, 1)
                self.assertIn(f"{name} is missing", result.stderr.splitlines()[-1])

    def test_new_passwords_are_hashed_with_argon2(self):
        first = value_of("PASSWORD_HASHERS[0]", **SERVER)
        self.assertEqual(first, "django.contrib.auth.hashers.Argon2PasswordHasher")

    def test_header_of_a_proxy_is_trusted_only_where_there_is_one(self):
        shown = value_of("SECURE_PROXY_SSL_HEADER", **SERVER, BEHIND_PROXY="1")
        self.assertEqual(shown, "('HTTP_X_FORWARDED_PROTO', 'https')")
        self.assertEqual(value_of("SECURE_PROXY_SSL_HEADER", **SERVER, BEHIND_PROXY="0"), "")


class StaticFileTests(SimpleTestCase):
    def test_whitenoise_stands_right_behind_the_security_middleware(self):
        names = [name.rsplit(".", 1)[1] for name in settings.MIDDLEWARE[:2]]
        self.assertEqual(names, ["SecurityMiddleware", "WhiteNoiseMiddleware"])

    def test_style_sheet_is_handed_out_by_the_project_itself(self):
        response = self.client.get("/static/css/site.css")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response["Content-Type"], 'text/css; charset="utf-8"')
        response.close()
