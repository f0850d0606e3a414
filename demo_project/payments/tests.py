import time
from datetime import timedelta
from io import StringIO
from unittest import mock
from uuid import UUID, uuid4

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.utils import timezone

from orders.checkout import cancel_order
from orders.errors import StatusError
from orders.models import Order
from orders.tests import make_order, make_product, make_user
from users.models import User

from .errors import InProgressError, KeyReusedError, NotPayableError, ReplayError
from .fake_provider import DECLINED, TIMEOUT_AFTER, TIMEOUT_BEFORE, FakeProvider, signed_message
from .models import FakeCharge, Payment, WebhookEvent
from .paying import PATIENCE, ask_again, pay
from .provider import Charge, ProviderTimeoutError
from .signatures import TOLERANCE, is_genuine, sign
from .webhooks import receive

Status = Payment.Status
VISA = "tok_visa"


class Shop:
    """Grace has one pending order of 25.00."""

    @classmethod
    def setUpTestData(cls):
        cls.grace = make_user("grace")
        cls.order = make_order(cls.grace, make_product(), 2)

    def statuses(self):
        """The order and its payments, as they are stored."""
        payments = Payment.objects.order_by("pk").values_list("status", flat=True)
        return Order.objects.get(pk=self.order.pk).status, *payments

    def charged(self):
        """What the provider has taken, by its own books."""
        accepted = FakeCharge.objects.filter(accepted=True)
        return [str(amount) for amount in accepted.values_list("amount", flat=True)]


class FakeProviderTests(TestCase):
    """The fake keeps the promises of a real one."""

    def charge(self, token, key="one"):
        return FakeProvider().charge(key, 25, token)

    def test_cards_are_accepted_or_declined(self):
        self.assertTrue(self.charge(VISA).accepted)
        self.assertFalse(self.charge(DECLINED, "two").accepted)

    def test_one_key_is_one_charge(self):
        self.assertEqual(self.charge(VISA), self.charge(VISA))
        self.assertEqual(FakeCharge.objects.count(), 1)

    def test_no_answer_before_and_after_the_charge(self):
        for token, charges in ((TIMEOUT_BEFORE, 0), (TIMEOUT_AFTER, 1)):
            with self.subTest(token=token):
                self.assertRaises(ProviderTimeoutError, self.charge, token)
                self.assertEqual(FakeCharge.objects.count(), charges)
        self.assertTrue(self.charge(TIMEOUT_AFTER).accepted)

    def test_what_is_closed_stays_as_it_is(self):
        self.charge(VISA)
        self.assertTrue(FakeProvider().close("one").accepted)
        self.assertFalse(FakeProvider().close("two").accepted)
        self.assertFalse(self.charge(VISA, "two").accepted)


class PayingTests(Shop, TestCase):
    def test_accepted(self):
        payment = pay(self.order, VISA, uuid4())
        self.assertEqual(self.statuses(), ("paid", "accepted"))
        self.assertEqual(self.charged(), ["25.00"])
        self.assertEqual(payment.provider_reference, str(FakeCharge.objects.get().reference))

    def test_declined_order_can_be_paid_with_another_card(self):
        pay(self.order, DECLINED, uuid4())
        self.assertEqual(self.statuses(), ("pending", "declined"))
        pay(self.order, VISA, uuid4())
        self.assertEqual(self.statuses(), ("paid", "declined", "accepted"))
        self.assertEqual(self.charged(), ["25.00"])

    def test_same_request_again_is_the_same_payment(self):
        for token, charges in ((DECLINED, []), (VISA, ["25.00"])):
            with self.subTest(token=token):
                key = uuid4()
                self.assertEqual(pay(self.order, token, key), pay(self.order, token, key))
                self.assertEqual(self.charged(), charges)

    def test_same_key_for_something_else_is_refused(self):
        key = uuid4()
        other = make_order(self.grace, make_product("Pen"))
        pay(self.order, DECLINED, key)
        self.assertRaises(KeyReusedError, pay, self.order, VISA, key)
        self.assertRaises(KeyReusedError, pay, other, DECLINED, key)
        self.assertEqual(self.charged(), [])

    def test_key_belongs_to_one_customer(self):
        key = uuid4()
        other = make_order(make_user("other"), make_product("Pen"))
        pay(self.order, VISA, key)
        self.assertEqual(pay(other, VISA, key).status, Status.ACCEPTED)
        self.assertEqual(len(self.charged()), 2)

    def test_what_is_paid_or_cancelled_is_not_paid_again(self):
        for status in (Order.Status.PAID, Order.Status.SHIPPED, Order.Status.CANCELLED):
            Order.objects.update(status=status)
            with self.subTest(status=status), self.assertRaises(NotPayableError):
                pay(self.order, VISA, uuid4())
        self.assertEqual(self.charged(), [])

    def test_order_cannot_be_cancelled_while_it_is_being_paid(self):
        pay(self.order, TIMEOUT_AFTER, uuid4())
        self.assertRaises(StatusError, cancel_order, self.order)
        self.assertRaises(InProgressError, pay, self.order, VISA, uuid4())
        self.assertEqual(self.charged(), ["25.00"])

    def test_provider_is_never_asked_inside_a_transaction(self):
        with mock.patch.object(FakeProvider, "charge", side_effect=AssertionError) as charge:
            # As with ATOMIC_REQUESTS. TestCase has a transaction of its own that does not count.
            with self.assertRaisesMessage(RuntimeError, "durable"), transaction.atomic():
                pay(self.order, VISA, uuid4())
            charge.assert_not_called()

    def test_database_keeps_a_second_payment_with_the_key_out(self):
        payment = pay(self.order, DECLINED, uuid4())
        payment.pk, payment.provider_key = None, uuid4()
        with self.assertRaises(IntegrityError), transaction.atomic():
            payment.save(force_insert=True)


