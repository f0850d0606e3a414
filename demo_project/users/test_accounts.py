from functools import partial
from importlib import import_module
from unittest import mock

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, SimpleTestCase, TestCase, override_settings
from django.urls import reverse

from config.race import RUNS, RaceTestCase, all_at_once

from .models import User
from .seed import DEMO_PASSWORD, DEMO_PEOPLE, seed

PASSWORD = "a long pass phrase"


class UserNameTests(TestCase):
    """Ada and ada are one person."""

    def test_name_is_stored_in_lower_case(self):
        for make in (User.objects.create, User.objects.create_user):
            with self.subTest(make=make.__name__):
                user = make(username=f"Ann{make.__name__}")
                user.refresh_from_db()
                self.assertEqual(user.username, f"ann{make.__name__}")

    def test_second_person_with_the_name_in_other_case_is_refused(self):
        User.objects.create_user("ann")
        with self.assertRaises(ValidationError) as caught:
            User(username="ANN", password="x").full_clean()
        self.assertIn("username", caught.exception.message_dict)

    def test_database_refuses_what_skips_validation(self):
        User.objects.create_user("bea")
        ann = User.objects.filter(pk=User.objects.create_user("ann").pk)
        with self.assertRaises(IntegrityError), transaction.atomic():
            ann.update(username="Bea")

    def test_name_that_grows_in_lower_case_is_measured_afterwards(self):
        with self.assertRaises(ValidationError) as caught:
            User(username="İ" * 150, password="x").full_clean()
        self.assertIn("username", caught.exception.message_dict)

    def test_account_is_found_whatever_its_case(self):
        ann = User.objects.create_user("ann")
        self.assertEqual(User.objects.get_by_natural_key("ANN"), ann)


class LowerCaseMigrationTests(SimpleTestCase):
    """The migration that tidies names from before the rule."""

    lower_case = staticmethod(
        import_module("users.migrations.0002_lower_case_usernames").lower_case
    )

    def test_every_name_is_written_in_lower_case(self):
        self.assertEqual(self.lower_case({1: "Ada", 2: "grace"}), {1: "ada", 2: "grace"})

    def test_two_accounts_are_never_made_one(self):
        with self.assertRaisesMessage(ValueError, "More than one account would be called ada."):
            self.lower_case({1: "Ada", 2: "ada", 3: "grace"})


class RegistrationTests(TestCase):
    address = "/accounts/register/"

    def answers(self, **changes):
        return {"username": "ann", "password1": PASSWORD, "password2": PASSWORD} | changes

    def test_new_account_is_signed_in_and_welcomed(self):
        response = self.client.post(self.address, self.answers(), follow=True)
        self.assertRedirects(response, reverse("students:list"))
        self.assertContains(response, "Welcome, ann.")
        self.assertEqual(response.context["user"], User.objects.get(username="ann"))

    def test_bad_answers_are_explained_and_not_stored(self):
        User.objects.create_user("bea")
        wrong = {
            "no name": {"username": ""},
            "a taken name": {"username": "bea"},
            "a taken name in other case": {"username": "BEA"},
            "not the same password": {"password2": "another pass phrase"},
            "a common password": {"password1": "password", "password2": "password"},
            "a short one": {"password1": "x7!kq", "password2": "x7!kq"},
            "only digits": {"password1": "8302948571", "password2": "8302948571"},
            "the name itself": {"password1": "ann", "password2": "ann"},
        }
        for what, changes in wrong.items():
            with self.subTest(what):
                response = self.client.post(self.address, self.answers(**changes))
                self.assertContains(response, "errorlist")
                self.assertEqual(User.objects.count(), 1)

    def test_name_that_is_taken_at_the_same_moment_is_refused(self):
        # Another request stores the name after this one has found it free.
        with mock.patch.object(User, "validate_unique", lambda *_, **__: self.take("ann")):
            response = self.client.post(self.address, self.answers())
        self.assertContains(response, "already exists")
        self.assertNotIn("_auth_user_id", self.client.session)

    def take(self, name):
        User.objects.bulk_create([User(username=name)])

    def test_nobody_registers_as_staff(self):
        sent = self.answers(is_staff="on", is_superuser="on", is_active="")
        self.client.post(self.address, sent)
        ann = User.objects.get(username="ann")
        self.assertEqual((ann.is_staff, ann.is_superuser, ann.is_active), (False, False, True))

    def test_form_sent_from_another_site_is_refused(self):
        strict = Client(enforce_csrf_checks=True)
        self.assertEqual(strict.post(self.address, self.answers()).status_code, 403)


