from decimal import Decimal
from io import StringIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase, override_settings
from django.urls import reverse

from .forms import ProductForm
from .models import MAX_STOCK, Category, Product
from .seed import CATEGORIES, PRODUCTS

User = get_user_model()


class Market:
    """Two sellers and three products of Ada's, one of them not on sale.

    The clerk may enter the admin and has no permission there; the staff have all for products.
    """

    @classmethod
    def setUpTestData(cls):
        cls.ada = User.objects.create_user("ada")
        cls.grace = User.objects.create_user("grace")
        cls.clerk = cls.make_staff("clerk")
        cls.staff = cls.make_staff("staff", "view", "add", "change", "delete")
        cls.books = Category.objects.create(name="Books", slug="books")
        cls.tools = Category.objects.create(name="Tools", slug="tools")
        cls.book = cls.product(name="Green Book", description="About lamps.", price="12.50")
        cls.lamp = cls.product(name="Desk Lamp", category=cls.tools)
        cls.hidden = cls.product(name="Secret Lamp", is_active=False)
        cls.people = {
            "anonymous": None,
            "other": cls.grace,
            "owner": cls.ada,
            "clerk": cls.clerk,
            "staff": cls.staff,
        }

    @classmethod
    def make_staff(cls, name, *rights):
        """Somebody who may do in the admin with products and categories what the rights say."""
        staff = User.objects.create_user(name, is_staff=True)
        for right in rights:
            allowed = Permission.objects.filter(codename__startswith=f"{right}_")
            staff.user_permissions.add(*allowed.filter(content_type__app_label="products"))
        return staff

    @classmethod
    def product(cls, **fields):
        usual = {"name": "Thing", "seller": cls.ada, "category": cls.books, "price": 1, "stock": 5}
        return Product.objects.create(**usual | fields)

    def become(self, who):
        self.client.logout()
        if self.people[who]:
            self.client.force_login(self.people[who])


class ProductTests(Market, TestCase):
    """What the model and the database behind it accept."""

    def test_product_and_category_are_shown_by_name(self):
        self.assertEqual((str(self.book), str(self.books)), ("Green Book", "Books"))

    def test_wrong_values_are_refused_with_the_field_named(self):
        wrong = {
            "name": ["", "x" * 121],
            "price": [None, "", "0", "-1", "0.001", "123456789.00", "NaN", "Infinity", "free"],
            "stock": [None, -1, MAX_STOCK + 1, "many"],
            "category": [None],
        }
        for field, values in wrong.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    product = Product.objects.get(pk=self.book.pk)
                    setattr(product, field, value)
                    with self.assertRaises(ValidationError) as caught:
                        product.full_clean()
                    self.assertIn(field, caught.exception.message_dict)

    def test_database_refuses_what_skips_validation(self):
        book = Product.objects.filter(pk=self.book.pk)
        for change in [{"price": 0}, {"price": Decimal("-0.01")}, {"stock": -1}]:
            # The inner transaction is rolled back, so that the test can go on after the error.
            # MariaDB calls a negative number in an unsigned column a data error.
            with (
                self.subTest(change=change),
                self.assertRaises((IntegrityError, DataError)),
                transaction.atomic(),
            ):
                book.update(**change)

    def test_price_is_exact(self):
        for price in ("0.01", "0.10", "99999999.99"):
            with self.subTest(price=price):
                product = self.product(price=Decimal(price))
                product.full_clean()
                product.refresh_from_db()
                self.assertEqual(product.price, Decimal(price))

    def test_category_and_seller_in_use_cannot_be_deleted(self):
        for needed in (self.books, self.ada):
            with self.subTest(needed=str(needed)), self.assertRaises(ProtectedError):
                needed.delete()

    def test_two_categories_cannot_share_a_name_or_a_slug(self):
        for fields in [{"name": "Books", "slug": "b"}, {"name": "B", "slug": "books"}]:
            with (
                self.subTest(fields=fields),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                Category.objects.create(**fields)


class ProductListTests(Market, TestCase):
    """The list: who sees what, and how it is searched."""

    def names(self, query=""):
        response = self.client.get(f"/products/{query}")
        self.assertEqual(response.status_code, 200)
        return [product.name for product in response.context["product_list"]]

    def test_what_is_not_on_sale_is_listed_for_owner_and_staff_only(self):
        everyone = ["Desk Lamp", "Green Book"]
        for who in self.people:
            with self.subTest(who=who):
                self.become(who)
                sees_all = who in {"owner", "staff"}
                expected = [*everyone, "Secret Lamp"] if sees_all else everyone
                self.assertEqual(self.names(), expected)
                self.assertEqual(self.names("?q=secret"), ["Secret Lamp"] if sees_all else [])
                self.assertContains(self.client.get("/products/"), f"{len(expected)} products")

    def test_search_looks_for_every_word_in_name_and_description(self):
        for words, expected in {
            "lamp": ["Desk Lamp", "Green Book"],
            "LAMP": ["Desk Lamp", "Green Book"],
            "lamp book": ["Green Book"],
            "  desk ": ["Desk Lamp"],
            "chair": [],
            "%": [],
            "_": [],
            "' OR 1=1 --": [],
        }.items():
            with self.subTest(words=words):
                response = self.client.get("/products/", {"q": words})
                found = [product.name for product in response.context["product_list"]]
                self.assertEqual(found, expected)

    def test_category_and_words_narrow_the_list_together(self):
        self.assertEqual(self.names("?category=books"), ["Green Book"])
        self.assertEqual(self.names("?category=tools&q=lamp"), ["Desk Lamp"])
        self.assertEqual(self.names("?category=tools&q=book"), [])

    def test_wrong_questions_are_answered_with_a_reason(self):
        for query in ("?category=nothing", "?category=%00", "?q=%00", f"?q={'x' * 101}"):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), [])
                self.assertContains(self.client.get(f"/products/{query}"), "errorlist")

    def test_other_keys_in_the_address_are_not_looked_at(self):
        for query in ("?is_active=False", "?seller__password__startswith=a", "?q__regex=.*"):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), ["Desk Lamp", "Green Book"])

    def test_pages_keep_the_question(self):
        for number in range(15):
            self.product(name=f"Chair {number:02}")
        response = self.client.get("/products/?q=chair&category=books")
        self.assertEqual(len(response.context["product_list"]), 12)
        self.assertContains(response, 'href="?q=chair&amp;category=books&amp;page=2"')
        response = self.client.get("/products/?q=chair&category=books&page=2")
        self.assertEqual(len(response.context["product_list"]), 3)
        self.assertContains(response, 'href="?q=chair&amp;category=books&amp;page=1"')

    def test_page_that_does_not_exist_is_not_found(self):
        for page in ("0", "99", "abc", "-1"):
            with self.subTest(page=page):
                self.assertEqual(self.client.get(f"/products/?page={page}").status_code, 404)

    def test_list_takes_the_same_number_of_queries_however_long_it_is(self):
        def queries():
            # The categories, to check the question and to draw the form; the count; the products.
            with self.assertNumQueries(4):
                self.client.get("/products/")

        queries()
        for number in range(10):
            self.product(name=f"Chair {number}")
        queries()

    def test_markup_is_shown_as_text(self):
        self.product(name="<script>alert(1)</script>")
        self.assertNotContains(self.client.get("/products/"), "<script>")


