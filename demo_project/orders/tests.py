from decimal import Decimal
from unittest import mock

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client, SimpleTestCase, TestCase, override_settings
from django.urls import reverse

from products.models import Category, Product
from users.models import User

from .cart import add_to_cart, change_quantity
from .checkout import cancel_order, place_order
from .errors import EmptyCartError, OutOfStockError, QuantityError, RemovedError, StatusError
from .models import MAX_QUANTITY, CartItem, Order
from .retry import CONFLICTS, RETRIES, BusyError, retry_on_conflict
from .seed import seed

Status = Order.Status


def make_user(name, **rights):
    return User.objects.create_user(name, **rights)


def make_product(name="Book", price="12.50", stock=10, **more):
    """A product on sale. All of them are Ada's, and books."""
    seller, _ = User.objects.get_or_create(username="ada")
    category, _ = Category.objects.get_or_create(name="Books", slug="books")
    return Product.objects.create(
        seller=seller, category=category, name=name, price=price, stock=stock, **more
    )


def make_order(buyer, product, quantity=1):
    """An order that went the way all orders go."""
    add_to_cart(buyer, product, quantity)
    return place_order(buyer)


class CartTests(TestCase):
    def setUp(self):
        self.grace, self.book = make_user("grace"), make_product()

    def test_adding_again_adds_to_the_quantity(self):
        add_to_cart(self.grace, self.book, 2)
        self.assertEqual(add_to_cart(self.grace, self.book, 3).quantity, 5)
        self.assertEqual(CartItem.objects.count(), 1)

    def test_full_is_full(self):
        add_to_cart(self.grace, self.book, MAX_QUANTITY)
        with self.assertRaises(QuantityError):
            add_to_cart(self.grace, self.book, 1)
        self.assertEqual(CartItem.objects.get().quantity, MAX_QUANTITY)

    def test_row_that_became_an_order_does_not_come_back(self):
        item = add_to_cart(self.grace, self.book, 1)
        place_order(self.grace)
        with self.assertRaises(RemovedError):
            change_quantity(item, 2)
        self.assertFalse(CartItem.objects.exists())

    def test_quantity_has_bounds_in_the_form_and_in_the_database(self):
        item = add_to_cart(self.grace, self.book, 1)
        for quantity in (0, MAX_QUANTITY + 1):
            item.quantity = quantity
            with self.subTest(quantity=quantity):
                with self.assertRaises(ValidationError):
                    item.full_clean()
                with self.assertRaises(IntegrityError), transaction.atomic():
                    item.save()


