from decimal import Decimal
from unittest import mock

from django.db import transaction
from django.urls import reverse
from rest_framework.test import APITestCase

from .models import MAX_STOCK, Category, Product
from .serializers import CategorySerializer, ProductSerializer
from .tests import Market

CHAIR = {"category": "books", "name": "Chair", "price": "49.90", "stock": 3}


class MarketAPI(Market):
    def address(self, product):
        return reverse("product-detail", args=[product.pk])


class ProductAPITests(MarketAPI, APITestCase):
    """What goes in and what comes out."""

    def setUp(self):
        self.client.force_authenticate(self.ada)

    def test_one_product(self):
        answer = self.client.get(self.address(self.book)).json()
        created_at = answer.pop("created_at")
        self.assertTrue(created_at.endswith("Z"))
        self.assertEqual(
            answer,
            {
                "id": self.book.pk,
                "seller": "ada",
                "category": "books",
                "name": "Green Book",
                "description": "About lamps.",
                "price": "12.50",
                "stock": 5,
                "is_active": True,
            },
        )

    def test_new_product_is_stored_and_returned_as_stored(self):
        response = self.client.post("/api/products/", CHAIR)
        self.assertEqual(response.status_code, 201, response.data)
        chair = Product.objects.get(name="Chair")
        self.assertEqual(response.json(), ProductSerializer(chair).data)
        self.assertEqual(chair.price, Decimal("49.90"))

    def test_put_wants_every_field_and_patch_changes_one(self):
        address = self.address(self.book)
        self.assertEqual(self.client.put(address, CHAIR).json()["name"], "Chair")
        self.assertEqual(self.client.put(address, {"name": "Stool"}).status_code, 400)
        self.assertEqual(self.client.patch(address, {"name": "Stool"}).json()["price"], "49.90")

    def test_wrong_values_are_refused_with_the_field_named(self):
        wrong = {
            "name": ["", "   ", "x" * 121, None, 5, ["x"], "\x00"],
            "description": ["x" * 2001, None, 5],
            "price": [
                0,
                5,
                4.2,
                "0",
                "0.00",
                "-1",
                "1.001",
                "100000000",
                "1e3",
                " 1",
                "1\n",
                "NaN",
            ],
            "stock": [-1, MAX_STOCK + 1, "5", 1.5, True, None, 10**30],
            "is_active": ["yes", 1, None],
            "category": ["", None, 5, "no such slug", "\x00", {}],
        }
        for field, values in wrong.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    response = self.client.post("/api/products/", CHAIR | {field: value})
                    self.assertEqual(response.status_code, 400)
                    self.assertEqual(list(response.json()), [field])
        self.assertEqual(Product.objects.count(), 3)

    def test_category_that_does_not_exist_is_a_conflict(self):
        response = self.client.post("/api/products/", CHAIR | {"category": "chairs"})
        self.assertEqual(response.status_code, 409)
        self.assertEqual(response.json(), {"category": ["There is no such category."]})

    def test_what_the_server_decides_cannot_be_sent_along(self):
        sent = {"id": 999, "seller": "grace", "created_at": "2001-01-01T00:00:00Z"}
        for method, address in [("post", "/api/products/"), ("put", self.address(self.book))]:
            with self.subTest(method=method):
                answer = getattr(self.client, method)(address, CHAIR | sent).json()
                self.assertEqual(answer["seller"], "ada")
                self.assertNotEqual(answer["id"], 999)
                self.assertNotIn("2001", answer["created_at"])

    def test_change_of_the_name_leaves_a_stock_that_was_sold_meanwhile(self):
        stale = Product.objects.get(pk=self.book.pk)
        Product.objects.filter(pk=self.book.pk).update(stock=4)
        serializer = ProductSerializer(stale, {"name": "Blue Book"}, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        self.book.refresh_from_db()
        self.assertEqual((self.book.name, self.book.stock), ("Blue Book", 4))


class ProductListAPITests(MarketAPI, APITestCase):
    def names(self, query=""):
        response = self.client.get(f"/api/products/{query}")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json()["count"], len(response.json()["results"]))
        return [product["name"] for product in response.json()["results"]]

    def test_hidden_products_are_in_no_list_count_or_search_of_a_stranger(self):
        for who in self.people:
            with self.subTest(who=who):
                self.client.force_authenticate(self.people[who])
                sees_all = who in {"owner", "staff"}
                hidden = ["Secret Lamp"] if sees_all else []
                self.assertEqual(self.names(), ["Desk Lamp", "Green Book", *hidden])
                self.assertEqual(self.names("?search=secret"), hidden)
                self.assertEqual(self.names("?category=books"), ["Green Book", *hidden])

    def test_search_and_category_narrow_the_list(self):
        self.assertEqual(self.names("?search=lamp"), ["Desk Lamp", "Green Book"])
        self.assertEqual(self.names("?search=lamp&category=tools"), ["Desk Lamp"])
        self.assertEqual(self.names("?category=chairs"), [])

    def test_order_is_chosen_from_a_list(self):
        self.assertEqual(self.names("?ordering=price"), ["Desk Lamp", "Green Book"])
        self.assertEqual(self.names("?ordering=-price"), ["Green Book", "Desk Lamp"])
        for unknown in ("seller__password", "-stock", "?", "price;--"):
            with self.subTest(unknown=unknown):
                self.assertEqual(self.names(f"?ordering={unknown}"), ["Desk Lamp", "Green Book"])

    def test_equal_prices_keep_one_order_over_all_pages(self):
        for number in range(30):
            self.product(name=f"Chair {number}")
        pages = [self.client.get(f"/api/products/?ordering=price&page={n}") for n in (1, 2)]
        ids = [product["id"] for page in pages for product in page.json()["results"]]
        self.assertEqual(len(set(ids)), 32)

    def test_other_keys_are_not_looked_at(self):
        for query in ("?is_active=false", "?seller__password__startswith=a", "?id=1"):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), ["Desk Lamp", "Green Book"])

    def test_wrong_questions_are_refused(self):
        for query, status in {
            "?category=%00": 400,
            "?category=a%20b": 400,
            "?search=%00": 400,
            "?page=0": 404,
            "?page=": 404,
            "?page=x": 404,
            "?page=last": 404,
            "?page=99": 404,
        }.items():
            with self.subTest(query=query):
                self.assertEqual(self.client.get(f"/api/products/{query}").status_code, status)

    def test_list_takes_the_same_number_of_queries_however_long_it_is(self):
        for number in range(10):
            self.product(name=f"Chair {number}")
        with self.assertNumQueries(2):  # the count and the products
            self.client.get("/api/products/")