class ProductPageTests(Market, TestCase):
    """Who may do what with a product: every person, every page."""

    SIGN_IN = "sign in"
    # page: (anonymous, other, owner, clerk, staff), for a product on sale, then for a hidden one
    TABLE = {
        "detail": [(200, 200, 200, 200, 200), (404, 404, 200, 404, 200)],
        "edit": [(SIGN_IN, 404, 200, 404, 200), (SIGN_IN, 404, 200, 404, 200)],
        "delete": [(SIGN_IN, 404, 200, 404, 200), (SIGN_IN, 404, 200, 404, 200)],
    }

    def answers(self, **changes):
        usual = {
            "name": "Green Book",
            "category": self.books.pk,
            "description": "",
            "price": "12.50",
            "stock": "5",
            "is_active": "on",
        }
        return usual | changes

    def outcome(self, response):
        if response.status_code == 302 and response.url.startswith("/accounts/login/"):
            return self.SIGN_IN
        return response.status_code

    def test_every_person_and_page(self):
        for page, rows in self.TABLE.items():
            for product, row in zip((self.book, self.hidden), rows, strict=True):
                for who, expected in zip(self.people, row, strict=True):
                    with self.subTest(page=page, product=product.name, who=who):
                        self.become(who)
                        address = reverse(f"products:{page}", args=[product.pk])
                        self.assertEqual(self.outcome(self.client.get(address)), expected)

    def test_every_person_and_change(self):
        for page in ("edit", "delete"):
            for who, expected in zip(self.people, self.TABLE[page][0], strict=True):
                with self.subTest(page=page, who=who):
                    self.become(who)
                    product = self.product(name="Before")
                    address = reverse(f"products:{page}", args=[product.pk])
                    response = self.client.post(address, self.answers(name="After"))
                    changed = not Product.objects.filter(pk=product.pk, name="Before").exists()
                    self.assertEqual(changed, expected == 200)
                    self.assertEqual(self.outcome(response), 302 if changed else expected)

    def test_links_to_change_a_product_are_shown_to_owner_and_staff_only(self):
        for who in self.people:
            with self.subTest(who=who):
                self.become(who)
                response = self.client.get(reverse("products:detail", args=[self.book.pk]))
                self.assertEqual("/edit/" in response.content.decode(), who in {"owner", "staff"})

    def test_staff_may_on_the_pages_what_they_may_in_the_admin(self):
        # Changing includes seeing, in the admin as well.
        for right, expected in {
            "view": (200, 404, 404),
            "add": (404, 404, 404),
            "change": (200, 200, 404),
            "delete": (404, 404, 200),
        }.items():
            with self.subTest(right=right):
                self.client.force_login(self.make_staff(right, right))
                pages = [f"/products/{self.hidden.pk}/{page}" for page in ("", "edit/", "delete/")]
                answers = tuple(self.client.get(page).status_code for page in pages)
                self.assertEqual(answers, expected)

    def test_selling_needs_an_account(self):
        response = self.client.post("/products/new/", self.answers())
        self.assertRedirects(response, "/accounts/login/?next=/products/new/")

    def test_new_product_belongs_to_whoever_is_signed_in(self):
        self.client.force_login(self.grace)
        sent = self.answers(name="Chair", seller=self.ada.pk, id=self.book.pk)
        response = self.client.post("/products/new/", sent, follow=True)
        self.assertContains(response, "Chair is in the market.")
        self.assertEqual(Product.objects.get(name="Chair").seller, self.grace)

    def test_change_by_staff_leaves_the_product_its_seller(self):
        self.client.force_login(self.staff)
        self.client.post(
            reverse("products:edit", args=[self.book.pk]), self.answers(seller=self.grace.pk)
        )
        self.book.refresh_from_db()
        self.assertEqual(self.book.seller, self.ada)

    def test_wrong_answers_are_explained(self):
        self.client.force_login(self.ada)
        for field, value in [("price", "0"), ("price", "1.999"), ("stock", "-1"), ("name", " ")]:
            with self.subTest(field=field, value=value):
                response = self.client.post("/products/new/", self.answers(**{field: value}))
                self.assertIn(field, response.context["form"].errors)

    def test_deleting_leads_to_the_list_with_a_message(self):
        self.client.force_login(self.ada)
        response = self.client.post(reverse("products:delete", args=[self.book.pk]), follow=True)
        self.assertContains(response, "Green Book is deleted.")

    def test_product_that_is_needed_elsewhere_stays(self):
        self.client.force_login(self.ada)
        address = reverse("products:delete", args=[self.book.pk])
        with mock.patch.object(Product, "delete", side_effect=ProtectedError("", set())):
            response = self.client.post(address, follow=True)
        self.assertContains(response, "Take it off sale instead.")

    def test_numbers_beyond_the_database_are_not_found(self):
        self.assertEqual(self.client.get(f"/products/{10**30}/").status_code, 404)


