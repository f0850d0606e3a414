from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

MIN_PRICE = Decimal("0.01")
MAX_STOCK = 1_000_000


class Category(models.Model):
    """A shelf of the market, such as Books."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True, help_text="Its name in addresses.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"

    def __str__(self):
        return self.name


class ProductQuerySet(models.QuerySet):
    """Who may see and who may change which products, said once for pages and API."""

    def visible_to(self, user):
        """What is on sale, to everyone; the rest, to its seller and to whom the admin shows it."""
        if user.has_perm("products.view_product") or user.has_perm("products.change_product"):
            return self
        on_sale = Q(is_active=True)
        return self.filter(on_sale | Q(seller=user) if user.is_authenticated else on_sale)

    def editable_by(self, user, right="change"):
        """Everybody's own products; all of them, if the admin would let this user change them.

        Deleting is a right of its own.
        """
        if user.has_perm(f"products.{right}_product"):
            return self
        return self.filter(seller=user) if user.is_authenticated else self.none()

    def matching(self, words):
        """Those that have every one of the words in their name or description."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(description__icontains=word))
        return found


class Product(models.Model):
    """Something that one person sells."""

    # PROTECT: who has sold something is made inactive, not deleted with everything they sold.
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="products"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True, max_length=2000)
    # Decimal, never float: 0.10 + 0.20 has to be 0.30.
    price = models.DecimalField(
        max_digits=10, decimal_places=2, validators=[MinValueValidator(MIN_PRICE)]
    )
    stock = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(MAX_STOCK)])
    is_active = models.BooleanField("on sale", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        # Forms check these rules first and explain them. The database has the last word.
        constraints = [
            models.CheckConstraint(name="product_price_positive", condition=Q(price__gt=0)),
            models.CheckConstraint(name="product_stock_not_negative", condition=Q(stock__gte=0)),
        ]

    def __str__(self):
        return self.name
