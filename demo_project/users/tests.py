from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase, override_settings
from django.urls import reverse

from .models import User
from .seed import DEMO_PASSWORD, DEMO_USERNAME, seed


class UserTests(TestCase):
    def test_the_project_uses_our_user_model(self):
        self.assertIs(get_user_model(), User)

    def test_password_is_not_stored_as_it_was_typed(self):
        user = User.objects.create_user("ann", password="a long pass phrase")
        self.assertNotIn("a long pass phrase", user.password)
        self.assertTrue(user.check_password("a long pass phrase"))
        self.assertFalse(user.check_password("A long pass phrase"))

    def test_failed_login_leaves_a_line_without_the_password(self):
        with self.assertLogs("django.security.login", "WARNING") as log:
            self.client.login(username="ann", password="hunter2")
        self.assertIn("Login failed for 'ann'", log.output[0])
        self.assertNotIn("hunter2", log.output[0])


class UserAdminTests(TestCase):
    def test_superuser_sees_the_accounts(self):
        self.client.force_login(User.objects.create_superuser("boss"))
        response = self.client.get(reverse("admin:users_user_changelist"))
        self.assertContains(response, "boss")

    def test_new_account_is_stored_with_a_hashed_password(self):
        self.client.force_login(User.objects.create_superuser("boss"))
        answers = {
            "username": "ann",
            "usable_password": "true",
            "password1": "a long pass phrase",
            "password2": "a long pass phrase",
        }
        self.client.post(reverse("admin:users_user_add"), answers)
        self.assertTrue(User.objects.get(username="ann").check_password("a long pass phrase"))

    def test_ordinary_user_is_kept_out_of_the_admin(self):
        self.client.force_login(User.objects.create_user("ann"))
        response = self.client.get(reverse("admin:users_user_changelist"))
        self.assertRedirects(
            response,
            f"{reverse('admin:login')}?next={reverse('admin:users_user_changelist')}",
        )


class SeedTests(TestCase):
    """The seed command, and the login that it makes."""

    def test_command_runs_the_seed_of_each_app_and_prints_its_line(self):
        output = StringIO()
        call_command("seed", stdout=output)
        lines = output.getvalue().splitlines()
        self.assertEqual(lines[0], "Demo superuser: none, because DEBUG is off.")
        self.assertEqual(lines[1], "Demo students: 6 added, 0 already there.")

    def test_server_gets_no_demo_superuser(self):
        self.assertIn("none, because DEBUG is off", seed())
        self.assertFalse(User.objects.exists())

    @override_settings(DEBUG=True)
    def test_printed_login_opens_the_admin(self):
        self.assertIn(f"sign in as {DEMO_USERNAME} / {DEMO_PASSWORD}", seed())
        self.assertTrue(self.client.login(username=DEMO_USERNAME, password=DEMO_PASSWORD))
        self.assertEqual(self.client.get("/admin/").status_code, 200)

    @override_settings(DEBUG=True)
    def test_second_run_keeps_a_changed_password(self):
        seed()
        demo = User.objects.get(username=DEMO_USERNAME)
        demo.set_unusable_password()
        demo.save()
        self.assertNotIn(DEMO_PASSWORD, seed())
        demo.refresh_from_db()
        self.assertFalse(demo.has_usable_password())
