"""Many customers at the same moment. RACE_RUNS=20 repeats each race twenty times."""

from collections import Counter
from decimal import Decimal

from django.db.models import Sum
from django.test import Client

from config.race import RUNS, RaceTestCase, all_at_once
from products.models import Category, Product
from users.models import User

from .checkout import cancel_order, place_order
from .errors import EmptyCartError, OutOfStockError, StatusError
from .models import CartItem, Order, OrderLine

STOCK = 10
BUYERS = 40


def outcome(function, *arguments):
    """Say how a call ended: with what it returned, or with a refusal that we know."""
    try:
        return type(function(*arguments))
    except (EmptyCartError, OutOfStockError, StatusError) as refusal:
        return type(refusal)


class OrderRaceTests(RaceTestCase):
    def setUp(self):
        self.buyers = [User.objects.create_user(f"buyer{number}") for number in range(BUYERS)]
        self.category = Category.objects.create(name="Books", slug="books")
        self.book = self.add_product("Book", STOCK)

    def add_product(self, name, stock):
        return Product.objects.create(
            seller=self.buyers[0], category=self.category, name=name, price="12.50", stock=stock
        )

    def fill_carts(self, buyers, *products):
        """One of each product for each buyer, and all of the stock back on the shelf."""
        OrderLine.objects.all().delete()
        Order.objects.all().delete()
        CartItem.objects.all().delete()
        for buyer in buyers:
            for product in products:
                CartItem.objects.create(user=buyer, product=product, quantity=1)

    def assert_nothing_lost(self, product, start):
        """What was ordered and what is left are together what there was."""
        product.refresh_from_db()
        lines = OrderLine.objects.filter(product=product)
        sold = lines.exclude(order__status="cancelled").aggregate(sold=Sum("quantity"))["sold"]
        self.assertEqual((sold or 0) + product.stock, start)

    def browsers(self, buyers):
        """One signed-in client for each buyer; an error answers 500, as it would on a server."""
        clients = [Client(raise_request_exception=False) for buyer in buyers]
        for client, buyer in zip(clients, buyers, strict=True):
            client.force_login(buyer)
        return clients

    def test_forty_buyers_for_ten_through_the_api(self):
        clients = self.browsers(self.buyers)
        for run in range(RUNS):
            with self.subTest(run=run):
                self.fill_carts(self.buyers, self.book)
                Product.objects.update(stock=STOCK)
                answers = all_at_once([lambda c=c: c.post("/api/orders/") for c in clients])
                statuses = Counter(answer.status_code for answer in answers)
                self.assertEqual(statuses, {201: STOCK, 409: BUYERS - STOCK})
                short = {"product": self.book.pk, "name": "Book", "wanted": 1, "available": 0}
                for answer in answers:
                    if answer.status_code == 409:
                        self.assertEqual(answer.json()["shortages"], [short])
                self.assertEqual(Order.objects.count(), STOCK)
                self.assertEqual(CartItem.objects.count(), BUYERS - STOCK)
                self.assert_nothing_lost(self.book, STOCK)

    def test_forty_buyers_for_ten_through_the_service(self):
        for run in range(RUNS):
            with self.subTest(run=run):
                self.fill_carts(self.buyers, self.book)
                Product.objects.update(stock=STOCK)
                ends = all_at_once([lambda b=b: outcome(place_order, b) for b in self.buyers])
                self.assertEqual(Counter(ends), {Order: STOCK, OutOfStockError: BUYERS - STOCK})
                self.assert_nothing_lost(self.book, STOCK)

    def test_two_products_in_opposite_order(self):
        pen = self.add_product("Pen", 0)
        clients = self.browsers(self.buyers[:16])
        for run in range(RUNS):
            with self.subTest(run=run):
                self.fill_carts(self.buyers[:16:2], self.book, pen)
                for buyer in self.buyers[1:16:2]:
                    for product in (pen, self.book):
                        CartItem.objects.create(user=buyer, product=product, quantity=1)
                Product.objects.update(stock=100)
                answers = all_at_once([lambda c=c: c.post("/api/orders/") for c in clients])
                self.assertEqual(Counter(a.status_code for a in answers), {201: 16})
                self.assert_nothing_lost(self.book, 100)
                self.assert_nothing_lost(pen, 100)

    def test_twenty_clicks_on_order_are_one_order(self):
        buyer = self.buyers[0]
        for run in range(RUNS):
            with self.subTest(run=run):
                self.fill_carts([buyer], self.book)
                Product.objects.update(stock=STOCK)
                ends = all_at_once([lambda: outcome(place_order, buyer)] * 20)
                self.assertEqual(Counter(ends), {Order: 1, EmptyCartError: 19})
                self.assertEqual(Order.objects.get().total, Decimal("12.50"))
                self.assert_nothing_lost(self.book, STOCK)

    def test_twenty_clicks_on_cancel_give_the_stock_back_once(self):
        clients = self.browsers(self.buyers[:1] * 20)
        for run in range(RUNS):
            with self.subTest(run=run):
                self.fill_carts(self.buyers[:1], self.book)
                Product.objects.update(stock=STOCK)
                order = place_order(self.buyers[0])
                address = f"/api/orders/{order.pk}/cancel/"
                answers = all_at_once([lambda c=c, a=address: c.post(a) for c in clients])
                statuses = Counter(answer.status_code for answer in answers)
                self.assertEqual(statuses, {200: 1, 409: 19})
                self.book.refresh_from_db()
                self.assertEqual(self.book.stock, STOCK)
                with self.assertRaises(StatusError):
                    cancel_order(order)

    def test_twenty_clicks_on_add_are_all_counted(self):
        clients = self.browsers(self.buyers[:1] * 20)
        wanted = {"product": self.book.pk, "quantity": 1}
        for run in range(RUNS):
            with self.subTest(run=run):
                self.fill_carts([])
                answers = all_at_once(
                    [lambda c=c: c.post("/api/cart/", wanted, "application/json") for c in clients]
                )
                self.assertEqual(Counter(a.status_code for a in answers), {201: 20})
                self.assertEqual(CartItem.objects.get().quantity, 20)
