from django.urls import path

from .api import RefreshView, RegisterView, SignOutView, TokenView

app_name = "auth"

urlpatterns = [
    path("register/", RegisterView.as_view(), name="register"),
    path("token/", TokenView.as_view(), name="token"),
    path("token/refresh/", RefreshView.as_view(), name="refresh"),
    path("logout/", SignOutView.as_view(), name="logout"),
]
