from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from config.openapi import error
from orders.api import REFUSALS, CustomerViewSet, RefusalMixin
from orders.models import Order

from .errors import InProgressError
from .models import Payment
from .paying import pay
from .provider import Charge
from .serializers import EventSerializer, PaymentSerializer, PayRequestSerializer
from .signatures import is_genuine
from .webhooks import receive

STATUS_CODES = {
    Payment.Status.ACCEPTED: status.HTTP_201_CREATED,
    Payment.Status.DECLINED: status.HTTP_402_PAYMENT_REQUIRED,
    Payment.Status.UNKNOWN: status.HTTP_202_ACCEPTED,
}


def header(name, kind, description):
    """A header that a request needs, for the schema."""
    where = OpenApiParameter.HEADER
    return OpenApiParameter(name, kind, where, required=True, description=description)


class PaymentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, CustomerViewSet):
    """The customer's own payments."""

    # The request narrows it below; the schema reads the model from here.
    queryset = Payment.objects.none()
    serializer_class = PaymentSerializer

    def get_queryset(self):
        return Payment.objects.filter(user=self.request.user)

    def handle_exception(self, exc):
        response = super().handle_exception(exc)
        if isinstance(exc, InProgressError):
            response["Retry-After"] = "5"
        return response

    @extend_schema(
        parameters=[header("Idempotency-Key", OpenApiTypes.UUID, "A new one for each attempt.")],
        request=PayRequestSerializer,
        responses={
            201: OpenApiResponse(PaymentSerializer, "The card was charged."),
            202: OpenApiResponse(PaymentSerializer, "The provider did not answer. Ask again."),
            402: OpenApiResponse(PaymentSerializer, "The card was declined."),
            404: error("404"),
            **REFUSALS,
        },
    )
    def create(self, request):
        """Pay an order. Sent again with the same key, it is answered again and not paid again."""
        key = read_key(request)
        wanted = PayRequestSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        order = get_object_or_404(Order, pk=wanted.validated_data["order"], buyer=request.user)
        payment = pay(order, wanted.validated_data["card_token"], key)
        return Response(self.get_serializer(payment).data, STATUS_CODES[payment.status])


def read_key(request):
    """The customer's name for this attempt: a UUID, so that no two are the same by chance."""
    try:
        return serializers.UUIDField().run_validation(request.headers.get("Idempotency-Key", ""))
    except serializers.ValidationError as error:
        raise serializers.ValidationError({"Idempotency-Key": error.detail}) from None


class WebhookView(RefusalMixin, APIView):
    """Where the provider sends its messages. It does not sign in, it signs."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = []

    @extend_schema(
        parameters=[
            header("Webhook-Timestamp", OpenApiTypes.INT, "Seconds since 1970."),
            header("Webhook-Signature", OpenApiTypes.STR, "HMAC-SHA256 of timestamp.body, in hex."),
        ],
        request=EventSerializer,
        responses={
            204: None,
            403: error("403"),
            404: error("404"),
            **REFUSALS,
        },
    )
    def post(self, request):
        """Take in how a charge has ended."""
        timestamp = request.headers.get("Webhook-Timestamp", "")
        signature = request.headers.get("Webhook-Signature", "")
        # The bytes as they came. What they mean is looked at afterwards.
        if not is_genuine(timestamp, signature, request.body):
            raise PermissionDenied("The signature is wrong or too old, or its time is no number.")
        event = EventSerializer(data=request.data)
        event.is_valid(raise_exception=True)
        told = event.validated_data
        payment = get_object_or_404(Payment, provider_key=told["key"])
        receive(told["id"], payment, Charge(told["accepted"], told["reference"]))
        return Response(status=status.HTTP_204_NO_CONTENT)
