from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Payment(models.Model):
    """One attempt to pay an order, and what the provider said to it."""

    class Status(models.TextChoices):
        PROCESSING = "processing"  # the provider is being asked, right now
        UNKNOWN = "unknown"  # it did not answer in time
        ACCEPTED = "accepted"
        DECLINED = "declined"

    UNDECIDED = [Status.PROCESSING, Status.UNKNOWN]

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="payments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="payments"
    )
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROCESSING)
    # The customer's name for this attempt, and what exactly was asked for under it.
    idempotency_key = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    # Our name for it when we talk to the provider, and the provider's name for the charge.
    provider_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    provider_reference = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="payment_key_once", fields=["user", "idempotency_key"]),
            models.CheckConstraint(name="payment_amount_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self):
        return f"Payment {self.pk}"


class WebhookEvent(models.Model):
    """A message of the provider that was taken in. A second one with this id is a replay."""

    event_id = models.UUIDField(unique=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return str(self.event_id)


class FakeCharge(models.Model):
    """A line in the books of the fake provider. A real one keeps its books in its own house."""

    key = models.CharField(max_length=64, unique=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    card_token = models.CharField(max_length=64, blank=True)
    accepted = models.BooleanField()
    reference = models.UUIDField(default=uuid4, editable=False)
    event_id = models.UUIDField(default=uuid4, editable=False)
    delivered = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.amount}, {'accepted' if self.accepted else 'declined'}"