class CheckoutTests(TestCase):
    def setUp(self):
        self.grace = make_user("grace")
        self.book, self.pen = make_product(), make_product("Pen", "0.10", stock=3)

    def stock(self):
        return list(Product.objects.order_by("pk").values_list("stock", flat=True))

    def test_order_holds_what_was_in_the_cart(self):
        add_to_cart(self.grace, self.pen, 3)
        add_to_cart(self.grace, self.book, 2)
        order = place_order(self.grace)
        lines = order.lines.order_by("name").values_list("name", "unit_price", "quantity")
        expected = [("Book", Decimal("12.50"), 2), ("Pen", Decimal("0.10"), 3)]
        self.assertEqual(list(lines), expected)
        self.assertEqual((order.status, order.buyer), (Status.PENDING, self.grace))
        self.assertEqual(Order.objects.get().total, Decimal("25.30"))
        self.assertEqual(self.stock(), [8, 0])
        self.assertFalse(CartItem.objects.exists())

    def test_later_changes_of_a_product_do_not_reach_the_order(self):
        order = make_order(self.grace, self.book)
        Product.objects.update(price="99.00", name="Other")
        line = order.lines.get()
        self.assertEqual((line.name, line.unit_price), ("Book", Decimal("12.50")))
        self.assertEqual(Order.objects.get().total, Decimal("12.50"))

    def test_price_of_the_moment_counts_and_not_that_of_the_day_before(self):
        add_to_cart(self.grace, self.book, 1)
        Product.objects.update(price="11.00")
        self.assertEqual(place_order(self.grace).total, Decimal("11.00"))

    def test_empty_cart_is_refused(self):
        add_to_cart(make_user("somebody"), self.book, 1)
        with self.assertRaises(EmptyCartError):
            place_order(self.grace)
        self.assertFalse(Order.objects.exists())

    def test_all_that_is_short_is_named_and_nothing_is_changed(self):
        loom = make_product("Loom", is_active=False)
        for product, quantity in ((self.book, 1), (self.pen, 4), (loom, 2)):
            add_to_cart(self.grace, product, quantity)
        with self.assertRaises(OutOfStockError) as caught:
            place_order(self.grace)
        expected = [
            {"product": self.pen.pk, "name": "Pen", "wanted": 4, "available": 3},
            {"product": loom.pk, "name": "Loom", "wanted": 2, "available": 0},
        ]
        self.assertEqual(caught.exception.shortages, expected)
        self.assertEqual(self.stock(), [10, 3, 10])
        self.assertEqual(self.grace.cart_items.count(), 3)
        self.assertFalse(Order.objects.exists())

    def test_cancelling_gives_the_stock_back_once(self):
        order = make_order(self.grace, self.book, 4)
        self.assertEqual(self.stock(), [6, 3])
        cancel_order(order)
        self.assertEqual(order.status, Status.CANCELLED)
        with self.assertRaises(StatusError):
            cancel_order(Order.objects.get())
        self.assertEqual(self.stock(), [10, 3])

    def test_only_these_changes_of_status_are_allowed(self):
        allowed = {(start, end) for end, starts in Order.COMES_FROM.items() for start in starts}
        order = make_order(self.grace, self.book)
        for start in Status:
            for end in Order.COMES_FROM:
                with self.subTest(start=start, end=end):
                    Order.objects.update(status=start)
                    if (start, end) in allowed:
                        order.move_to(end)
                    else:
                        self.assertRaises(StatusError, order.move_to, end)
                    order.refresh_from_db()
                    self.assertEqual(order.status, end if (start, end) in allowed else start)

    def test_database_refuses_an_order_for_nothing(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            Order.objects.create(buyer=self.grace, total=0)

    def test_what_was_ordered_cannot_be_deleted(self):
        make_order(self.grace, self.book)
        for thing in (self.book, self.grace):
            with self.subTest(thing=thing), self.assertRaises(IntegrityError):
                thing.delete()


class RetryTests(SimpleTestCase):
    """With errors as the databases' own drivers raise them."""

    def setUp(self):
        mock.patch("orders.retry.time.sleep").start()
        self.addCleanup(mock.patch.stopall)

    def error(self, code):
        """An error of Django around one of PostgreSQL, MariaDB or SQLite."""
        cause = Exception()
        if isinstance(code, str):
            cause.sqlstate = code
        elif code < 1000:
            cause.sqlite_errorcode = code
        error = OperationalError(code, "…")
        error.__cause__ = cause
        return error

    def test_conflicts_are_tried_again(self):
        # The last one is SQLITE_BUSY with a detail.
        for code in [*CONFLICTS, 5, 6, 517]:
            with self.subTest(code=code):
                work = mock.Mock(side_effect=[self.error(code)] * RETRIES + ["done"])
                self.assertEqual(retry_on_conflict(lambda work=work: work())(), "done")

    def test_after_three_more_attempts_it_gives_up(self):
        work = mock.Mock(side_effect=self.error("40P01"))
        with self.assertRaises(BusyError):
            retry_on_conflict(lambda: work())()
        self.assertEqual(work.call_count, 1 + RETRIES)

    def test_other_errors_are_not_tried_again(self):
        for code in ("53300", 2006, 10):
            with self.subTest(code=code):
                work = mock.Mock(side_effect=self.error(code))
                with self.assertRaises(OperationalError):
                    retry_on_conflict(lambda work=work: work())()
                self.assertEqual(work.call_count, 1)


class CustomerPageTests(TestCase):
    """The cart and the orders in the browser."""

    def setUp(self):
        self.grace, self.book = make_user("grace"), make_product()
        self.client.force_login(self.grace)

    def add(self, quantity=1):
        address = f"/cart/{self.book.pk}/add/"
        return self.client.post(address, {"quantity": quantity}, follow=True)

    def test_cart_shows_products_and_the_total(self):
        response = self.add(3)
        self.assertContains(response, "Book is in your cart.")
        self.assertContains(response, f'<a href="/products/{self.book.pk}/">Book</a>', html=True)
        self.assertContains(response, "Total <strong>37.50</strong>")

    def test_page_of_a_product_offers_to_add_it(self):
        page, button = f"/products/{self.book.pk}/", f'action="/cart/{self.book.pk}/add/"'
        self.assertContains(self.client.get(page), button)
        Product.objects.update(stock=0)
        self.assertNotContains(self.client.get(page), button)
        Product.objects.update(stock=1)
        self.client.logout()
        self.assertContains(self.client.get(page), f'href="/accounts/login/?next={page}"')

    def test_wrong_quantity_is_explained(self):
        self.assertContains(self.add(0), "greater than or equal to 1")
        self.assertContains(self.add(MAX_QUANTITY + 1), f"less than or equal to {MAX_QUANTITY}")
        self.add(MAX_QUANTITY)
        self.assertContains(self.add(1), "cannot hold so many")

    def test_what_is_not_on_sale_cannot_be_added(self):
        Product.objects.update(is_active=False)
        self.assertEqual(self.add().status_code, 404)
        self.assertEqual(self.client.post("/cart/0/add/", {"quantity": 1}).status_code, 404)

    def test_quantity_is_changed_and_the_row_removed(self):
        self.add()
        row = f"/cart/{self.book.pk}/"
        self.assertContains(self.client.post(row, {"quantity": 4}, follow=True), "50.00")
        self.assertContains(self.client.post(row, {"quantity": 0}, follow=True), "50.00")
        response = self.client.post(row, {"quantity": 4, "remove": ""}, follow=True)
        self.assertContains(response, "Your cart is empty.")

    def test_ordering_leads_to_the_order(self):
        self.add(2)
        response = self.client.post("/orders/", follow=True)
        order = Order.objects.get()
        self.assertRedirects(response, f"/orders/{order.pk}/")
        self.assertContains(response, f"{order} is placed.")
        self.assertContains(response, "Total <strong>25.00</strong>")
        self.assertContains(self.client.get("/orders/"), f'href="/orders/{order.pk}/"')

    def test_refusal_is_a_message_on_the_cart(self):
        self.assertContains(self.client.post("/orders/", follow=True), "Your cart is empty.")
        self.add(11)
        response = self.client.post("/orders/", follow=True)
        self.assertRedirects(response, "/cart/")
        self.assertContains(response, "Not enough in stock: Book (11 wanted, 10 left).")

    def test_numbers_beyond_the_database_are_not_found(self):
        for address in ("/cart/{}/", "/cart/{}/add/", "/orders/{}/cancel/"):
            with self.subTest(address=address):
                response = self.client.post(address.format(10**30), {"quantity": 1})
                self.assertEqual(response.status_code, 404)
        self.assertEqual(self.client.get(f"/orders/{10**30}/").status_code, 404)

    def test_busy_database_is_a_message_too(self):
        with mock.patch("orders.views.place_order", side_effect=BusyError):
            response = self.client.post("/orders/", follow=True)
        self.assertContains(response, "The shop is very busy right now.")

    def test_pending_order_can_be_cancelled(self):
        order = make_order(self.grace, self.book)
        page, button = f"/orders/{order.pk}/", f"/orders/{order.pk}/cancel/"
        self.assertContains(self.client.get(page), "Cancel this order")
        response = self.client.post(button, follow=True)
        self.assertRedirects(response, page)
        self.assertNotContains(response, "Cancel this order")
        self.assertContains(self.client.post(button, follow=True), "so it cannot become cancelled")

    def test_markup_in_a_name_is_shown_as_text(self):
        self.book = make_product("<script>alert(1)</script>")
        self.assertNotContains(self.add(), "<script>")
        response = self.client.post("/orders/", follow=True)
        self.assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")

    def test_form_sent_from_another_site_is_refused(self):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.grace)
        self.assertEqual(strict.post("/orders/").status_code, 403)


