from unittest import mock
from uuid import uuid4

from rest_framework.test import APITestCase

from orders.models import Order
from orders.retry import BusyError
from orders.tests import make_order, make_product, make_user

from .fake_provider import DECLINED, TIMEOUT_AFTER
from .models import FakeCharge, Payment
from .paying import pay
from .tests import VISA, Shop


class PaymentAPITests(Shop, APITestCase):
    def setUp(self):
        self.client.force_authenticate(self.grace)

    def send(self, card_token=VISA, key=None, **more):
        wanted = {"order": self.order.pk, "card_token": card_token} | more
        headers = {"Idempotency-Key": str(key or uuid4())}
        return self.client.post("/api/payments/", wanted, headers=headers)

    def test_accepted_payment(self):
        key = uuid4()
        response = self.send(key=key)
        payment = Payment.objects.get()
        expected = {
            "id": payment.pk,
            "order": self.order.pk,
            "amount": "25.00",
            "status": "accepted",
            "idempotency_key": str(key),
            "created_at": response.json()["created_at"],
        }
        self.assertEqual((response.status_code, response.json()), (201, expected))
        self.assertEqual(self.client.get(f"/api/payments/{payment.pk}/").json(), expected)
        self.assertEqual(self.client.get("/api/payments/").json()["results"], [expected])

    def test_status_code_says_how_it_ended(self):
        for token, code in ((DECLINED, 402), (TIMEOUT_AFTER, 202)):
            with self.subTest(token=token):
                self.assertEqual(self.send(token).status_code, code)

    def test_same_request_again_is_answered_the_same(self):
        for token in (DECLINED, VISA):
            with self.subTest(token=token):
                key = uuid4()
                first, again = self.send(token, key), self.send(token, key)
                self.assertEqual(first.status_code, again.status_code)
                self.assertEqual(first.content, again.content)
        self.assertEqual(self.charged(), ["25.00"])

    def test_same_key_with_another_body_is_refused(self):
        key = uuid4()
        self.send(DECLINED, key)
        response = self.send(VISA, key)
        self.assertEqual(response.status_code, 409)
        self.assertNotIn("Retry-After", response)
        self.assertEqual(self.charged(), [])

    def test_key_is_needed_and_is_a_uuid(self):
        wanted = {"order": self.order.pk, "card_token": VISA}
        for headers in ({}, {"Idempotency-Key": ""}, {"Idempotency-Key": "pay it"}):
            with self.subTest(headers=headers):
                response = self.client.post("/api/payments/", wanted, headers=headers)
                self.assertEqual(response.status_code, 400)
                self.assertEqual(list(response.json()), ["Idempotency-Key"])

    def test_payment_under_way_asks_to_come_back(self):
        key = uuid4()
        self.send(TIMEOUT_AFTER, key)
        Payment.objects.update(status=Payment.Status.PROCESSING)
        for other in (key, uuid4()):
            with self.subTest(same_key=other == key):
                response = self.send(TIMEOUT_AFTER, other)
                self.assertEqual((response.status_code, response["Retry-After"]), (409, "5"))
        self.assertEqual(self.charged(), ["25.00"])

    def test_paid_order_is_a_conflict_without_a_time_to_come_back(self):
        self.send()
        response = self.send()
        self.assertEqual(response.status_code, 409)
        self.assertNotIn("Retry-After", response)

    def test_wrong_values_are_refused_with_the_field_named(self):
        wrong = {
            "order": [None, 0, -1, "1", True, 1.5, ""],
            "card_token": [
                None,
                "",
                "visa",
                "tok_",
                "tok_VISA",
                "tok_visa\n",
                5,
                "tok_" + "x" * 41,
            ],
        }
        for field, values in wrong.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    response = self.send(**{field: value})
                    self.assertEqual(response.status_code, 400)
                    self.assertEqual(list(response.json()), [field])

    def test_orders_of_others_are_not_found(self):
        foreign = make_order(make_user("other"), make_product("Pen"))
        for order in (foreign.pk, 0x7FFFFFFF, 10**30):
            with self.subTest(order=order):
                self.assertEqual(self.send(order=order).status_code, 404)

    def test_nothing_can_be_smuggled_in(self):
        other = make_user("other")
        more = {"amount": "0.01", "status": "accepted", "user": other.pk, "provider_reference": "x"}
        self.send(DECLINED, **more)
        stored = Payment.objects.get()
        self.assertEqual((str(stored.amount), stored.status), ("25.00", "declined"))
        self.assertEqual(stored.user, self.grace)
        self.assertNotEqual(stored.provider_reference, "x")

    def test_busy_database_asks_to_come_back(self):
        with mock.patch("payments.api.pay", side_effect=BusyError):
            response = self.send()
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "1"))


class PaymentPermissionTests(Shop, APITestCase):
    """Who may do what through the API with Grace's order and Grace's payment."""

    # What is asked: the answer for anonymous visitors, other people, Grace and staff.
    ANSWERS = {
        "GET /api/payments/": (401, 200, 200, 200),
        "POST /api/payments/": (401, 404, 201, 404),
        "GET /api/payments/{payment}/": (401, 404, 200, 404),
        "PUT /api/payments/{payment}/": (401, 405, 405, 405),
        "PATCH /api/payments/{payment}/": (401, 405, 405, 405),
        "DELETE /api/payments/{payment}/": (401, 405, 405, 405),
        "GET /api/payments/webhook/": (405, 405, 405, 405),
        "POST /api/payments/webhook/": (403, 403, 403, 403),
    }

    def setUp(self):
        self.payment = pay(self.order, DECLINED, uuid4())
        self.people = [None, make_user("other"), self.grace, make_user("boss", is_staff=True)]

    def ask(self, what):
        method, address = what.format(payment=self.payment.pk).split()
        wanted = {"order": self.order.pk, "card_token": VISA} if method != "GET" else None
        headers = {"Idempotency-Key": str(uuid4())}
        return getattr(self.client, method.lower())(address, wanted, headers=headers)

    def test_every_person_and_action(self):
        for what, answers in self.ANSWERS.items():
            for person, status in zip(self.people, answers, strict=True):
                with self.subTest(what=what, person=str(person)):
                    self.client.force_authenticate(person)
                    self.assertEqual(self.ask(what).status_code, status)
                    Order.objects.update(status=Order.Status.PENDING)

    def test_others_and_staff_do_not_even_see_them_counted(self):
        for person in (self.people[1], self.people[3]):
            with self.subTest(person=person):
                self.client.force_authenticate(person)
                self.assertEqual(self.client.get("/api/payments/").json()["count"], 0)

    def test_refused_requests_change_nothing(self):
        tables = (Order, Payment, FakeCharge)
        before = [list(table.objects.values()) for table in tables]
        for person in (None, self.people[1], self.people[3]):
            self.client.force_authenticate(person)
            for what in self.ANSWERS:
                self.ask(what)
        self.assertEqual([list(table.objects.values()) for table in tables], before)
