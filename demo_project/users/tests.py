from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse

from .models import User


class UserTests(TestCase):
    def test_the_project_uses_our_user_model(self):
        self.assertIs(get_user_model(), User)

    def test_password_is_stored_as_a_pbkdf2_hash(self):
        user = User.objects.create_user("ann")
        user.set_password("a long pass phrase")
        self.assertTrue(user.password.startswith("pbkdf2_sha256$"))
        self.assertTrue(user.check_password("a long pass phrase"))
        self.assertFalse(user.check_password("A long pass phrase"))


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
