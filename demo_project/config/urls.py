"""The address book of the site: which address is answered by which part of the project."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from orders.api import CartViewSet, OrderViewSet
from payments.api import PaymentViewSet, WebhookView
from products.api import CategoryViewSet, ProductViewSet
from students.views import StudentViewSet

admin.site.site_header = "Office"
admin.site.site_title = "Office"
admin.site.index_title = "What there is to look after"

router = DefaultRouter()
router.register("students", StudentViewSet)
router.register("categories", CategoryViewSet)
router.register("products", ProductViewSet)
router.register("cart", CartViewSet)
router.register("orders", OrderViewSet)
router.register("payments", PaymentViewSet)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="students:list"), name="home"),
    path("students/", include("students.urls")),
    path("polls/", include("polls.urls")),
    path("products/", include("products.urls")),
    path("accounts/", include("users.urls")),
    path("", include("orders.urls")),
    path("", include("payments.urls")),
    path("admin/", admin.site.urls),
    # Before the payments themselves: "webhook" is not the number of one.
    path("api/payments/webhook/", WebhookView.as_view(), name="payment-webhook"),
    path("api/", include(router.urls)),
    path("api/auth/", include("users.api_urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api-auth/", include("rest_framework.urls")),
]