class CustomerPagePermissionTests(TestCase):
    """Who sees which page: a visitor is asked to sign in, others find nothing."""

    def setUp(self):
        self.grace, self.book = make_user("grace"), make_product()
        self.order = make_order(self.grace, self.book)
        add_to_cart(self.grace, self.book, 1)
        self.own = [f"/orders/{self.order.pk}/"]
        self.own_buttons = [f"/orders/{self.order.pk}/cancel/", f"/cart/{self.book.pk}/"]

    def test_visitor_is_asked_to_sign_in(self):
        for address in ["/cart/", "/orders/", *self.own]:
            with self.subTest(address=address):
                response = self.client.get(address)
                login = f"{reverse('users:login')}?next={address}"
                self.assertRedirects(response, login)
        for address in ["/orders/", f"/cart/{self.book.pk}/add/", *self.own_buttons]:
            with self.subTest(address=address):
                response = self.client.post(address, follow=True)
                page = response.redirect_chain[0][0].partition("?next=")[2]
                self.assertIn(page, ["/cart/", *self.own])
        self.assertEqual(Order.objects.get().status, Status.PENDING)

    def test_others_and_staff_find_nothing(self):
        for other in (make_user("other"), make_user("boss", is_staff=True)):
            self.client.force_login(other)
            for address in self.own:
                with self.subTest(other=other, address=address):
                    self.assertEqual(self.client.get(address).status_code, 404)
            for address in self.own_buttons:
                with self.subTest(other=other, address=address):
                    self.assertEqual(self.client.post(address, {"remove": ""}).status_code, 404)
            self.assertContains(self.client.get("/cart/"), "Your cart is empty.")
            self.assertContains(self.client.get("/orders/"), "You have not ordered anything yet.")
        self.assertEqual(Order.objects.get().status, Status.PENDING)
        self.assertEqual(CartItem.objects.count(), 1)


