from decimal import Decimal

from django.contrib.auth import get_user_model

from .models import Category, Product

CATEGORIES = {
    "books": "Books",
    "electronics": "Electronics",
    "garden": "Garden",
    "kitchen": "Kitchen",
}

# seller, category, name, price, stock, description
PRODUCTS = [
    ("ada", "books", "Notes on the Analytical Engine", "24.90", 12, "Hardcover, 96 pages."),
    ("ada", "books", "Mathematics for Evenings", "18.50", 30, "Fifty problems, fifty solutions."),
    ("ada", "electronics", "Desk lamp, warm white", "39.00", 8, "Dimmable, with a cable of 2 m."),
    ("ada", "electronics", "Mechanical keyboard", "89.90", 5, "US layout, quiet switches."),
    ("ada", "kitchen", "Espresso cups, set of 4", "22.00", 16, "Stoneware, 80 ml each."),
    ("ada", "garden", "Watering can, 5 litres", "27.95", 9, "Galvanized steel."),
    ("grace", "books", "A Compiler in a Weekend", "31.00", 20, "Paperback, with exercises."),
    ("grace", "electronics", "USB-C hub, 7 ports", "45.50", 14, "HDMI, card reader, Ethernet."),
    ("grace", "electronics", "Measuring wire, 30 cm", "4.20", 100, "As far as light goes in 1 ns."),
    ("grace", "kitchen", "Cast-iron pan, 26 cm", "54.00", 7, "Ready to use on every stove."),
    ("grace", "kitchen", "Bread knife", "34.90", 0, "Back in stock next month."),
    ("grace", "garden", "Seeds: wild flowers", "3.50", 60, "Enough for 5 square metres."),
]


def seed() -> str:
    """Put what is missing into the market; what somebody has changed stays as it is."""
    sellers = get_user_model().objects.in_bulk(
        {seller for seller, *_ in PRODUCTS}, field_name="username"
    )
    if len(sellers) < 2:
        return "Demo products: none, because nobody is there to sell them."
    for slug, name in CATEGORIES.items():
        Category.objects.get_or_create(slug=slug, defaults={"name": name})
    added = sum(add(sellers[seller], *rest) for seller, *rest in PRODUCTS)
    return f"Demo products: {added} added, {len(PRODUCTS) - added} already there."


def add(seller, category, name, price, stock, description):
    """Add one product, unless its seller has one of that name."""
    _, is_new = Product.objects.get_or_create(
        seller=seller,
        name=name,
        defaults={
            "category": Category.objects.get(slug=category),
            "price": Decimal(price),
            "stock": stock,
            "description": description,
        },
    )
    return is_new
