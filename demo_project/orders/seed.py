from django.conf import settings

from products.models import Product
from users.models import User

from .cart import add_to_cart
from .checkout import place_order


def seed() -> str:
    """Let Grace order once. She exists on development machines only."""
    grace = User.objects.filter(username="grace").first()
    products = Product.objects.filter(is_active=True, stock__gt=0).order_by("pk")[:2]
    if not settings.DEBUG or grace is None or not products:
        return "Demo orders: none, for want of demo people or products."
    if grace.orders.exists() or grace.cart_items.exists():
        return "Demo orders: Grace has her own already."
    for product in products:
        add_to_cart(grace, product, 1)
    return f"Demo orders: {place_order(grace)} added."