class TimeoutTests(Shop, TestCase):
    """The provider does not answer: was the money taken or not?"""

    def test_end_is_unknown_whether_the_money_was_taken_or_not(self):
        other = make_order(self.grace, make_product("Pen"))
        pay(other, TIMEOUT_BEFORE, uuid4())
        self.assertEqual(self.charged(), [])
        pay(self.order, TIMEOUT_AFTER, uuid4())
        self.assertEqual(self.charged(), ["25.00"])
        self.assertEqual(self.statuses(), ("paying", "unknown", "unknown"))

    def test_same_request_again_clears_it_up_and_charges_once(self):
        key = uuid4()
        pay(self.order, TIMEOUT_AFTER, key)
        self.assertEqual(pay(self.order, TIMEOUT_AFTER, key).status, Status.ACCEPTED)
        self.assertEqual(self.statuses(), ("paid", "accepted"))
        self.assertEqual(self.charged(), ["25.00"])

    def test_same_request_again_may_time_out_again(self):
        key = uuid4()
        for _ in range(2):
            self.assertEqual(pay(self.order, TIMEOUT_BEFORE, key).status, Status.UNKNOWN)
        self.assertEqual(self.charged(), [])

    def test_asking_again_finds_the_charge_that_was_made(self):
        ask_again(pay(self.order, TIMEOUT_AFTER, uuid4()))
        self.assertEqual(self.statuses(), ("paid", "accepted"))
        self.assertEqual(self.charged(), ["25.00"])

    def test_asking_again_closes_the_charge_that_was_not_made(self):
        key = uuid4()
        payment = ask_again(pay(self.order, TIMEOUT_BEFORE, key))
        self.assertEqual(self.statuses(), ("pending", "declined"))
        # Should the lost request still arrive at the provider, it is too late.
        self.assertFalse(FakeProvider().charge(str(payment.provider_key), 25, VISA).accepted)
        self.assertEqual(pay(self.order, TIMEOUT_BEFORE, key).status, Status.DECLINED)
        self.assertEqual(self.charged(), [])

    def test_while_somebody_asks_nobody_else_does(self):
        payment = pay(self.order, TIMEOUT_AFTER, uuid4())
        Payment.objects.update(status=Status.PROCESSING)
        payment.refresh_from_db()
        self.assertRaises(InProgressError, ask_again, payment)
        self.assertRaises(InProgressError, pay, self.order, TIMEOUT_AFTER, payment.idempotency_key)

    def test_who_died_while_asking_does_not_block_it_for_ever(self):
        with mock.patch.object(FakeProvider, "charge", side_effect=MemoryError):
            self.assertRaises(MemoryError, pay, self.order, VISA, uuid4())
        self.assertEqual(self.statuses(), ("paying", "processing"))
        Payment.objects.update(asked_at=timezone.now() - PATIENCE - timedelta(seconds=1))
        ask_again(Payment.objects.get())
        self.assertEqual(self.statuses(), ("pending", "declined"))

    def test_command_clears_up_all(self):
        pay(self.order, TIMEOUT_AFTER, uuid4())
        output = StringIO()
        call_command("settle_payments", stdout=output)
        self.assertIn(": accepted.", output.getvalue())
        Payment.objects.update(status=Status.PROCESSING)
        call_command("settle_payments", stdout=output)
        self.assertIn("Please wait a moment.", output.getvalue())