class RegistrationRaceTests(RaceTestCase):
    def test_of_twenty_who_want_one_name_at_the_same_moment_one_gets_it(self):
        for run in range(RUNS):
            # Never one that was just deleted: of two who want it, MariaDB breaks off one.
            sent = {"username": f"ann{run}", "password1": PASSWORD, "password2": PASSWORD}
            with self.subTest(run=run):
                # An error answers 500, as it would on a server.
                browsers = [Client(raise_request_exception=False) for _ in range(20)]
                send = [partial(browser.post, "/accounts/register/", sent) for browser in browsers]
                refused = [answer for answer in all_at_once(send) if answer.status_code != 302]
                self.assertEqual(len(refused), 19)
                for answer in refused:
                    self.assertContains(answer, "A user with that username already exists.")
                self.assertEqual(User.objects.filter(username=sent["username"]).count(), 1)


class SignInTests(TestCase):
    address = "/accounts/login/"
    answers = {"username": "ann", "password": PASSWORD}

    @classmethod
    def setUpTestData(cls):
        cls.ann = User.objects.create_user("ann", password=PASSWORD)

    def sign_in(self, **changes):
        return self.client.post(self.address, self.answers | changes)

    def test_sign_in_leads_to_the_start(self):
        response = self.client.post(self.address, self.answers, follow=True)
        self.assertRedirects(response, reverse("students:list"))
        self.assertContains(response, "You are signed in.")

    def test_name_may_be_typed_in_any_case(self):
        self.assertEqual(self.sign_in(username="ANN").status_code, 302)

    def test_refusals_look_the_same_and_do_not_say_who_exists(self):
        User.objects.create_user("gone", password=PASSWORD, is_active=False)
        wrong = [{"password": "x"}, {"username": "nobody"}, {"username": "gone"}]
        errors = {self.sign_in(**changes).context["form"].errors.as_text() for changes in wrong}
        self.assertEqual(len(errors), 1, errors)
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_both_pages_lead_on_to_next_and_never_to_another_site(self):
        wanted = {
            "/students/new/": "/students/new/",
            "https://evil.example/": "/students/",
            "//evil.example/": "/students/",
            "javascript:alert(1)": "/students/",
        }
        for page in (self.address, "/accounts/register/"):
            for number, (next_page, target) in enumerate(wanted.items()):
                with self.subTest(page=page, next=next_page):
                    name = f"new{number}"
                    sent = {"username": name, "password1": PASSWORD, "password2": PASSWORD}
                    if page == self.address:
                        sent = self.answers
                    response = self.client.post(page, sent | {"next": next_page})
                    self.assertRedirects(response, target, fetch_redirect_response=False)

    def test_pages_pass_next_on_to_each_other(self):
        for page, other in [("login", "register"), ("register", "login")]:
            with self.subTest(page=page):
                response = self.client.get(f"/accounts/{page}/?next=/students/new/")
                self.assertContains(response, 'name="next" value="/students/new/"')
                self.assertContains(response, f'"/accounts/{other}/?next=%2Fstudents%2Fnew%2F"')
                response = self.client.get(f"/accounts/{page}/?next=//evil.example/")
                self.assertNotContains(response, "evil.example")

    def test_header_says_who_is_signed_in(self):
        self.assertContains(self.client.get("/students/"), "Sign in")
        self.client.force_login(self.ann)
        response = self.client.get("/students/")
        self.assertContains(response, "<span>ann</span>", html=True)
        self.assertNotContains(response, "Sign in")


class SignOutTests(TestCase):
    address = "/accounts/logout/"

    def setUp(self):
        self.client.force_login(User.objects.create_user("ann"))

    def test_post_signs_out_and_says_so(self):
        response = self.client.post(self.address, follow=True)
        self.assertRedirects(response, reverse("students:list"))
        self.assertContains(response, "You are signed out.")
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_a_link_signs_nobody_out(self):
        self.assertEqual(self.client.get(self.address).status_code, 405)
        self.assertIn("_auth_user_id", self.client.session)


class DemoPeopleTests(TestCase):
    def test_demo_people_exist_while_debug_is_on_and_have_no_powers(self):
        with override_settings(DEBUG=True):
            seed()
            seed()
        for name in DEMO_PEOPLE:
            person = User.objects.get(username=name)
            self.assertTrue(person.check_password(DEMO_PASSWORD))
            self.assertFalse(person.is_staff or person.is_superuser)

    def test_server_gets_none(self):
        with override_settings(DEBUG=False):
            seed()
        self.assertFalse(User.objects.exists())
