import warnings
from datetime import timedelta
from functools import partial
from unittest import mock

import jwt
from django.apps import apps
from django.conf import settings
from django.test import SimpleTestCase, override_settings
from rest_framework.test import APIClient, APITestCase
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from config.race import RUNS, RaceTestCase, all_at_once

from .checks import BLACKLIST, check_token_blacklist
from .models import User
from .tokens import issue

PASSWORD = "a long pass phrase"


class TokenTestCase(APITestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ann = User.objects.create_user("ann", password=PASSWORD)

    def sign_in(self, **changes):
        sent = {"username": "ann", "password": PASSWORD} | changes
        return self.client.post("/api/auth/token/", sent)

    def refresh(self, token):
        return self.client.post("/api/auth/token/refresh/", {"refresh": token})

    def sell(self, token):
        """Ask for something that needs an account, and is wrong: 400 means we were let in."""
        headers = {"Authorization": f"Bearer {token}"}
        return self.client.post("/api/products/", {}, headers=headers)

    def assert_refused(self, response):
        self.assertEqual(response.status_code, 401)
        self.assertIn("Bearer", response["WWW-Authenticate"])


class SignInTests(TokenTestCase):
    def test_name_and_password_give_a_pair_of_tokens(self):
        answer = self.sign_in().json()
        self.assertEqual(set(answer), {"access", "refresh"})
        self.assertEqual(self.sell(answer["access"]).status_code, 400)

    def test_name_may_be_typed_in_any_case(self):
        self.assertEqual(self.sign_in(username="ANN").status_code, 200)

    def test_refusals_look_the_same_and_do_not_say_who_exists(self):
        User.objects.create_user("gone", password=PASSWORD, is_active=False)
        wrong = [{"password": "x"}, {"username": "nobody"}, {"username": "gone"}]
        answers = [self.sign_in(**changes) for changes in wrong]
        self.assertEqual({answer.status_code for answer in answers}, {401})
        self.assertEqual(len({answer.content for answer in answers}), 1)

    def test_session_of_the_browsable_api_still_counts(self):
        self.client.force_login(self.ann)
        self.assertEqual(self.client.post("/api/products/", {}).status_code, 400)

    def test_session_needs_the_csrf_token(self):
        strict = APIClient(enforce_csrf_checks=True)
        strict.force_login(self.ann)
        self.assertEqual(strict.post("/api/products/", {}).status_code, 403)


class AccessTests(TokenTestCase):
    def payload(self, **changes):
        return AccessToken.for_user(self.ann).payload | changes

    def signed(self, key=settings.SECRET_KEY, algorithm="HS256", **changes):
        return jwt.encode(self.payload(**changes), key, algorithm)

    def test_token_as_we_make_them_is_accepted(self):
        self.assertEqual(self.sell(self.signed()).status_code, 400)

    def test_forged_and_outdated_tokens_are_refused(self):
        no_algorithm = jwt.encode(self.payload(), None, "none")
        head, body, _ = self.signed().split(".")
        other_body = self.signed(user_id="1000").split(".")[1]
        forged = {
            "another key": self.signed(key="another key, which is long enough to be one"),
            "another algorithm": self.signed_with_hs512(),
            "no algorithm": no_algorithm,
            "no signature": f"{head}.{body}.",
            "another body": ".".join([head, other_body, self.signed().split(".")[2]]),
            "expired": self.signed(exp=1),
            "never expires": self.without("exp"),
            "no id": self.without("jti"),
            "no user": self.without("user_id"),
            "a user who does not exist": self.signed(user_id="0"),
            "a refresh token": issue(self.ann)["refresh"],
            "no token": "x",
        }
        for what, token in forged.items():
            with self.subTest(what):
                self.assert_refused(self.sell(token))

    def signed_with_hs512(self):
        with warnings.catch_warnings():
            # Our key is long enough for the algorithm that we use, which is HS256.
            warnings.simplefilter("ignore")
            return self.signed(algorithm="HS512")

    def without(self, claim):
        payload = self.payload()
        del payload[claim]
        return jwt.encode(payload, settings.SECRET_KEY, "HS256")

    def test_token_lives_for_five_minutes(self):
        token = issue(self.ann)["access"]
        with mock.patch("jwt.api_jwt.datetime") as clock:
            clock.now.return_value = AccessToken().current_time + timedelta(minutes=4)
            self.assertEqual(self.sell(token).status_code, 400)
            clock.now.return_value += timedelta(minutes=2)
            self.assert_refused(self.sell(token))

    def test_deactivated_person_is_refused_at_once(self):
        tokens = issue(self.ann)
        User.objects.filter(pk=self.ann.pk).update(is_active=False)
        self.assert_refused(self.sell(tokens["access"]))
        self.assert_refused(self.refresh(tokens["refresh"]))

    def test_new_password_makes_earlier_tokens_worthless(self):
        tokens = issue(self.ann)
        self.ann.set_password("another pass phrase")
        self.ann.save()
        self.assert_refused(self.sell(tokens["access"]))
        self.assert_refused(self.refresh(tokens["refresh"]))


class RefreshTests(TokenTestCase):
    def test_refresh_gives_a_new_pair_that_works(self):
        old = issue(self.ann)
        new = self.refresh(old["refresh"]).json()
        self.assertEqual(self.sell(new["access"]).status_code, 400)
        self.assertNotEqual(new["refresh"], old["refresh"])
        self.assertEqual(self.refresh(new["refresh"]).status_code, 200)

    def test_used_token_is_refused(self):
        token = issue(self.ann)["refresh"]
        self.assertEqual(self.refresh(token).status_code, 200)
        self.assert_refused(self.refresh(token))

    def test_rotated_tokens_are_listed_as_outstanding(self):
        token = issue(self.ann)["refresh"]
        self.refresh(token)
        self.assertEqual(OutstandingToken.objects.filter(user=self.ann).count(), 2)
        self.assertEqual(BlacklistedToken.objects.count(), 1)

    def test_what_is_no_refresh_token_of_ours_is_refused(self):
        unknown = RefreshToken.for_user(self.ann)
        OutstandingToken.objects.all().delete()
        for what, token in {
            "an access token": issue(self.ann)["access"],
            "one that we do not know": str(unknown),
            "another key": jwt.encode(unknown.payload, "k" * 40, "HS256"),
            "no algorithm": f"{jwt.encode(unknown.payload, None, 'none')}x",
        }.items():
            with self.subTest(what):
                self.assert_refused(self.refresh(token))

    def test_what_is_no_token_is_a_bad_request(self):
        for token in ("", " ", "x", "a.b", "\x00", None, 5, ["x"]):
            with self.subTest(token=token):
                self.assertEqual(self.refresh(token).status_code, 400)


class SignOutTests(TokenTestCase):
    def sign_out(self, token):
        return self.client.post("/api/auth/logout/", {"refresh": token})

    def test_signing_out_ends_the_refresh_token(self):
        token = issue(self.ann)["refresh"]
        response = self.sign_out(token)
        self.assertEqual((response.status_code, response.content), (204, b""))
        self.assert_refused(self.refresh(token))
        self.assert_refused(self.sign_out(token))

    def test_other_devices_stay_signed_in(self):
        here, there = issue(self.ann)["refresh"], issue(self.ann)["refresh"]
        self.sign_out(here)
        self.assertEqual(self.refresh(there).status_code, 200)

    def test_access_token_does_not_do(self):
        self.assert_refused(self.sign_out(issue(self.ann)["access"]))


class RegistrationTests(TokenTestCase):
    def register(self, **changes):
        sent = {"username": "bea", "password": PASSWORD} | changes
        return self.client.post("/api/auth/register/", sent)

    def test_new_account_can_sign_in_and_its_password_is_not_shown(self):
        response = self.register(username="Bea")
        self.assertEqual(response.status_code, 201)
        bea = User.objects.get(username="bea")
        self.assertEqual(response.json(), {"id": bea.pk, "username": "bea"})
        self.assertEqual(self.sign_in(username="bea").status_code, 200)

    def test_taken_name_is_a_conflict_whatever_its_case(self):
        for name in ("ann", "ANN"):
            with self.subTest(name=name):
                self.assertEqual(self.register(username=name).status_code, 409)

    def test_wrong_values_are_refused_with_the_field_named(self):
        wrong = {
            "username": ["", " ", "a b", "x" * 151, "İ" * 150, "\x00", None, 5],
            "password": ["", "short", "8302948571", "x" * 4097, None, 12345678],
        }
        for field, values in wrong.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    response = self.register(**{field: value})
                    self.assertEqual(response.status_code, 400)
                    self.assertEqual(list(response.json()), [field])

    def test_password_that_is_too_easy_is_refused_for_a_reason_beyond_the_schema(self):
        for password in ("password", "beatrice1"):
            with self.subTest(password=password):
                response = self.register(username="beatrice1", password=password)
                self.assertEqual((response.status_code, list(response.json())), (409, ["password"]))
        self.assertFalse(User.objects.filter(username="beatrice1").exists())

    def test_nobody_registers_as_staff(self):
        self.register(is_staff=True, is_superuser=True, is_active=False, id=999)
        bea = User.objects.get(username="bea")
        self.assertEqual((bea.is_staff, bea.is_superuser, bea.is_active), (False, False, True))
        self.assertNotEqual(bea.pk, 999)


class RegistrationRaceTests(RaceTestCase):
    def test_of_twenty_who_want_one_name_at_the_same_moment_one_gets_it(self):
        for run in range(RUNS):
            with self.subTest(run=run):
                answers = all_at_once([partial(self.register, f"bea{run}")] * 20)
                statuses = sorted(answer.status_code for answer in answers)
                self.assertEqual(statuses, [201] + [409] * 19)
                for answer in answers:
                    if answer.status_code == 409:
                        self.assertEqual(answer.json(), {"username": ["This name is taken."]})
                self.assertEqual(User.objects.filter(username=f"bea{run}").count(), 1)

    def register(self, name):
        # Never one that was just deleted: of two who want it, MariaDB breaks off one.
        sent = {"username": name, "password": PASSWORD}
        return APIClient(raise_request_exception=False).post("/api/auth/register/", sent)


class CheckTests(SimpleTestCase):
    """Django's own words would be none: simplejwt goes on without its blacklist."""

    def test_missing_blacklist_is_an_error_only_while_tokens_are_rotated(self):
        without = [app for app in settings.INSTALLED_APPS if app != BLACKLIST]
        with self.settings(INSTALLED_APPS=without):
            self.assertEqual([error.id for error in check_token_blacklist(None)], ["users.E001"])
            with override_settings(SIMPLE_JWT={}):
                self.assertEqual(check_token_blacklist(None), [])

    def test_here_it_is_installed(self):
        self.assertTrue(apps.is_installed(BLACKLIST))
        self.assertEqual(check_token_blacklist(None), [])


class RefreshRaceTests(RaceTestCase):
    def test_of_twenty_refreshes_at_once_one_succeeds(self):
        ann = User.objects.create_user("ann")
        for _ in range(RUNS):
            ask = partial(self.refresh, issue(ann)["refresh"])
            self.assertEqual(sorted(all_at_once([ask] * 20)), [200] + [401] * 19)

    def refresh(self, token):
        return APIClient().post("/api/auth/token/refresh/", {"refresh": token}).status_code
