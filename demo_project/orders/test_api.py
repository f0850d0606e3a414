from decimal import Decimal
from unittest import mock

from django.db import transaction
from rest_framework.test import APITestCase

from products.models import Product

from .cart import add_to_cart
from .models import MAX_QUANTITY, CartItem, Order, OrderLine
from .retry import BusyError
from .tests import make_order, make_product, make_user


class CustomerAPITests(APITestCase):
    """The cart and the orders for other programs."""

    def setUp(self):
        self.grace, self.book = make_user("grace"), make_product()
        self.client.force_authenticate(self.grace)

    def add(self, quantity=1):
        return self.client.post("/api/cart/", {"product": self.book.pk, "quantity": quantity})

    def test_cart_row(self):
        response = self.add(2)
        row = {
            "product": self.book.pk,
            "name": "Book",
            "unit_price": "12.50",
            "quantity": 2,
            "subtotal": "25.00",
        }
        self.assertEqual((response.status_code, response.json()), (201, row))
        self.assertEqual(self.client.get("/api/cart/").json()["results"], [row])
        self.assertEqual(self.client.get(f"/api/cart/{self.book.pk}/").json(), row)

    def test_quantity_is_changed_and_the_row_removed(self):
        self.add()
        row = f"/api/cart/{self.book.pk}/"
        self.assertEqual(self.client.patch(row, {"quantity": 5}).json()["quantity"], 5)
        self.assertEqual(self.client.patch(row, {"quantity": 0}).status_code, 400)
        self.assertEqual(self.client.delete(row).status_code, 204)
        self.assertEqual(self.client.get(row).status_code, 404)

    def test_what_cannot_be_added(self):
        self.assertEqual(self.add(0).status_code, 400)
        self.assertEqual(self.add(MAX_QUANTITY + 1).status_code, 400)
        self.add(MAX_QUANTITY)
        self.assertEqual(self.add(1).status_code, 409)
        Product.objects.update(is_active=False)
        self.assertEqual(self.add().status_code, 404)

    def test_order_is_made_from_the_cart(self):
        self.add(2)
        response = self.client.post("/api/orders/")
        order = Order.objects.get()
        line = {"product": self.book.pk, "name": "Book", "unit_price": "12.50", "quantity": 2}
        expected = {
            "id": order.pk,
            "status": "pending",
            "total": "25.00",
            "created_at": response.json()["created_at"],
            "lines": [line],
        }
        self.assertEqual((response.status_code, response.json()), (201, expected))
        self.assertEqual(self.client.get(f"/api/orders/{order.pk}/").json(), expected)
        self.assertEqual(self.client.get("/api/orders/").json()["results"], [expected])

    def test_nothing_can_be_smuggled_in(self):
        other = make_user("other")
        wishes = {
            "product": self.book.pk,
            "user": other.pk,
            "buyer": other.pk,
            "price": "0.01",
            "unit_price": "0.01",
            "status": "paid",
            "total": "0.01",
            "id": 4711,
        }
        self.client.post("/api/cart/", wishes)
        self.client.patch(f"/api/cart/{self.book.pk}/", wishes)
        order = self.client.post("/api/orders/", wishes | {"lines": [wishes]}, format="json").json()
        self.client.post(f"/api/orders/{order['id']}/cancel/", wishes)
        stored = Order.objects.values("buyer", "status", "total").get()
        expected = {"buyer": self.grace.pk, "status": "cancelled", "total": Decimal("12.50")}
        self.assertEqual(stored, expected)
        self.assertNotEqual(order["id"], 4711)

    def test_orders_cannot_be_written_in_other_ways(self):
        order = make_order(self.grace, self.book)
        for method in (self.client.put, self.client.patch, self.client.delete):
            with self.subTest(method=method.__name__):
                response = method(f"/api/orders/{order.pk}/", {"status": "paid"})
                self.assertEqual(response.status_code, 405)

    def test_empty_cart_is_a_conflict(self):
        response = self.client.post("/api/orders/")
        expected = {"detail": "Your cart is empty."}
        self.assertEqual((response.status_code, response.json()), (409, expected))

    def test_shortage_is_a_conflict_that_names_the_products(self):
        self.add(11)
        response = self.client.post("/api/orders/")
        short = {"product": self.book.pk, "name": "Book", "wanted": 11, "available": 10}
        self.assertEqual(response.status_code, 409)
        self.assertEqual(response.json()["shortages"], [short])

    def test_cancelling_twice_is_a_conflict(self):
        address = f"/api/orders/{make_order(self.grace, self.book).pk}/cancel/"
        self.assertEqual(self.client.post(address).json()["status"], "cancelled")
        self.assertEqual(self.client.post(address).status_code, 409)

    def test_what_is_no_number_of_ours_is_not_found(self):
        for wrong in (10**30, "0.5", "x", "-1", "%00"):
            for address in (f"/api/cart/{wrong}/", f"/api/orders/{wrong}/"):
                with self.subTest(address=address):
                    response = self.client.get(address)
                    self.assertEqual(response.status_code, 404)
                    self.assertEqual(response["Content-Type"], "application/json")

    def test_busy_database_asks_to_come_back(self):
        with mock.patch("orders.api.place_order", side_effect=BusyError):
            response = self.client.post("/api/orders/")
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "1"))


