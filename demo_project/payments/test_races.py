"""Many requests to pay at the same moment. RACE_RUNS=20 repeats each race twenty times."""

import time
from collections import Counter
from uuid import uuid4

from django.db import connection
from django.test import Client, override_settings

from config.race import RUNS, RaceTestCase, all_at_once
from orders.checkout import cancel_order
from orders.errors import StatusError
from orders.models import Order
from orders.tests import make_order, make_product, make_user

from .errors import InProgressError, NotPayableError
from .fake_provider import TIMEOUT_AFTER, FakeProvider, signed_message
from .models import FakeCharge, Payment, WebhookEvent
from .paying import ask_again, pay

CLICKS = 20


class SlowProvider(FakeProvider):
    """Takes its time, so that requests overlap, and is angry when a lock is held meanwhile."""

    def charge(self, key, amount, card_token):
        if connection.in_atomic_block:
            raise RuntimeError("The provider was asked inside a transaction.")
        time.sleep(0.05)
        return super().charge(key, amount, card_token)


@override_settings(PAYMENT_PROVIDER="payments.test_races.SlowProvider")
class PaymentRaceTests(RaceTestCase):
    def setUp(self):
        self.grace = make_user("grace")
        self.book = make_product(stock=1000)
        self.clients = [Client(raise_request_exception=False) for _ in range(CLICKS)]
        for client in self.clients:
            client.force_login(self.grace)

    def runs(self):
        """Repeat the race, each time with a new order."""
        for run in range(RUNS):
            for table in (WebhookEvent, FakeCharge, Payment):
                table.objects.all().delete()
            self.order = make_order(self.grace, self.book)
            with self.subTest(run=run):
                yield

    def post(self, keys):
        """One request for each key, all at once; return the answers."""
        wanted = {"order": self.order.pk, "card_token": "tok_visa"}

        def send(client, key):
            headers = {"Idempotency-Key": str(key)}
            return client.post("/api/payments/", wanted, "application/json", headers=headers)

        pairs = zip(self.clients, keys, strict=True)
        return all_at_once([lambda c=c, k=k: send(c, k) for c, k in pairs])

    def assert_paid_once(self):
        self.order.refresh_from_db()
        self.assertEqual(self.order.status, Order.Status.PAID)
        self.assertEqual(FakeCharge.objects.filter(accepted=True).count(), 1)
        self.assertEqual(Payment.objects.filter(status=Payment.Status.ACCEPTED).count(), 1)

    def test_twenty_equal_payments_are_one_charge(self):
        for _ in self.runs():
            key = uuid4()
            answers = self.post([key] * CLICKS)
            statuses = Counter(answer.status_code for answer in answers)
            self.assertGreaterEqual(statuses[201], 1)
            self.assertEqual(statuses[201] + statuses[409], CLICKS, statuses)
            self.assertEqual(len({a.content for a in answers if a.status_code == 201}), 1)
            for answer in answers:
                self.assertEqual("Retry-After" in answer, answer.status_code == 409)
            # Whoever comes back finds the answer.
            again = self.post([key] * CLICKS)
            self.assertEqual({a.content for a in again}, {answers_of(answers, 201)})
            self.assert_paid_once()

    def test_twenty_payments_of_one_order_with_different_keys(self):
        for _ in self.runs():
            answers = self.post([uuid4() for _ in range(CLICKS)])
            statuses = Counter(answer.status_code for answer in answers)
            self.assertEqual(statuses, {201: 1, 409: CLICKS - 1})
            self.assert_paid_once()

    def test_twenty_who_ask_again_and_the_message_of_the_provider(self):
        for _ in self.runs():
            payment = pay(self.order, TIMEOUT_AFTER, uuid4())
            body, headers = signed_message(FakeCharge.objects.get())

            def ask(number, payment=payment):
                try:
                    return ask_again(Payment.objects.get(pk=payment.pk)).status
                except InProgressError:
                    return InProgressError

            def deliver(body=body, headers=headers):
                address, kind = "/api/payments/webhook/", "application/json"
                client = Client(raise_request_exception=False)
                return client.post(address, body, kind, headers=headers).status_code

            asking = [lambda n=n: ask(n) for n in range(10)]
            ends = all_at_once([*asking, *[deliver] * 10])
            self.assertEqual(Counter(ends[10:]), {204: 1, 409: 9})
            self.assertLessEqual(set(ends[:10]), {Payment.Status.ACCEPTED, InProgressError})
            self.assert_paid_once()

    def test_paying_and_cancelling_exclude_each_other(self):
        for _ in self.runs():
            start = self.stock()

            def cancel():
                try:
                    cancel_order(Order.objects.get(pk=self.order.pk))
                except StatusError:
                    return StatusError
                return "cancelled"

            def buy():
                try:
                    return pay(Order.objects.get(pk=self.order.pk), "tok_visa", uuid4()).status
                except (InProgressError, NotPayableError) as error:
                    return type(error)

            ends = Counter(all_at_once([cancel, buy] * 10))
            self.order.refresh_from_db()
            charges = FakeCharge.objects.filter(accepted=True).count()
            self.assertEqual(ends["cancelled"] + ends[Payment.Status.ACCEPTED], 1, ends)
            self.assertEqual(charges, ends[Payment.Status.ACCEPTED])
            self.assertEqual(self.stock() - start, ends["cancelled"])

    def stock(self):
        self.book.refresh_from_db()
        return self.book.stock


def answers_of(answers, status):
    """The body of the answers with this status."""
    return next(answer.content for answer in answers if answer.status_code == status)
