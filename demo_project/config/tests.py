from django.test import SimpleTestCase
from django.urls import reverse


class AddressTests(SimpleTestCase):
    """The addresses of the site. Bookmarks and other programs rely on them."""

    def test_home_leads_to_the_list_of_students(self):
        self.assertRedirects(
            self.client.get("/"), reverse("students:list"), fetch_redirect_response=False
        )

    def test_addresses_stay_what_they_are(self):
        addresses = {
            "/students/": reverse("students:list"),
            "/students/new/": reverse("students:new"),
            "/students/1/edit/": reverse("students:edit", args=[1]),
            "/students/1/delete/": reverse("students:delete", args=[1]),
            "/api/students/": reverse("student-list"),
            "/api/students/1/": reverse("student-detail", args=[1]),
            "/products/": reverse("products:list"),
            "/products/new/": reverse("products:new"),
            "/products/1/": reverse("products:detail", args=[1]),
            "/products/1/edit/": reverse("products:edit", args=[1]),
            "/products/1/delete/": reverse("products:delete", args=[1]),
            "/accounts/register/": reverse("users:register"),
            "/accounts/login/": reverse("users:login"),
            "/accounts/logout/": reverse("users:logout"),
            "/api/categories/": reverse("category-list"),
            "/api/products/": reverse("product-list"),
            "/api/products/1/": reverse("product-detail", args=[1]),
            "/api/auth/register/": reverse("auth:register"),
            "/api/auth/token/": reverse("auth:token"),
            "/api/auth/token/refresh/": reverse("auth:refresh"),
            "/api/auth/logout/": reverse("auth:logout"),
            "/cart/": reverse("orders:cart"),
            "/cart/1/": reverse("orders:cart-item", args=[1]),
            "/cart/1/add/": reverse("orders:cart-add", args=[1]),
            "/orders/": reverse("orders:list"),
            "/orders/1/": reverse("orders:detail", args=[1]),
            "/orders/1/cancel/": reverse("orders:cancel", args=[1]),
            "/api/cart/": reverse("cartitem-list"),
            "/api/cart/1/": reverse("cartitem-detail", args=[1]),
            "/api/orders/": reverse("order-list"),
            "/api/orders/1/": reverse("order-detail", args=[1]),
            "/api/orders/1/cancel/": reverse("order-cancel", args=[1]),
            "/orders/1/pay/": reverse("payments:pay", args=[1]),
            "/orders/1/pay/ask-again/": reverse("payments:ask-again", args=[1]),
            "/api/payments/": reverse("payment-list"),
            "/api/payments/1/": reverse("payment-detail", args=[1]),
            "/api/payments/webhook/": reverse("payment-webhook"),
            "/api/schema/": reverse("schema"),
            "/admin/": reverse("admin:index"),
            "/api-auth/login/": reverse("rest_framework:login"),
        }
        for address, answer in addresses.items():
            with self.subTest(address=address):
                self.assertEqual(answer, address)
