"""Who may do what: every address of the site, with every method, for every kind of person.

The addresses come from the URL configuration. Each has its row in one of the tables, and a new one
without a row fails.
"""

import json
import re
from http.cookies import SimpleCookie
from unittest import mock
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client, TestCase
from rest_framework_simplejwt.tokens import RefreshToken

from orders.cart import add_to_cart
from orders.models import Order
from orders.tests import make_order
from payments.fake_provider import DECLINED
from payments.models import WebhookEvent
from payments.paying import pay
from polls.models import Question
from products.models import Category, Product
from students.models import Student
from users.models import SignInAttempt, User
from users.tokens import issue

from .addresses import admin_folder, all_addresses, as_for_any_model

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# Nobody is signed in. What there is belongs to the owner, and nothing of it to the other. The clerk
# is staff without any permission, the staff have them all, and the boss is a superuser.
ROLES = ["nobody", "other", "owner", "clerk", "staff", "boss"]
MAY_SEE_PRIVATE = ["staff", "boss"]

# The answers to the ROLES, in this order; one alone is the answer to everybody. "login" is a way to
# a page to sign in. A line with a * is for the methods that the addresses of its table do not name.

OPEN = """
*                         ANY       405
*                         OPTIONS   200
/                         ANY       302
/students/                GET       200
/students/new/            GET,PUT   200
                          POST      302
/polls/                   GET       200
/polls/<int:pk>/          GET       200
                          POST      302
/polls/<int:pk>/results/  GET       200
/products/                GET       200
/products/<int:pk>/       GET       200
/accounts/register/       GET,PUT   200
                          POST      302
/accounts/login/          GET,PUT   200
                          POST      302
/accounts/logout/         POST      302
/api/payments/webhook/    POST      403
/api/auth/register/       POST      201
/api/auth/token/          POST      200
/api/auth/token/refresh/  POST      200
/api/auth/logout/         POST      204
/api/schema/              GET       200
/api-auth/login/          GET,PUT   200
                          POST      302
/api-auth/logout/         POST      302
"""

PAGES = """
*                                ANY              login 405 405 405 405 405
*                                OPTIONS          login 200 200 200 200 200
/students/<int:pk>/edit/         GET,OPTIONS,PUT  login 403 403 403 200 200
                                 POST             login 403 403 403 302 302
                                 PATCH,DELETE     login 403 403 403 405 405
/students/<int:pk>/delete/       GET,OPTIONS      login 403 403 403 200 200
                                 POST,DELETE      login 403 403 403 302 302
                                 PUT,PATCH        login 403 403 403 405 405
/products/new/                   GET,PUT          login 200 200 200 200 200
                                 POST             login 302 302 302 302 302
/products/<int:pk>/edit/         GET,PUT          login 404 200 404 200 200
                                 POST             login 404 302 404 302 302
/products/<int:pk>/delete/       GET              login 404 200 404 200 200
                                 POST,DELETE      login 404 302 404 302 302
/cart/                           GET              login 200 200 200 200 200
/cart/<int:product>/add/         POST             login 302 302 302 302 302
/cart/<int:product>/             POST             login 404 302 404 404 404
/orders/                         GET              login 200 200 200 200 200
                                 POST             login 302 302 302 302 302
/orders/<int:pk>/                GET              login 404 200 404 404 404
/orders/<int:pk>/cancel/         POST             login 404 302 404 404 404
/orders/<int:pk>/pay/            POST             login 404 302 404 404 404
/orders/<int:pk>/pay/ask-again/  POST             login 404 302 404 404 404
"""

API = """
*                         ANY               401 405 405 405 405 405
*                         OPTIONS           401 200 200 200 200 200
/api/                     GET,OPTIONS       200
/api/students/            GET,OPTIONS       200
                          POST              401 403 403 403 201 201
                          PUT,PATCH,DELETE  401 403 403 403 405 405
/api/students/<pk>/       GET,OPTIONS       200
                          POST              401 403 403 403 405 405
                          PUT,PATCH         401 403 403 403 200 200
                          DELETE            401 403 403 403 204 204
/api/categories/          GET,OPTIONS       200
                          POST              401 403 403 403 201 201
                          PUT,PATCH,DELETE  401 403 403 403 405 405
/api/categories/<pk>/     GET,OPTIONS       200
                          POST              401 403 403 403 405 405
                          PUT,PATCH         401 403 403 403 200 200
                          DELETE            401 403 403 403 204 204
/api/products/            GET,OPTIONS       200
                          POST              401 201 201 201 201 201
/api/products/<pk>/       GET,OPTIONS       200
                          PUT,PATCH         401 403 200 403 200 200
                          DELETE            401 403 204 403 204 204
/api/cart/                GET               401 200 200 200 200 200
                          POST              401 201 201 201 201 201
/api/cart/<product>/      GET,PATCH         401 404 200 404 404 404
                          DELETE            401 404 204 404 404 404
/api/orders/              GET               401 200 200 200 200 200
                          POST              401 409 201 409 409 409
/api/orders/<pk>/         GET               401 404 200 404 404 404
/api/orders/<pk>/cancel/  POST              401 404 200 404 404 404
/api/payments/            GET               401 200 200 200 200 200
                          POST              401 404 201 404 404 404
/api/payments/<pk>/       GET               401 404 200 404 404 404
"""

