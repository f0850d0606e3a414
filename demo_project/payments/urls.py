from django.urls import path

from .views import AskAgainView, PayView

app_name = "payments"

urlpatterns = [
    path("orders/<int:pk>/pay/", PayView.as_view(), name="pay"),
    path("orders/<int:pk>/pay/ask-again/", AskAgainView.as_view(), name="ask-again"),
]
