from django.db import transaction
from django.db.models import F

from products.models import Product

from .errors import EmptyCartError, OutOfStockError
from .models import CartItem, Order, OrderLine
from .retry import retry_on_conflict


@retry_on_conflict
def place_order(buyer):
    """Turn the cart into an order: everything in it, or nothing at all."""
    with transaction.atomic():
        items = lock_cart(buyer)
        products = take_stock(items)
        lines = [
            OrderLine(product=product, name=product.name, unit_price=product.price, quantity=wanted)
            for product, wanted in products
        ]
        order = Order.objects.create(buyer=buyer, total=sum(line.subtotal for line in lines))
        for line in lines:
            line.order = order
        OrderLine.objects.bulk_create(lines)
        CartItem.objects.filter(pk__in=[item.pk for item in items]).delete()
    return order


def lock_cart(buyer):
    """Read the cart and hold it: a second click waits here, and then finds it empty."""
    items = list(CartItem.objects.select_for_update().filter(user=buyer).order_by("product_id"))
    if not items:
        raise EmptyCartError
    return items


def take_stock(items):
    """Take what the cart asks for, or name every product that is short.

    The products come in the order of their keys. When everybody locks rows in the same order,
    nobody waits in a circle.
    """
    missing = [item for item in items if not take(item.product_id, item.quantity)]
    products = Product.objects.in_bulk([item.product_id for item in items])
    if missing:
        raise OutOfStockError([shortage(products[i.product_id], i.quantity) for i in missing])
    return [(products[item.product_id], item.quantity) for item in items]


def take(product_id, quantity):
    """Take from the stock, in one statement: look and take cannot be separated."""
    on_sale = Product.objects.filter(pk=product_id, is_active=True, stock__gte=quantity)
    return on_sale.update(stock=F("stock") - quantity)


def shortage(product, wanted):
    """Say what is missing. What is not on sale is not available, however much there is."""
    return {
        "product": product.pk,
        "name": product.name,
        "wanted": wanted,
        "available": product.stock if product.is_active else 0,
    }


@retry_on_conflict
def cancel_order(order):
    """Cancel a pending order and give its stock back, once."""
    with transaction.atomic():
        # Of many who cancel at the same time, one gets past this line.
        order.move_to(Order.Status.CANCELLED)
        for line in order.lines.order_by("product_id"):
            stock_back = F("stock") + line.quantity
            Product.objects.filter(pk=line.product_id).update(stock=stock_back)