class WebhookTests(Shop, TestCase):
    def setUp(self):
        self.payment = pay(self.order, TIMEOUT_AFTER, uuid4())

    def send(self, body=None, **headers):
        """Send what the provider sends, but for the headers given here."""
        genuine, usual = signed_message(FakeCharge.objects.get())
        return self.client.post(
            "/api/payments/webhook/", body or genuine, "application/json", headers=usual | headers
        )

    def test_message_settles_what_was_unknown(self):
        self.assertEqual(self.send().status_code, 204)
        self.assertEqual(self.statuses(), ("paid", "accepted"))
        self.assertEqual(self.charged(), ["25.00"])

    def test_message_about_a_decline_frees_the_order(self):
        FakeCharge.objects.update(accepted=False)
        self.assertEqual(self.send().status_code, 204)
        self.assertEqual(self.statuses(), ("pending", "declined"))

    def test_replay_is_refused(self):
        self.send()
        Payment.objects.update(status=Status.UNKNOWN)
        self.assertEqual(self.send().status_code, 409)
        self.assertEqual(self.statuses()[1], "unknown")

    def test_message_after_the_answer_changes_nothing(self):
        ask_again(self.payment)
        before = Payment.objects.values().get()
        self.assertEqual(self.send().status_code, 204)
        self.assertEqual(Payment.objects.values().get(), before)

    def test_what_the_provider_has_not_signed_is_refused(self):
        body, headers = signed_message(FakeCharge.objects.get())
        now, signature = headers["Webhook-Timestamp"], headers["Webhook-Signature"]
        wrong = {
            "no signature": {"Webhook-Signature": ""},
            "other signature": {"Webhook-Signature": "0" * 64},
            "no letters of ours": {"Webhook-Signature": "é" * 64},
            "other body": {"body": body + b" "},
            "other time": {"Webhook-Timestamp": str(int(now) + 1), "Webhook-Signature": signature},
            "no time": {"Webhook-Timestamp": "now", "Webhook-Signature": signature},
        }
        for what, changes in wrong.items():
            with self.subTest(what=what):
                self.assertEqual(self.send(**changes).status_code, 403)
        with override_settings(WEBHOOK_SECRET="another"):
            body, headers = signed_message(FakeCharge.objects.get())
        self.assertEqual(self.send(body, **headers).status_code, 403)
        self.assertEqual(self.statuses(), ("paying", "unknown"))

    def test_time_that_is_no_number_is_refused_even_if_it_is_signed(self):
        now = str(int(time.time()))
        body, _ = signed_message(FakeCharge.objects.get())
        numbers = ["-" + now, "+" + now, now + ".0", " " + now, now + "\n", f"{now[:1]}_{now[1:]}"]
        for timestamp in ["now", "", "NaN", "1e9", *numbers, "9" * 400, "9" * 5000, "٣" * 10, "²"]:
            with self.subTest(timestamp=timestamp[:20]):
                headers = {
                    "Webhook-Timestamp": timestamp,
                    "Webhook-Signature": sign(timestamp, body),
                }
                response = self.send(body, **headers)
                self.assertEqual(response.status_code, 403)
                self.assertIn("its time is no number", response.json()["detail"])
        self.assertEqual(self.statuses(), ("paying", "unknown"))

    def test_recorded_message_is_worthless_later(self):
        now = int(time.time())
        for seconds, is_good in ((0, True), (TOLERANCE + 2, False), (-TOLERANCE - 2, False)):
            timestamp = str(now - seconds)
            with self.subTest(seconds=seconds):
                signature = sign(timestamp, b"{}")
                self.assertEqual(is_genuine(timestamp, signature, b"{}"), is_good)

    def test_signed_nonsense_is_refused(self):
        unknown = b'{"id": "%(id)s", "key": "%(id)s", "accepted": true, "reference": "x"}'
        for body, status in (
            (b"{", 400),
            (b"[]", 400),
            (b'{"accepted": "yes"}', 400),
            (unknown % {b"id": str(uuid4()).encode()}, 404),
        ):
            with self.subTest(body=body):
                timestamp = str(int(time.time()))
                headers = {
                    "Webhook-Timestamp": timestamp,
                    "Webhook-Signature": sign(timestamp, body),
                }
                self.assertEqual(self.send(body, **headers).status_code, status)
        self.assertFalse(WebhookEvent.objects.exists())

    def test_message_that_fails_half_way_may_come_again(self):
        event = UUID(int=1)
        with (
            mock.patch("payments.webhooks.settle", side_effect=IntegrityError),
            self.assertRaises(IntegrityError),
        ):
            receive(event, self.payment, Charge(True, "x"))
        receive(event, self.payment, Charge(True, "x"))
        self.assertEqual(self.statuses(), ("paid", "accepted"))
        self.assertRaises(ReplayError, receive, event, self.payment, Charge(True, "x"))

    @override_settings(ALLOWED_HOSTS=["localhost"])
    def test_command_delivers_each_message_once(self):
        output = StringIO()
        call_command("deliver_webhooks", stdout=output)
        self.assertEqual(output.getvalue(), "25.00, accepted: answered 204.\n")
        call_command("deliver_webhooks", stdout=output)
        self.assertEqual(output.getvalue().count("answered"), 1)
        self.assertEqual(self.statuses(), ("paid", "accepted"))


