"""What the shop wants of a payment provider. Whoever offers these two methods can be one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Charge:
    """The provider's last word about a charge. It does not change any more."""

    accepted: bool
    reference: str


class ProviderTimeoutError(Exception):
    """No answer came in time. The money may have been taken, or not: nobody here knows."""


class Provider(Protocol):
    """Both methods take our key for the payment, and may raise `ProviderTimeoutError`."""

    def charge(self, key: str, amount: Decimal, card_token: str) -> Charge:
        """Take the money. However often it is asked with one key, it is taken at most once."""

    def close(self, key: str) -> Charge:
        """Say what became of a charge. If it never arrived, it will never be made."""


def get_provider() -> Provider:
    """The provider that the settings name."""
    return import_string(settings.PAYMENT_PROVIDER)()