ADMIN = """
*                            ANY            login login login 405 405 405
*                            OPTIONS        login login login 200 200 200
/admin/                      ANY            login login login 200 200 200
/admin/login/                GET            200   200   200   302 302 302
                             PUT,OPTIONS    200
                             POST           302
                             PATCH,DELETE   405
/admin/logout/               ANY            302   302   302   405 405 405
                             POST           302
                             OPTIONS        302   302   302   200 200 200
/admin/password_change/      GET,POST,PUT   login login login 200 200 200
/admin/password_change/done/ GET            login login login 200 200 200
/admin/autocomplete/         GET            login login login 403 403 403
/admin/jsi18n/               GET            login login login 200 200 200
/admin/r/<path:content_type_id>/<path:object_id>/
                             ANY            login login login 302 302 302
/admin/<app_label>/          ANY            login login login 404 200 200
/admin/<url>                 ANY            login login login 404 404 404
"""

# What the admin has for each model. "view" and the like: 200 where the ModelAdmin itself grants
# that right to whoever asks, and 403 where it does not. Other methods are answered as GET.
MODELS = """
/admin/MODEL/                           GET,POST  login login login 403 view view
/admin/MODEL/add/                       GET,POST  login login login 403 add add
/admin/MODEL/<path:object_id>/          GET,POST  login login login 302 302 302
/admin/MODEL/<path:object_id>/change/   GET       login login login 403 view view
                                        POST      login login login 403 change change
/admin/MODEL/<path:object_id>/delete/   GET,POST  login login login 403 delete delete
/admin/MODEL/<path:object_id>/history/  GET,POST  login login login 403 view view
/admin/MODEL/<id>/password/             GET,POST  login login login 403 change change
"""

PASSWORD = "a long pass phrase"
SIGN_IN = ("/accounts/login/?next=", "/admin/login/?next=")


def read(table):
    """Return what a table says: {address: {method: the answers to the ROLES}}."""
    rows = {}
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            address, _, line = line.partition(" ")
        if line.strip():
            methods, *answers = line.split()
            answers = answers if len(answers) > 1 else answers * len(ROLES)
            row = dict.fromkeys(METHODS if methods == "ANY" else methods.split(","), answers)
            rows.setdefault(address, {}).update(row)
    usual = rows.pop("*", {})
    return {address: usual | row for address, row in rows.items()}


def make_people():
    users = User.objects
    other, owner = users.create_user("other"), users.create_user("owner")
    clerk, staff = (users.create_user(name, is_staff=True) for name in ("clerk", "staff"))
    staff.user_permissions.set(Permission.objects.all())
    boss = users.create_superuser("boss", password=PASSWORD)
    return dict(zip(ROLES, [None, other, owner, clerk, staff, boss], strict=True))


class World:
    """One of everything, most of it the owner's."""

    @classmethod
    def setUpTestData(cls):
        cls.people = make_people()
        cls.owner = cls.people["owner"]
        cls.student = Student.objects.create(name="Ada", email="ada@example.org", age=36)
        cls.question = Question.objects.create(text="Tea or coffee?")
        cls.tea = cls.question.choices.create(text="Tea")
        cls.books, cls.toys = (
            Category.objects.create(name=name, slug=name.lower()) for name in ("Books", "Toys")
        )
        cls.sold, cls.unsold = cls.sell("Sold book"), cls.sell("Unsold book")
        cls.order = make_order(cls.owner, cls.sold)
        cls.payment = pay(cls.order, DECLINED, uuid4())
        add_to_cart(cls.owner, cls.sold, 1)
        cls.refresh = issue(cls.owner)["refresh"]
        RefreshToken.for_user(cls.owner).blacklist()
        Group.objects.create(name="Helpers")
        WebhookEvent.objects.create(event_id=uuid4())
        SignInAttempt.objects.begin("owner", "10.0.0.7")

    @classmethod
    def sell(cls, name):
        return Product.objects.create(
            seller=cls.owner, category=cls.books, name=name, price="12.50", stock=9
        )

    def path(self, address):
        """Put the keys of what there is into an address; which, is told by how it begins."""
        keys = {
            "/students/": [self.student.pk],
            "/polls/": [self.question.pk],
            "/products/": [self.unsold.pk],
            "/cart/": [self.sold.pk],
            "/orders/": [self.order.pk],
            "/admin/r/": [ContentType.objects.get_for_model(Order).pk, self.order.pk],
            "/admin/<app_label>/": ["students"],
            "/admin/<url>": ["nothing"],
            "/api/students/": [self.student.pk],
            "/api/categories/": [self.toys.pk],
            "/api/products/": [self.unsold.pk],
            "/api/cart/": [self.sold.pk],
            "/api/orders/": [self.order.pk],
            "/api/payments/": [self.payment.pk],
        }
        found = iter(next((keys[begin] for begin in keys if address.startswith(begin)), []))
        return re.sub("<[^>]+>", lambda _: str(next(found)), address)

    def sent(self):
        """What is sent to an address. It makes sense, so that only the role decides."""
        student = {"name": "Grace", "email": "grace@example.org", "age": 85}
        product = {"category": self.books.pk, "name": "Pen", "price": "1.00", "stock": 1}
        product_in_json = product | {"category": "books"}
        category = {"name": "Pens", "slug": "pens"}
        credentials = {"username": "boss", "password": PASSWORD}
        return {
            "/students/new/": student,
            "/students/<int:pk>/edit/": student,
            "/polls/<int:pk>/": {"choice": self.tea.pk},
            "/products/new/": product,
            "/products/<int:pk>/edit/": product,
            "/accounts/register/": dict.fromkeys(["password1", "password2"], PASSWORD)
            | {"username": "new"},
            "/accounts/login/": credentials,
            "/cart/<int:product>/": {"quantity": 2},
            "/cart/<int:product>/add/": {"quantity": 1},
            "/orders/<int:pk>/pay/": {"card_token": "tok_visa", "key": uuid4()},
            "/admin/login/": credentials,
            "/api-auth/login/": credentials,
            "/api/students/": student,
            "/api/students/<pk>/": student,
            "/api/categories/": category,
            "/api/categories/<pk>/": category,
            "/api/products/": product_in_json,
            "/api/products/<pk>/": product_in_json,
            "/api/cart/": {"product": self.unsold.pk},
            "/api/cart/<product>/": {"quantity": 2},
            "/api/payments/": {"order": self.order.pk, "card_token": "tok_visa"},
            "/api/auth/register/": {"username": "new", "password": PASSWORD},
            "/api/auth/token/": credentials,
            "/api/auth/token/refresh/": {"refresh": self.refresh},
            "/api/auth/logout/": {"refresh": self.refresh},
        }


