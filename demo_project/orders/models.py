from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from .errors import StatusError

MAX_QUANTITY = 99
QUANTITY_RULES = [MinValueValidator(1), MaxValueValidator(MAX_QUANTITY)]


class CartItem(models.Model):
    """So many of one product in somebody's cart. It has no price: that is fixed by the order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cart_items"
    )
    product = models.ForeignKey(
        "products.Product", on_delete=models.CASCADE, related_name="cart_items"
    )
    quantity = models.PositiveSmallIntegerField(default=1, validators=QUANTITY_RULES)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="cart_item_once", fields=["user", "product"]),
            models.CheckConstraint(
                name="cart_item_quantity_in_range",
                condition=models.Q(quantity__gte=1, quantity__lte=MAX_QUANTITY),
            ),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.product}"

    @property
    def subtotal(self):
        """What this row costs today."""
        return self.product.price * self.quantity


class Order(models.Model):
    """What somebody has bought, at the prices of that moment."""

    class Status(models.TextChoices):
        PENDING = "pending"
        PAYING = "paying"  # a payment is under way, or nobody knows yet how it ended
        PAID = "paid"
        SHIPPED = "shipped"
        CANCELLED = "cancelled"

    # From where each status may be reached. What is not here is not allowed.
    COMES_FROM = {
        Status.PAYING: [Status.PENDING],
        Status.PENDING: [Status.PAYING],
        Status.PAID: [Status.PAYING],
        Status.SHIPPED: [Status.PAID],
        Status.CANCELLED: [Status.PENDING],
    }

    # An account with orders cannot be deleted: the books need it.
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    total = models.DecimalField(max_digits=16, decimal_places=2)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="order_total_positive", condition=models.Q(total__gt=0)),
        ]

    def __str__(self):
        return f"Order {self.pk}"

    def get_absolute_url(self):
        return reverse("orders:detail", args=[self.pk])

    def move_to(self, status):
        """Change the status, if that is allowed at this very moment; of many, one succeeds."""
        allowed = Order.objects.filter(pk=self.pk, status__in=self.COMES_FROM[status])
        if not allowed.update(status=status):
            self.refresh_from_db(fields=["status"])
            raise StatusError(f"{self} is {self.status}, so it cannot become {status}.")
        self.status = status


class OrderLine(models.Model):
    """One product of an order. Name and price are copies: the product may change tomorrow."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        "products.Product", on_delete=models.PROTECT, related_name="order_lines"
    )
    name = models.CharField(max_length=120)
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)
    quantity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="order_line_once", fields=["order", "product"]),
            models.CheckConstraint(
                name="order_line_quantity_positive", condition=models.Q(quantity__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.name}"

    @property
    def subtotal(self):
        """What this line costs."""
        return self.unit_price * self.quantity
