"""How an order is paid: never twice, and never with a lock held while the provider thinks."""

import hashlib
import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from orders.errors import StatusError
from orders.models import Order
from orders.retry import retry_on_conflict

from .errors import InProgressError, KeyReusedError, NotPayableError
from .models import Payment
from .provider import ProviderTimeoutError, get_provider

# Whoever was asking the provider has surely given up after this time, or has died.
PATIENCE = timedelta(minutes=1)


def pay(order, card_token, key):
    """Pay an order. The same request with the same key again gives the same payment again."""
    payment, is_ours_to_ask = start(order, card_token, key)
    if is_ours_to_ask:
        ask(payment, lambda provider, name: provider.charge(name, payment.amount, card_token))
    return payment


def ask_again(payment):
    """Have the provider say how it ended. What never reached it will then never be charged."""
    if claim(payment):
        ask(payment, lambda provider, name: provider.close(name))
    return payment


@retry_on_conflict
def start(order, card_token, key):
    """Find the payment or begin one; say also whether it is for us to ask the provider."""
    request_hash = fingerprint(order, card_token)
    payment = find(order.buyer, key)
    if payment is None:
        try:
            return begin(order, key, request_hash), True
        except (StatusError, IntegrityError):
            # Somebody was faster. Was it the same request, sent twice?
            payment = find(order.buyer, key)
            if payment is None:
                raise not_payable(order) from None
    if payment.request_hash != request_hash:
        raise KeyReusedError
    return payment, claim(payment)


def fingerprint(order, card_token):
    """What is asked for, in a form that can be compared without keeping the card's token."""
    request = json.dumps({"order": order.pk, "card_token": card_token}, sort_keys=True)
    return hashlib.sha256(request.encode()).hexdigest()


def find(user, key):
    return Payment.objects.filter(user=user, idempotency_key=key).first()


def begin(order, key, request_hash):
    """Reserve the order for this payment. Of many, one gets past the first line."""
    # Durable: when we leave this block it is stored, and no lock is held any more.
    with transaction.atomic(durable=True):
        order.move_to(Order.Status.PAYING)
        return Payment.objects.create(
            order=order,
            user=order.buyer,
            amount=order.total,
            idempotency_key=key,
            request_hash=request_hash,
        )


def not_payable(order):
    """Say why an order could not be reserved."""
    if order.status == Order.Status.PAYING:
        return InProgressError()
    return NotPayableError(f"{order} is {order.status}, so it cannot be paid.")


def claim(payment):
    """Make it ours to ask the provider about a payment whose end is not known. One gets it."""
    if payment.status not in Payment.UNDECIDED:
        return False
    now = timezone.now()
    abandoned = Q(status=Payment.Status.PROCESSING, asked_at__lt=now - PATIENCE)
    free = Payment.objects.filter(Q(status=Payment.Status.UNKNOWN) | abandoned, pk=payment.pk)
    with transaction.atomic(durable=True):
        if not free.update(status=Payment.Status.PROCESSING, asked_at=now):
            raise InProgressError
    return True


def ask(payment, question):
    """Put a question to the provider. No transaction is open here: this may take long."""
    try:
        charge = question(get_provider(), str(payment.provider_key))
    except ProviderTimeoutError:
        asked = Payment.objects.filter(pk=payment.pk, status=Payment.Status.PROCESSING)
        asked.update(status=Payment.Status.UNKNOWN)
    else:
        settle(payment, charge)
    payment.refresh_from_db()


@retry_on_conflict
def settle(payment, charge):
    """Write down the provider's word. Whoever hears it first does; the others find it done."""
    undecided = Payment.objects.filter(pk=payment.pk, status__in=Payment.UNDECIDED)
    payment_status, order_status = (
        (Payment.Status.ACCEPTED, Order.Status.PAID)
        if charge.accepted
        else (Payment.Status.DECLINED, Order.Status.PENDING)
    )
    with transaction.atomic():
        if undecided.update(status=payment_status, provider_reference=charge.reference):
            payment.order.move_to(order_status)
