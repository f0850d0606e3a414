from django.db import transaction

from orders.retry import retry_on_conflict

from .errors import ReplayError
from .models import WebhookEvent
from .paying import settle


@retry_on_conflict
def receive(event_id, payment, charge):
    """Take a message of the provider in, once. If that fails half-way, it may come again."""
    with transaction.atomic():
        _, is_new = WebhookEvent.objects.get_or_create(event_id=event_id)
        if not is_new:
            raise ReplayError
        settle(payment, charge)
