from pathlib import Path
from unittest import mock
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken

from orders.cart import add_to_cart
from orders.checkout import place_order
from orders.models import Order
from payments.models import FakeCharge, Payment, WebhookEvent
from products.models import Product
from users.models import SignInAttempt, User

PAGES = admin.site._registry


def address(model, page, *arguments):
    """Where a page of the admin is."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def leave_traces(person, first, second):
    """Let somebody order and pay one product, and put the other one into the cart."""
    add_to_cart(person, first, 1)
    order = place_order(person)
    Payment.objects.create(order=order, user=person, amount=order.total, idempotency_key=uuid4())
    FakeCharge.objects.create(key=uuid4(), amount=order.total, accepted=True)
    WebhookEvent.objects.create(event_id=uuid4())
    add_to_cart(person, second, 1)
    RefreshToken.for_user(person)
    SignInAttempt.objects.begin(person.username, "10.0.0.7")


class AdminTests(TestCase):
    """Every page of the admin, for a superuser and with at least two of everything."""

    @classmethod
    @override_settings(DEBUG=True)
    def setUpTestData(cls):
        call_command("seed", stdout=mock.Mock())
        cls.boss = User.objects.get(username="demo")
        for name in ("ada", "grace"):
            leave_traces(User.objects.get(username=name), *Product.objects.filter(stock__gt=1)[:2])

    def setUp(self):
        self.client.force_login(self.boss)

    def queries(self, url):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(url).status_code, 200)
        return len(queries)

    def test_every_model_of_the_project_can_be_looked_after(self):
        inlines = {inline.model for page in PAGES.values() for inline in page.inlines}
        for app in apps.get_app_configs():
            if Path(app.path).parent == settings.BASE_DIR:
                self.assertLessEqual(set(app.get_models()), {*PAGES, *inlines})

    def test_every_list_can_be_seen_and_searched(self):
        for model, page in PAGES.items():
            with self.subTest(model=model._meta.label):
                listed = address(model, "changelist")
                self.assertEqual(self.client.get(listed).status_code, 200)
                if page.search_fields:
                    for words in ("ada", "1", "two words"):
                        self.assertEqual(self.client.get(listed, {"q": words}).status_code, 200)

    def test_a_longer_list_asks_the_database_no_more_questions(self):
        for model, page in PAGES.items():
            with self.subTest(model=model._meta.label):
                if model.objects.count() > 1:
                    listed = address(model, "changelist")
                    with mock.patch.object(page, "list_per_page", 1):
                        short = self.queries(listed)
                    self.assertEqual(self.queries(listed), short)

    def test_there_were_two_of_each_of_our_own(self):
        for model, page in PAGES.items():
            with self.subTest(model=model._meta.label):
                if type(page).__module__.startswith(("users", "products", "orders", "payments")):
                    self.assertGreater(model.objects.count(), 1)

    def test_every_page_to_add_and_to_change_opens_for_whoever_may(self):
        for model, page in PAGES.items():
            with self.subTest(model=model._meta.label):
                request = mock.Mock(user=self.boss)
                allowed = page.has_add_permission(request)
                response = self.client.get(address(model, "add"))
                self.assertEqual(response.status_code, 200 if allowed else 403)
                if one := model.objects.first():
                    response = self.client.get(address(model, "change", one.pk))
                    self.assertEqual(response.status_code, 200)

    def test_what_was_ordered_and_paid_is_changed_by_nobody(self):
        for model in (Order, Payment, FakeCharge, WebhookEvent):
            with self.subTest(model=model._meta.label):
                one = model.objects.first()
                for page in (["add"], ["change", one.pk], ["delete", one.pk]):
                    response = self.client.post(address(model, *page), {"post": "yes"})
                    self.assertEqual(response.status_code, 403)

    def test_token_of_somebody_is_shown_to_nobody(self):
        one = OutstandingToken.objects.get(user__username="ada")
        for page in (["changelist"], ["change", one.pk]):
            with self.subTest(page=page):
                response = self.client.get(address(OutstandingToken, *page))
                self.assertContains(response, one.jti)
                self.assertNotContains(response, one.token)

    def test_it_says_whose_office_it_is(self):
        self.assertContains(self.client.get("/admin/"), admin.site.site_header)


class StaffTests(TestCase):
    def test_staff_see_only_what_they_were_given(self):
        self.client.force_login(User.objects.create_user("ann", is_staff=True))
        for model in PAGES:
            with self.subTest(model=model._meta.label):
                self.assertEqual(self.client.get(address(model, "changelist")).status_code, 403)