class AccessTests(World, TestCase):
    def setUp(self):
        self.browsers = {role: Client(raise_request_exception=False) for role in ROLES}
        for role, browser in self.browsers.items():
            if self.people[role]:
                browser.force_login(self.people[role])
        self.keys = {
            role: browser.cookies.output([], "", ";") for role, browser in self.browsers.items()
        }

    def ask(self, role, method, path, body=None):
        """Send one request, and take back whatever it has done."""
        browser = self.browsers[role]
        # Whoever signed out with the last request is still here for this one.
        browser.cookies = SimpleCookie(self.keys[role])
        kind, text = "application/x-www-form-urlencoded", urlencode(body or {})
        if path.startswith("/api/"):
            kind, text = "application/json", json.dumps(body) if body else ""
        before = transaction.savepoint()
        try:
            key = {"Idempotency-Key": str(uuid4())}
            return browser.generic(method, path, text, kind, headers=key)
        finally:
            transaction.savepoint_rollback(before)

    def check(self, expected, role, method, path, body=None):
        with self.subTest(role=role, method=method, path=path):
            response = self.ask(role, method, path, body)
            to_sign_in = response.status_code == 302 and response.url.startswith(SIGN_IN)
            self.assertEqual("login" if to_sign_in else str(response.status_code), expected)
            if role not in MAY_SEE_PRIVATE:
                self.assertNotIn(self.student.email, response.content.decode())

    def test_every_address_has_a_row_and_every_row_an_address(self):
        rows = [*map(read, (OPEN, PAGES, API, ADMIN, MODELS))]
        known = {address for table in rows for address in table}
        found = {as_for_any_model(address) for address in all_addresses()}
        self.assertEqual(found - known, set(), "Say in a table of this file who may do what there.")
        self.assertEqual(known - found, set(), "These addresses are gone. Take out their rows.")

    def check_table(self, table):
        sent = self.sent()
        for address, row in read(table).items():
            for method, answers in row.items():
                body = sent.get(address) if method in {"POST", "PUT", "PATCH"} else None
                for role, expected in zip(ROLES, answers, strict=True):
                    self.check(expected, role, method, self.path(address), body)

    def test_what_is_open_to_all(self):
        self.check_table(OPEN)

    def test_pages_of_whoever_is_signed_in(self):
        self.check_table(PAGES)

    def test_api(self):
        self.check_table(API)

    def test_admin(self):
        self.check_table(ADMIN)

    def test_what_the_admin_has_for_each_model(self):
        table, addresses = read(MODELS), all_addresses()
        for model, page in admin.site._registry.items():
            one = model.objects.first()
            self.assertIsNotNone(one, f"There is no {model.__name__} in the World of this test.")
            for address in addresses:
                if address.startswith(admin_folder(model)):
                    row = table[as_for_any_model(address)]
                    self.check_model(page, row, re.sub("<[^>]+>", str(one.pk), address))

    def check_model(self, page, row, path):
        for method, answers in row.items():
            for role, expected in zip(ROLES, answers, strict=True):
                if expected.isalpha() and expected != "login":
                    request = mock.Mock(user=self.people[role], method=method)
                    granted = getattr(page, f"has_{expected}_permission")(request)
                    expected = "200" if granted else "403"
                self.check(expected, role, method, path)
