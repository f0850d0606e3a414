from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from config.openapi import error
from products.models import Product

from .cart import add_to_cart, change_quantity
from .checkout import cancel_order, place_order
from .errors import OrderError
from .models import CartItem, Order
from .retry import BusyError
from .serializers import (
    AddToCartSerializer,
    CartItemSerializer,
    OrderSerializer,
    RefusalSerializer,
)

REFUSALS = {409: RefusalSerializer, 503: RefusalSerializer}


class RefusalMixin:
    """Turns what the shop refuses into an answer that says why."""

    def handle_exception(self, exc):
        if isinstance(exc, OrderError):
            return Response(exc.as_answer(), status.HTTP_409_CONFLICT)
        if isinstance(exc, BusyError):
            soon = {"Retry-After": "1"}
            return Response({"detail": str(exc)}, status.HTTP_503_SERVICE_UNAVAILABLE, headers=soon)
        return super().handle_exception(exc)


class CustomerViewSet(RefusalMixin, GenericViewSet):
    """What belongs to the customer who is signed in, and to nobody else, staff included."""

    permission_classes = [IsAuthenticated]


@extend_schema_view(partial_update=extend_schema(responses={200: CartItemSerializer, **REFUSALS}))
class CartViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    CustomerViewSet,
):
    """The customer's own cart. Its rows are known by their product."""

    # The request narrows it below; the schema reads the model from here.
    queryset = CartItem.objects.none()
    serializer_class = CartItemSerializer
    # Not "product": a foreign key does not look whether a number fits into the database.
    lookup_field = "product__pk"
    lookup_url_kwarg = "product"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def get_queryset(self):
        items = CartItem.objects.filter(user=self.request.user)
        return items.select_related("product")

    @extend_schema(
        request=AddToCartSerializer,
        responses={201: CartItemSerializer, 404: error("404"), **REFUSALS},
    )
    def create(self, request):
        """Put a product into the cart, or more of it."""
        wanted = AddToCartSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        product = get_object_or_404(Product, pk=wanted.validated_data["product"], is_active=True)
        item = add_to_cart(request.user, product, wanted.validated_data["quantity"])
        return Response(self.get_serializer(item).data, status.HTTP_201_CREATED)

    def perform_update(self, serializer):
        item = serializer.instance
        change_quantity(item, serializer.validated_data.get("quantity", item.quantity))


class OrderViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, CustomerViewSet):
    """The customer's own orders. Those of others are not there."""

    queryset = Order.objects.none()
    serializer_class = OrderSerializer

    def get_queryset(self):
        return Order.objects.filter(buyer=self.request.user).prefetch_related("lines")

    @extend_schema(request=None, responses={201: OrderSerializer, **REFUSALS})
    def create(self, request):
        """Order what is in the cart. There is nothing to send: the cart says it all."""
        order = place_order(request.user)
        return Response(self.get_serializer(order).data, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={200: OrderSerializer, **REFUSALS})
    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """Cancel a pending order; its products go back into the stock."""
        order = self.get_object()
        cancel_order(order)
        return Response(self.get_serializer(order).data)