class CategoryAPITests(MarketAPI, APITestCase):
    def setUp(self):
        self.client.force_authenticate(self.staff)

    def test_staff_write_and_everybody_reads(self):
        answer = self.client.post("/api/categories/", {"name": "Toys", "slug": "toys"})
        self.assertEqual(answer.status_code, 201)
        self.client.force_authenticate(None)
        names = [
            category["name"] for category in self.client.get("/api/categories/").json()["results"]
        ]
        self.assertEqual(names, ["Books", "Tools", "Toys"])

    def test_taken_name_is_a_conflict(self):
        response = self.client.post("/api/categories/", {"name": "Books", "slug": "b"})
        self.assertEqual((response.status_code, list(response.json())), (409, ["name"]))

    def test_name_that_is_taken_at_the_same_moment_is_a_conflict(self):
        toys = {"name": "Toys", "slug": "toys"}
        # Another request stores them after this one has found the name free.
        take = mock.Mock(side_effect=lambda answers: Category.objects.create(**toys) and answers)
        with mock.patch.object(CategorySerializer, "validate", take):
            response = self.client.post("/api/categories/", toys)
        self.assertEqual((response.status_code, set(response.json())), (409, {"name", "slug"}))
        self.assertEqual(Category.objects.filter(name="Toys").count(), 1)

    def test_wrong_and_taken_together_are_a_bad_request(self):
        response = self.client.post("/api/categories/", {"name": "Books", "slug": "!"})
        self.assertEqual(response.status_code, 400)

    def test_category_in_use_is_not_deleted(self):
        address = reverse("category-detail", args=[self.books.pk])
        self.assertEqual(self.client.delete(address).status_code, 409)
        self.assertTrue(Category.objects.filter(pk=self.books.pk).exists())


