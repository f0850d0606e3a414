import re

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.serializers import StrictBooleanField, StrictCharField, StrictIntegerField

from .models import Payment

CARD_PATTERN = r"^tok_[a-z0-9_]{1,40}$"


@extend_schema_field({"type": "string", "pattern": CARD_PATTERN, "example": "tok_visa"})
class CardTokenField(serializers.Field):
    """The provider's name for a card. We never see the number, so we cannot lose it."""

    default_error_messages = {"invalid": "This is not the token of a card."}

    def to_internal_value(self, data):
        if not isinstance(data, str) or not re.fullmatch(CARD_PATTERN, data):
            self.fail("invalid")
        return data


class PayRequestSerializer(serializers.Serializer):
    """What a customer sends to pay. The amount is not among it: the order knows it."""

    order = StrictIntegerField(min_value=1)
    card_token = CardTokenField()


class PaymentSerializer(serializers.ModelSerializer):
    """A payment as its customer sees it."""

    class Meta:
        model = Payment
        fields = ["id", "order", "amount", "status", "idempotency_key", "created_at"]
        read_only_fields = fields


class EventSerializer(serializers.Serializer):
    """What the provider tells about a charge."""

    id = serializers.UUIDField()
    key = serializers.UUIDField()
    accepted = StrictBooleanField()
    reference = StrictCharField(max_length=64)
