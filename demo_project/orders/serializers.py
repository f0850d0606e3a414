from rest_framework import serializers

from config.serializers import StrictIntegerField, StrictModelSerializer

from .models import MAX_QUANTITY, CartItem, Order, OrderLine


class CartItemSerializer(StrictModelSerializer):
    """A row of the cart. Only the quantity is the customer's to choose."""

    name = serializers.CharField(source="product.name", read_only=True)
    unit_price = serializers.DecimalField(
        source="product.price", max_digits=10, decimal_places=2, read_only=True
    )
    subtotal = serializers.DecimalField(max_digits=12, decimal_places=2, read_only=True)

    class Meta:
        model = CartItem
        fields = ["product", "name", "unit_price", "quantity", "subtotal"]
        read_only_fields = ["product"]


class AddToCartSerializer(serializers.Serializer):
    """What goes into the cart."""

    product = StrictIntegerField(min_value=1)
    quantity = StrictIntegerField(min_value=1, max_value=MAX_QUANTITY, default=1)


class OrderLineSerializer(serializers.ModelSerializer):
    """One product of an order, as it was then."""

    class Meta:
        model = OrderLine
        fields = ["product", "name", "unit_price", "quantity"]
        read_only_fields = fields


class OrderSerializer(serializers.ModelSerializer):
    """An order. It is made from the cart: there is nothing in it that could be sent."""

    lines = OrderLineSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = ["id", "status", "total", "created_at", "lines"]
        read_only_fields = fields


class ShortageSerializer(serializers.Serializer):
    """A product of which there is not enough."""

    product = serializers.IntegerField()
    name = serializers.CharField()
    wanted = serializers.IntegerField()
    available = serializers.IntegerField()


class RefusalSerializer(serializers.Serializer):
    """Why the shop refuses, and which products are short, if that is the reason."""

    detail = serializers.CharField()
    shortages = ShortageSerializer(many=True, required=False)