class ProductPermissionTests(MarketAPI, APITestCase):
    """Who may do what through the API: every person, every action."""

    # request: (anonymous, other, owner, clerk, staff)
    PRODUCTS = {
        "list": (200, 200, 200, 200, 200),
        "create": (401, 201, 201, 201, 201),
        "get": (200, 200, 200, 200, 200),
        "put": (401, 403, 200, 403, 200),
        "patch": (401, 403, 200, 403, 200),
        "delete": (401, 403, 204, 403, 204),
        "get hidden": (404, 404, 200, 404, 200),
        "put hidden": (401, 404, 200, 404, 200),
        "patch hidden": (401, 404, 200, 404, 200),
        "delete hidden": (401, 404, 204, 404, 204),
        "get unknown": (404, 404, 404, 404, 404),
        "put unknown": (401, 404, 404, 404, 404),
    }
    CATEGORIES = {
        "list": (200, 200, 200, 200, 200),
        "create": (401, 403, 403, 403, 201),
        "get": (200, 200, 200, 200, 200),
        "put": (401, 403, 403, 403, 200),
        "patch": (401, 403, 403, 403, 200),
        "delete": (401, 403, 403, 403, 204),
    }

    def ask(self, action, root, pk, body):
        method, _, which = action.partition(" ")
        if method == "list":
            return self.client.get(root)
        if method == "create":
            return self.client.post(root, body)
        pk = {"": pk, "hidden": self.hidden.pk, "unknown": 0}[which]
        sent = [] if method in {"get", "delete"} else [body]
        return getattr(self.client, method)(f"{root}{pk}/", *sent)

    def check(self, table, root, pk, body):
        for action, row in table.items():
            for who, expected in zip(self.people, row, strict=True):
                with self.subTest(action=action, who=who), transaction.atomic():
                    self.client.force_authenticate(self.people[who])
                    before = list(Product.objects.values_list())
                    response = self.ask(action, root, pk, body)
                    self.assertEqual(response.status_code, expected)
                    if expected >= 400:
                        self.assertEqual(list(Product.objects.values_list()), before)
                    transaction.set_rollback(True)

    def test_every_person_and_action_on_products(self):
        self.check(self.PRODUCTS, "/api/products/", self.book.pk, CHAIR)

    def test_every_person_and_action_on_categories(self):
        spare = Category.objects.create(name="Spare", slug="spare")
        new = {"name": "Toys", "slug": "toys"}
        self.check(self.CATEGORIES, "/api/categories/", spare.pk, new)

    def test_staff_may_through_the_api_what_they_may_in_the_admin(self):
        # The answers to get, patch and delete. Changing includes seeing, in the admin as well.
        for right, expected in {
            "view": (200, 403, 403),
            "add": (404, 404, 404),
            "change": (200, 200, 403),
            "delete": (404, 404, 404),
            "view delete": (200, 403, 204),
        }.items():
            with self.subTest(right=right):
                self.client.force_authenticate(self.make_staff(right, *right.split()))
                hidden = self.product(name="Hidden", is_active=False)
                asked = (self.client.get, self.client.patch, self.client.delete)
                answers = tuple(ask(self.address(hidden)).status_code for ask in asked)
                self.assertEqual(answers, expected)

    def test_each_action_on_categories_asks_for_its_own_permission(self):
        spare = Category.objects.create(name="Spare", slug="spare")
        needed = {"create": "add", "put": "change", "patch": "change", "delete": "delete"}
        for right in ("view", "add", "change", "delete"):
            self.client.force_authenticate(self.make_staff(f"only {right}", right))
            for action, its_right in needed.items():
                with self.subTest(right=right, action=action), transaction.atomic():
                    new = {"name": "Toys", "slug": "toys"}
                    response = self.ask(action, "/api/categories/", spare.pk, new)
                    self.assertEqual(response.status_code != 403, right == its_right)
                    transaction.set_rollback(True)

    def test_hidden_and_unknown_products_look_the_same(self):
        self.client.force_authenticate(self.grace)
        hidden, unknown = (self.client.get(f"/api/products/{pk}/") for pk in (self.hidden.pk, 0))
        self.assertEqual(hidden.content, unknown.content)