class CustomerPermissionTests(APITestCase):
    """Who may do what through the API with Grace's cart and Grace's order."""

    # What is asked: the answer for anonymous visitors, other people, Grace and staff.
    ANSWERS = {
        "GET /api/cart/": (401, 200, 200, 200),
        "POST /api/cart/": (401, 201, 201, 201),
        "GET /api/cart/{product}/": (401, 404, 200, 404),
        "PUT /api/cart/{product}/": (401, 405, 405, 405),
        "PATCH /api/cart/{product}/": (401, 404, 200, 404),
        "DELETE /api/cart/{product}/": (401, 404, 204, 404),
        "GET /api/orders/": (401, 200, 200, 200),
        "POST /api/orders/": (401, 409, 201, 409),
        "GET /api/orders/{order}/": (401, 404, 200, 404),
        "PUT /api/orders/{order}/": (401, 405, 405, 405),
        "PATCH /api/orders/{order}/": (401, 405, 405, 405),
        "DELETE /api/orders/{order}/": (401, 405, 405, 405),
        "POST /api/orders/{order}/cancel/": (401, 404, 200, 404),
    }

    def setUp(self):
        self.grace, self.book, self.pen = make_user("grace"), make_product(), make_product("Pen")
        self.order = make_order(self.grace, self.book)
        add_to_cart(self.grace, self.book, 2)
        self.people = [None, make_user("other"), self.grace, make_user("boss", is_staff=True)]

    def ask(self, what):
        method, address = what.format(product=self.book.pk, order=self.order.pk).split()
        answers = {"product": self.pen.pk, "quantity": 1} if method != "GET" else None
        return getattr(self.client, method.lower())(address, answers)

    def test_every_person_and_action(self):
        for what, answers in self.ANSWERS.items():
            for person, status in zip(self.people, answers, strict=True):
                with self.subTest(what=what, person=str(person)), transaction.atomic():
                    self.client.force_authenticate(person)
                    self.assertEqual(self.ask(what).status_code, status)
                    transaction.set_rollback(True)

    def test_others_and_staff_do_not_even_see_them_counted(self):
        for person in (self.people[1], self.people[3]):
            self.client.force_authenticate(person)
            for address in ("/api/cart/", "/api/orders/"):
                with self.subTest(person=person, address=address):
                    self.assertEqual(self.client.get(address).json()["count"], 0)

    def test_refused_requests_change_nothing(self):
        before = [list(table.objects.values()) for table in (CartItem, Order, OrderLine, Product)]
        for person in (None, self.people[1], self.people[3]):
            self.client.force_authenticate(person)
            for what in self.ANSWERS:
                if not what.startswith("POST /api/cart/"):
                    self.ask(what)
        after = [list(table.objects.values()) for table in (CartItem, Order, OrderLine, Product)]
        self.assertEqual(before, after)