class OrderAdminTests(TestCase):
    """What staff do with the orders of all."""

    LIST = "/admin/orders/order/"

    def setUp(self):
        self.order = make_order(make_user("grace"), make_product())
        self.client.force_login(User.objects.create_superuser("boss"))

    def act(self, action):
        answers = {"action": action, "_selected_action": [self.order.pk]}
        response = self.client.post(self.LIST, answers, follow=True)
        self.order.refresh_from_db()
        return response

    def test_staff_see_the_orders_of_all(self):
        self.assertContains(self.client.get(self.LIST), "grace")
        self.assertContains(self.client.get(f"{self.LIST}{self.order.pk}/change/"), "Book")
        self.assertContains(self.client.get(self.LIST, {"q": "book"}), "grace")

    def test_only_a_paid_order_is_shipped(self):
        self.assertContains(self.act("mark_as_shipped"), "so it cannot become shipped")
        Order.objects.update(status=Status.PAID)
        self.assertContains(self.act("mark_as_shipped"), "is shipped")
        self.assertEqual(self.order.status, Status.SHIPPED)

    def test_cancelling_gives_the_stock_back(self):
        self.assertContains(self.act("cancel"), "is cancelled")
        self.assertEqual(Product.objects.get().stock, 10)

    def test_orders_are_not_added_changed_or_deleted_by_hand(self):
        page = f"{self.LIST}{self.order.pk}/"
        for address in (f"{self.LIST}add/", f"{page}change/", f"{page}delete/"):
            with self.subTest(address=address):
                response = self.client.post(address, {"status": "shipped", "post": "yes"})
                self.assertEqual(response.status_code, 403)
        self.assertEqual(Order.objects.get().status, Status.PENDING)

    def test_who_may_only_look_has_no_actions(self):
        clerk = make_user("clerk", is_staff=True)
        clerk.user_permissions.add(Permission.objects.get(codename="view_order"))
        self.client.force_login(clerk)
        self.assertContains(self.client.get(self.LIST), "grace")
        self.act("cancel")
        self.assertEqual(self.order.status, Status.PENDING)

    def test_carts_can_be_looked_at(self):
        add_to_cart(User.objects.get(username="grace"), Product.objects.get(), 7)
        response = self.client.get("/admin/orders/cartitem/", {"q": "grace"})
        self.assertContains(response, '<td class="field-quantity">7</td>', html=True)


@override_settings(DEBUG=True)
class SeedTests(TestCase):
    def test_grace_orders_once(self):
        grace = make_user("grace")
        make_product()
        self.assertIn("added", seed())
        before = list(Product.objects.values())
        self.assertIn("already", seed())
        self.assertEqual(grace.orders.count(), 1)
        self.assertEqual(list(Product.objects.values()), before)

    def test_without_people_or_products_there_are_none(self):
        self.assertIn("none", seed())
        make_user("grace")
        self.assertIn("none", seed())

    @override_settings(DEBUG=False)
    def test_server_gets_none(self):
        make_user("grace")
        make_product()
        self.assertIn("none", seed())
        self.assertFalse(Order.objects.exists())


class ProductAdminTests(TestCase):
    def test_what_is_sold_while_the_page_is_open_stays_sold(self):
        book = make_product(stock=10)
        self.client.force_login(User.objects.create_superuser("boss"))
        address = f"/admin/products/product/{book.pk}/change/"
        form = self.client.get(address).context["adminform"].form
        page = {bound.html_name: bound.value() for bound in form} | {"initial-stock": 10}
        make_order(make_user("grace"), book, 4)
        self.client.post(address, page | {"name": "Blue Book"})
        book.refresh_from_db()
        self.assertEqual((book.name, book.stock), ("Blue Book", 6))
        self.client.post(address, page | {"stock": 20})
        book.refresh_from_db()
        self.assertEqual(book.stock, 20)