class PayPageTests(Shop, TestCase):
    """The button on the page of an order."""

    def setUp(self):
        self.client.force_login(self.grace)
        self.page = f"/orders/{self.order.pk}/"

    def press(self, card_token, key=None):
        answers = {"card_token": card_token, "key": key or uuid4()}
        return self.client.post(f"{self.page}pay/", answers, follow=True)

    def test_every_page_has_a_new_key(self):
        keys = set()
        for _ in range(2):
            response = self.client.get(self.page)
            self.assertContains(response, "Pay 25.00")
            keys.add(response.content.decode().partition('name="key" value="')[2][:36])
        self.assertEqual(len({UUID(key) for key in keys}), 2)

    def test_paying_says_how_it_ended(self):
        for token, words in (
            (DECLINED, "Your payment was declined."),
            (VISA, "Your payment was accepted."),
        ):
            with self.subTest(token=token):
                response = self.press(token)
                self.assertRedirects(response, self.page)
                self.assertContains(response, words)
        self.assertNotContains(response, "Pay 25.00")
        self.assertContains(self.press(VISA), "is paid, so it cannot be paid.")

    def test_double_click_pays_once(self):
        key = uuid4()
        for _ in range(2):
            self.assertContains(self.press(VISA, key), "Your payment was accepted.")
        self.assertEqual(self.charged(), ["25.00"])

    def test_unknown_end_can_be_asked_for(self):
        response = self.press(TIMEOUT_AFTER)
        self.assertContains(response, "We do not know yet")
        self.assertNotContains(response, "Pay 25.00")
        self.assertNotContains(response, "Cancel this order")
        response = self.client.post(f"{self.page}pay/ask-again/", follow=True)
        self.assertContains(response, "Your payment was accepted.")
        self.assertEqual(self.charged(), ["25.00"])

    def test_wrong_answers_charge_nothing(self):
        for answers in ({}, {"card_token": "tok_other", "key": uuid4()}, {"card_token": VISA}):
            with self.subTest(answers=answers):
                response = self.client.post(f"{self.page}pay/", answers, follow=True)
                self.assertContains(response, "Please choose one of the cards.")
        self.assertFalse(Payment.objects.exists())

    def test_where_nothing_was_paid_nothing_can_be_asked(self):
        self.assertEqual(self.client.post(f"{self.page}pay/ask-again/").status_code, 404)

    def test_others_and_staff_find_nothing(self):
        for other in (make_user("other"), make_user("boss", is_staff=True)):
            self.client.force_login(other)
            with self.subTest(other=other):
                self.assertEqual(self.press(VISA).status_code, 404)
                response = self.client.post(f"{self.page}pay/ask-again/")
                self.assertEqual(response.status_code, 404)
        self.assertFalse(Payment.objects.exists())


class PaymentAdminTests(Shop, TestCase):
    def test_staff_see_payments_and_change_none(self):
        self.client.force_login(User.objects.create_superuser("boss"))
        pay(self.order, VISA, uuid4())
        for table in ("payment", "fakecharge", "webhookevent"):
            with self.subTest(table=table):
                address = f"/admin/payments/{table}/"
                self.assertEqual(self.client.get(address).status_code, 200)
                self.assertEqual(self.client.post(f"{address}add/").status_code, 403)
        page = f"/admin/payments/payment/{Payment.objects.get().pk}/"
        self.assertContains(self.client.get(f"{page}change/"), "Accepted")
        self.assertEqual(self.client.post(f"{page}delete/", {"post": "yes"}).status_code, 403)
