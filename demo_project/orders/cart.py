from django.db.models import F

from .errors import QuantityError, RemovedError
from .models import MAX_QUANTITY, CartItem
from .retry import retry_on_conflict


@retry_on_conflict
def add_to_cart(user, product, quantity):
    """Put so many more of a product into the cart, and return its row there."""
    item, is_new = CartItem.objects.get_or_create(
        user=user, product=product, defaults={"quantity": quantity}
    )
    if not is_new:
        # The database adds, so that two clicks at once are not counted as one.
        has_room = CartItem.objects.filter(pk=item.pk, quantity__lte=MAX_QUANTITY - quantity)
        if not has_room.update(quantity=F("quantity") + quantity):
            raise QuantityError
        item.refresh_from_db()
    return item


@retry_on_conflict
def change_quantity(item, quantity):
    """Not `save`: that would put back a row that has become an order in the meantime."""
    if not CartItem.objects.filter(pk=item.pk).update(quantity=quantity):
        raise RemovedError
    item.quantity = quantity
