from django.contrib import admin

from orders.admin import ReadOnly

from .models import FakeCharge, Payment, WebhookEvent


@admin.register(Payment)
class PaymentAdmin(ReadOnly, admin.ModelAdmin):
    """All payments, to look at. They change by what the provider says, and by nothing else."""

    list_display = ["id", "order", "user", "amount", "status", "created_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["order", "user"]
    search_fields = ["=order__id", "user__username", "provider_reference"]


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnly, admin.ModelAdmin):
    """The provider's messages that were taken in."""

    list_display = ["event_id", "received_at"]


@admin.register(FakeCharge)
class FakeChargeAdmin(ReadOnly, admin.ModelAdmin):
    """The books of the fake provider."""

    list_display = ["key", "amount", "card_token", "accepted", "delivered"]