class EditingWhileSellingTests(Market, TestCase):
    """Somebody buys a book while its seller has the page open."""

    def save_page(self, **answers):
        opened = ProductForm(instance=self.book)
        page = {name: opened[name].value() for name in opened.fields}
        Product.objects.filter(pk=self.book.pk).update(stock=4)
        sent = page | {"initial-stock": page["stock"]} | answers
        form = ProductForm(sent, instance=Product.objects.get(pk=self.book.pk))
        self.assertTrue(form.is_valid(), form.errors)
        form.save()
        self.book.refresh_from_db()

    def test_new_name_does_not_set_the_stock_back(self):
        self.save_page(name="Blue Book")
        self.assertEqual((self.book.name, self.book.stock), ("Blue Book", 4))

    def test_new_stock_is_what_the_seller_says(self):
        self.save_page(stock=20)
        self.assertEqual(self.book.stock, 20)


class ProductAdminTests(Market, TestCase):
    def setUp(self):
        self.client.force_login(User.objects.create_superuser("boss"))

    def test_products_can_be_searched_and_filtered(self):
        for query, names in {
            "?q=secret": ["Secret Lamp"],
            "?q=ada": ["Desk Lamp", "Green Book", "Secret Lamp"],
            "?is_active__exact=0": ["Secret Lamp"],
        }.items():
            with self.subTest(query=query):
                response = self.client.get(f"/admin/products/product/{query}")
                found = [product.name for product in response.context["cl"].result_list]
                self.assertEqual(found, names)

    def test_pages_to_add_open(self):
        for model in ("category", "product"):
            with self.subTest(model=model):
                response = self.client.get(f"/admin/products/{model}/add/")
                self.assertEqual(response.status_code, 200)


class SeedTests(TestCase):
    def seed(self):
        output = StringIO()
        call_command("seed", stdout=output)
        return output.getvalue()

    @override_settings(DEBUG=True)
    def test_market_is_filled_once_and_changes_stay(self):
        self.assertIn(f"Demo products: {len(PRODUCTS)} added", self.seed())
        Product.objects.filter(name="Bread knife").update(stock=3)
        self.assertIn("Demo products: 0 added", self.seed())
        self.assertEqual(Product.objects.count(), len(PRODUCTS))
        self.assertEqual(Category.objects.count(), len(CATEGORIES))
        self.assertEqual(Product.objects.get(name="Bread knife").stock, 3)

    @override_settings(DEBUG=True)
    def test_seeds_pass_validation(self):
        self.seed()
        for product in Product.objects.all():
            with self.subTest(product=product.name):
                product.full_clean()

    @override_settings(DEBUG=False)
    def test_without_sellers_there_are_no_products(self):
        self.assertIn("Demo products: none", self.seed())
