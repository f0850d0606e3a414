"""A payment provider for tests and demonstrations. It behaves like one that takes money.

It never looks into the tables of the shop, and the shop never looks into its books.
"""

import json
import time

from .models import FakeCharge
from .provider import Charge, ProviderTimeoutError
from .signatures import sign

DECLINED = "tok_declined"
TIMEOUT_BEFORE = "tok_timeout_before"
TIMEOUT_AFTER = "tok_timeout_after"

# What the page offers. With a real provider, the browser gets a token for the customer's card.
CARDS = [
    ("tok_visa", "A card that works"),
    (DECLINED, "A card that is declined"),
    (TIMEOUT_AFTER, "No answer, but the money is taken"),
    (TIMEOUT_BEFORE, "No answer, and no money is taken"),
]


class FakeProvider:
    """Accepts every card but those above."""

    def charge(self, key, amount, card_token):
        if card_token == TIMEOUT_BEFORE:
            raise ProviderTimeoutError
        wanted = {"amount": amount, "card_token": card_token}
        charge, is_new = FakeCharge.objects.get_or_create(
            key=key, defaults=wanted | {"accepted": card_token != DECLINED}
        )
        if is_new and card_token == TIMEOUT_AFTER:
            raise ProviderTimeoutError
        return self.answer(charge)

    def close(self, key):
        nothing = {"amount": 0, "accepted": False}
        charge, _ = FakeCharge.objects.get_or_create(key=key, defaults=nothing)
        return self.answer(charge)

    def answer(self, charge):
        return Charge(accepted=charge.accepted, reference=str(charge.reference))


def signed_message(charge):
    """What the provider sends about a charge: the body, and the headers that vouch for it."""
    event = {
        "id": str(charge.event_id),
        "key": charge.key,
        "accepted": charge.accepted,
        "reference": str(charge.reference),
    }
    body = json.dumps(event).encode()
    timestamp = str(int(time.time()))
    headers = {"Webhook-Timestamp": timestamp, "Webhook-Signature": sign(timestamp, body)}
    return body, headers
