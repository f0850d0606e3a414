import re
from decimal import Decimal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.serializers import StrictModelSerializer

from .models import Category, Product

# More than nothing, at most eight digits before the point and two behind it.
PRICE = r"^(0\.(0[1-9]|[1-9][0-9]?)|[1-9][0-9]{0,7}(\.[0-9]{1,2})?)$"
SLUG = r"^[-a-zA-Z0-9_]{1,60}$"


@extend_schema_field({"type": "string", "pattern": PRICE, "example": "12.50"})
class PriceField(serializers.Field):
    """An amount of money as text. A JSON number would go through a float on its way."""

    default_error_messages = {
        "invalid": 'Write an amount above zero as text, with up to two decimals: "12.50".'
    }

    def to_internal_value(self, data):
        if not isinstance(data, str) or not re.fullmatch(PRICE, data):
            self.fail("invalid")
        return Decimal(data)

    def to_representation(self, value):
        return f"{value:.2f}"


@extend_schema_field({"type": "string", "pattern": SLUG})
class CategoryField(serializers.SlugRelatedField):
    """A category, by the name that it has in addresses."""

    default_error_messages = {"does_not_exist": "There is no such category."}

    def to_internal_value(self, data):
        if not isinstance(data, str) or not re.fullmatch(SLUG, data):
            self.fail("invalid")
        return super().to_internal_value(data)


class CategorySerializer(StrictModelSerializer):
    """Turns a category into JSON, and checked JSON into a category."""

    class Meta:
        model = Category
        fields = ["id", "name", "slug"]


class ProductSerializer(StrictModelSerializer):
    """Turns a product into JSON, and checked JSON into a product.

    Whose it is, its number and its date are for the server to say: sent along, they are ignored.
    """

    seller = serializers.SlugRelatedField("username", read_only=True)
    category = CategoryField("slug", queryset=Category.objects.all())
    price = PriceField()

    class Meta:
        model = Product
        fields = [
            *["id", "seller", "category", "name", "description"],
            *["price", "stock", "is_active", "created_at"],
        ]
