from django.urls import path

from .views import (
    AddToCartView,
    CancelOrderView,
    CartItemView,
    CartView,
    OrderDetailView,
    OrderListView,
)

app_name = "orders"

urlpatterns = [
    path("cart/", CartView.as_view(), name="cart"),
    path("cart/<int:product>/add/", AddToCartView.as_view(), name="cart-add"),
    path("cart/<int:product>/", CartItemView.as_view(), name="cart-item"),
    path("orders/", OrderListView.as_view(), name="list"),
    path("orders/<int:pk>/", OrderDetailView.as_view(), name="detail"),
    path("orders/<int:pk>/cancel/", CancelOrderView.as_view(), name="cancel"),
]
